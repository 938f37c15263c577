"""What is shown of one quote: its words, what it is from, and what has become of that; pure."""

from collections.abc import Iterator

from bot.citations import exact_link, written_pages
from bot.language import format_number, gettext, ngettext
from bot.markdown import embolden, escape, shorten
from bot.replies.layout import facts, size, title
from index.models import KeptQuote, Quote, Span

_MAX_ALSO = 3
_MAX_ALSO_CHARS = 900


def as_kept(quote: Quote) -> KeptQuote:
    """A quote of this moment in the form in which those of earlier answers come."""
    also = tuple(map(as_kept, quote.also))
    return KeptQuote(
        quote.rank, quote.revision_id, quote.span, quote.score, quote.highlights, also=also, quote=quote
    )


def said(quote: Quote) -> str:
    """The number and the words, those asked for in bold."""
    return f"**{quote.rank}.** {quoted(quote)}"


def quoted(quote: Quote) -> str:
    """The words, those asked for in bold."""
    start = quote.span.start
    return embolden(quote.text, [Span(h.start - start, h.end - start) for h in quote.highlights])


def said_within(quote: Quote, room: int) -> str:
    """A quote too long with its words in bold: whole without, or its beginning and how much that is."""
    whole = f"**{quote.rank}.** {escape(quote.text)}"
    if size(whole) <= room:
        return whole
    kept = shorten(quote.text, (room - 100) // 2)
    note = gettext(
        "The first {shown} of the quote's {all} characters.",
        shown=format_number(len(kept) - 1),
        all=format_number(len(quote.text)),
    )
    return f"**{quote.rank}.** {escape(kept)}\n-# {note}"


def removed(quote: KeptQuote) -> str:
    """In place of a quote whose article is not stored any more."""
    note = gettext("The article that was quoted here has been removed since.")
    return f"**{quote.rank}.** *{note}*"


def small_print(kept: KeptQuote, quote: Quote) -> str:
    """What the quote is from, who else says it, and whether the article has changed since."""
    lines = [cited(quote), *_also_in(quote)]
    if kept.changed:
        lines.append(f"-# {changed()}")
    return "\n".join(lines)


def cited(quote: Quote) -> str:
    """What the quote is from."""
    known = (title(quote.article), written_pages(quote.pages), facts(quote.article))
    return f"-# {' · '.join(fact for fact in known if fact)}"


def changed() -> str:
    """What is said of a quote from a text that an article does not have any more."""
    return gettext("The article has changed since; this is what it said when it was quoted.")


def _also_in(quote: Quote) -> Iterator[str]:
    """The other articles that say the same, each with a link to the place where it has an address."""
    named: list[str] = []
    for other in quote.also[:_MAX_ALSO]:
        if size(", ".join((*named, _named(other)))) > _MAX_ALSO_CHARS:
            break
        named.append(_named(other))
    more = len(quote.also) - len(named)
    if more and named:
        yield "-# " + ngettext(
            "Also in {named}, and {count} more",
            "Also in {named}, and {count} more",
            more,
            named=", ".join(named),
        )
    elif named:
        yield "-# " + gettext("Also in {named}", named=", ".join(named))


def _named(other: Quote) -> str:
    """An article that says the same, with the pages it does so on."""
    linked = _linked(title(other.article), exact_link(other))
    pages = written_pages(other.pages)
    return f"{linked} ({pages})" if pages else linked


def _linked(title: str, link: str | None) -> str:
    """The title, which is escaped, as a link that shows no preview."""
    return f"[{title}](<{link}>)" if link and not set("<>()") & set(link) else title
