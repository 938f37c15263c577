"""A Markdown file as plain text that reads well: its words and structure without the markup.

Paragraphs, headings and code are blocks between blank lines; points of a list are lines that begin
with "- " or their number, rows of a table blocks with " | " between their cells. The first
heading of level one is the title; front matter (``title:``, ``date:``, ``author:``, ``url:`` between
two lines ``---``) comes before it.
"""

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from index.dates import find_date, is_iso
from index.errors import ArticleRefused
from index.models import NewArticle
from index.sources.pasted import date_from_name, title_from_name

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<lines>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<key>\w+)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# Of quotations within each other; a list takes two levels.
_MAX_NESTING = 100


def _refuse_depth(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    """A rule of the parser that takes nothing: what is too deep it would leave out without a word."""
    if state.level >= _MAX_NESTING:
        raise ArticleRefused(
            "lists and quotations are nested too deep, over {most} levels.", most=_MAX_NESTING
        )
    return False


_parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING + 2}).enable("table")
_parser.block.ruler.before("table", "depth", _refuse_depth)


def read_markdown(text: str, name: str) -> NewArticle:
    """The article in the text; ``name`` (a file's, without its ending) is the title of last resort.

    Raises:
        ArticleRefused: it is nested too deeply.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    if front_matter := _FRONT_MATTER.match(text):
        fields = dict(_iter_fields(front_matter["lines"]))
        text = text[front_matter.end() :]
    tree = SyntaxTreeNode(_parser.parse(text))
    heading = next((node for node in tree.children if node.tag == "h1"), None)
    title = (
        fields.get("title")
        or (_inline(heading).replace("\n", " ") if heading else "")
        or title_from_name(name)
    )
    blocks = [block for node in tree.children if node is not heading for block in _iter_blocks(node)]
    return NewArticle(
        title=title,
        text="\n\n".join(block for block in blocks if block.strip()),
        url=fields.get("url") or fields.get("link") or None,
        author=fields.get("author") or None,
        published_at=_date(fields.get("date", "")) or date_from_name(name),
    )


def _iter_fields(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.split("\n"):
        if match := _FIELD.fullmatch(line):
            yield match["key"].casefold(), match["value"].strip("\"'")


def _date(written: str) -> str | None:
    if is_iso(written):
        return written
    found = find_date(written)
    return found[0] if found else None


def _iter_blocks(node: SyntaxTreeNode) -> Iterator[str]:
    """The plain text of a block, or of the blocks within it."""
    if node.type in ("bullet_list", "ordered_list"):
        yield "\n".join(_iter_points(node, indent=""))
    elif node.type in ("paragraph", "heading"):
        yield _inline(node)
    elif node.type in ("fence", "code_block"):
        yield node.content.rstrip("\n")
    elif node.type == "table":
        for part in node.children:  # head and body
            for row in part.children:
                yield " | ".join(_inline(cell) for cell in row.children)
    elif node.type == "html_block":
        yield _plain(node.content)
    else:  # a quotation
        for child in node.children:
            yield from _iter_blocks(child)


def _iter_points(node: SyntaxTreeNode, indent: str) -> Iterator[str]:
    """The points of a list, those of lists within it indented."""
    number = int(node.attrs.get("start", 1))
    for point in node.children:
        mark = "-" if node.type == "bullet_list" else f"{number}."
        number += 1
        nested = [child for child in point.children if child.type.endswith("_list")]
        own = [block for child in point.children if child not in nested for block in _iter_blocks(child)]
        yield f"{indent}{mark} " + "\n".join(own)
        for child in nested:
            yield from _iter_points(child, indent + "  ")


def _plain(source: str) -> str:
    """The text of HTML: no comments, scripts, styles and tags, and entities as the signs they stand for."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", source)))).strip()


def _inline(node: SyntaxTreeNode) -> str:
    """The words of a paragraph or heading, in one line but for breaks that were asked for."""
    words = "".join(_words(token) for child in node.children for token in _flat(child))
    return re.sub(" *\n *", "\n", words).strip()


def _flat(inline: SyntaxTreeNode) -> list[Token]:
    return (inline.token.children if inline.token else None) or []


def _words(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
        return "\n"
    if token.type in ("text", "code_inline", "image"):
        return token.content
    return ""
