"""What the bot sends by itself stays within Discord's limits, whatever articles and people write."""

from datetime import UTC, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from bot.replies.digests import digest_view, digests_view
from bot.replies.news import log_view
from bot.replies.watches import MAX_TOLD, Told, added_view, list_view, told_view
from index.local_times import all_timezones
from index.models import Actor, Article, Digest, Event, EventKind, NewWatch, Quote, Watch
from tests.property.test_replies import CITATIONS, FEW, LONG, TITLES, check, quotes

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
IDS = st.integers(1, 2**62)
SERVER = str(2**63)
QUERIES = LONG.map(lambda text: text[:200])


def watches(place: st.SearchStrategy[str | None]) -> st.SearchStrategy[Watch]:
    wishes = st.builds(NewWatch, st.just(SERVER), QUERIES, st.just(SERVER), place)
    return st.builds(Watch, IDS, wishes, st.just(NOW))


@given(
    told=st.lists(
        st.builds(Told, watches(st.none()), quotes(), st.none() | TITLES), min_size=1, max_size=MAX_TOLD
    ),
    more=st.integers(0, 10**6),
    is_private=st.booleans(),
)
@FEW
def test_news_fits_a_message(told: list[Told], more: int, is_private: bool) -> None:
    """Eight articles of eight watches in one message."""
    check(told_view(sorted(told, key=lambda each: each.watch.id), more, is_private=is_private))


@given(
    watch=watches(st.none() | st.just(SERVER)), lately=st.lists(quotes(), max_size=3), is_new=st.booleans()
)
@FEW
def test_what_is_said_of_a_new_watch_fits(watch: Watch, lately: list[Quote], is_new: bool) -> None:
    """What would have been told, with the longest of quotes."""
    check(added_view(watch, lately, 30, is_new=is_new))


@given(
    own=st.lists(watches(st.none()), max_size=60, unique_by=lambda watch: watch.id),
    places=st.lists(watches(st.just(SERVER)), max_size=30, unique_by=lambda watch: watch.id),
    server=TITLES,
)
@FEW
def test_lists_of_watches_fit(own: list[Watch], places: list[Watch], server: str) -> None:
    """As many as there may be, with menus to remove them."""
    removable = [watch.id for watch in places]
    check(list_view(own, places, removable, note="Removed.", servers={SERVER: server}))
    check(list_view(own, places, removable))


@given(
    articles=st.lists(st.builds(Article, CITATIONS, IDS, IDS), min_size=1, max_size=10),
    total=st.integers(1, 10**6),
)
@FEW
def test_digests_fit(articles: list[Article], total: int) -> None:
    """Ten articles, and a button for those there is no room for."""
    check(digest_view(articles, max(total, len(articles)), NOW, NOW))


@given(places=st.lists(IDS, max_size=80), zone=st.sampled_from(all_timezones()))
@FEW
def test_lists_of_digests_fit(places: list[int], zone: str) -> None:
    """However many channels have one."""
    check(digests_view([Digest(SERVER, str(place), time(8), zone, 6, NOW, NOW) for place in places]))


@given(
    kinds=st.lists(st.sampled_from(EventKind), min_size=1, max_size=15), subject=LONG, detail=LONG, name=LONG
)
@FEW
def test_news_for_moderators_fits(kinds: list[EventKind], subject: str, detail: str, name: str) -> None:
    """Fifteen events with the longest of names."""
    events = [
        Event(number, SERVER, NOW, Actor(name, "terminal"), kind, subject, detail=detail)
        for number, kind in enumerate(kinds)
    ]
    check(log_view(events, 10**6))
