"""The article's text out of a page: found by trafilatura, written out by us.

Its tree is used and not its text, which loses numbers of lists, tables and the edges of paragraphs. None of
its functions that fetch is called, and what is given to it is always a tree.
"""

from copy import deepcopy

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from index.sources.pages._plain import plain_text

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
# A larger page is read by trafilatura's own rules alone, without the comparison with readability and jusText.
_MAX_COMPARED_ELEMENTS = 15_000
_INLINE_PARENTS = frozenset("p head item cell quote hi ref".split())


def find_body(tree: html.HtmlElement) -> str:
    """The article's text with its structure, empty if there is none; the tree stays as it is."""
    options = Extractor(
        comments=False, tables=True, formatting=True, output_format="xml", with_metadata=False
    )
    found = bare_extraction(deepcopy(tree), options=options)
    if found is None or isinstance(found, dict) or found.body is None:
        return ""
    return plain_text(_as_html(found.body))


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
