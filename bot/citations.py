"""Where a quote is from, in words and as a link to the exact place."""

import re
from datetime import datetime
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from bot.language import format_date, gettext
from index.addresses import host_of
from index.leads import OPENING_WORDS
from index.models import Citation, Quote

# Discord's limit on the URL of a link button (docs: Components reference, Button).
MAX_URL_CHARS = 512


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

    One that is only guessed is "about 19 February 2025". One that is no date, as earlier versions let
    pass, is shown as it is stored.
    """
    written = _written(citation.published_at)
    return gettext("about {date}", date=written) if written and citation.is_date_guessed else written


def _written(published: str | None) -> str | None:
    if not published or re.fullmatch(r"\d{4}", published):
        return published or None
    is_month = re.fullmatch(r"\d{4}-\d{2}", published)
    try:
        moment = datetime.fromisoformat(f"{published}-01" if is_month else published)
    except ValueError:
        return published
    return format_date(moment, "month" if is_month else "day")


def gone_since(citation: Citation) -> str | None:
    """That the article's page is not there any more, and since when: "page gone since 3 May 2024"."""
    since = _written(citation.gone_at)
    return gettext("page gone since {date}", date=since) if since else None


def written_pages(pages: tuple[int, int] | None) -> str | None:
    """The pages as people cite them: "p. 12", "pp. 12–13"."""
    if pages is None:
        return None
    first, last = pages
    if first == last:
        return gettext("p. {number}", number=first)
    return gettext("pp. {first}–{last}", first=first, last=last)


def exact_link(quote: Quote) -> str | None:
    """A link that opens the article at the quote, where the article has an address.

    In a PDF, the page it begins on (RFC 8118, section 3). Else a text fragment (WICG, URL Fragment
    Text Directives): the first and last words of the quote, so that it stays short; where it would be
    over Discord's limit, the page itself; where even that is, or the page is gone, none.
    """
    link = web_link(quote.article)
    if link is None or quote.article.gone_at:
        return None
    exact = f"{link.partition('#')[0]}#page={quote.pages[0]}" if quote.pages else _with_words(link, quote)
    return next((url for url in (exact, link) if len(url) <= MAX_URL_CHARS), None)


def _with_words(link: str, quote: Quote) -> str:
    """The link with a text directive for the quote: ``[prefix-,]start[,end]``.

    Each part has to stand within one line of the page, so that a quote of several lines is named by the
    beginning of its first and the end of its last. The prefix is there where the beginning is not unique.
    """
    lines = quote.text.strip().split("\n")
    words = quote.text.split()
    if len(lines) == 1 and len(words) <= 2 * OPENING_WORDS:
        directive = _encode(" ".join(words))
    else:
        first, last = lines[0].split()[:OPENING_WORDS], lines[-1].split()[-OPENING_WORDS:]
        directive = f"{_encode(' '.join(first))},{_encode(' '.join(last))}"
    if quote.lead:
        directive = f"{_encode(quote.lead)}-,{directive}"
    page, _, old_directives = link.partition(":~:")
    more = f"&{old_directives}" if old_directives else ""
    return f"{page}{'' if '#' in page else '#'}:~:text={directive}{more}"


def _encode(words: str) -> str:
    """Percent-encoded, with "-" too, which like "," and "&" has a meaning in a text directive."""
    return percent_encode(words, safe="").replace("-", "%2D")
