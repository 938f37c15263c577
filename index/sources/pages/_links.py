"""Addresses that a page names: the one it wants to be known by, and its feeds. None is fetched here."""

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from tld import get_fld

from index.models import Announced

_MAX_URL_CHARS = 2_000
_MAX_FEEDS = 20
_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)", re.IGNORECASE)
_COMMENTS = re.compile(
    r"comment|kommentar|commentaire|comentari|comenta|commenti|reactie|коммент|评论|コメント", re.IGNORECASE
)


def base_of(tree: HtmlElement, url: str) -> str:
    """What the page's links are relative to (HTML Standard, "document base URL")."""
    base = next((href for element in tree.iter("base") if (href := element.get("href"))), None)
    return _resolved(url, base) or url


def canonical_of(tree: HtmlElement, url: str, og_url: str | None) -> str:
    """The address that the page wants to be known by, if it may have it; else its URL.

    It may not have one of another site, which would take over that site's article, nor the site's
    first page, which would make all of the site's pages one (RFC 6596 asks for no less, but neither is rare).
    """
    base = base_of(tree, url)
    named = [
        element.get("href")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for name in [*named, og_url]:
        address = _resolved(base, name)
        if address is not None and _may_be_known_by(url, address):
            return address
    return url


def feeds_of(tree: HtmlElement, url: str) -> tuple[Announced, ...]:
    """The feeds that the page announces, those of comments last, each once."""
    base = base_of(tree, url)
    feeds: dict[str, Announced] = {}
    for element in tree.iter("link"):
        is_alternate = "alternate" in (element.get("rel") or "").lower().split()
        if is_alternate and _FEED_TYPE.match((element.get("type") or "").strip()):
            address = _resolved(base, element.get("href"))
            if address is not None:
                feeds.setdefault(
                    address, Announced(address, " ".join((element.get("title") or "").split())[:200])
                )
    ordered = sorted(feeds.values(), key=lambda feed: bool(_COMMENTS.search(f"{feed.title} {feed.url}")))
    return tuple(ordered[:_MAX_FEEDS])


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but the scheme, "www.", the query and a slash at the end."""
    return _place(one) is not None and _place(one) == _place(other)


def _place(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return (host, parts.path.rstrip("/")) if host else None


def _resolved(base: str, href: str | None) -> str | None:
    """The whole address without its fragment; None if it is none of the web's."""
    written = re.sub(r"[\t\r\n]", "", href or "").strip()
    if not written or len(written) > _MAX_URL_CHARS:
        return None
    try:
        address = urljoin(base, written).partition("#")[0]
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.username is None and parts.password is None
        _ = parts.port
    except ValueError:
        return None
    return address if has_host and parts.scheme in ("http", "https") and " " not in address else None


def _may_be_known_by(url: str, address: str) -> bool:
    own, named = urlsplit(url), urlsplit(address)
    if named.path in ("", "/") and not named.query and own.path not in ("", "/"):
        return False
    return own.port == named.port and _site(url) == _site(address)


def _site(url: str) -> str | None:
    """The registrable domain, by the public suffix list that comes with ``tld``; else the host."""
    found = get_fld(url, fail_silently=True, search_private=True)
    return found if isinstance(found, str) else urlsplit(url).hostname
