"""What a page says of itself for machines: JSON-LD (schema.org) and ``meta`` elements.

Statements are data of a stranger: they are read within limits, nothing they name is fetched, and whoever
uses one decides what it is good for.
"""

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from index.sources.pages._links import is_same_page

Thing = dict[str, Any]

_MAX_SCRIPT_CHARS = 2_000_000
_MAX_THINGS = 1_000
_ARTICLE_TYPE = re.compile(
    r"\w*Article|\w*Posting|Report|Review|ClaimReview|Recipe|HowTo|MedicalWebPage|QAPage", re.ASCII
)
# Where the thing that a page is about may be within another; not within a list of other pages.
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>);?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


@dataclass(frozen=True, slots=True)
class Statements:
    """``article`` is the thing that the page is, empty if it says of none; ``things`` are all in order.

    ``metas`` are names in lower case with what they say; a name may come more than once.
    """

    article: Thing
    things: tuple[Thing, ...]
    metas: tuple[tuple[str, str], ...]

    def meta(self, *names: str) -> str | None:
        """The first thing said under the first of the names that says anything."""
        return next((said for name in names for said in self.metas_of(name)), None)

    def metas_of(self, *names: str) -> list[str]:
        """All that is said under these names, in the page's order."""
        return [said for name, said in self.metas if name in names]


def read_statements(tree: HtmlElement, url: str) -> Statements:
    """What the page at the URL says of itself."""
    things = tuple(_iter_things(tree))
    articles = [thing for thing in things if is_article(thing)]
    own = next((thing for thing in articles if _is_of(thing, url)), None)
    article = own or (articles[0] if len(articles) == 1 or _are_one(articles) else {})
    return Statements(article, things, tuple(_iter_metas(tree)))


def is_article(thing: Thing) -> bool:
    """Whether the thing is of a type that is read, and not only listed or looked at."""
    return any(_ARTICLE_TYPE.fullmatch(name) for name in types_of(thing))


def types_of(thing: Thing) -> list[str]:
    """Names of its types without what they come from: "NewsArticle"."""
    types = thing.get("@type")
    return [str(name).rpartition("/")[2] for name in (types if isinstance(types, list) else [types]) if name]


def words_of(value: object) -> str | None:
    """A value's words in one line: of a text itself, of a thing its name, of a list its first.

    Many sites escape what needs no escaping there: "&#8217;" is the sign that it stands for.
    """
    if isinstance(value, list):
        return next((words for one in value if (words := words_of(one))), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def _are_one(articles: list[Thing]) -> bool:
    """Whether all are of the same headline, as when a page is an article of two kinds."""
    return len({words_of(thing.get("headline")) for thing in articles}) == 1


def _is_of(thing: Thing, url: str) -> bool:
    about = thing.get("mainEntityOfPage")
    named = [thing.get("url"), thing.get("@id"), about]
    if isinstance(about, dict):
        named += [about.get("@id"), about.get("url")]
    return any(isinstance(one, str) and is_same_page(one, url) for one in named)


def _iter_metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        said = words_of(element.get("content"))
        if said:
            for attribute in ("property", "name", "itemprop"):
                for name in (element.get(attribute) or "").lower().split():
                    yield name, said


def _iter_things(tree: HtmlElement) -> Iterator[Thing]:
    waiting: deque[object] = deque()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            waiting.extend(_values_in(script.text or ""))
    for _ in range(_MAX_THINGS):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value[:_MAX_THINGS])
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in _WITHIN if isinstance(value.get(key), dict | list))


def _values_in(source: str) -> list[object]:
    """The JSON values in a script; one that is broken in a usual way is mended, another passed over."""
    source = _WRAPPING.sub("", source[:_MAX_SCRIPT_CHARS]).strip().rstrip(";")
    decoder = json.JSONDecoder(strict=False)
    for written in (source, _TRAILING_COMMA.sub("", source)):
        values: list[object] = []
        rest = written
        try:
            while rest:
                value, end = decoder.raw_decode(rest)
                values.append(value)
                rest = rest[end:].lstrip().lstrip(",").lstrip()
        except (ValueError, RecursionError):
            if values:
                return values
            continue
        return values
    return []
