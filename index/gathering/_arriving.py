"""From an item that a source lists to the article that it is."""

import asyncio
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from index.addresses import canonical, host_of, without_fragment
from index.errors import ArticleRefused, ContentRefused, PageGone, PageRefused, PullquoteError
from index.gathering._listing import Listed
from index.gathering._look import Look, bare
from index.models import Fetched, NewArticle, PageReading, Source, SourceItem, SourceKind
from index.sources import files


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of an item: an article, an error, or neither if it is unchanged.

    ``is_page`` is whether it has a page of its own that may change. ``moved_to`` as in ``Fetched``.
    """

    item: SourceItem
    subject: str
    article: NewArticle | None = None
    error: PullquoteError | None = None
    is_page: bool = False
    moved_to: str | None = None


async def read_item(look: Look, source: Source, listed: Listed, *, anew: bool = False) -> Arrival:
    """The item's article as it is now; one that is refused for good reason is an error, not an exception.

    ``anew`` asks for the page whether or not it has changed.
    """
    try:
        if listed.path or listed.is_uploaded:
            return await _read_file(look, listed)
        if listed.entry and listed.entry.is_whole and _is_of_one_site(source.address, listed.entry.url):
            return _from_entry(source, listed)
        return await _read_page(look, source, listed, anew=anew)
    except PullquoteError as error:
        return Arrival(listed.item, _subject_of(listed), error=bare(error))


def _subject_of(listed: Listed) -> str:
    """What to call it in a message about it."""
    return listed.title or listed.item.url or listed.item.key


async def _read_file(look: Look, listed: Listed) -> Arrival:
    name = files.written(listed.path.name) if listed.path else listed.title
    seen = look.files.pop(listed.item.key, None)
    seen = seen or await look.read(await _bytes_of(look, listed), "", name)
    subject = str(listed.path or name)
    article = replace(_article(seen.reading), origin=listed.item.key, label=subject)
    return Arrival(listed.item, subject, article)


async def read_file(look: Look, listed: Listed) -> NewArticle:
    """See whether the file can be read, and keep what is in it for when it is taken in.

    Raises:
        ContentRefused: it cannot, for the reason given.
    """
    name = files.written(listed.path.name) if listed.path else listed.title
    seen = await look.read(await _bytes_of(look, listed), "", name)
    article = _article(seen.reading)
    look.files[listed.item.key] = seen
    return article


async def _bytes_of(look: Look, listed: Listed) -> bytes:
    if listed.path is None:
        data = look.uploaded.get(listed.item.key)
        if data is None:
            raise ContentRefused(
                "This file was uploaded and cannot be read again by itself; upload it again."
            )
        return data
    try:
        return await asyncio.to_thread(files.read_bytes, listed.path)
    except ArticleRefused as refusal:  # whoever tells it names the file
        raise ContentRefused(str(refusal).removeprefix(f"{listed.path}: ")) from refusal


def _from_entry(source: Source, listed: Listed) -> Arrival:
    """By what the feed itself says; an entry without a link is known by its feed and key."""
    entry = listed.entry
    assert entry  # noqa: S101 - for mypy; the caller looked
    article = NewArticle(
        title=entry.title,
        text=entry.text,
        url=canonical(entry.url) if entry.url else None,
        author=entry.author,
        published_at=entry.published_at,
        origin=None if entry.url else f"{source.address} {entry.key}",
        label=entry.url or entry.title,
    )
    return Arrival(listed.item, article.label, article)


async def _read_page(look: Look, source: Source, listed: Listed, *, anew: bool) -> Arrival:
    item = listed.item
    subject = _subject_of(listed)
    if item.url is None:
        raise ContentRefused("The entry has neither a text of its own nor a link to one.")
    validators = (None, None) if anew or item.article_id is None else (item.etag, item.last_modified)
    named_by = None if source.kind is SourceKind.PAGE else source.address
    seen = await look.see(without_fragment(item.url), *validators, named_by=named_by)
    if is_front_page(seen.fetched.url) and not is_front_page(item.url):
        raise PageGone("The page is gone: its address leads to the site's front page now.")
    fetched = seen.fetched
    if fetched.is_unchanged:
        return Arrival(item, subject, is_page=True, moved_to=fetched.moved_to)
    article = _completed(_article(seen.reading), listed, fetched)
    item = replace(item, etag=fetched.etag, last_modified=fetched.last_modified)
    return Arrival(item, subject, article, is_page=True, moved_to=fetched.moved_to)


def _is_of_one_site(feed: str, url: str | None) -> bool:
    """Whether a feed may say what is on the page; of another site's page it would be mere hearsay."""
    own, other = host_of(feed) or "", host_of(url) or ""
    return url is None or own == other or own.endswith(f".{other}") or other.endswith(f".{own}")


def is_front_page(url: str) -> bool:
    """Whether the URL is that of a site as a whole."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _article(reading: object) -> NewArticle:
    if isinstance(reading, PageReading):
        return reading.article
    raise PageRefused("What is there is a feed or a sitemap, and no article; add it as what it is.")


def _completed(article: NewArticle, listed: Listed, fetched: Fetched) -> NewArticle:
    """With what the page does not say, and its feed does; a date that is known comes before a guess."""
    entry = listed.entry
    named = article.url or fetched.url
    if is_front_page(named):  # some sites name it as the canonical address of every page
        named = fetched.url
    url = canonical(without_fragment(named))
    article = replace(article, url=url, label=listed.item.url or url)
    if entry is None:
        return article
    if entry.published_at and (article.published_at is None or article.is_date_guessed):
        article = replace(article, published_at=entry.published_at, is_date_guessed=False)
    return replace(article, author=article.author or entry.author, title=article.title or entry.title)
