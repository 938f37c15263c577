"""What a page without an article is instead, told from signs that articles do not have.

Refusing an article is worse than letting a wall pass, so words alone are never enough: an article about
cookies or about the number 404 has a text. A page is looked at for a wall only if its text is short, and
taken for a list only if it is made of links and says of itself that it is no article.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from index.errors import Message
from index.sources.pages._body import Body
from index.sources.pages._phrases import (
    CHALLENGE,
    CHALLENGE_MARKUP,
    CONSENT,
    CONSENT_TITLE,
    ERROR_TITLE,
    LOGIN_TITLE,
    NEEDS_SCRIPT,
    PAYWALL,
    SEARCH_TITLE,
)
from index.sources.pages._plain import plain_text
from index.sources.pages._statements import Statements

_PASTE = Message("open it in a browser and paste its text if you may.")
_ADD = Message("add the link of an article, or the site's feed.")
REASONS = {
    "challenge": Message(
        "the site wants to see that a person is reading and lets no program in; {advice}", advice=_PASTE
    ),
    "error": (
        Message(
            "the page says that there is nothing at this address, though the site answered as if there were; "
            "check the link."
        )
    ),
    "consent": Message(
        "the site shows a question about cookies in place of the article; {advice}", advice=_PASTE
    ),
    "login": Message("the site shows this page only to those who have logged in; {advice}", advice=_PASTE),
    "paywall": Message("the site shows the whole article to subscribers only; {advice}", advice=_PASTE),
    "script": Message(
        "the page has no text of its own, a program in the browser has to draw it first; {advice}",
        advice=_PASTE,
    ),
    "search": Message("the page is a list of search results; {advice}", advice=_ADD),
    "list": Message("the page is a list of links, as a site's first page is; {advice}", advice=_ADD),
    "nothing": Message("no article was found on the page; add the link of an article, or paste its text."),
}
# A wall has fewer characters of text than this; what is above it is an article whatever it says.
_WALL_CHARS = 1_500
_ERROR_CHARS = 1_200
_TEASER_CHARS = 1_500
_FORM_CHARS = 600
_LEAST_CHARS = 80
# As far as words are looked for.
_MOST_CHARS = 30_000
_EMPTY_CHARS = 250
# A link that is a headline has as many characters; a list has as many of those.
_HEADLINE_CHARS = 25
_LIST_LINKS = 15
_SENTENCES_CHARS = 140
_LIST_PROSE_CHARS = 1_500


@dataclass(frozen=True)
class _Page:
    """What is looked at. ``body`` is the text that was found, ``shown`` all that is to be seen.

    ``asides`` are lines that were taken for none of the text, as "Subscribe to continue reading" is.
    """

    tree: HtmlElement
    statements: Statements
    title: str
    body: str
    asides: tuple[str, ...]
    url: str

    @cached_property
    def shown(self) -> str:
        return plain_text(self.tree)[:_MOST_CHARS]

    @cached_property
    def middle(self) -> str:
        """What is to be seen besides the frame of the site, where every page may ask to subscribe."""
        tree = deepcopy(self.tree)
        for element in list(tree.iter("nav", "header", "footer", "aside")):
            element.drop_tree()
        return plain_text(tree)[:_MOST_CHARS]

    @cached_property
    def titles(self) -> list[str]:
        """Title, first heading and the title of the window, each in one line."""
        found = [
            self.title,
            *(element.text_content() for name in ("h1", "title") for element in self.first(name)),
        ]
        return [" ".join(words.split())[:200] for words in found if words.strip()]

    def first(self, name: str) -> list[HtmlElement]:
        element = next(self.tree.iter(name), None)
        return [] if element is None else [element]

    @property
    def is_said_article(self) -> bool:
        return bool(self.statements.article) or (self.statements.meta("og:type") or "").startswith("article")


def find_wall(tree: HtmlElement, statements: Statements, title: str, body: Body, url: str) -> Message | None:
    """Why the page is refused, in a sentence; None if it has an article."""
    page = _Page(tree, statements, title, body.text, body.left_out, url)
    return next((REASONS[kind] for kind, is_it in _KINDS.items() if is_it(page)), None)


def _is_challenge(page: _Page) -> bool:
    if len(page.body) > _WALL_CHARS or len(page.shown) > 2 * _WALL_CHARS:
        return False
    if any(CHALLENGE.search(title) for title in page.titles):
        return True
    marks = " ".join(
        element.get(name) or ""
        for element in page.tree.iter("script", "form", "div", "iframe", "input")
        for name in ("src", "id", "action", "name")
    )
    if len(page.shown) < _EMPTY_CHARS and CHALLENGE_MARKUP.search(marks):
        return True
    return len(page.shown) < _FORM_CHARS and CHALLENGE.search(page.shown) is not None


def _is_error(page: _Page) -> bool:
    return len(page.body) < _ERROR_CHARS and any(
        ERROR_TITLE.fullmatch(title) for title in _without_sites(page)
    )


def _without_sites(page: _Page) -> list[str]:
    """The titles and their parts: "Page not found | The Site" is "Page not found" too."""
    return [part for title in page.titles for part in (title, *re.split(r"\s+[|\-–—·•:»«]+\s+", title))]


def _is_consent(page: _Page) -> bool:
    if len(page.body) > _WALL_CHARS:
        return False
    host = urlsplit(page.url).hostname or ""
    if host.startswith(("consent.", "consents.", "cookie-consent.")):
        return True
    if any(CONSENT_TITLE.search(title) for title in page.titles) and CONSENT.search(page.shown):
        return True
    # All that there is to read is about cookies.
    blocks = [block for block in page.body.split("\n\n") if len(block) > 40] or [page.body]
    about = [block for block in blocks if CONSENT.search(block)]
    return bool(about) and len(about) * 2 > len(blocks) and not page.is_said_article


def _is_login(page: _Page) -> bool:
    if len(page.body) > _FORM_CHARS:
        return False
    has_password = any(
        (element.get("type") or "").lower() == "password" for element in page.tree.iter("input")
    )
    is_titled = any(LOGIN_TITLE.fullmatch(title) for title in _without_sites(page))
    return is_titled and (has_password or len(page.shown) < _FORM_CHARS)


def _is_paywall(page: _Page) -> bool:
    body = page.body.rstrip()
    if len(body) > _TEASER_CHARS:
        return False
    if PAYWALL.search("\n".join((body[-_FORM_CHARS:], *page.asides))):
        return True
    if len(body) < _FORM_CHARS and PAYWALL.search(page.middle):
        return True
    is_cut = body.endswith(("...", "…")) or len(body) < _FORM_CHARS
    return _is_closed(page.statements) and (is_cut or bool(PAYWALL.search(page.middle)))


def _is_closed(statements: Statements) -> bool:
    """Whether the page says that it is not for everybody (schema.org/isAccessibleForFree)."""
    free = statements.article.get("isAccessibleForFree")
    if free is False or (isinstance(free, str) and free.strip().lower() in ("false", "no")):
        return True
    return statements.meta("article:content_tier") in ("locked", "metered")


def _needs_script(page: _Page) -> bool:
    if len(page.body) > _EMPTY_CHARS or len(page.shown) > _FORM_CHARS:
        return False
    asks = " ".join(element.text_content()[:500] for element in page.tree.iter("noscript"))
    if NEEDS_SCRIPT.search(asks) or NEEDS_SCRIPT.search(page.shown):
        return True
    has_script = next(page.tree.iter("script"), None) is not None
    return has_script and len(page.shown) < _LEAST_CHARS


def _prose(page: _Page) -> int:
    """Characters of the text that are sentences, not headlines."""
    blocks = [block for block in page.body.split("\n") if len(block) >= _SENTENCES_CHARS]
    return sum(len(block) for block in blocks)


def _headline_links(page: _Page) -> int:
    links = (" ".join(element.text_content().split()) for element in page.tree.iter("a"))
    return sum(1 for words in links if len(words) >= _HEADLINE_CHARS)


def _is_search(page: _Page) -> bool:
    parts = urlsplit(page.url)
    asked = {"q", "query", "s", "search", "keyword", "keywords"} & set(parse_qs(parts.query))
    is_search = any(SEARCH_TITLE.search(title) for title in page.titles) or bool(
        asked and "search" in parts.path
    )
    return is_search and not page.is_said_article and _prose(page) < 2 * _LIST_PROSE_CHARS


def _is_list(page: _Page) -> bool:
    if page.is_said_article or _headline_links(page) < _LIST_LINKS:
        return False
    is_front = urlsplit(page.url).path in ("", "/") and not urlsplit(page.url).query
    prose = _prose(page)
    limit = _LIST_PROSE_CHARS if is_front or page.statements.meta("og:type") == "website" else _EMPTY_CHARS
    return prose < limit and prose * 2 < max(len(page.body), _headline_links(page) * 60)


def _has_nothing(page: _Page) -> bool:
    return len(page.body.strip()) < _LEAST_CHARS


# In the order in which a page is taken for one of these: the surest signs first.
_KINDS: dict[str, Callable[[_Page], bool]] = {
    "challenge": _is_challenge,
    "error": _is_error,
    "consent": _is_consent,
    "login": _is_login,
    "paywall": _is_paywall,
    "script": _needs_script,
    "search": _is_search,
    "list": _is_list,
    "nothing": _has_nothing,
}
