"""Drafts to entries: keys, titles, addresses, authors and texts, the same for all formats."""

import re
from hashlib import sha256
from urllib.parse import quote, urljoin, urlsplit

from index.addresses import canonical
from index.articles import MAX_TITLE_CHARS
from index.models import FeedEntry, FeedReading
from index.sources.feeds._drafts import Draft, FeedDraft, Form, Words
from index.sources.feeds._wholeness import Told, judge
from index.sources.feeds._words import first_words, join_names, to_line, to_text

_MAX_URL_CHARS = 4_096
_MAX_KEY_CHARS = 1_000
_BLANKS = re.compile(r"[\t\r\n]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RECORDINGS = (".mp3", ".m4a", ".m4v", ".mp4", ".ogg", ".opus", ".aac", ".wav", ".webm", ".mov")


def finish(draft: FeedDraft, url: str, max_entries: int) -> FeedReading:
    """The feed that was fetched from the URL, each entry once."""
    title = to_line(draft.title)[:MAX_TITLE_CHARS]
    home = absolute(draft.home, url)
    entries: dict[str, tuple[FeedEntry, Told]] = {}
    doubles = 0
    for one in draft.entries[:max_entries]:
        entry, told = _finish_entry(one, draft, url)
        if entry.key in entries or not (entry.title or entry.text or entry.url):
            doubles += 1
        else:
            entries[entry.key] = entry, told
    wholes = judge([told for _, told in entries.values()])
    finished = tuple(
        FeedEntry(
            key=entry.key,
            title=entry.title,
            url=entry.url,
            author=entry.author,
            published_at=entry.published_at,
            updated_at=entry.updated_at,
            text=entry.text,
            is_whole=is_whole,
        )
        for (entry, _), is_whole in zip(entries.values(), wholes, strict=True)
    )
    return FeedReading(title, finished, max(draft.listed - doubles, len(finished)), home, draft.ttl_s)


def _finish_entry(draft: Draft, feed: FeedDraft, url: str) -> tuple[FeedEntry, Told]:
    link = absolute(draft.link, url)
    content, summary = to_text(draft.content), to_text(draft.summary)
    # A content that is only a picture says less than the description beside it.
    is_content = bool(content) and len(content) * 2 >= len(summary)
    text = content if is_content else summary
    title = to_line(draft.title)
    told = Told(
        text=text,
        is_content=is_content,
        may_be_whole=feed.may_be_whole,
        is_titled=bool(title) and not _begins(text, title),
        leads_on=link is not None and not draft.is_recording and not _is_recording(link),
    )
    entry = FeedEntry(
        key=_key(draft, link, title),
        title=_short(title or first_words(text) or link or ""),
        url=link,
        author=join_names([_name(author) for author in draft.authors or feed.authors]),
        published_at=draft.published_at,
        updated_at=draft.updated_at,
        text=text,
    )
    return entry, told


def absolute(link: str | None, base: str) -> str | None:
    """The link as a whole address; None if it is none of the web."""
    link = _BLANKS.sub("", (link or "").strip())
    if not link or len(link) > _MAX_URL_CHARS:
        return None
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return _UNSAFE.sub(lambda sign: quote(sign[0]), whole)


def _key(draft: Draft, link: str | None, title: str) -> str:
    """What tells the entry from the others; too long an id by its checksum, since it has to be stored."""
    if key := (draft.id or "").strip() or canonical(link or ""):
        return key if len(key) <= _MAX_KEY_CHARS else f"sha256:{sha256(key.encode()).hexdigest()}"
    told = title or to_text(draft.content) or to_text(draft.summary)
    return f"sha256:{sha256(f'{told}|{draft.published_at}'.encode()).hexdigest()}"


def _begins(text: str, title: str) -> bool:
    """Whether the title is only the beginning of the text, as bridges from elsewhere make them."""
    start = title.rstrip(".… ").casefold()
    return bool(start) and " ".join(text[: 2 * len(title) + 50].split()).casefold().startswith(start)


def _is_recording(link: str) -> bool:
    return urlsplit(link).path.lower().endswith(_RECORDINGS)


def _short(title: str) -> str:
    return title if len(title) <= MAX_TITLE_CHARS else title[: MAX_TITLE_CHARS - 1].rstrip() + "…"


def _name(written: str) -> str:
    """A person's name without the mail address: of "ann@e.org (Ann)" it is "Ann"."""
    name = _MAIL.sub(" ", to_line(Words(written, Form.HTML)))
    return " ".join(name.replace("mailto:", " ").split()).strip(" ()<>[],;")
