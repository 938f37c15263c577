"""What a moderator names to be added: a web address, a file or a folder."""

import re
from pathlib import Path

from index.errors import TargetRefused

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
# "example.com", "example.com/page", "example.com:8443": a dot before whatever ends the host.
_HOST = re.compile(r"[^\s/\\?#@:]+\.[^\s/\\?#@:.]{2,}\.?(?::\d+)?(?:[/?#].*)?", re.DOTALL)
# A name that ends so is a file that is not there, though some of these are domains of countries.
_FILE_ENDINGS = frozenset(
    """
    .txt .text .md .markdown .html .htm .pdf .docx .doc .epub .odt .rtf .xml .json .csv .jsonl .gz .opml
    """.split()
)


def read_target(target: str) -> str | Path:
    """The URL, https if no scheme is named, or the path of what is there.

    Raises:
        TargetRefused: it is neither, or there is no such file.
    """
    named = target.strip().strip("<>")  # as links are pasted from Discord or a mail
    if not named:
        raise TargetRefused("Nothing was named; name a web address, a file or a folder.")
    if "\0" not in named and _is_there(target):
        return Path(target)
    if link := _find_link(named):
        return link
    raise TargetRefused("{target}: there is no such file or folder, and it is no web address.", target=target)


def read_link(written: str) -> str:
    """The URL, https if no scheme is named; what lies on this machine is never looked for.

    Raises:
        TargetRefused: it is no web address.
    """
    named = written.strip().strip("<>")
    link = _find_link(named)
    if link is None:
        raise TargetRefused("{named}: this is no web address.", named=named)
    return link


def _find_link(named: str) -> str | None:
    if match := _SCHEME.fullmatch(named):
        if match["scheme"].lower() in ("http", "https"):
            return named
        if match["rest"].startswith("//") or match["scheme"].lower() in (
            "mailto",
            "data",
            "javascript",
            "file",
        ):
            raise TargetRefused(
                "{named}: only web addresses that begin with https:// or http:// can be added.", named=named
            )
    first = re.split(r"[/?#]", named, maxsplit=1)[0]
    if _HOST.fullmatch(named) and (first != named or Path(first).suffix.lower() not in _FILE_ENDINGS):
        return f"https://{named}"
    return None


def _is_there(target: str) -> bool:
    try:
        return Path(target).exists()
    except OSError:  # a name that is too long for any file
        return False
