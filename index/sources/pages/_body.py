"""The article's text out of a page: found by trafilatura, written out by us.

Its tree is used and not its text, which loses numbers of lists, tables and the edges of paragraphs. None of
its functions that fetch is called, and what is given to it is always a tree.
"""

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree, html
from trafilatura import bare_extraction, html2txt
from trafilatura.settings import Extractor

from index.sources.pages._beside import leave_out, letters_of
from index.sources.pages._parsing import is_large
from index.sources.pages._plain import text_blocks
from index.sources.pages._preparing import prepare

# Its tags by those of HTML.
_HTML_TAGS = {
    "cell": "td",
    "code": "pre",
    "del": "span",
    "head": "h2",
    "hi": "span",
    "item": "li",
    "lb": "br",
    "list": "ul",
    "quote": "blockquote",
    "ref": "a",
    "row": "tr",
}
_MARKS_OF_WORDS = ("abbr", "b", "em", "font", "i", "small", "span", "strong", "u")
_INLINE_PARENTS = frozenset("p head item cell quote hi ref".split())


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, empty if there is none, and the lines that were taken for none of it."""

    text: str
    left_out: tuple[str, ...] = ()


def find_body(tree: html.HtmlElement, title: str) -> Body:
    """The article's text with its structure and without its title; the tree stays as it is."""
    tree = deepcopy(tree)
    prepare(tree)
    # Without the comparison with readability and jusText.
    fast = is_large(tree)
    if fast:
        etree.strip_tags(tree, *_MARKS_OF_WORDS)
    options = Extractor(
        comments=False, tables=True, formatting=True, output_format="xml", with_metadata=False, fast=fast
    )
    found = bare_extraction(tree, options=options)
    if found is None or isinstance(found, dict) or found.body is None:
        return Body("")
    blocks = text_blocks(_as_html(found.body))
    if len(blocks) == 1 and _is_whole_page(blocks[0], tree):
        articles = list(tree.iter("article"))
        blocks = text_blocks(articles[0]) if len(articles) == 1 else []
    kept, left_out = leave_out(blocks, title)
    return Body("\n\n".join(kept), tuple(left_out))


def _is_whole_page(block: str, tree: html.HtmlElement) -> bool:
    """Whether it is all the words of a page, its menu among them: what is found where nothing is found."""
    has_menu = any(letters_of(element.text_content()) for element in tree.iter("nav", "header"))
    return has_menu and letters_of(block) == letters_of(html2txt(tree))


def _as_html(body: etree._Element) -> html.HtmlElement:
    for element in list(body.iter("*")):
        tag = str(element.tag)
        outside = element.getparent()
        rend = element.get("rend") or ""
        if tag == "code" and outside is not None and outside.tag in _INLINE_PARENTS:
            element.set("tag", "span")
        elif tag == "list" and rend in ("ol", "dl"):
            element.set("tag", rend)
        elif tag == "item" and rend.startswith(("dt", "dd")):
            element.set("tag", rend[:2])
        elif tag == "hi" and rend == "#sup":
            element.set("tag", "sup")
        else:
            element.set("tag", _HTML_TAGS.get(tag, tag))
    for element in body.iter("*"):
        element.tag = element.attrib.pop("tag")
        element.attrib.clear()
    return html.document_fromstring(etree.tostring(body, encoding="unicode"))
