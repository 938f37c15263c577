"""Entries as their format has them, before anything is made of them."""

from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """What some words are."""

    HTML = "html"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they came, with entities of XML undone."""

    source: str = ""
    form: Form = Form.HTML


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry. ``content`` is what the format means for the whole text, ``summary`` for what may be a part.

    Links may be relative. Dates are ISO 8601. ``is_recording`` is whether it is about a sound or film that
    comes with it, so that no page has more words.
    """

    id: str | None = None
    link: str | None = None
    title: Words = field(default_factory=Words)
    content: Words = field(default_factory=Words)
    summary: Words = field(default_factory=Words)
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    updated_at: str | None = None
    is_recording: bool = False


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """A feed. ``may_be_whole`` is whether a summary may be the whole text, as a description of RSS may."""

    title: Words
    entries: tuple[Draft, ...]
    listed: int
    home: str | None = None
    ttl_s: float | None = None
    authors: tuple[str, ...] = ()
    may_be_whole: bool = False
