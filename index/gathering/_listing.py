"""What a source lists at this moment: a feed's entries, a sitemap's pages, the files of a folder."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.addresses import canonical, without_fragment
from index.dates import sortable
from index.errors import ContentRefused, PullquoteError, TargetRefused
from index.gathering._look import Look, Seen
from index.models import (
    FeedEntry,
    FeedReading,
    Fetched,
    SitemapPage,
    SitemapReading,
    Source,
    SourceItem,
    SourceKind,
)
from index.sources import files

# The address of a file that was handed to us begins so; there is no path or URL to read it from again.
UPLOADED = "upload:"
# A sitemap's index may name 50,000 sitemaps (sitemaps.org); the newest of them will do.
_MAX_SITEMAPS = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """An item with what the source itself says of it: the entry, or the file that it is."""

    item: SourceItem
    title: str = ""
    published_at: str | None = None
    entry: FeedEntry | None = None
    path: Path | None = None
    is_always: bool = False
    is_uploaded: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists, in its own order. ``listed`` is how much it was before the limits.

    ``refused`` is what was named and cannot be read at all.
    """

    title: str
    items: Sequence[Listed]
    listed: int
    fetched: Fetched | None = None
    ttl_s: float | None = None
    refused: Sequence[PullquoteError] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether the source said that nothing is new, so that nothing is listed."""
        return self.fetched is not None and self.fetched.is_unchanged

    @property
    def published(self) -> list[str]:
        """When what it lists was published, ISO 8601, in no order."""
        return [each.published_at for each in self.items if each.published_at]


async def list_source(look: Look, source: Source, *, anew: bool = False) -> Listing:
    """What the source lists now, which it may answer with "unchanged" unless it is asked ``anew``.

    Raises:
        FetchError: it cannot be fetched.
        ContentRefused: it is not, or not any more, what it was added as.
        TargetRefused: the file or folder is not there.
    """
    if source.address.startswith(UPLOADED):
        item = SourceItem(source.address)
        at_hand = source.address in look.uploaded
        return Listing(source.title, [Listed(item, source.title, is_always=at_hand, is_uploaded=True)], 1)
    if source.kind.is_local:
        named = look.paths.get(source.address)
        return await asyncio.to_thread(
            lambda: _list_files(named or files.find_written(source.address), source.kind)
        )
    if source.kind is SourceKind.PAGE:
        key = canonical(without_fragment(source.address))
        return Listing(
            source.title, [Listed(SourceItem(key, source.address), source.title, is_always=True)], 1
        )
    validators = (None, None) if anew else (source.state.etag, source.state.last_modified)
    seen = await look.see(source.address, *validators)
    if seen.fetched.is_unchanged:
        return Listing(source.title, (), 0, seen.fetched)
    if source.kind is SourceKind.FEED:
        return _list_feed(seen)
    return await _list_sitemap(look, seen)


def nothing_listed(kind: SourceKind) -> ContentRefused:
    """That there is nothing in a source that nobody has seen anything in."""
    return ContentRefused(
        "This {kind} lists nothing yet; add it when there is something in it.", kind=kind.word
    )


def entry_fingerprint(entry: FeedEntry) -> str:
    """Changes with what the feed says of the entry."""
    said = "\0".join([entry.title, entry.url or "", entry.updated_at or "", entry.text])
    return sha256(said.encode(errors="surrogatepass")).hexdigest()[:16]


def _list_feed(seen: Seen) -> Listing:
    if not isinstance(seen.reading, FeedReading):
        raise ContentRefused(
            "What is there is not a feed any more; add the page itself, or find where its feed is."
        )
    feed = seen.reading
    items = [
        Listed(
            SourceItem(entry.key, entry.url, entry_fingerprint(entry)),
            entry.title,
            entry.published_at or entry.updated_at,
            entry,
        )
        for entry in feed.entries
    ]
    return Listing(feed.title, items, feed.listed, seen.fetched, feed.ttl_s)


async def _list_sitemap(look: Look, seen: Seen) -> Listing:
    """The pages of a sitemap, or of those that its index names, the newest first, and no deeper."""
    if not isinstance(seen.reading, SitemapReading):
        raise ContentRefused("What is there is not a sitemap any more; remove it and add what is there now.")
    pages: list[SitemapPage] = list(seen.reading.pages)
    refused: list[PullquoteError] = []
    for child in _newest_first(seen.reading.sitemaps)[:_MAX_SITEMAPS]:
        try:
            below = await look.see(child.url, named_by=seen.fetched.url)
        except PullquoteError as error:
            refused.append(error)
            continue
        if isinstance(below.reading, SitemapReading):
            pages += below.reading.pages
    if not pages and refused:
        raise refused[0]
    # Fifty sitemaps of thousands of pages take seconds.
    items = await asyncio.to_thread(_list_pages, pages, look.max_entries)
    listed = len(pages) if len(pages) > look.max_entries else len(items)
    return Listing(seen.fetched.url, items, listed, seen.fetched, refused=refused)


def _list_pages(pages: Iterable[SitemapPage], most: int) -> list[Listed]:
    """The newest of them, each once."""
    by_key = {canonical(without_fragment(page.url)): page for page in _newest_first(pages)[:most]}
    return [
        Listed(SourceItem(key, page.url, page.modified_at), page.url, page.modified_at)
        for key, page in by_key.items()
    ]


def _newest_first(pages: Iterable[SitemapPage]) -> list[SitemapPage]:
    """Those without a date last."""
    return sorted(pages, key=lambda page: sortable(page.modified_at) or "", reverse=True)


def _list_files(target: Path, kind: SourceKind) -> Listing:
    if kind is SourceKind.FOLDER and not target.is_dir():  # what was in it may not be gone
        raise TargetRefused(
            "{target}: this folder is not there any more, or its disk is not connected.", target=target
        )
    found = files.find_files([target])
    refused = [each for each in found if isinstance(each, PullquoteError)]
    is_named = not target.is_dir()  # then whoever names it wants it read, changed or not
    items = [_list_file(each, is_named=is_named) for each in found if isinstance(each, Path)]
    if not items and refused:
        raise refused[0]
    return Listing(target.name, items, len(items), refused=refused)


def _list_file(path: Path, *, is_named: bool) -> Listed:
    """By its time and size, as make and rsync tell that a file has changed."""
    try:
        status = path.stat()
        fingerprint = f"{status.st_mtime_ns}:{status.st_size}"
    except OSError:
        fingerprint = None  # what is wrong is told when it is read
    # Unlike resolve(), this does not fail at links that lead round in circles.
    item = SourceItem(files.written(os.path.realpath(path)), None, fingerprint)
    return Listed(item, str(path), path=path, is_always=is_named)
