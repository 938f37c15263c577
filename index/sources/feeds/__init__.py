"""Feeds: RSS 0.9x to 2.0 and Atom 0.3 and 1.0 (``_xml``, by feedparser), JSON Feed 1.0 and 1.1 (``_json``).

Both give *drafts* (``_drafts``), entries as their format has them. ``_entries`` makes of these what is the
same for all: plain text (``_words``), a title, a key, an address, dates, and whether the text is the article
or only the beginning of it (``_wholeness``). An XML feed is cut to as many entries as are wanted before
feedparser sees it (``_cutting``). Nothing here opens a file or a connection.
"""

from index.errors import ContentRefused
from index.models import FeedReading
from index.sources.feeds._entries import finish
from index.sources.feeds._json import is_json, read_json
from index.sources.feeds._xml import read_xml
from index.sources.xml_text import decode_xml, unpack

__all__ = ["read_feed"]


def read_feed(data: bytes, url: str, charset: str | None = None, max_entries: int = 1_000) -> FeedReading:
    """The feed, with no more than ``max_entries`` of its entries.

    ``url`` is where it was fetched from, against which relative links are resolved; ``charset`` is what the
    server said. A feed without entries is one too. Of a broken feed what can be recovered is given.

    Raises:
        ContentRefused: it is no feed, or too large.
    """
    unpacked = unpack(data)
    if not unpacked.strip():
        raise ContentRefused("the feed is empty: nothing came.")
    text = decode_xml(unpacked, charset)
    read = read_json if is_json(text) else read_xml
    return finish(read(text, max_entries), url, max_entries)
