from typing import Any

from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markdown import embolden, escape
from bot.replies import answer_view, article_view, articles_view
from index.models import Answer, Article, Citation, Quote, Revision, Span, Status

ODD = st.text(alphabet="ab *_`|[]()<>@#:/\\-.\n🦓é天", max_size=60)
LONG = st.builds(lambda part, times: (part or "x") * times, ODD, st.integers(1, 200))
URLS = st.one_of(st.none(), ODD, st.integers(1, 900).map(lambda n: "https://example.org/" + "a" * n))
CITATIONS = st.builds(
    Citation, st.integers(1, 10**15), st.none(), LONG, URLS, st.one_of(st.none(), LONG), st.none()
)


def quote(rank: int, text: str, citation: Citation) -> Quote:
    """A quote with every other character highlighted."""
    marks = tuple(Span(7 + i, 8 + i) for i in range(0, len(text), 2))
    return Quote(rank, text, citation, 10**15, Span(7, 7 + len(text)), 1.0, marks)


def check(view: ui.LayoutView) -> None:
    """Discord's limits on a Components V2 message."""
    flat = flatten(view.to_components())  # type: ignore[no-untyped-call]  # as discord.py has it
    assert len(flat) <= 40
    assert sum(len(c["content"]) for c in flat if "content" in c) <= 4_000
    assert all(c["content"] for c in flat if "content" in c)
    assert all(len(c["url"]) <= 512 for c in flat if c.get("url"))
    assert all(len(c["custom_id"]) <= 100 for c in flat if c.get("custom_id"))


def flatten(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for component in components:
        inner = [
            *component.get("components", []),
            *([component["accessory"]] if "accessory" in component else []),
        ]
        found += [component, *flatten(inner)]
    return found


@given(LONG, st.lists(st.tuples(LONG, CITATIONS), max_size=3), st.lists(LONG, max_size=30), st.booleans())
@settings(deadline=None, max_examples=60)
def test_no_answer_exceeds_a_limit(
    question: str, quoted: list[tuple[str, Citation]], missing: list[str], answered: bool
) -> None:
    """However long or odd the articles and the question, Discord takes the reply."""
    quotes = tuple(quote(i, text, citation) for i, (text, citation) in enumerate(quoted, 1))
    status = Status.ANSWERED if answered else Status.NOTHING_FOUND
    shown, closest = (quotes, ()) if answered else ((), quotes)
    check(answer_view(Answer(question, "id", status, 0.5, shown, closest, tuple(missing))))


@given(LONG, CITATIONS, st.integers(0, 20_000), st.integers(0, 20_000))
@settings(deadline=None, max_examples=60)
def test_no_page_of_an_article_exceeds_a_limit(text: str, citation: Citation, offset: int, end: int) -> None:
    """Every page of every article can be shown, whatever is marked in it."""
    article = Article(citation, 1, len(text))
    check(article_view(article, Revision(1, 1, text or "x", ""), offset, Span(0, end)))


@given(LONG, st.lists(st.tuples(LONG, CITATIONS), max_size=12))
@settings(deadline=None, max_examples=40)
def test_no_list_of_articles_exceeds_a_limit(query: str, found: list[tuple[str, Citation]]) -> None:
    """A search that finds much is shown within the limits."""
    entries = [(Article(citation, 1, 1), quote(1, text, citation)) for text, citation in found]
    check(articles_view(query, entries))


def test_worst_case_stays_within_the_limits() -> None:
    """Signs that are all escaped, in titles, authors, hosts and texts as long as they get."""
    url = "https://" + "_" * 3_000 + "/"
    citation = Citation(10**15, None, "*" * 500, url, "_" * 500, "2025-09-19")
    entries = [(Article(citation, 1, 1), quote(1, "*" * 900, citation))] * 12
    check(articles_view("`" * 200, entries))
    article = Article(citation, 1, 10_000)
    check(article_view(article, Revision(1, 1, "*" * 10_000, ""), 4_000, Span(0, 10_000)))
    for size in (10, 300, 900, 1_900, 20_000):
        quotes = tuple(quote(rank, "*" * size, citation) for rank in (1, 2, 3))
        answer = Answer("*" * 1_000, "id", Status.PARTIAL, 0.5, quotes, (), ("*" * 99,) * 20)
        check(answer_view(answer))


@given(ODD)
def test_escaped_text_is_the_text_again(text: str) -> None:
    """What Discord shows of an escaped text is the text, since each backslash hides one sign."""
    escaped = escape(text)
    shown, position = "", 0
    while position < len(escaped):
        position += escaped[position] == "\\"
        shown += escaped[position]
        position += 1
    assert text == shown
    assert len(escaped) <= 2 * len(text)


def test_neighbouring_highlights_become_one() -> None:
    """Two words in a row are one stretch of bold."""
    assert embolden("old stone bridge", [Span(0, 3), Span(4, 9)]) == "**old stone** bridge"
