"""Sources, what they list, and what happens to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from index.errors import Message
from index.models._articles import Article, NewArticle, Revision


class SourceKind(StrEnum):
    """What a source is. Pages, feeds and sitemaps have a URL, files and folders a path."""

    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"
    FILE = "file"
    FOLDER = "folder"

    @property
    def is_local(self) -> bool:
        """Whether it lies on this machine, and nothing is fetched for it."""
        return self in (SourceKind.FILE, SourceKind.FOLDER)

    @property
    def word(self) -> Message:
        """What it is called in a sentence."""
        return _WORDS[self]


_WORDS = {
    SourceKind.PAGE: Message("page"),
    SourceKind.FEED: Message("feed"),
    SourceKind.SITEMAP: Message("sitemap"),
    SourceKind.FILE: Message("file"),
    SourceKind.FOLDER: Message("folder"),
}


class ContentKind(StrEnum):
    """What some bytes are, and thereby which reader is theirs."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    PDF = "pdf"
    DOCX = "docx"
    EPUB = "epub"
    MARKDOWN = "markdown"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and from where: ("ann", "terminal"), ("1234567890", "discord")."""

    name: str
    place: str


# What is done by nobody, when its time has come.
SCHEDULE = Actor("schedule", "pullquote")


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What a moderator asks of a source; None leaves it to us.

    ``every_s`` is the time between two looks, in seconds. Of what a feed, sitemap or folder lists the
    newest ``max_articles`` are taken in, and nothing older than ``since`` (ISO 8601) where it has a date.
    """

    every_s: float | None = None
    max_articles: int | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the looks at a source have come to. Times are in UTC, None if there was none yet.

    ``interval_s`` is the learned time between two looks, ``failures`` the number of looks in a row that
    failed, ``problem`` the reason of the last one in a sentence, ``is_announced`` whether that failure has
    been told. ``etag`` and ``last_modified`` are the validators of the last answer (RFC 9110, section 8.8).
    ``next_check_at`` of None is never: a file is read again only when somebody asks for it.
    """

    checked_at: datetime | None = None
    changed_at: datetime | None = None
    next_check_at: datetime | None = None
    interval_s: float | None = None
    failures: int = 0
    problem: str | None = None
    is_announced: bool = False
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles of a collection come from. ``articles`` is how many it has brought."""

    id: int
    collection: str
    kind: SourceKind
    address: str
    title: str
    options: SourceOptions
    added_at: datetime
    added_by: Actor
    paused_at: datetime | None = None
    state: SourceState = field(default_factory=SourceState)
    articles: int = 0


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source on its way in; ``address`` is a URL in canonical form or a whole path.

    ``next_check_at`` is when it is to be looked at by itself, should no look come before.
    """

    kind: SourceKind
    address: str
    title: str
    options: SourceOptions = field(default_factory=SourceOptions)
    next_check_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One thing that a source lists: an entry of a feed, a page of a sitemap, a file of a folder, the page.

    ``key`` tells it from the others of its source: an entry's id, a canonical URL, a path. ``fingerprint``
    changes when the source says that it changed. ``article_id`` is None if it could not be taken in, for
    the reason in ``problem``; ``checked_at`` is when it was last read, ``next_check_at`` when it is to be
    read again even if the source says nothing. ``is_removed`` is whether somebody removed its article: it
    is passed over, until somebody asks for it again.
    """

    key: str
    url: str | None = None
    fingerprint: str | None = None
    article_id: int | None = None
    problem: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    next_check_at: datetime | None = None
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """A feed that a page names."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page, or any file, as its reader understood it: ``article.url`` is canonical if the page says so."""

    article: NewArticle
    feeds: tuple[Announced, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry as its feed gives it; ``key`` is its id, or what else tells it from the others.

    ``text`` is plain. ``is_whole`` is whether it is the article, as far as can be told, and not the
    beginning of it or a summary. Dates are ISO 8601.
    """

    key: str
    title: str
    url: str | None = None
    author: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    text: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FeedReading:
    """A feed in its own order. ``ttl_s`` is for how long it asks not to be fetched again, in seconds.

    ``entries`` is cut at the limit that was given; ``listed`` is how many there were.
    """

    title: str
    entries: tuple[FeedEntry, ...]
    listed: int
    home: str | None = None
    ttl_s: float | None = None


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page that a sitemap lists; ``modified_at`` is ISO 8601."""

    url: str
    modified_at: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """A sitemap, or an index of sitemaps."""

    pages: tuple[SitemapPage, ...] = ()
    sitemaps: tuple[SitemapPage, ...] = ()


Reading = PageReading | FeedReading | SitemapReading


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes to be read, from outside and not to be trusted.

    ``name`` is the URL they were fetched from, or the name of the file. ``charset`` is what the server
    said. Of a feed's or sitemap's entries at most ``max_entries`` are given.
    """

    kind: ContentKind
    data: bytes
    name: str
    charset: str | None = None
    max_entries: int = 1_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer to a request. ``body`` is decoded from its content coding, empty if ``is_unchanged``.

    ``url`` is where it came from in the end; ``moved_to`` is set, to the same, if every redirect on the way
    was permanent (301, 308). ``content_type`` is in lower case and without parameters. ``retry_after_s`` is
    how long the server asks us to wait, in seconds.
    """

    url: str
    body: bytes = b""
    is_unchanged: bool = False
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    retry_after_s: float | None = None


class EventKind(StrEnum):
    """What happened to a source or to an article of one, or what a moderator set."""

    SOURCE_ADDED = "source added"
    SOURCE_CHANGED = "source changed"
    SOURCE_PAUSED = "source paused"
    SOURCE_RESUMED = "source resumed"
    SOURCE_REMOVED = "source removed"
    SOURCE_RESTORED = "source restored"
    SOURCE_FAILING = "source failing"
    SOURCE_RECOVERED = "source recovered"
    ARTICLE_ADDED = "article added"
    ARTICLE_UPDATED = "article updated"
    ARTICLE_JOINED = "article joined"
    ARTICLE_GONE = "article gone"
    ARTICLE_BACK = "article back"
    ARTICLE_DOUBTFUL = "article doubtful"
    ARTICLE_REMOVED = "article removed"
    ARTICLE_RESTORED = "article restored"
    ANSWERS_OUTDATED = "answers outdated"
    SETTING_CHANGED = "setting changed"
    DIGEST_SET = "digest set"
    DIGEST_REMOVED = "digest removed"


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What changes about a source; what is None stays. ``detail`` is told with the event, one sentence."""

    kind: EventKind
    is_paused: bool | None = None
    address: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log: ids grow with time. ``detail`` is one sentence, or empty."""

    id: int
    collection: str
    at: datetime
    actor: Actor
    kind: EventKind
    subject: str
    source_id: int | None = None
    article_id: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed together, and until when that can be undone."""

    id: int
    at: datetime
    until: datetime
    actor: Actor
    subject: str
    articles: int


@dataclass(frozen=True, slots=True)
class ArticleHistory:
    """An article with all its texts, the oldest first, and every address it is known by.

    ``doubt`` is that of the article.
    """

    article: Article
    revisions: Sequence[Revision]
    addresses: Sequence[str]
    doubt: str | None = None
