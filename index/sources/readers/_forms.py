"""Readings as JSON, and back: strictly, since who wrote it may have been taken over.

Each field is checked against the type that its dataclass gives it, and nothing is taken that has no
field; so a reading that comes out is as good as one that was made here.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from functools import lru_cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from index.errors import ContentRefused, PageRefused
from index.models import Content, ContentKind, FeedReading, NewArticle, PageReading, Reading, SitemapReading
from index.text import is_whole

_T = TypeVar("_T")
# A type, or a union or tuple of some, which have no type of their own that says so.
_Wanted: TypeAlias = Any
_MAX_SENTENCE = 500
_KINDS: dict[ContentKind, type[Reading]] = {
    ContentKind.FEED: FeedReading,
    ContentKind.SITEMAP: SitemapReading,
}
_MAX_FEEDS = 100


class Malformed(Exception):
    """What a worker said is not in the form that was agreed."""


def to_form(reading: Reading) -> dict[str, Any]:
    """The reading as JSON can hold it."""
    return asdict(reading)


def parse(body: bytes) -> dict[str, Any]:
    """The JSON object of a frame.

    Raises:
        Malformed: it is none.
    """
    try:
        form = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("this is not JSON") from error
    if not isinstance(form, dict):
        raise Malformed("this is not an object")
    return form


def from_form(form: object, content: Content) -> Reading:
    """The reading of that content.

    Raises:
        Malformed: a field is missing, unknown, or of another type; or there is more than was asked for.
    """
    wanted: type[Reading] = _KINDS.get(content.kind, PageReading)
    reading = _object(form, wanted)
    if isinstance(reading, PageReading):
        _check_article(reading.article)
    elif isinstance(reading, FeedReading):
        _check(len(reading.entries) <= content.max_entries)
    elif isinstance(reading, SitemapReading):
        _check(len(reading.pages) + len(reading.sitemaps) <= content.max_entries)
    else:  # pragma: no cover  # there are no others
        raise Malformed("this is no reading")
    return reading


def refusal(form: dict[str, Any]) -> ContentRefused:
    """The error that the worker answered with; its sentence in one line and of a bearable length.

    Raises:
        Malformed: there is no sentence.
    """
    sentence, name = form.get("refused"), form.get("error")
    if not isinstance(sentence, str) or not isinstance(name, str) or not is_whole(sentence):
        raise Malformed("there is neither a reading nor a reason")
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in sentence).split())
    if name != PageRefused.__name__:
        return ContentRefused(line[:_MAX_SENTENCE])
    feeds = form.get("feeds")
    if not isinstance(feeds, list) or not all(isinstance(feed, str) and is_whole(feed) for feed in feeds):
        raise Malformed("there are no feeds")
    return PageRefused(line[:_MAX_SENTENCE], tuple(feeds[:_MAX_FEEDS]))


def _check_article(article: NewArticle) -> None:
    starts = article.page_starts
    _check(all(0 <= start <= len(article.text) for start in starts))
    _check(list(starts) == sorted(starts))
    _check(article.origin is None and article.external_id is None)  # for the parent to say, who knows


def _check(is_so: bool) -> None:
    if not is_so:
        raise Malformed("a value is out of its bounds")


@lru_cache(maxsize=32)
def _types(cls: Callable[..., object]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}  # type: ignore[arg-type]  # all are dataclasses


def _object(form: object, cls: Callable[..., _T]) -> _T:
    types = _types(cls)
    if not isinstance(form, dict) or set(form) != set(types):
        raise Malformed(f"this is no {cls.__name__}")
    return cls(**{name: _value(form[name], types[name]) for name in types})


def _value(form: object, wanted: _Wanted) -> object:
    """The value as the type wants it: a scalar, None, a tuple of one type, or a dataclass."""
    if _origin(wanted) is UnionType:
        choices = get_args(wanted)
        if form is None and NoneType in choices:
            return None
        (wanted,) = (choice for choice in choices if choice is not NoneType)
    if _origin(wanted) is tuple:
        if not isinstance(form, list):
            raise Malformed("this is no list")
        return tuple([_value(each, get_args(wanted)[0]) for each in form])
    return _scalar(form, wanted) if wanted in (str, int, float, bool) else _object(form, wanted)


def _origin(wanted: _Wanted) -> object:
    return get_origin(wanted)


def _scalar(form: object, wanted: type) -> object:
    if wanted is float and type(form) is int:
        form = float(form) if abs(form) < 1 << 53 else None
    if type(form) is not wanted or (isinstance(form, float) and not isfinite(form)):
        raise Malformed(f"this is no {wanted.__name__}")
    if isinstance(form, str) and not is_whole(form):
        raise Malformed("half a character")
    return form
