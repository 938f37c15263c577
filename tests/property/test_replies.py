import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markdown import embolden, escape
from bot.replies.answers import answer_view
from bot.replies.articles import articles_view, similar_view
from bot.replies.contexts import context_view
from bot.replies.quotes import as_kept
from bot.replies.reading import article_view, split_pages
from index.models import (
    MAX_TEXT_CHARS,
    Answer,
    Article,
    Citation,
    Correction,
    KeptAnswer,
    Quote,
    Revision,
    Span,
    Status,
)

SIGNS = r"\`*_~|<>[]@#:/+-.1 "
# Grown by repetition, so that thousands of signs are soon drawn.
LONG = st.builds(
    lambda part, length: (part * length)[:length],
    st.text(alphabet=SIGNS + "\nab🦓天é", min_size=1, max_size=12),
    st.integers(1, 6_000),
)
TITLES = LONG.map(lambda text: text[:500])
# Hosts have at most 253 characters; what follows them has no limit.
HOSTS = st.integers(1, 60).map(lambda n: ".".join(["a" * n] * 4))
URLS = st.builds(
    lambda host, path: f"https://{host}/{path}",
    HOSTS,
    st.text(alphabet="abc/?&=%_-~*", max_size=8).map(lambda part: part * 90),
)
DATES = st.sampled_from([None, "2025", "2025-09", "2025-09-19", "2025-09-19T08:30:00Z"])
CITATIONS = st.builds(
    Citation,
    st.integers(1, 2**62),
    st.none(),
    TITLES,
    st.none() | URLS,
    st.none() | TITLES,
    DATES,
    st.booleans(),
    DATES,
)
PAGES = st.none() | st.tuples(st.integers(1, 5_000), st.integers(5_000, 9_999))
STATUSES = st.sampled_from(Status)
CORRECTIONS = st.builds(Correction, TITLES, TITLES, st.booleans())
FEW = settings(deadline=None, max_examples=50)
ANSWER_ID = "0123456789ab"


def as_shown(answer: Answer) -> ui.LayoutView:
    """The answer as its asker sees it."""
    return answer_view(answer, shown_to=2**62, is_private=False)


@st.composite
def quotes(draw: st.DrawFn, text: st.SearchStrategy[str] = LONG) -> Quote:
    """A quote with as many highlights as it has room for, somewhere in a long text."""
    said, start, step = draw(text), draw(st.integers(0, MAX_TEXT_CHARS)), draw(st.integers(2, 9))
    marks = tuple(Span(start + i, start + i + 1) for i in range(0, len(said), step))
    span = Span(start, start + len(said))
    revision = draw(st.integers(1, 2**62))
    return Quote(1, said, draw(CITATIONS), revision, span, 1.0, marks, pages=draw(PAGES))


@st.composite
def quotes_said_elsewhere(draw: st.DrawFn) -> Quote:
    """A quote that other articles say, too."""
    return replace(draw(quotes()), also=tuple(draw(st.lists(quotes(LONG.map(short)), max_size=5))))


def short(text: str) -> str:
    return text[:50]


@st.composite
def answers(draw: st.DrawFn, shown: st.SearchStrategy[Quote] | None = None) -> Answer:
    """An answer of any status with up to ten quotes."""
    status = draw(STATUSES)
    found = [
        replace(quote, rank=rank, article=replace(quote.article, id=rank))
        for rank, quote in enumerate(draw(st.lists(shown if shown is not None else quotes(), max_size=10)), 1)
    ]
    given, closest = ((), found[:3]) if status is Status.NOTHING_FOUND else (found, ())
    return Answer(
        draw(LONG)[:1_000],
        ANSWER_ID,
        status,
        0.5,
        tuple(given),
        tuple(closest),
        tuple(draw(st.lists(TITLES, max_size=5))),
        corrections=tuple(draw(st.lists(CORRECTIONS, max_size=3))),
        carried=tuple(draw(st.lists(TITLES, max_size=3))),
        differing=draw(st.booleans()),
    )


def as_answered_before(answer: Answer, removed: bool, changed: bool) -> KeptAnswer:
    """The answer as it is kept, with its first quote removed since, or all of them changed."""
    kept = [replace(as_kept(quote), changed=changed) for quote in answer.quotes or answer.closest]
    if removed and kept:
        kept[0] = replace(kept[0], quote=None)
    return KeptAnswer(
        answer.question,
        answer.answer_id,
        answer.status,
        answer.score,
        1,
        datetime.now(UTC),
        tuple(kept) if answer.quotes else (),
        () if answer.quotes else tuple(kept),
        answer.missing_terms,
    )


def flatten(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All components, with those inside others and beside them."""
    inner = [[*c.get("components", ()), *([c["accessory"]] if "accessory" in c else [])] for c in components]
    return [*components, *(found for some in inner if some for found in flatten(some))]


def check(view: ui.LayoutView, spare: int = 0) -> list[str]:
    """What the view displays, once it is certain that Discord takes it, with so many components more."""
    flat = flatten(view.to_components())  # type: ignore[no-untyped-call]  # as discord.py has it
    texts = [component["content"] for component in flat if component["type"] == 10]
    assert sum(map(len, texts)) <= 4_000
    assert len(flat) <= 40 - spare
    rows = [component["components"] for component in flat if component["type"] == 1]
    assert all(1 <= len(row) <= 5 for row in rows)
    assert all(1 <= len(component["label"]) <= 80 for component in flat if component["type"] == 2)
    assert max((len(component.get("url") or "") for component in flat), default=0) <= 512
    assert max((len(component.get("custom_id") or "") for component in flat), default=0) <= 100
    assert all(texts)
    return texts


@given(answers(), st.integers(0, 12), st.booleans(), st.booleans(), st.none() | st.just("9" * 20))
@FEW
def test_answers_fit_a_message(
    answer: Answer, count: int, is_private: bool, is_kept: bool, collection: str | None
) -> None:
    """However long quotes, titles, addresses and missing words are, Discord takes the answer."""
    view = answer_view(
        answer,
        shown_to=2**62,
        is_private=is_private,
        count=count,
        is_kept=is_kept,
        collection=collection,
        note="x" * 300,
    )
    # There may be a menu below it.
    check(view, spare=2)
    ids = [each["custom_id"] for each in flatten(view.to_components()) if each.get("custom_id")]  # type: ignore[no-untyped-call]  # as discord.py has it
    assert len(ids) == len(set(ids))


@given(answers(quotes_said_elsewhere()), st.booleans(), st.booleans())
@FEW
def test_every_quote_is_shown_once_with_its_number(answer: Answer, removed: bool, changed: bool) -> None:
    """Pressing More until there is none left shows all quotes in order, however long, none silently cut."""
    kept = as_answered_before(answer, removed, changed)
    found, first = [], 0
    while True:
        view = answer_view(kept, shown_to=1, is_private=False, first=first)
        texts = "\n".join(check(view))
        found += [int(number) for number in re.findall(r"^\*\*(\d+)\.\*\* ", texts, re.MULTILINE)]
        more = [b for b in flatten(view.to_components()) if str(b.get("custom_id")).startswith("more:")]  # type: ignore[no-untyped-call]  # as discord.py has it
        if not more:
            break
        first = int(more[0]["custom_id"].split(":")[2])
    assert found == [quote.rank for quote in kept.quotes or kept.closest]


@given(quotes(LONG.map(lambda text: text[:500]).filter(str.strip)))
@FEW
def test_first_quote_of_a_usual_length_is_shown_whole(quote: Quote) -> None:
    """A quote of up to 500 signs is shown word for word, whatever is around it."""
    texts = check(as_shown(Answer("Why?", ANSWER_ID, Status.ANSWERED, 1.0, (quote,), (), ())))
    start = quote.span.start
    marks = [Span(mark.start - start, mark.end - start) for mark in quote.highlights]
    assert any(embolden(quote.text, marks) in text for text in texts)


@given(LONG, CITATIONS, st.integers(0, 7_000), st.integers(0, 7_000), st.integers(0, 7_000))
@FEW
def test_pages_of_articles_fit_a_message(
    text: str, citation: Citation, offset: int, start: int, length: int
) -> None:
    """Every page can be shown, wherever it was asked for and whatever is marked on it."""
    article, revision = Article(citation, 2**62, len(text)), Revision(2**62, citation.id, text, "")
    check(article_view(article, revision, offset, Span(start, start + length)))


@given(LONG, CITATIONS, st.integers(0, 7_000), st.integers(1, 7_000), st.none() | st.just("9" * 20))
@FEW
def test_contexts_fit_a_message(
    text: str, citation: Citation, start: int, length: int, collection: str | None
) -> None:
    """What is around a quote can be shown, wherever it stands and however long it is."""
    article, revision = Article(citation, 2**62, len(text)), Revision(2**62, citation.id, text, "")
    start = min(start, max(0, len(text) - 1))
    mark = Span(start, min(len(text), start + length))
    if text.strip():
        check(context_view(article, revision, mark, collection))


@given(LONG, st.lists(st.tuples(CITATIONS, st.none() | quotes()), max_size=12))
@FEW
def test_lists_of_articles_fit_a_message(query: str, found: list[tuple[Citation, Quote | None]]) -> None:
    """A search with many long results is shown within the limits."""
    check(articles_view(query, [(Article(citation, 2**62, 1), quote) for citation, quote in found]))


@given(CITATIONS, st.lists(CITATIONS, max_size=12))
@FEW
def test_lists_of_similar_articles_fit_a_message(citation: Citation, found: list[Citation]) -> None:
    """However long the titles of an article and of those like it are, the list is shown."""
    article, *others = (Article(each, 2**62, 1) for each in (citation, *found))
    check(similar_view(article, others))


def test_worst_case_stays_within_the_limits() -> None:
    """Signs that are all escaped, in titles, authors, hosts and texts as long as they get."""
    url = "https://" + "_" * 3_000 + "/"
    citation = Citation(10**15, None, "*" * 500, url, "_" * 500, "2025-09-19")
    entries = [(Article(citation, 1, 1), starred(1, 900, citation))] * 12
    check(articles_view("`" * 200, entries))
    article = Article(citation, 1, 10_000)
    check(article_view(article, Revision(1, 1, "*" * 10_000, ""), 4_000, Span(0, 10_000)))
    for size in (10, 300, 900, 1_900, 20_000):
        quotes = tuple(starred(rank, size, citation) for rank in (1, 2, 3))
        answer = Answer("*" * 1_000, ANSWER_ID, Status.PARTIAL, 0.5, quotes, (), ("*" * 99,) * 20)
        check(as_shown(answer))


def starred(rank: int, size: int, citation: Citation) -> Quote:
    """A quote of signs that are all escaped, every other one highlighted."""
    marks = tuple(Span(i, i + 1) for i in range(0, size, 2))
    return Quote(rank, "*" * size, citation, 10**15, Span(0, size), 1.0, marks)


def test_quote_too_long_in_bold_is_shown_whole_without() -> None:
    """Only a quote that cannot be shown whole at all is cut, and then says so."""
    citation = Citation(1, None, "T", None, None, None)
    for size, whole in ((3_000, True), (6_000, False)):
        text = "ab " * (size // 3)
        marks = tuple(Span(i, i + 1) for i in range(0, size, 3))
        quote = Quote(1, text.strip(), citation, 1, Span(0, size - 1), 1.0, marks)
        shown = "\n".join(check(as_shown(Answer("Why?", ANSWER_ID, Status.ANSWERED, 1.0, (quote,), (), ()))))
        assert (text.strip() in shown.replace("**", "")) is whole
        assert ("characters." in shown) is not whole


def test_neighbouring_highlights_become_one() -> None:
    """Two words in a row are one stretch of bold."""
    assert embolden("old stone bridge", [Span(0, 3), Span(4, 9)]) == "**old stone** bridge"


@given(LONG)
@FEW
def test_pages_hold_the_whole_text(text: str) -> None:
    """Turning the pages of an article shows all of it, with nothing twice."""
    assert text == "".join(page.of(text) for page in split_pages(text))


@given(st.text() | LONG)
@FEW
def test_escaping_can_be_taken_back(text: str) -> None:
    """Discord, which hides a backslash before punctuation, shows the text as it was."""
    escaped = escape(text)
    assert text == re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped)
    assert len(escaped) <= 2 * len(text)
