"""Answers and hits in the terminal: the JSON form, which is stable, and the form for reading.

The JSON form is documented in the handbook (docs/command-line.md); change neither without the other.
"""

from dataclasses import asdict

from rich.text import Text

from bot.citations import gone_since, site, written_date, written_pages
from bot.cli._terminal import Terminal, visible
from bot.remarks import find_carried, find_difference, find_small_talk_reply, iter_corrections
from index.models import Answer, Citation, Hit, KeptAnswer, KeptQuote, Quote, QuoteCheck, Span, Status
from index.quotes import pages_of


def answer_form(question_id: str | None, answer: Answer | KeptAnswer) -> dict[str, object]:
    """The answer as one JSON object."""
    form: dict[str, object] = {
        "id": question_id,
        "question": answer.question,
        "answer_id": answer.answer_id,
        "status": str(answer.status),
        "score": answer.score,
        "took_ms": answer.took_ms,
        "quotes": [_quote_form(quote) for quote in answer.quotes],
        "closest": [_quote_form(quote) for quote in answer.closest],
        "missing_terms": list(answer.missing_terms),
    }
    for name, applied in (("corrected", True), ("did_you_mean", False)):
        if words := {each.written: each.corrected for each in answer.corrections if each.applied is applied}:
            form[name] = words
    if answer.carried:
        form["carried"] = list(answer.carried)
    if answer.differing:
        form["differing"] = True
    return form


def check_form(check: QuoteCheck) -> dict[str, object]:
    """What was found for a text as one JSON object."""
    return {
        "match": str(check.match),
        "text": check.text,
        "quote": check.quote and _quote_form(check.quote),
        "differences": [[str(run.change), run.text, *run.span] for run in check.differences],
        "named": check.named and citation_form(check.named),
        "is_earlier": check.is_earlier,
    }


def hits_form(question_id: str | None, question: str, hits: list[Hit]) -> dict[str, object]:
    """The hits as one JSON object."""
    return {
        "id": question_id,
        "question": question,
        "hits": [_hit_form(hit) for hit in hits],
    }


def _hit_form(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    form: dict[str, object] = {
        "rank": hit.rank,
        "score": hit.score,
        "article": citation_form(passage.article),
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
    }
    if pages := pages_of(passage.span, passage.page_starts):
        form["pages"] = list(pages)
    return form


def citation_form(citation: Citation) -> dict[str, object]:
    """Where something is from as a JSON object; what is rarely so is told only where it is so."""
    form = asdict(citation)
    for name in ("is_date_guessed", "gone_at"):
        if not form[name]:
            del form[name]
    return form


def show_answer(terminal: Terminal, answer: Answer | KeptAnswer) -> None:
    """The answer for reading."""
    if small_talk := find_small_talk_reply(answer):
        terminal.say(small_talk)
        return
    if answer.status is Status.NOTHING_FOUND:
        terminal.say(("Nothing stored here answers that.", "bold yellow"))
    elif answer.status is Status.PARTIAL:
        terminal.say(("Only part of the question is covered by what is stored:", "bold yellow"))
    if answer.missing_terms:
        terminal.say(("No stored article mentions: ", "yellow"), ", ".join(answer.missing_terms))
    for sentence in (find_carried(answer), *iter_corrections(answer), find_difference(answer)):
        if sentence:
            terminal.say((sentence, "yellow"))
    for quote in answer.quotes:
        show_quote(terminal, quote)
    if answer.closest:
        terminal.say(("The closest passages, which may not answer it:", "yellow"))
    for quote in answer.closest:
        show_quote(terminal, quote)


def show_hits(terminal: Terminal, hits: list[Hit]) -> None:
    """The hits for reading."""
    if not hits:
        terminal.say(("No passage was found.", "bold yellow"))
    for hit in hits:
        terminal.say((f"{hit.rank:>2}  ", "bold cyan"), hit.passage.text)
        passage = hit.passage
        pages = pages_of(passage.span, passage.page_starts)
        _show_citation(terminal, passage.article, passage.span, pages)


def _quote_form(quote: Quote | KeptQuote) -> dict[str, object]:
    """A kept quote also tells what has become of its article, if anything has."""
    if isinstance(quote, KeptQuote):
        kept = _quote_form(quote.quote) if quote.quote else _removed_form(quote)
        return kept | {"changed": True} if quote.changed else kept
    form: dict[str, object] = {
        "rank": quote.rank,
        "text": quote.text,
        "article": citation_form(quote.article),
        "start": quote.span.start,
        "end": quote.span.end,
        "score": quote.score,
        "highlights": [list(span) for span in quote.highlights],
    }
    if quote.pages:
        form["pages"] = list(quote.pages)
    if quote.also:
        form["also"] = [_quote_form(other) for other in quote.also]
    return form


def _removed_form(quote: KeptQuote) -> dict[str, object]:
    return {
        "rank": quote.rank,
        "text": None,
        "article": None,
        "start": quote.span.start,
        "end": quote.span.end,
        "score": quote.score,
        "highlights": [list(span) for span in quote.highlights],
        "removed": True,
    }


def show_quote(terminal: Terminal, quote: Quote | KeptQuote) -> None:
    """One quote for reading, with all that say it."""
    if isinstance(quote, KeptQuote):
        if quote.quote is None:
            terminal.say(
                (f"{quote.rank:>2}  ", "bold cyan"), ("The article quoted here was removed.", "yellow")
            )
            return
        show_quote(terminal, quote.quote)
        if quote.changed:
            terminal.say(("      The article has changed since; this is how it was.", "yellow"))
        return
    text = Text(visible(quote.text))
    for span in quote.highlights:
        text.stylize("bold", span.start - quote.span.start, span.end - quote.span.start)
    terminal.out.print(Text.assemble((f"{quote.rank:>2}  ", "bold cyan"), "“", text, "”"))
    for said in (quote, *quote.also):
        _show_citation(terminal, said.article, said.span, said.pages)


def _show_citation(terminal: Terminal, citation: Citation, span: Span, pages: tuple[int, int] | None) -> None:
    facts = [citation.title, written_pages(pages), citation.author, site(citation), written_date(citation)]
    place = f"article {citation.id}, characters {span.start} to {span.end}"
    line = " · ".join(fact for fact in (*facts, gone_since(citation), place) if fact)
    terminal.say(("    — " + line, "dim"))
    if citation.url:
        terminal.say(("      " + citation.url, "dim"))
