"""What may be set about fetching."""

import re
from dataclasses import dataclass

from index.sources.fetch._names import host_key

_PRIVATE_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s\[\]:/?#@%\\]+)(?::(?P<port>[0-9]{1,5}))?")
# Visible ASCII without what would end the comment of a User-Agent (RFC 9110, section 5.6.5).
_CONTACT = re.compile(r"[!-'*-\[\]-~]+(?: [!-'*-\[\]-~]+)*")
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How is fetched, and what beside the public web.

    ``contact`` is an address or a page at which whoever runs a site finds whoever runs the bot; it is sent
    with each request. ``private_hosts`` are names or IP addresses, each with or without a port, that need
    not be public: ``wiki``, ``10.0.0.5:8080``, ``[fd00::5]``. ``ports`` are allowed beside 80 and 443. The
    limits of bytes are after decompression: of a page, feed or text, and of a file (PDF, DOCX, EPUB) or
    sitemap. A host is left alone for ``host_pause_s`` after each visit, and longer if it is slow.
    ``timeout_s`` is for one fetch with its redirects, without the time it waits for its turn;
    ``max_parallel`` is how many run at a time.

    Raises:
        ValueError: with the reason, a sentence without its subject.
    """

    contact: str | None = None
    private_hosts: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    max_page_bytes: int = 5 * _MEGABYTE
    max_file_bytes: int = 50 * _MEGABYTE
    host_pause_s: float = 0.1
    timeout_s: float = 60.0
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 20.0
    dns_timeout_s: float = 5.0
    max_redirects: int = 5
    max_parallel: int = 64

    def __post_init__(self) -> None:
        if self.contact and not _CONTACT.fullmatch(self.contact):
            raise ValueError("must be an e-mail address or a link, in ASCII and without parentheses")
        for port in self.ports:
            if not 0 < port < 65_536:
                raise ValueError("must be port numbers from 1 to 65535, divided by commas")
        for host in self.private_hosts:
            parse_private_host(host)


def parse_private_host(text: str) -> tuple[str, int | None]:
    """The host, in the form of ``host_key``, and the port if there is one.

    Raises:
        ValueError: it is neither a name nor an address, or its port is none.
    """
    match = _PRIVATE_HOST.fullmatch(text.strip())
    port = match and match["port"]
    if match is None or (port and not 0 < int(port) < 65_536):
        raise ValueError("must be host names or IP addresses, each with or without a port, divided by commas")
    return host_key(match["host"]), int(port) if port else None
