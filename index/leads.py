"""What comes before a quote, where its beginning alone would be found earlier in its article.

A link to a place in a page names the words that it begins with; a browser goes to where these stand
first (WICG, URL Fragment Text Directives), unless it is told the words before them, too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.models import Answer, Quote, Revision, Span
from index.quotes import verify

# A link names so many words at each end of a quote, and at most so many before it.
OPENING_WORDS = 6
_MAX_LEAD_WORDS = 8


def find_lead(span: Span, text: str, title: str) -> str:
    """As few words as tell the quote from where it begins alike before; none where nothing does.

    They stand on one line, which what is named in a link has to. The title stands above the text.
    """
    opening, above = _opening(span, text), f"{title}\n{text[: span.end]}"
    # Where the right place ends; an earlier one ends sooner.
    own = _end_of(opening, above, len(title) + 1 + span.start)
    if _end_of(opening, above) == own:
        return ""
    words = text[: span.start].rstrip().rpartition("\n")[2].split()[-_MAX_LEAD_WORDS:]
    leads = [words[-count:] for count in range(1, len(words) + 1)]
    fitting = (lead for lead in leads if _end_of([*lead, *opening], above) == own)
    return " ".join(next(fitting, words))


def confirm(answer: Answer, revisions: Sequence[Revision]) -> Answer:
    """The answer once it is certain that its quotes stand in these revisions, with their leads.

    Raises:
        StoreDamaged: a text is no longer as it was stored.
    """
    known = {revision.id: revision for revision in revisions}
    return replace(
        answer,
        quotes=tuple(_confirm(quote, known) for quote in answer.quotes),
        closest=tuple(_confirm(quote, known) for quote in answer.closest),
    )


def confirm_quote(quote: Quote, revision: Revision) -> Quote:
    """The quote once it is certain that it stands there, with its lead, but for the others that say the same.

    A text with pages is linked by these and needs no lead.

    Raises:
        StoreDamaged: the text is no longer as it was stored.
    """
    verify(quote, revision)
    if quote.pages or not quote.article.url:
        return quote
    return replace(quote, lead=find_lead(quote.span, revision.text, quote.article.title))


def _confirm(quote: Quote, known: dict[int, Revision]) -> Quote:
    found = confirm_quote(quote, known[quote.revision_id])
    return replace(found, also=tuple(_confirm(other, known) for other in quote.also))


def _opening(span: Span, text: str) -> list[str]:
    """The words that a link to the quote begins with: those of its first line, at most so many."""
    return span.of(text).strip().partition("\n")[0].split()[:OPENING_WORDS]


def _end_of(words: Sequence[str], text: str, start: int = 0) -> int:
    """Where the words first stand in a row, whole and in any case, whatever blanks are between them."""
    row = r"\s+".join(map(re.escape, words))
    found = re.compile(rf"(?<!\w){row}(?!\w)", re.IGNORECASE).search(text, start)
    return found.end() if found else len(text)
