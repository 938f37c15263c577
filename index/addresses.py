"""Addresses of web pages."""

from urllib.parse import urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "igshid")


def host_of(url: str | None) -> str | None:
    """The host that a page is on, in lower case and without "www."; None if the URL names none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def canonical(url: str) -> str:
    """The URL in the form by which two are the same: host in lower case, no default port, no tracking.

    What is no URL of a page stays as it is.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return url
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(
        part for part in parts.query.split("&") if part and not part.lower().startswith(_TRACKING)
    )
    return urlunsplit((parts.scheme, place, parts.path or "/", query, parts.fragment))
