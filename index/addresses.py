"""Addresses of web pages."""

from urllib.parse import urlsplit


def host_of(url: str | None) -> str | None:
    """The host that a page is on, in lower case and without "www."; None if the URL names none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None
