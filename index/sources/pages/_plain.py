"""HTML as plain text that reads well: its words and structure without the markup.

The form is that of ``index.sources.markdown``: paragraphs, headings, quotations and code are blocks
between blank lines; points of a list are lines that begin with "- " or their number, those of a list within
a list indented; rows of a table are blocks with " | " between their cells.

The tree is walked without recursion. Words gather in the innermost open *holder* (the whole, a list, a
point of it, a row, a cell); where a block element begins or ends, what was said is a block of the holder; and
when a holder ends, its blocks go to the one around it in the form that its kind has.
"""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LISTS = frozenset("dl dir menu ol ul".split())
_POINTS = frozenset("dd dt li".split())
_CELLS = frozenset("td th".split())
_BLOCKS = (
    frozenset(
        """
        address article aside blockquote body caption center details dialog div fieldset figcaption figure
        footer form header hgroup hr legend main nav p pre search section summary table tbody tfoot thead tr
        """.split()
    )
    | _HEADINGS
    | _LISTS
    | _POINTS
    | _CELLS
)
_UNSEEN = frozenset(
    """
    applet area audio button canvas datalist embed frame frameset head iframe input link map meta noembed
    noframes noscript object optgroup option param progress rp rt script select source style svg template
    textarea title track video
    """.split()
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0\u2000-\u200a\u202f\u205f]+")
# Signs that only say where a word may be broken: a search would not find the word with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Stands for a line break that was asked for until the words are joined; no tree can hold it.
_BREAK = "\x00"
_BREAKS = re.compile(f" *{_BREAK}[ {_BREAK}]*")
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")


@dataclass(slots=True)
class _Holder:
    """Something open. ``element`` is None for the whole.

    A list counts ``number`` on by ``step``, which is 0 if it has no numbers; a point has its ``mark`` with
    the spaces before it; a cell ``is_layout`` if it holds headings or tables; a row has ``cells``.
    """

    element: etree._Element | None
    words: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    cells: list["_Holder"] = field(default_factory=list)
    mark: str = ""
    number: int = 1
    step: int = 0
    is_layout: bool = False

    @property
    def kind(self) -> str:
        return str(self.element.tag) if self.element is not None else ""


def plain_text(tree: HtmlElement) -> str:
    """The words of a tree that are to be seen, with their structure; empty if there are none."""
    return "\n\n".join(text_blocks(tree))


def text_blocks(tree: HtmlElement) -> list[str]:
    """The blocks of ``plain_text``; one of code may have empty lines within."""
    writer = _Writer()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if _is_unseen(element):
                walk.skip_subtree()
            else:
                writer.open(element)
            continue
        if event == "end" and not _is_unseen(element):
            writer.close(element)
        if element is not tree:
            writer.say(element.tail)
    return writer.blocks()


def _is_unseen(element: etree._Element) -> bool:
    style = element.get("style")
    return (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or (style is not None and _NOT_SHOWN.search(style) is not None)
    )


class _Writer:
    """Takes elements in their order and gives the text."""

    def __init__(self) -> None:
        self._holders = [_Holder(None)]
        self._lists = 0
        self._pre: etree._Element | None = None

    def blocks(self) -> list[str]:
        """All that was taken."""
        self._end_block()
        return self._holders[0].blocks

    def say(self, words: str | None) -> None:
        """Take words as they stand in the source."""
        if words:
            self._holders[-1].words.append(words)

    def open(self, element: etree._Element) -> None:
        """Take the beginning of an element, and the words before its first child."""
        tag = element.tag
        if tag == "br":
            self.say("\n" if self._pre is not None else _BREAK)
        elif tag == "q":
            self.say("“")
        elif tag in _BLOCKS:
            if self._pre is not None:
                self._start_line()
            else:
                self._end_block()
                self._open_block(element)
        self.say(_raised(element) if tag == "sup" else element.text)

    def close(self, element: etree._Element) -> None:
        """Take the end of an element."""
        if element.tag == "q":
            self.say("”")
        elif element.tag in _BLOCKS:
            if self._pre is not None and element is not self._pre:
                self._start_line()
                return
            self._end_block()
            if element is self._pre:
                self._pre = None
            elif element is self._holders[-1].element:
                self._close_holder()

    def _start_line(self) -> None:
        """Within code a block is a line."""
        words = self._holders[-1].words
        if words and not words[-1].endswith("\n"):
            words.append("\n")

    def _end_block(self) -> None:
        """What was said since the last block is one, or several if empty lines were asked for."""
        holder = self._holders[-1]
        words = _INVISIBLE.sub("", "".join(holder.words))
        holder.words.clear()
        if self._pre is not None:
            blocks = [words.replace("\r", "").strip("\n").rstrip()]
        else:
            words = _BREAKS.sub(lambda m: "\n\n" if m[0].count(_BREAK) > 1 else "\n", _SPACE.sub(" ", words))
            blocks = [block.strip() for block in words.split("\n\n")]
        holder.blocks.extend(block for block in blocks if block.strip())

    def _open_block(self, element: etree._Element) -> None:
        tag = element.tag
        inside = self._holders[-1]
        if tag == "pre":
            self._pre = element
        elif tag in _LISTS:
            self._lists += 1
            self._holders.append(_numbered(element) if tag == "ol" else _Holder(element))
        elif tag in _POINTS:
            self._holders.append(_Holder(element, mark=self._mark(element)))
        elif tag == "tr" or (tag in _CELLS and inside.kind == "tr"):
            self._holders.append(_Holder(element))
        if tag == "table" or tag in _HEADINGS:
            for holder in self._holders:
                holder.is_layout = True

    def _mark(self, element: etree._Element) -> str:
        if element.tag != "li":
            return ""
        holder = self._holders[-1]
        indent = "  " * (self._lists - 1)
        if not holder.step:
            return f"{indent}- "
        number = _whole(element.get("value"), holder.number)
        holder.number = number + holder.step
        return f"{indent}{number}. "

    def _close_holder(self) -> None:
        ended = self._holders.pop()
        outside = self._holders[-1]
        if ended.kind in _POINTS:
            if ended.blocks:
                outside.blocks.append(ended.mark + "\n".join(ended.blocks))
        elif ended.kind in _LISTS:
            self._lists -= 1
            if ended.blocks:
                # A point that begins with a list has no line of its own to be marked.
                outside.mark = outside.mark if outside.blocks else ""
                outside.blocks.append("\n".join(ended.blocks))
        elif ended.kind in _CELLS:
            outside.cells.append(ended)
        else:
            outside.blocks.extend(_row_blocks(ended))


def _row_blocks(row: _Holder) -> list[str]:
    """A row of a table is one block; one that only lays out the page is the blocks of its cells."""
    filled = [cell for cell in row.cells if cell.blocks]
    if len(filled) < 2 or any(cell.is_layout for cell in filled):
        return [*row.blocks, *(block for cell in filled for block in cell.blocks)]
    return [*row.blocks, " | ".join(" ".join(" ".join(cell.blocks).split()) for cell in row.cells)]


def _numbered(element: etree._Element) -> _Holder:
    if "reversed" not in element.attrib:
        return _Holder(element, number=_whole(element.get("start"), 1), step=1)
    points = sum(1 for _ in element.iterchildren("li"))
    return _Holder(element, number=_whole(element.get("start"), points), step=-1)


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", written) else otherwise


def _raised(element: etree._Element) -> str | None:
    """The words of a ``sup``, digits after a word or number raised: 10⁶ must not become 106."""
    words: str | None = element.text
    before, outside = element.getprevious(), element.getparent()
    if not words or len(element) or outside is None:
        return words
    said = outside.text if before is None else before.tail
    raises = (said or "")[-1:].isalnum() and re.fullmatch(r"[-+−]?[0-9n]+", words)
    return words.translate(_RAISED) if raises else words
