"""Lists of feeds, as feed readers exchange them: OPML 1.0 and 2.0 in, 2.0 out (opml.org/spec2.opml).

A feed is an outline with ``xmlUrl``, at any depth; folders are outlines without one and are passed through.
What is written is read back exactly, but for characters that XML cannot hold, which are left out.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import quoteattr

from lxml import etree

from index.errors import ContentRefused, Message
from index.models import Source, SourceKind
from index.sources.xml_text import ILLEGAL, decode_xml, local_name, parse_xml, unpack

_MAX_BYTES = 10_000_000
_MAX_OUTLINES = 10_000
_MAX_URL_CHARS = 4_096
_MAX_TITLE_CHARS = 500


def read_opml(data: bytes) -> list[tuple[str, str]]:
    """The (address, title) of each feed in the list, in order and each address once.

    Of an outline without a title its text is taken, else the host page, else the address.

    Raises:
        ContentRefused: it is no OPML, is too large, or names no feed.
    """
    root = parse_xml(decode_xml(unpack(data, _MAX_BYTES)))
    kind = local_name(root).lower() if root is not None else ""
    if root is None or kind != "opml":
        what = (
            Message("a web page")
            if kind == "html"
            else Message("a feed")
            if kind in ("rss", "feed", "rdf")
            else Message("something else")
        )
        raise ContentRefused(
            "this is {what} and no list of feeds (OPML); export one from a feed reader.", what=what
        )
    outlines = list(root.iter("{*}outline"))
    if len(outlines) > _MAX_OUTLINES:
        raise ContentRefused(
            "the list has over {most:,} outlines; divide it into several files.", most=_MAX_OUTLINES
        )
    feeds: dict[str, str] = {}
    for url, title in _iter_feeds(outlines):
        feeds.setdefault(url, title)
    if not feeds:
        raise ContentRefused("the list names no feed: none of its outlines has an xmlUrl with a web address.")
    return list(feeds.items())


def _iter_feeds(outlines: Iterable[etree._Element]) -> Iterator[tuple[str, str]]:
    for outline in outlines:
        # Some programs write xmlurl or xmlURL.
        fields = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = fields.get("xmlurl", "").strip()
        if url.startswith("feed:"):
            url = url.removeprefix("feed:").removeprefix("//")
            url = url if "://" in url else f"https://{url}"
        if not url.lower().startswith(("http://", "https://")) or len(url) > _MAX_URL_CHARS:
            continue
        names = (fields.get(name, "") for name in ("title", "text", "htmlurl"))
        title = next((name for name in names if name.strip()), url)
        yield url, title[:_MAX_TITLE_CHARS]


def write_opml(sources: Iterable[Source], title: str, now: datetime) -> str:
    """The feeds among the sources as a list with a title, in order; ``now`` is its date."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{_element(title)}</title>",
        f"    <dateCreated>{format_datetime(now.astimezone(UTC), usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *(_outline(source) for source in sources if source.kind is SourceKind.FEED),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outline(source: Source) -> str:
    name, url = _attribute(source.title or source.address), _attribute(source.address)
    return f'    <outline type="rss" text={name} title={name} xmlUrl={url}/>'


def _element(words: str) -> str:
    return ILLEGAL.sub("", words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(words: str) -> str:
    """Quoted; line ends and tabs are references in it, since XML makes blanks of them in attributes."""
    return quoteattr(ILLEGAL.sub("", words))
