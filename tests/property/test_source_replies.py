from datetime import UTC, datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from bot.replies.adding import plan_view
from bot.replies.history import history_view
from bot.replies.outcomes import outcome_view, progress_view
from bot.replies.paging import ListTooLong, pager, read_state
from bot.replies.removing import ask_view, removed_view
from bot.replies.sources import checkups_view, source_view, sources_view
from bot.sources._asked import ADDING_ID, Asked
from bot.tally import Tally
from index.errors import ContentRefused, PageGone
from index.gathering import Checkup, Plan, Step
from index.gathering._listing import Listed
from index.models import (
    Actor,
    Added,
    Announced,
    Event,
    EventKind,
    NewArticle,
    NewSource,
    Outcome,
    Removal,
    Source,
    SourceItem,
    SourceKind,
    SourceOptions,
    SourceState,
)
from tests.property.test_replies import FEW, LONG, TITLES, URLS, check

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ACTORS = st.builds(Actor, TITLES, st.sampled_from(["discord", "terminal", "elsewhere"]))
OPTIONS = st.builds(
    SourceOptions,
    st.none() | st.integers(300, 31_622_400).map(float),
    st.none() | st.integers(1, 1_000_000_000),
    st.none() | st.sampled_from(["2025", "2025-02-19T08:30:00.000+00:00"[:25]]),
)
STATES = st.builds(
    SourceState,
    checked_at=st.none() | st.just(NOW),
    changed_at=st.none() | st.just(NOW),
    next_check_at=st.none() | st.just(NOW),
    interval_s=st.none() | st.just(1e6),
    failures=st.integers(0, 9_999),
    problem=st.none() | LONG,
)
SOURCES = st.builds(
    Source,
    st.integers(1, 2**62),
    st.just("1"),
    st.sampled_from(SourceKind),
    URLS | TITLES,
    TITLES,
    OPTIONS,
    st.just(NOW),
    ACTORS,
    st.none() | st.just(NOW),
    STATES,
    st.integers(0, 2**40),
)
EVENTS = st.builds(
    Event, st.integers(1), st.just("1"), st.just(NOW), ACTORS, st.sampled_from(EventKind), TITLES, detail=LONG
)
REMOVALS = st.builds(
    Removal, st.integers(1, 2**62), st.just(NOW), st.just(NOW), ACTORS, TITLES, st.integers(0, 2**40)
)
ARTICLES = st.builds(
    NewArticle, TITLES, LONG, author=st.none() | TITLES, left_out=st.lists(TITLES, max_size=9).map(tuple)
)
ERRORS = LONG.map(ContentRefused) | LONG.map(PageGone)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of any kind, with as many feeds beside it as a page may announce."""
    new = draw(st.builds(NewSource, st.sampled_from(SourceKind), URLS | TITLES, TITLES, OPTIONS))
    listed = draw(st.lists(st.builds(Listed, st.builds(SourceItem, TITLES), TITLES), min_size=1, max_size=30))
    feeds = draw(st.lists(st.builds(Announced, URLS, TITLES), max_size=30))
    return Plan(new, len(listed) + draw(st.integers(0, 99)), listed, feeds, None, draw(st.none() | ARTICLES))  # type: ignore[arg-type]  # nothing is looked at


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """What came of a look, however badly it went."""
    tally, source = Tally(), draw(SOURCES)
    results = st.none() | ERRORS | st.builds(Added, st.sampled_from(Outcome), st.just(1), ARTICLES)
    for result, subject in draw(st.lists(st.tuples(results, TITLES), max_size=70)):
        tally.take(source, Step(1, 2, result, subject))
    return tally


@given(plans(), st.none() | SOURCES, st.none() | URLS, OPTIONS)
@FEW
def test_questions_before_adding_fit_a_message(
    plan: Plan, known: Source | None, link: str | None, options: SourceOptions
) -> None:
    """However much a feed lists or a page announces, Discord takes the question, and its buttons hold all."""
    asked = Asked(SourceKind.SITEMAP, options)
    check(plan_view(plan, known, link, lambda act: asked.custom_id(act, 2**62, "0123abcd")))
    match = ADDING_ID.fullmatch(asked.custom_id("cancel", 2**62, "0123abcd"))
    assert match
    assert Asked.from_id(match) == asked


@given(tallies(), st.none() | SOURCES, TITLES)
@FEW
def test_outcomes_fit_a_message(tally: Tally, source: Source | None, title: str) -> None:
    """Whatever was refused and why, Discord takes the report."""
    check(progress_view(title, tally))
    check(outcome_view(title, tally, source))


@given(st.lists(SOURCES, max_size=20), st.integers(0, 5), LONG)
@FEW
def test_lists_of_sources_fit_a_message(sources: list[Source], page: int, problem: str) -> None:
    """Titles, addresses and problems of any length are shown within Discord's limits."""
    check(sources_view(sources, page))
    for source in sources[:3]:
        check(source_view(source, "Paused; its articles stay."))
        check(ask_view(source, 10**6))
    item = SourceItem("key", problem=problem)
    checkups = [
        Checkup(each, ContentRefused(problem) if each.id % 2 else None, 7, [item] * 9) for each in sources
    ]
    if checkups:
        check(checkups_view(checkups))


@given(st.lists(EVENTS, max_size=25), st.lists(REMOVALS, max_size=5), st.integers(0, 3))
@FEW
def test_histories_fit_a_message(events: list[Event], removals: list[Removal], page: int) -> None:
    """Whatever happened to whatever by whomever, a page of it fits."""
    check(history_view("History", events, removals, page, "12345678901a"))
    for removal in removals:
        check(removed_view(removal))


@given(st.text(max_size=240) | LONG.map(lambda text: text[:240]), st.integers(0, 9_999))
@FEW
def test_buttons_hold_what_is_listed(state: str, page: int) -> None:
    """What the buttons below a list hold can be read back from them, or is refused as too long."""
    try:
        row = pager("articles", page, 10_000, state)
    except ListTooLong:
        assert len(state.encode("utf-16-le")) // 2 > 220
        return
    assert row
    buttons = row.to_component_dict()["components"]
    assert len({button["custom_id"] for button in buttons}) == 3
    assert all(len(button["custom_id"].encode("utf-16-le")) // 2 <= 100 for button in buttons)
    message = SimpleNamespace(components=[SimpleNamespace(children=row.children)])
    assert read_state(message) == state  # type: ignore[arg-type]  # only the components are read
