"""Bytes as the text they stand for, and what a file is called without its ending."""

import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

from charset_normalizer import from_bytes

from index.errors import ContentRefused

# What charset-normalizer looks at; a megabyte of text shows its encoding, and fifty take it a minute.
_SAMPLE_BYTES = 1_000_000
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,8}\Z", re.DOTALL)


def decode_text(data: bytes, charset: str | None = None) -> str:
    """Text in UTF-8, by its byte order mark, as ``charset`` says, or in what it most likely is.

    Raises:
        ContentRefused: it is empty, binary, or in no encoding that can be told.
    """
    if not data.strip():
        raise ContentRefused("the file is empty.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise ContentRefused("this is a binary file, not text.")
    else:
        encodings = ["utf-8-sig", *([charset] if charset else [])]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue  # what was said is often wrong, or no encoding at all
    guess = from_bytes(data[:_SAMPLE_BYTES]).best()
    if guess is None:
        raise ContentRefused("this is not text in an encoding we know; save it as UTF-8.")
    return data.decode(guess.encoding, errors="replace")


def bare_name(name: str) -> str:
    """The name of a file, or of what is at a URL, without folders and without its ending."""
    if re.match(r"https?://", name, re.IGNORECASE):
        try:
            parts = urlsplit(name)
        except ValueError:
            return name
        last = unquote(PurePosixPath(parts.path).name) or parts.netloc
    else:
        is_windows = re.match(r"[A-Za-z]:\\|\\\\", name)  # elsewhere a name may have a backslash in it
        last = (PureWindowsPath(name) if is_windows else PurePosixPath(name)).name or name
    return _ENDING.sub("", last)
