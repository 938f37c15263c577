"""The paragraph that a quote stands in; pure."""

from discord import ui

from bot.citations import MAX_URL_CHARS, web_link
from bot.language import gettext
from bot.markdown import embolden
from bot.replies.layout import OPEN, button, container, facts, layout, place, title
from bot.replies.quotes import changed
from index.models import Article, Revision, Span

# Escaping at most doubles it, and the rest of a message is for the article's title.
MAX_CHARS = 1_600
# What stands alone in its paragraph is shown with those before and after it, if they are no longer.
_MAX_NEIGHBOUR = 500
_BREAK = "\n\n"


def context_view(
    article: Article, revision: Revision, mark: Span, collection: str | None = None
) -> ui.LayoutView:
    """What is said around the marked quote, with the quote in bold, and a way to read on from there."""
    box = container(True)
    box.add_item(ui.TextDisplay(f"### {title(article.citation)}\n-# {facts(article.citation)}"))
    if article.revision_id != revision.id:
        box.add_item(ui.TextDisplay(f"-# {changed()}"))
    box.add_item(ui.Separator())
    shown = find_context(revision.text, mark)
    text = shown.of(revision.text)
    marked = Span(max(mark.start, shown.start) - shown.start, min(mark.end, shown.end) - shown.start)
    before = "… " if _goes_on(revision.text[: shown.start][-2:]) else ""
    after = " …" if _goes_on(revision.text[shown.end : shown.end + 2]) else ""
    body = embolden(text, [marked] if text[marked.start : marked.end].strip() else [])
    box.add_item(ui.TextDisplay(f"{before}{body}{after}"))
    spot = place(article.id, revision.id, mark.start, mark, collection)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(button(gettext("Read article"), OPEN, spot))
    link = web_link(article.citation)
    if link and not article.citation.gone_at and len(link) <= MAX_URL_CHARS:
        row.add_item(ui.Button(label=gettext("Open page"), url=link))
    box.add_item(row)
    return layout(box)


def find_context(text: str, mark: Span) -> Span:
    """The paragraphs that the mark stands in, with their neighbours where it has them to itself.

    At most ``MAX_CHARS``, cut at words around the mark if the paragraph is longer.
    """
    before = text.rfind(_BREAK, 0, mark.start)
    start, end = (before + len(_BREAK) if before >= 0 else 0), text.find(_BREAK, mark.end)
    found = _trimmed(text, Span(start, len(text) if end < 0 else end))
    if found.length <= mark.length + 1:
        found = _with_neighbours(text, found)
    return found if found.length <= MAX_CHARS else _cut(text, found, mark)


def _with_neighbours(text: str, paragraph: Span) -> Span:
    before, after = text[: paragraph.start].rstrip(), text[paragraph.end :].lstrip()
    last = before[before.rfind(_BREAK) + 1 :].strip()
    following = after.partition(_BREAK)[0].strip()
    start, end = paragraph
    if last and len(last) <= _MAX_NEIGHBOUR:
        start = text.rindex(last, 0, paragraph.start)
    if following and len(following) <= _MAX_NEIGHBOUR:
        end = text.index(following, paragraph.end) + len(following)
    return Span(start, end)


def _cut(text: str, found: Span, mark: Span) -> Span:
    """As much before the mark as after it, from a word's beginning to a word's end."""
    spare = max(0, MAX_CHARS - mark.length) // 2
    start = max(found.start, min(mark.start - spare, found.end - MAX_CHARS))
    end = min(found.end, start + MAX_CHARS)
    if start > found.start:
        blank = text.find(" ", start, mark.start)
        start = blank + 1 if blank >= 0 else start
    if end < found.end:
        blank = text.rfind(" ", max(start + 1, min(mark.end, end)), end)
        end = blank if blank >= 0 else end
    return Span(start, end)


def _trimmed(text: str, span: Span) -> Span:
    said = span.of(text)
    return Span(span.end - len(said.lstrip()), span.start + len(said.rstrip()))


def _goes_on(edge: str) -> bool:
    """Whether a paragraph was cut there."""
    return bool(edge.strip()) and "\n" not in edge
