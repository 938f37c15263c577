"""What a text begins with: the root element of XML and HTML, and the sign of a JSON Feed."""

import re

# Comments and processing instructions may come before the root; what comes later says nothing.
LOOKED_AT = 65_536
_DECLARATION = re.compile(r"<!DOCTYPE\s+(?P<root>[\w:.-]+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?P<root>[A-Za-z_][\w.-]*)(?=[\s/>])")
# A feed behind something that does not belong there, such as a warning of the program that made it.
_LATE = re.compile(
    r"<(?:rdf:)?(?P<root>html|rss|rdf|feed|urlset|sitemapindex)(?=[\s>])|<!doctype\s+(?P<page>html)",
    re.IGNORECASE,
)
# What a page may begin with and XML hardly does.
_HTML = frozenset({"html", "head", "body", "title", "meta", "script", "style", "link", "base"})
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')


def lead_of(data: bytes) -> str:
    """The beginning as text that can be looked through for markup, whatever the encoding is."""
    head = data[:LOOKED_AT]
    if head.startswith(b"\xff\xfe") or head[:4] == b"<\0?\0":
        text = head.decode("utf-16-le", errors="replace")
    elif head.startswith(b"\xfe\xff") or head[:4] == b"\0<\0?":
        text = head.decode("utf-16-be", errors="replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return text.removeprefix("\ufeff")


def find_root(lead: str) -> str | None:
    """The root element's name without its prefix, in lower case; None for a text that is no markup.

    Any page is "html", also one that begins with its title. Markdown may begin with a ``div``, so that
    no other element makes a page unless the text declares itself to be XML.
    """
    at, is_xml = _skip(lead)
    if declared := _DECLARATION.match(lead, at):
        if declared["root"].lower() == "html":
            return "html"
        is_xml = True
        at = _skip_declaration(lead, declared.end())
    if element := _ELEMENT.match(lead, at):
        root = element["root"].lower()
        if root in _HTML:
            return "html"
        if is_xml or root in ("rss", "rdf", "feed", "urlset", "sitemapindex", "svg", "opml"):
            return root
    late = _LATE.search(lead, at)
    found = late and (late["root"] or late["page"]).lower()
    # Of a page only so much before it is let pass: a text may be about HTML.
    return None if late and found == "html" and lead[: late.start()].strip() else found


def is_json_feed(lead: str, content_type: str) -> bool:
    """Whether it is a JSON Feed, which names its version (jsonfeed.org, version 1.1, "Top-level")."""
    if not lead.lstrip().startswith("{"):
        return False
    return content_type == "application/feed+json" or bool(_JSON_FEED.search(lead))


def _skip(lead: str) -> tuple[int, bool]:
    """Where white space, XML declaration, comments and instructions end; whether it says it is XML."""
    at, is_xml = 0, False
    while True:
        at += len(lead[at:]) - len(lead[at:].lstrip())
        if lead.startswith("<?", at):
            is_xml = is_xml or lead.startswith("<?xml", at)
            end = lead.find("?>", at)
            step = 2
        elif lead.startswith("<!--", at):
            end = lead.find("-->", at)
            step = 3
        else:
            return at, is_xml
        if end < 0:
            return at, is_xml
        at = end + step


def _skip_declaration(lead: str, at: int) -> int:
    """Where a document type declaration ends, its own declarations in brackets included."""
    opening, closing = lead.find("[", at), lead.find(">", at)
    if 0 <= opening < closing:
        closing = lead.find("]>", opening) + 1
    if closing <= 0:
        return at
    return closing + 1 + len(lead[closing + 1 :]) - len(lead[closing + 1 :].lstrip())
