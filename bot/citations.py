"""Where a quote is from, in words and as a link to the exact place."""

import re
from datetime import datetime
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from index.addresses import host_of
from index.models import Citation, Quote

# Discord's limit on the URL of a link button (docs: Components reference, Button).
MAX_URL_CHARS = 512
_WORDS_EACH_END = 6


def site(citation: Citation) -> str | None:
    """The host the article is from, without "www."."""
    return host_of(web_link(citation))


def web_link(citation: Citation) -> str | None:
    """The article's URL if it is one that a browser opens; anything else is no link."""
    url = citation.url or ""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one over 65535
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", url)
    return url if plain else None


def written_date(citation: Citation) -> str | None:
    """The publication date as people write it, as precise as it is known: "19 February 2025".

    One that is no date, as earlier versions let pass, is shown as it is stored.
    """
    published = citation.published_at
    if not published or re.fullmatch(r"\d{4}", published):
        return published or None
    is_month = re.fullmatch(r"\d{4}-\d{2}", published)
    try:
        moment = datetime.fromisoformat(f"{published}-01" if is_month else published)
    except ValueError:
        return published
    return f"{moment:%B %Y}" if is_month else f"{moment.day} {moment:%B %Y}"


def exact_link(quote: Quote) -> str | None:
    """A link that opens the article at the quote, where the article has an address.

    A text fragment (WICG, URL Fragment Text Directives): the first and last words of the quote, so
    that it stays short; where it would be over Discord's limit, the page itself; where even that
    is, none.
    """
    link = web_link(quote.article)
    if link is None:
        return None
    words = quote.text.split()
    if len(words) <= 2 * _WORDS_EACH_END:
        directive = _encode(" ".join(words))
    else:
        first, last = words[:_WORDS_EACH_END], words[-_WORDS_EACH_END:]
        directive = f"{_encode(' '.join(first))},{_encode(' '.join(last))}"
    page, _, old_directives = link.partition(":~:")
    more = f"&{old_directives}" if old_directives else ""
    exact = f"{page}{'' if '#' in page else '#'}:~:text={directive}{more}"
    return next((url for url in (exact, link) if len(url) <= MAX_URL_CHARS), None)


def _encode(words: str) -> str:
    """Percent-encoded, with "-" too, which has a meaning of its own in a text directive."""
    return percent_encode(words, safe="").replace("-", "%2D")
