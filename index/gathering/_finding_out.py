"""What a moderator's target is, before anything is stored: a page, a feed, a sitemap, a file or a folder."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from index.addresses import canonical, without_fragment
from index.errors import ContentRefused, PageRefused, TargetRefused
from index.gathering._arriving import read_file
from index.gathering._choosing import DEFAULT_ARTICLES, Asked, choose
from index.gathering._listing import UPLOADED, Listed, Listing, list_source, nothing_listed
from index.gathering._look import Look, Seen
from index.models import (
    SCHEDULE,
    Announced,
    FeedReading,
    NewArticle,
    NewSource,
    PageReading,
    SitemapReading,
    Source,
    SourceItem,
    SourceKind,
    SourceOptions,
)
from index.sources import files

# Where a site's map is if nobody says where (sitemaps.org has no rule, but all look there).
_SITEMAP = "/sitemap.xml"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be added: the source, how much it lists, and what of that is to be read.

    ``announced`` are feeds that the page names, which a moderator may want instead. ``article`` is that of a
    page or file, where it was read already. ``look`` has what was fetched so far, so that adding does not
    fetch it again.
    """

    new: NewSource
    listed: int
    to_read: Sequence[Listed]
    announced: Sequence[Announced]
    look: Look
    article: NewArticle | None = None


async def find_out_url(  # noqa: PLR0913 - the last is ours alone
    look: Look,
    url: str,
    kind: SourceKind | None,
    options: SourceOptions,
    now: datetime,
    *,
    led_by: str | None = None,
) -> Plan:
    """What is at the URL, as the kind that is asked for, or as what it is.

    ``led_by`` is the page that led here, which was named instead: what it leads to is not followed
    further, since pages may announce each other, or ever more of themselves.

    Raises:
        FetchError: it cannot be fetched.
        ContentRefused: it cannot be read, or is not of that kind.
    """
    url = without_fragment(url)
    if kind and kind.is_local:
        raise TargetRefused(
            "{url} is a web address; only what lies on this machine can be added as a {kind}.",
            url=url,
            kind=kind.word,
        )
    try:
        seen = await look.see(url, named_by=led_by)
    except PageRefused as refusal:
        if kind is SourceKind.FEED and refusal.feeds and led_by is None:
            return await find_out_url(look, refusal.feeds[0], kind, options, now, led_by=url)
        if kind is SourceKind.SITEMAP and not url.endswith(_SITEMAP):
            return await find_out_url(look, urljoin(url, _SITEMAP), kind, options, now)
        raise
    found = _kind_of(seen)
    if found is SourceKind.PAGE and kind is SourceKind.FEED and _feeds_of(seen) and led_by is None:
        return await find_out_url(look, _feeds_of(seen)[0].url, kind, options, now, led_by=url)
    if found is SourceKind.PAGE and kind is SourceKind.SITEMAP and not url.endswith(_SITEMAP):
        return await find_out_url(look, urljoin(url, _SITEMAP), kind, options, now)
    if kind and kind is not found:
        raise ContentRefused(
            "What is there is a {found} and not a {kind}; add it without saying what it is.",
            found=found.word,
            kind=kind.word,
        )
    address = canonical(seen.fetched.moved_to or url)
    new = NewSource(found, address, _title_of(seen) or address, options)
    listing = await list_source(look, _unsaved(new, url, now), anew=True)
    plan = _plan(new, listing, look, now, _feeds_of(seen))
    return replace(plan, article=_article_of(seen))


async def find_out_path(
    look: Look, path: Path, kind: SourceKind | None, options: SourceOptions, now: datetime
) -> Plan:
    """What the file or folder is. A file is read already, so that nothing is noted of one that cannot be.

    Raises:
        TargetRefused: it is not there, or it is not of that kind.
        ContentRefused: the file cannot be read, or there is nothing to read in the folder.
    """
    found = SourceKind.FOLDER if await asyncio.to_thread(path.is_dir) else SourceKind.FILE
    if kind and kind is not found:
        raise TargetRefused(
            "{path} is a {found} and cannot be added as a {kind}.",
            path=path,
            found=found.word,
            kind=kind.word,
        )
    whole = await asyncio.to_thread(os.path.realpath, path)
    new = NewSource(found, files.written(whole), files.written(path.name or whole), options)
    look.paths[new.address] = path
    if found is SourceKind.FILE:
        await read_file(look, Listed(SourceItem(new.address), str(path), path=path))
    listing = await list_source(look, _unsaved(new, new.address, now))
    return _plan(new, listing, look, now, ())


def find_out_upload(look: Look, name: str, data: bytes, options: SourceOptions) -> Plan:
    """A file that somebody hands to us, known by its name: the same name is the same source."""
    name = name.encode(errors="replace").decode().replace("\0", "?")  # as it can be stored
    new = NewSource(SourceKind.FILE, f"{UPLOADED}{name}", name, options)
    look.uploaded[new.address] = data
    return Plan(new, 1, [Listed(SourceItem(new.address), name, is_uploaded=True)], (), look)


async def read_upload(plan: Plan) -> Plan:
    """The plan with its article; the bytes of the file are let go of, and it is not read again.

    Raises:
        ContentRefused: the file cannot be read.
    """
    article = await read_file(plan.look, plan.to_read[0])
    plan.look.uploaded[plan.new.address] = b""
    return replace(plan, article=article)


def _plan(
    new: NewSource, listing: Listing, look: Look, now: datetime, announced: Sequence[Announced]
) -> Plan:
    if not listing.items:
        raise nothing_listed(new.kind)
    limit = new.options.max_articles or DEFAULT_ARTICLES.get(new.kind)
    chosen = choose(listing.items, {}, new.options, limit, Asked(now))
    return Plan(new, listing.listed, chosen, announced, look)


def _unsaved(new: NewSource, address: str, now: datetime) -> Source:
    """The source as it is looked at before it has a number, at the address that was fetched."""
    return Source(0, "", new.kind, address, new.title, new.options, now, SCHEDULE)


def _kind_of(seen: Seen) -> SourceKind:
    if isinstance(seen.reading, FeedReading):
        return SourceKind.FEED
    return SourceKind.SITEMAP if isinstance(seen.reading, SitemapReading) else SourceKind.PAGE


def _article_of(seen: Seen) -> NewArticle | None:
    return seen.reading.article if isinstance(seen.reading, PageReading) else None


def _title_of(seen: Seen) -> str:
    if isinstance(seen.reading, FeedReading):
        return seen.reading.title
    return seen.reading.article.title if isinstance(seen.reading, PageReading) else ""


def _feeds_of(seen: Seen) -> Sequence[Announced]:
    return seen.reading.feeds if isinstance(seen.reading, PageReading) else ()
