"""The title of a page and who wrote it."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from index.sources.pages._head import iter_head
from index.sources.pages._parsing import is_large
from index.sources.pages._plain import plain_text
from index.sources.pages._statements import Statements, types_of, words_of

_MAX_TITLE_CHARS, _MAX_HEADINGS = 300, 50
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/~]+\s+|\s*[|»«]\s*|\s+::\s+|:\s+(?=[^:]*$)")
_TITLE_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "citation_title")
_AUTHOR_METAS = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author",
    "article_author",
    "og:article:author",
    "byl",
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|text|story|article|review|words|opinion|analysis)\s+)?"
    r"(?:by|von|par|por|di|door|af|av|przez|autor(?:in|e|a)?|author|автор|текст|от|作者|文|記者)\s*[:：]?\s+",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"""\b(?:
        reporters? | editors? | correspondents? | columnists? | contributors? | writers? | journalists? |
        producers? | critics? | analysts? | fellows? | professors? | director | chief | photographers? |
        bureau | blogger |
        redakteur(?:in)? | korrespondent(?:in)? | journaliste | rédact\w+ | periodista | redactor\w* |
        giornalista | корреспондент | обозреватель | редактор
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|^(?:mon|tue|wed|thu|fri|sat|sun)$|"
    r"\b(?:reprints?|share|comments?|updated)\b|"
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december)$|"
    r"https?:|www\.|@|\.(?:com|org|net)\b|\d{2}|^(?:admin|administrator|root|user|guest|none|null|unknown|author|by)$",
    re.IGNORECASE,
)
# What programs leave of a date behind a name. May and June are names, too.
_AFTER_A_NAME = re.compile(
    r"(?:\s+(?:published|updated|posted|january|february|september|october|november|december))+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[;,|•·]|\s(?:and|und|et|y|e|en|og|och|i|и|&|with)\s)\s*", re.IGNORECASE)
_MAX_NAME_CHARS, _MAX_AUTHORS, _MAX_BYLINE_CHARS = 60, 12, 120


def site_names(statements: Statements, url: str) -> list[str]:
    """What the site is called, by itself and by its host."""
    names = [statements.meta("og:site_name"), statements.meta("application-name")]
    names.append(words_of(statements.article.get("publisher")))
    names += [
        words_of(thing) for thing in statements.things if {"WebSite", "Organization"} & set(types_of(thing))
    ]
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [name for name in [*names, host] if name]


def find_title(tree: HtmlElement, statements: Statements, url: str) -> str | None:
    """The title without the site's name; None if the page has none.

    What is said for machines is often cut or made for sharing: of the headings the one that
    agrees with any of it is taken first.
    """
    sites = site_names(statements, url)
    first = islice(tree.iter("h1"), _MAX_HEADINGS)
    headings = [words for element in first if (words := _line(element.text_content()))]
    element = next(tree.iter("title"), None)
    named = _line(element.text_content()) if element is not None else ""
    said = [
        words_of(statements.article.get("headline")),
        *(statements.meta(name) for name in _TITLE_METAS),
        named,
    ]
    titles = [without_site(title, sites) for title in said if title]
    titles = [title for title in titles if title]
    agreeing = [heading for heading in headings if any(_agree(heading, title) for title in titles)]
    if agreeing:
        title = max(agreeing, key=len)
    elif titles:
        title = titles[0]
    else:
        title = next((heading for heading in headings if not _is_site(heading, sites)), named)
    return title[:_MAX_TITLE_CHARS].strip() or None


def without_site(title: str, sites: list[str]) -> str:
    """The title without a site's name at its end, with all that follows it, or at its beginning."""
    title = _line(title)
    breaks = list(_SEPARATOR.finditer(title))
    for at, between in enumerate(breaks):
        following = breaks[at + 1].start() if at + 1 < len(breaks) else len(title)
        if any(_is_site(title[between.end() : end], sites) for end in {following, len(title)}):
            return title[: between.start()]
    if breaks and _is_site(title[: breaks[0].start()], sites):
        return title[breaks[0].end() :]
    return title


def _is_site(words: str, sites: list[str]) -> bool:
    """Whether the words are a site's name, or a few words that its host is made of: la-times."""
    plain = _letters(words)
    for site in sites:
        if plain and plain == _letters(site):
            return True
        is_host = "." in site and " " not in site
        label = max(site.split(".")[:-1], key=len, default="").casefold().replace("-", "") if is_host else ""
        if len(label) >= 3 and len(words.split()) <= 5:
            named = re.findall(r"\w+", words.casefold())
            if label in "".join(named) or _is_made_of(label, named) or _is_made_of(label, named[1:]):
                return True
    return False


def _is_made_of(label: str, words: list[str]) -> bool:
    """Whether the label is beginnings of the words, of each some letters: "nyt", "nytimes"."""
    if not words:
        return False
    if len(words) == 1:
        return bool(label) and words[0].startswith(label)
    word, rest = words[0], words[1:]
    return any(
        _is_made_of(label[size:], rest) for size in range(1, len(word) + 1) if label.startswith(word[:size])
    )


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold().removeprefix("the ") if sign.isalnum())


def _agree(heading: str, title: str) -> bool:
    """Whether the two are the same but for an ending cut off or put on, or have most words in common."""
    one, other = _letters(heading), _letters(title)
    if not one or not other:
        return False
    if one == other or (len(other) >= 20 and one.startswith(other)):
        return True
    # The site's name behind it; where words have no blanks between them they cannot be counted.
    if len(one) * 2 > len(other) and one == _letters(_SEPARATOR.split(title, maxsplit=1)[0]):
        return True
    mine, theirs = set(re.findall(r"\w+", heading.casefold())), set(re.findall(r"\w+", title.casefold()))
    return len(mine & theirs) * 10 >= 7 * max(len(mine), len(theirs))


def _line(words: str) -> str:
    return " ".join(words.split())[:1_000]


def find_author(tree: HtmlElement, statements: Statements) -> str | None:
    """Who wrote it, several with ", " between; None if nobody is named."""
    for written in _iter_written(tree, statements):
        if author := as_names(written):
            return author
    return None


def _iter_written(tree: HtmlElement, statements: Statements) -> Iterator[list[str]]:
    yield _names_in(statements.article.get("author"))
    yield _names_in(statements.article.get("creator"))
    for name in _AUTHOR_METAS:
        yield statements.metas_of(name)
    marked = tree.xpath("//*[contains(@itemprop, 'author')]//*[@itemprop='name'] | //a[@rel='author']")
    yield list(dict.fromkeys(_line(element.text_content()) for element in marked[:20]))
    yield [_line_by(tree)]
    if not is_large(tree):
        yield [extract_author(tree) or ""]


def _line_by(tree: HtmlElement) -> str:
    """The line in the head of the article that begins with "By", in any of the languages."""
    heading = next(tree.iter("h1"), None)
    for element in iter_head(heading) if heading is not None else ():
        words = _line(element.text_content())
        if len(words) <= _MAX_BYLINE_CHARS and _BY.match(words):
            # Its first line alone, which of "By Jane Doe<br>Monday" is the name.
            lines = [line.removeprefix("- ") for line in plain_text(element).split("\n") if line]
            has_only_by = _BY.fullmatch(f"{lines[0]} ") is not None
            return " ".join(lines[: 2 if has_only_by else 1])
    return ""


def _names_in(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [words for one in values[:50] if (words := words_of(one))]


def as_names(written: list[str]) -> str | None:
    """Names out of what stands where names should; None if there is none among it."""
    names: dict[str, str] = {}
    for words in written:
        for part in _BETWEEN.split(_BY.sub("", _line(words)[:500])):
            name = _AFTER_A_NAME.sub("", _BY.sub("", part).strip(" .,:;-–—|"))
            if _is_name(name):
                names.setdefault(name.casefold(), name.title() if name.isupper() and " " in name else name)
    return ", ".join(list(names.values())[:_MAX_AUTHORS]) or None


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= _MAX_NAME_CHARS or _NOT_A_NAME.search(name) or len(name.split()) > 6:
        return False
    return not _ROLE.search(name) and any(sign.isalpha() for sign in name)
