"""The gate: whether a URL may be fetched at all, before anything is looked up or sent.

The string is judged as it was written, by a grammar narrower than that of RFC 3986, so that no two parsers
can read two hosts in it: http or https, a host, perhaps a port, then path, query and fragment. No user or
password, no blank, control or backslash anywhere. The host is a canonical IPv4 address, an IPv6 address in
brackets or a name; only then is it given to the URL library, whose result must name the same host.
"""

import re
import unicodedata
from dataclasses import dataclass

from yarl import URL

from index.errors import AddressRefused
from index.sources.fetch._names import ascii_name, host_key, is_public_name
from index.sources.fetch._public import is_public
from index.sources.fetch._settings import FetchSettings, parse_private_host

MAX_URL_BYTES = 8_192
_DEFAULT_PORTS = {"http": 80, "https": 443}
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^:/?#@%\[\]]+)(?::(?P<port>[0-9]{1,5}))?(?=[/?#]|$)",
    re.IGNORECASE,
)
# Controls, blanks of any kind, and halves of characters.
_NOWHERE = frozenset({"Cc", "Cs", "Zl", "Zp", "Zs"})
_QUAD = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
_SHOWN_CHARS = 100
_LOGIN = re.compile(r"(?<=//)[^/?#\\]*@")


@dataclass(frozen=True, slots=True)
class Checked:
    """A URL that may be fetched, as one object; ``is_private`` if only because the settings name its host."""

    url: URL
    is_private: bool

    @property
    def host(self) -> str:
        """The host as people know it, for sentences."""
        try:
            return host_key(self.url.host or "")
        except UnicodeError:  # a name that DNS may have and nobody can read
            return host_key(self.url.raw_host or "")


def check_url(url: str, settings: FetchSettings | None = None) -> URL:
    """The URL, if it is one of a public web page or of a private host that the settings name.

    Raises:
        AddressRefused: it is not; why is not told, so that nobody can feel around the host's network.
    """
    return check(url, settings or FetchSettings()).url


def check(url: str, settings: FetchSettings) -> Checked:
    """The same, with the way it has to go.

    Raises:
        AddressRefused: as above.
    """
    match = _URL.match(url) if _is_writable(url) else None
    if match is None:
        raise refusal(url)
    scheme, port = match["scheme"].lower(), match["port"]
    host = _ascii_host(match["host"])
    number = int(port) if port else _DEFAULT_PORTS[scheme]
    is_private = host is not None and _is_named(host, number, settings)
    is_open = number in {80, 443, *settings.ports} and 0 < number < 65_536
    if host is None or not (is_private or (is_open and _is_public_host(host))):
        raise refusal(url)
    return Checked(_parse(url, host, number), is_private)


def refusal(url: str) -> AddressRefused:
    """The one sentence for every refused address."""
    url = _LOGIN.sub("…@", url)  # the sentence is kept, and shown to others than whoever wrote it
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in url[:_SHOWN_CHARS])
    shown += "…" * (len(url) > _SHOWN_CHARS)
    return AddressRefused(
        "“{shown}” is not the address of a public web page; "
        "it must begin with http:// or https:// and be open to everybody.",
        shown=shown,
    )


def _is_writable(url: str) -> bool:
    """Whether the string can stand in a request at all."""
    if not url or len(url.encode("utf-8", "surrogatepass")) > MAX_URL_BYTES or "\\" in url:
        return False
    return not any(unicodedata.category(character) in _NOWHERE for character in url)


def _ascii_host(host: str) -> str | None:
    """The host as DNS has it, in lower case; None if it hides what it is."""
    if host.isascii():
        return host.lower()
    if any(unicodedata.category(character) == "Cf" for character in host):
        return None
    return ascii_name(host)


def _is_named(host: str, port: int, settings: FetchSettings) -> bool:
    """Whether the settings name the host as a private one, with this port or, without one, a usual one."""
    usual = {80, 443, *settings.ports}
    for text in settings.private_hosts:
        named, named_port = parse_private_host(text)
        if named == host_key(host) and (port == named_port if named_port else port in usual):
            return True
    return False


def _is_public_host(host: str) -> bool:
    if host.startswith("["):
        return is_public(host[1:-1])
    if _QUAD.fullmatch(host):
        return is_public(host)
    return is_public_name(host)


def _parse(url: str, host: str, port: int) -> URL:
    """The URL as an object that names the same host and port, and nobody else."""
    try:
        parsed = URL(url)
    except ValueError:
        raise refusal(url) from None
    is_same = parsed.host_subcomponent == URL(f"http://{host}").host_subcomponent
    if not is_same or parsed.port != port or parsed.user is not None or parsed.password is not None:
        raise refusal(url)
    return parsed
