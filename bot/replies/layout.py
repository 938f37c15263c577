"""What all replies are made of, within Discord's limits; pure functions.

A reply is a Components V2 layout: at most 4,000 displayed characters and 40 components in all (Discord's
docs: Components reference).
"""

import discord
from discord import ui

from bot.citations import exact_link, gone_since, site, written_date
from bot.handbook import HANDBOOK
from bot.language import gettext
from bot.markdown import escape, shorten
from index.models import Citation, Quote, Span

MAX_DISPLAYED = 4_000
MAX_HEADING = 250
# Last in the custom_id of a button that stands outside the server whose articles it is about.
OF_COLLECTION = rf"(?:@(?P<collection>\d{{1,20}}|{HANDBOOK}))?"
# The custom_id of a button that shows a revision at a place, marking the span quoted from it: by
# turning the page in the message that it stands in, or by opening a message of its own.
TURN, OPEN = "page", "read"
PLACE_ID = (
    rf"(?P<act>{TURN}|{OPEN}):"
    r"(?P<article>\d+):(?P<revision>\d+):(?P<offset>\d+):(?P<start>\d+):(?P<end>\d+)"
    rf"{OF_COLLECTION}"
)
NO_MARK = Span(0, 0)
_MAX_TITLE = 150
_BLUE, _YELLOW = discord.Colour(0x3B82F6), discord.Colour(0xD9A514)


def container(good: bool) -> ui.Container[ui.LayoutView]:
    """A box with a coloured edge: blue, or yellow where something is missing."""
    return ui.Container(accent_colour=_BLUE if good else _YELLOW)


def layout(box: ui.Container[ui.LayoutView]) -> ui.LayoutView:
    """The reply with that in it."""
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    # Nothing waits for its buttons: those that do something survive restarts, see bot.buttons.
    view.stop()
    return view


def without_button(message: discord.Message, custom_id: str) -> ui.LayoutView:
    """What the message shows, but for one of its buttons."""
    view = ui.LayoutView.from_message(message, timeout=None)
    for row in [each for each in view.walk_children() if isinstance(each, ui.ActionRow)]:
        for child in row.children:
            if getattr(child, "custom_id", None) == custom_id:
                row.remove_item(child)
    view.stop()
    return view


def place_button(quote: Quote, collection: str | None = None) -> ui.Button[ui.LayoutView]:
    """To the exact place: on the web page, or in the stored text where the article has no address."""
    if link := exact_link(quote):
        return ui.Button(label=gettext("Open"), url=link)
    spot = place(quote.article.id, quote.revision_id, quote.span.start, quote.span, collection)
    return button(gettext("Read article"), OPEN, spot)


def button(label: str, act: str, place: str) -> ui.Button[ui.LayoutView]:
    """A button that does what its custom_id says."""
    return ui.Button(label=label, custom_id=f"{act}:{place}", style=discord.ButtonStyle.secondary)


def place(article_id: int, revision_id: int, offset: int, mark: Span, collection: str | None = None) -> str:
    """A place for the custom_id of a button; the collection where that is not the server's own."""
    spot = f"{article_id}:{revision_id}:{offset}:{mark.start}:{mark.end}"
    return spot + of_collection(collection)


def of_collection(collection: str | None) -> str:
    """The end of a custom_id that is about another server than the one it stands in: OF_COLLECTION."""
    return f"@{collection}" if collection else ""


def title(citation: Citation) -> str:
    """An article's title, escaped."""
    return one_line(citation.title, _MAX_TITLE)


def facts(citation: Citation) -> str:
    """Author, site, date, and whether its page is gone, as far as they are known."""
    author = shorten(citation.author, 60) if citation.author else None
    host = site(citation)
    known = (author, shorten(host, 80) if host else None, written_date(citation), gone_since(citation))
    return " · ".join(escape(fact) for fact in known if fact) or gettext(
        "stored text, article {number}", number=citation.id
    )


def one_line(text: str, max_chars: int) -> str:
    """The text escaped, on one line, and cut where it is too long."""
    return escape(shorten(" ".join(text.split()), max_chars))


def size(text: str) -> int:
    """In UTF-16 units, the largest way in which Discord might count."""
    return len(text.encode("utf-16-le")) // 2
