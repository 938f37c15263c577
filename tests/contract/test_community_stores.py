from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from index.articles import prepare
from index.embedded import EmbeddedAnswers, EmbeddedCommunities, EmbeddedSources, EmbeddedStore, StoreThreads
from index.models import (
    Actor,
    Answer,
    Article,
    ArticleUse,
    Asker,
    Asking,
    CommunityStatistics,
    Digest,
    EventKind,
    Feedback,
    FeedbackCount,
    Finding,
    Gap,
    NewArticle,
    NewWatch,
    Quote,
    Span,
    Status,
    Verdict,
    Watch,
    Week,
)
from index.ports import AnswerStore, ArticleStore, CommunityStore, SourceStore
from tests.texts import BRIDGE, LIGHTHOUSE

ANN = Actor("ann", "discord")
DAYS = 30
MOST = 6
# A Friday.
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MONDAY = date(2025, 12, 29)


@dataclass
class SetClock:
    """The time that a test sets."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Stores:
    """Adapters of the ports over the same data, and a clock that tests turn."""

    path: Path
    days: int = DAYS
    clock: SetClock = field(default_factory=SetClock)

    def open(self) -> None:
        threads = StoreThreads(self.path, self.clock, create=True)
        answers = EmbeddedAnswers(threads, self.days, MOST)
        self.answers: AnswerStore = answers
        self.articles: ArticleStore = EmbeddedStore(threads)
        self.sources: SourceStore = EmbeddedSources(threads)
        self.communities: CommunityStore = EmbeddedCommunities(threads, answers)

    async def close(self) -> None:
        await self.answers.close()
        await self.articles.close()

    async def restart(self) -> None:
        """With the first question thereafter, which nobody asked, answers that are too old go."""
        await self.close()
        self.open()
        await self.ask("After the restart?", None, collection="z")

    async def article(self, new: NewArticle, collection: str = "a") -> Article:
        await self.articles.add(collection, [prepare(new)])
        (article,) = await self.articles.find_by_title(collection, new.title, 10)
        return article

    async def ask(
        self,
        question: str,
        person: str | None = "ann",
        status: Status = Status.ANSWERED,
        *quoted: Article,
        collection: str = "a",
        place: str = "hall",
        missing: tuple[str, ...] = (),
        answer_id: str | None = None,
    ) -> str:
        """Have it answered; the answer's id."""
        answer_id = answer_id or f"{hash(question) % 16**12:012x}"
        quotes = tuple(
            Quote(rank, "", article.citation, article.revision_id, Span(0, 9), 0.9, ())
            for rank, article in enumerate(quoted, 1)
        )
        asker = None if person is None else Asker(person, place)
        answer = Answer(question, answer_id, status, 0.9, quotes, (), missing)
        await self.answers.keep(collection, answer, 1, asker)
        return answer_id

    async def say(
        self, answer_id: str, person: str, verdict: Verdict, reason: str = "", collection: str = "a"
    ) -> FeedbackCount:
        return await self.communities.set_feedback(Feedback(collection, answer_id, person, verdict, reason))

    async def statistics(self, collection: str = "a", limit: int = 10) -> CommunityStatistics:
        today = self.clock.moment.date()
        return await self.communities.get_statistics(collection, START.date(), today, limit)

    async def log(self, collection: str = "a") -> list[tuple[EventKind, str, str]]:
        events = await self.sources.list_events(collection)
        return [(event.kind, event.subject, event.detail) for event in events]

    async def everything(self, collection: str) -> object:
        """All that can be read of a collection."""
        week = timedelta(days=7)
        return (
            await self.communities.get_settings(collection),
            await self.communities.find_last_asking(collection, "hall", START - week),
            await self.communities.get_statistics(collection, MONDAY, MONDAY + week, 10),
            await self.communities.list_watches(collection),
            await self.communities.list_digests(collection),
            await self.answers.list_newest(collection, 10),
            await self.log(collection),
        )


@pytest.fixture(params=["sqlite"])
async def stores(db: Path) -> AsyncIterator[Stores]:
    """Every adapter that there is."""
    stores = Stores(db)
    stores.open()
    yield stores
    await stores.close()


# Settings and preferences


async def test_settings_are_as_they_were_set_and_each_change_is_logged(stores: Stores) -> None:
    """What JSON has is kept, None unsets, and only what changes is in the log, with who and to what."""
    assert await stores.communities.get_settings("a") == {}
    given = {"quotes": 3, "channels": [1, 2], "is_private": True, "language": "de", "nothing": None}
    await stores.communities.change_settings("a", given, ANN)
    expected = {"quotes": 3, "channels": [1, 2], "is_private": True, "language": "de"}
    assert await stores.communities.get_settings("a") == expected
    assert [event.actor for event in await stores.sources.list_events("a")] == [ANN] * 4
    await stores.communities.change_settings("a", {"quotes": 3, "channels": [2], "language": None}, ANN)
    assert await stores.communities.get_settings("a") == {"quotes": 3, "channels": [2], "is_private": True}
    assert (await stores.log())[4:] == [
        (EventKind.SETTING_CHANGED, "channels", "It is [2] now, and was [1, 2]."),
        (EventKind.SETTING_CHANGED, "language", 'It is unset now, and was "de".'),
    ]


async def test_settings_that_cannot_be_written_change_nothing(stores: Stores) -> None:
    """Of several settings all are changed or none, and the log says so."""
    with pytest.raises(TypeError):
        await stores.communities.change_settings("a", {"quotes": 3, "wrong": object()}, ANN)
    assert await stores.communities.get_settings("a") == {}
    assert await stores.log() == []


async def test_preferences_are_a_persons_own_everywhere(stores: Stores) -> None:
    """What somebody chooses is theirs alone, can be replaced, and unchosen."""
    await stores.communities.set_preference("ann", "server", "1")
    await stores.communities.set_preference("ann", "server", "2")
    await stores.communities.set_preference("ann", "language", "de")
    assert await stores.communities.get_preferences("ann") == {"server": "2", "language": "de"}
    await stores.communities.set_preference("ann", "server", None)
    assert await stores.communities.get_preferences("ann") == {"language": "de"}
    assert await stores.communities.get_preferences("ben") == {}


# Questions that were asked


async def test_last_asking_is_that_of_the_place(stores: Stores) -> None:
    """A follow-up finds what was asked just before in its thread, and nothing older than wished."""
    await stores.ask("First?", place="thread")
    answer_id = await stores.ask("Second?", "ben", Status.PARTIAL, place="thread")
    await stores.ask("Elsewhere?", place="hall")
    found = await stores.communities.find_last_asking("a", "thread", START)
    assert found == Asking("a", answer_id, "Second?", Status.PARTIAL, Asker("ben", "thread"), START)
    assert await stores.communities.find_last_asking("a", "thread", START + timedelta(seconds=1)) is None
    assert await stores.communities.find_last_asking("a", "garden", START) is None
    assert await stores.communities.find_last_asking("b", "thread", START) is None


async def test_who_asks_is_known_where_they_asked_last(stores: Stores) -> None:
    """The communities somebody has asked in come in order, the last first; others' do not."""
    for collection, person in (("a", "ann"), ("b", "ann"), ("c", "ben"), ("a", "ann")):
        await stores.ask("Who?", person, collection=collection)
        stores.clock.forward(seconds=1)
    assert await stores.communities.list_collections_of("ann") == ["a", "b"]
    assert await stores.communities.list_collections_of("cleo") == []


async def test_who_asked_goes_with_the_answers_and_the_counts_stay(stores: Stores) -> None:
    """After its days nothing says who asked or said what, but how much was asked is still known."""
    old = await stores.ask("Old?")
    again = await stores.ask("Again?")
    for answer_id in (old, again):
        await stores.say(answer_id, "ann", Verdict.HELPFUL)
    stores.clock.forward(days=DAYS - 1)
    await stores.ask("Again?", "ben")
    stores.clock.forward(days=1)
    await stores.restart()
    kept = await stores.communities.export_person("ann")
    assert (kept["questions"], kept["feedback"]) == ([], [])
    assert len((await stores.communities.export_person("ben"))["questions"]) == 1
    assert [week.asked for week in (await stores.statistics()).weeks] == [2, 0, 0, 0, 1]


async def test_the_same_over_and_over_does_not_fill_the_store(stores: Stores) -> None:
    """Only the newest askings of a collection are kept, also if all are of the same answer."""
    for number in range(MOST + 3):
        await stores.ask("Again?", f"person {number}")
        stores.clock.forward(seconds=1)
    await stores.restart()
    known = [bool(await stores.communities.list_collections_of(f"person {n}")) for n in range(MOST + 3)]
    assert known == [False] * 3 + [True] * MOST


async def test_communities_may_forget_sooner_than_the_host(stores: Stores) -> None:
    """What is from before the time goes with who asked and said what; counts and other communities stay."""
    for collection in "ab":
        old = await stores.ask("Old?", collection=collection)
        await stores.say(old, "ann", Verdict.NOT_HELPFUL, "No.", collection)
    stores.clock.forward(days=1)
    new = await stores.ask("New?")
    assert await stores.communities.forget_askings("a", stores.clock.moment) == 1
    assert await stores.answers.find("a", old) is None
    assert await stores.answers.find("a", new) is not None
    assert await stores.answers.find("b", old) is not None
    kept = await stores.communities.export_person("ann")
    assert [(row["collection"], row["question"]) for row in kept["questions"]] == [
        ("b", "Old?"),
        ("a", "New?"),
    ]
    assert [row["collection"] for row in kept["feedback"]] == ["b"]
    statistics = await stores.statistics()
    assert ([week.asked for week in statistics.weeks], statistics.feedback) == ([2], FeedbackCount(0, 0))


async def test_where_no_answers_are_kept_questions_are_only_counted(stores: Stores) -> None:
    """With 0 days there is nothing about anybody, and still how much was asked."""
    await stores.close()
    stores.days = 0
    stores.open()
    await stores.ask("Who?")
    await stores.ask("What?", "ben", Status.NOTHING_FOUND)
    assert await stores.communities.list_collections_of("ann") == []
    assert await stores.answers.list_newest("a", 10) == []
    statistics = await stores.statistics()
    assert statistics == CommunityStatistics([Week(MONDAY, 1, 0, 1)], [], [], FeedbackCount(0, 0), [])


# What people say of answers


async def test_everybody_counts_once_for_an_answer(stores: Stores) -> None:
    """A later word takes the place of the earlier; the same answer elsewhere is another."""
    answer_id = await stores.ask("Who?")
    assert await stores.say(answer_id, "ann", Verdict.HELPFUL) == FeedbackCount(1, 0)
    assert await stores.say(answer_id, "ben", Verdict.NOT_HELPFUL, "Wrong.") == FeedbackCount(1, 1)
    assert await stores.say(answer_id, "ann", Verdict.NOT_HELPFUL) == FeedbackCount(0, 2)
    assert await stores.say(answer_id, "ann", Verdict.HELPFUL, collection="b") == FeedbackCount(1, 0)


# Statistics


async def test_weeks_have_no_holes(stores: Stores) -> None:
    """Every week from the first day's to the last's is there, by what the questions came to."""
    sunday = datetime(2026, 1, 4, 23, 59, 59, tzinfo=UTC)
    for moment, status in (
        (START, Status.ANSWERED),
        (START, Status.PARTIAL),
        (sunday, Status.ANSWERED),
        (sunday + timedelta(seconds=1), Status.NOTHING_FOUND),
        (sunday + timedelta(days=14), Status.ANSWERED),
        (sunday + timedelta(days=14, seconds=1), Status.ANSWERED),
    ):
        stores.clock.moment = moment
        await stores.ask("Who?", status=status)
    await stores.ask("Who asks?", None)
    found = await stores.communities.get_statistics("a", START.date(), date(2026, 1, 17), 10)
    weeks = [
        Week(MONDAY, answered=2, partial=1),
        Week(MONDAY + timedelta(days=7), nothing_found=1),
        Week(MONDAY + timedelta(days=14), answered=1),
    ]
    assert found.weeks == weeks
    assert (await stores.communities.get_statistics("b", START.date(), START.date(), 10)).weeks == [
        Week(MONDAY)
    ]


async def test_gaps_are_what_is_asked_most_and_not_answered(stores: Stores) -> None:
    """The same question in another form is one gap, told as last asked; once answered it is none."""
    await stores.ask("Who painted the tower?", status=Status.PARTIAL, missing=("painted",))
    await stores.ask("Who  keeps the CAFÉ", status=Status.NOTHING_FOUND, missing=("keeps", "CAFÉ"))
    await stores.ask("who keeps the cafe?!", "ben", Status.PARTIAL, missing=("cafe",))
    await stores.ask("When?", status=Status.NOTHING_FOUND)
    await stores.ask("When?", status=Status.ANSWERED)
    await stores.ask("Where is it?", status=Status.ANSWERED)
    await stores.ask("Where is it?", status=Status.PARTIAL)
    gaps = [
        Gap("who keeps the cafe?!", 2, ["cafe"], Status.PARTIAL),
        Gap("Where is it?", 1, [], Status.PARTIAL),
        Gap("Who painted the tower?", 1, ["painted"], Status.PARTIAL),
    ]
    assert (await stores.statistics()).gaps == gaps
    assert (await stores.statistics(limit=1)).gaps == gaps[:1]
    stores.clock.forward(days=7)
    later = await stores.communities.get_statistics(
        "a", stores.clock.moment.date(), stores.clock.moment.date(), 9
    )
    assert later.gaps == []


async def test_top_articles_are_those_quoted_first(stores: Stores) -> None:
    """An article counts for every time that an answer began with it, under its title of today."""
    tower, bridge = await stores.article(LIGHTHOUSE), await stores.article(BRIDGE)
    await stores.ask("Tower?", "ann", Status.ANSWERED, tower, bridge)
    await stores.ask("Bridge?", "ann", Status.PARTIAL, bridge)
    await stores.ask("Tower?", "ben", Status.ANSWERED, tower, bridge)
    await stores.ask("Bridge?", None, Status.ANSWERED, bridge)
    await stores.ask("Nothing?", "ben", Status.NOTHING_FOUND)
    await stores.articles.add("a", [prepare(replace(LIGHTHOUSE, title="The tower", text="It is closed."))])
    used = [ArticleUse(tower.id, "The tower", 2), ArticleUse(bridge.id, BRIDGE.title, 1)]
    assert (await stores.statistics()).articles == used
    assert (await stores.statistics(limit=1)).articles == used[:1]
    await stores.articles.remove("a", tower.id)
    assert (await stores.statistics()).articles == used[1:]


async def test_poor_answers_are_told_with_their_reasons(stores: Stores) -> None:
    """Questions are counted over all their answers, each person once, those that most found poor first."""
    first = await stores.ask("Who built it?", answer_id="aaaaaaaaaaaa")
    second = await stores.ask("who built it", answer_id="bbbbbbbbbbbb")
    other, good = await stores.ask("When?"), await stores.ask("Where?")
    for answer_id, person, verdict, reason in (
        (other, "ann", Verdict.NOT_HELPFUL, ""),
        (first, "ann", Verdict.NOT_HELPFUL, "Old."),
        (first, "ben", Verdict.NOT_HELPFUL, "Wrong."),
        (first, "cleo", Verdict.HELPFUL, ""),
        (second, "ann", Verdict.NOT_HELPFUL, "Another tower."),
        (good, "ann", Verdict.HELPFUL, ""),
    ):
        await stores.say(answer_id, person, verdict, reason)
        stores.clock.forward(seconds=1)
    found = await stores.statistics()
    assert found.feedback == FeedbackCount(2, 4)
    assert found.poorly_answered == [
        ("who built it", FeedbackCount(1, 2), ("Wrong.", "Another tower.")),
        ("When?", FeedbackCount(0, 1), ()),
    ]
    assert len((await stores.statistics(limit=1)).poorly_answered) == 1


# Watches

WISH = NewWatch("a", "lighthouse lamp", "ann", None)


async def test_the_same_is_watched_once(stores: Stores) -> None:
    """A person's watch is theirs; in a place it is everybody's, whoever wished it."""
    added, is_new = await stores.communities.add_watch(WISH)
    assert is_new
    assert added == Watch(added.id, WISH, START, None)
    assert await stores.communities.add_watch(replace(WISH, query=" Lighthouse LAMP")) == (added, False)
    theirs, _ = await stores.communities.add_watch(replace(WISH, person="ben"))
    place, is_new = await stores.communities.add_watch(replace(WISH, place="hall"))
    assert is_new
    assert await stores.communities.add_watch(replace(WISH, person="ben", place="hall")) == (place, False)
    elsewhere, _ = await stores.communities.add_watch(replace(WISH, collection="b"))
    assert await stores.communities.list_watches("a") == [added, theirs, place]
    assert await stores.communities.list_watches("b") == [elsewhere]
    assert await stores.communities.list_watched_collections() == ["a", "b"]
    assert not await stores.communities.remove_watch("b", added.id)
    assert await stores.communities.remove_watch("b", elsewhere.id)
    assert not await stores.communities.remove_watch("b", elsewhere.id)
    assert await stores.communities.list_watched_collections() == ["a"]


async def test_findings_wait_until_they_are_told_and_come_once(stores: Stores) -> None:
    """An article is told of once for each watch, in the order it was found, also after a restart."""
    articles = [await stores.article(new) for new in (LIGHTHOUSE, BRIDGE)]
    mine, _ = await stores.communities.add_watch(WISH)
    theirs, _ = await stores.communities.add_watch(replace(WISH, person="ben"))
    first, second, other = (
        Finding(watch.id, article.id, article.revision_id, Span(0, 9), (Span(0, 3), Span(5, 9)))
        for watch, article in ((mine, articles[1]), (mine, articles[0]), (theirs, articles[0]))
    )
    await stores.communities.add_findings([first, other], ("seen", "1"))
    await stores.communities.add_findings([replace(first, span=Span(1, 2)), second], ("seen", "2"))
    await stores.restart()
    assert await stores.articles.recall("seen") == "2"
    assert await stores.communities.list_findings() == [(mine, [first, second]), (theirs, [other])]
    await stores.communities.set_told(mine.id, [first], stores.clock.moment)
    told = replace(mine, told_at=START)
    assert await stores.communities.list_findings() == [(told, [second]), (theirs, [other])]
    await stores.communities.add_findings([first], ("seen", "3"))
    assert await stores.communities.list_findings() == [(told, [second]), (theirs, [other])]
    await stores.communities.remove_watch("a", mine.id)
    await stores.articles.remove("a", articles[0].id)
    assert await stores.communities.list_findings() == []


async def test_what_is_gone_or_anothers_is_not_found(stores: Stores) -> None:
    """A watch or article removed meanwhile is passed over, and no watch finds another community's articles."""
    article, elsewhere = await stores.article(LIGHTHOUSE), await stores.article(BRIDGE, "b")
    watch, _ = await stores.communities.add_watch(WISH)
    found = Finding(watch.id, article.id, article.revision_id, Span(0, 9))
    wrong = [
        replace(found, watch_id=99),
        replace(found, article_id=99),
        replace(found, article_id=elsewhere.id),
    ]
    await stores.communities.add_findings([*wrong, found], ("seen", "1"))
    assert await stores.communities.list_findings() == [(watch, [found])]


# Digests

DIGEST = Digest("a", "hall", time(8, 30), "Europe/Berlin", None, START + timedelta(hours=4), START)


async def test_digest_of_a_place_is_set_changed_and_removed(stores: Stores) -> None:
    """A place has one digest; what a moderator changes of it is in the log, and nothing else."""
    weekly = replace(DIGEST, weekday=6)
    other = replace(DIGEST, place="garden")
    elsewhere = replace(DIGEST, collection="b")
    for digest in (DIGEST, DIGEST, weekly, other, elsewhere):
        await stores.communities.set_digest(digest, ANN)
    assert await stores.communities.list_digests("a") == [other, weekly]
    assert await stores.communities.list_digests() == [other, weekly, elsewhere]
    assert await stores.communities.remove_digest("a", "hall", ANN)
    assert not await stores.communities.remove_digest("a", "hall", ANN)
    assert await stores.communities.list_digests("a") == [other]
    assert await stores.log() == [
        (EventKind.DIGEST_SET, "hall", "Daily at 08:30, Europe/Berlin."),
        (EventKind.DIGEST_SET, "hall", "Sundays at 08:30, Europe/Berlin."),
        (EventKind.DIGEST_SET, "garden", "Daily at 08:30, Europe/Berlin."),
        (EventKind.DIGEST_REMOVED, "hall", ""),
    ]


async def test_digest_that_was_told_moves_on_and_nothing_comes_back(stores: Stores) -> None:
    """Telling neither undoes what a moderator has done meanwhile, nor is it logged."""
    told = replace(DIGEST, next_at=START + timedelta(days=1), told_until=START + timedelta(hours=4))
    await stores.communities.set_digest(DIGEST, ANN)
    await stores.communities.set_digest(told)
    assert await stores.communities.list_digests("a") == [told]
    changed = replace(DIGEST, at=time(20), next_at=START + timedelta(hours=16))
    await stores.communities.set_digest(changed, ANN)
    await stores.communities.set_digest(told)
    assert await stores.communities.list_digests("a") == [replace(changed, told_until=told.told_until)]
    await stores.communities.remove_digest("a", "hall", ANN)
    await stores.communities.set_digest(told)
    assert await stores.communities.list_digests("a") == []
    assert len(await stores.log()) == 3


# People


async def test_people_are_told_all_that_is_kept_about_them(stores: Stores) -> None:
    """In every community: what they asked, said, watch, chose and did, and nothing of others."""
    for person in ("ann", "ben"):
        answer_id = await stores.ask("Who?", person, collection="b")
        await stores.say(answer_id, person, Verdict.NOT_HELPFUL, f"Says {person}.", "b")
        await stores.communities.add_watch(replace(WISH, person=person))
        await stores.communities.set_preference(person, "language", "de")
    await stores.communities.change_settings("b", {"quotes": 3}, ANN)
    moment = "2026-01-02T03:04:05.000000+00:00"
    asked = {"collection": "b", "question": "Who?", "answer_id": answer_id}
    assert await stores.communities.export_person("ann") == {
        "questions": [{**asked, "status": "answered", "place": "hall", "asked_at": moment}],
        "feedback": [{**asked, "verdict": "not_helpful", "reason": "Says ann.", "given_at": moment}],
        "watches": [
            {"collection": "a", "query": WISH.query, "place": None, "added_at": moment, "told_at": None}
        ],
        "preferences": [{"name": "language", "value": "de"}],
        "log": [
            {
                "collection": "b",
                "at": moment,
                "place": "discord",
                "kind": "setting changed",
                "subject": "quotes",
                "detail": "It is 3 now.",
            }
        ],
    }
    assert not any((await stores.communities.export_person("cleo")).values())
    assert not any((await stores.communities.export_person("schedule")).values())


async def test_forgotten_people_leave_only_counts_and_the_log(stores: Stores) -> None:
    """All of theirs goes; answers stay that somebody else, or somebody unknown, has asked for as well."""
    own = await stores.ask("Only mine?")
    shared = await stores.ask("Ours?")
    unknown = await stores.ask("Whose?", None)
    await stores.ask("Whose?")
    await stores.ask("Ours?", "ben")
    bens = await stores.ask("Ben's?", "ben")
    for answer_id in (own, shared, bens):
        for person in ("ann", "ben"):
            await stores.say(answer_id, person, Verdict.NOT_HELPFUL, f"Says {person}.")
    await stores.communities.add_watch(WISH)
    bens_watch, _ = await stores.communities.add_watch(replace(WISH, person="ben"))
    await stores.communities.set_preference("ann", "language", "de")
    await stores.communities.set_preference("ben", "language", "it")
    await stores.communities.change_settings("a", {"quotes": 3}, ANN)
    assert await stores.communities.forget_person("ann") == 3 + 3 + 1 + 1 + 1
    left = await stores.communities.export_person("ann")
    assert {what for what, rows in left.items() if rows} == {"log"}
    found = [
        await stores.answers.find("a", answer_id) is not None for answer_id in (own, shared, unknown, bens)
    ]
    assert found == [False, True, True, True]
    assert await stores.communities.list_watches("a") == [bens_watch]
    kept = await stores.communities.export_person("ben")
    assert [row["question"] for row in kept["questions"]] == ["Ours?", "Ben's?"]
    # What ben said of the answer that is gone went with it.
    assert {row["answer_id"] for row in kept["feedback"]} == {shared, bens}
    assert await stores.communities.get_preferences("ben") == {"language": "it"}
    statistics = await stores.statistics()
    assert statistics.weeks == [Week(MONDAY, answered=5)]
    assert statistics.poorly_answered[0][2] == ("Says ben.",)
    assert await stores.communities.forget_person("ann") == 0


async def test_an_answer_asked_for_by_somebody_unknown_stays_for_good(stores: Stores) -> None:
    """Also where whoever is known asked first, last, or between two restarts."""
    answer_id = await stores.ask("Whose?")
    await stores.ask("Whose?", None)
    await stores.restart()
    await stores.ask("Whose?")
    await stores.communities.forget_person("ann")
    assert await stores.answers.find("a", answer_id) is not None


async def test_nothing_of_a_community_shows_in_another(stores: Stores) -> None:
    """Whatever happens in one, another is as it was."""
    for collection in "ba":
        before = await stores.everything("b")
        article = await stores.article(LIGHTHOUSE, collection)
        answer_id = await stores.ask("Who?", "ann", Status.PARTIAL, article, collection=collection)
        await stores.say(answer_id, "ann", Verdict.NOT_HELPFUL, "No.", collection)
        await stores.communities.change_settings(collection, {"quotes": 3}, ANN)
        watch, _ = await stores.communities.add_watch(replace(WISH, collection=collection))
        found = Finding(watch.id, article.id, article.revision_id, Span(0, 9))
        await stores.communities.add_findings([found], ("seen", "1"))
        await stores.communities.set_digest(replace(DIGEST, collection=collection), ANN)
    assert before == await stores.everything("b")
    assert before != await stores.everything("c")
    await stores.communities.remove_watch("a", watch.id)
    await stores.communities.remove_digest("a", "hall", ANN)
    await stores.communities.change_settings("a", {"quotes": None}, ANN)
    await stores.communities.forget_askings("a", START + timedelta(days=1))
    assert before == await stores.everything("b")
