from datetime import timedelta

from index.models import (
    Asker,
    Asking,
    CommunityStatistics,
    FeedbackCount,
    Status,
    Verdict,
    Week,
)
from tests.clocks import START
from tests.contract.communities.conftest import DAYS, MONDAY, MOST, Stores


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
        stores.clock.move(seconds=1)
    assert await stores.communities.list_collections_of("ann") == ["a", "b"]
    assert await stores.communities.list_collections_of("cleo") == []


async def test_who_asked_goes_with_the_answers_and_the_counts_stay(stores: Stores) -> None:
    """After its days nothing says who asked or said what, but how much was asked is still known."""
    old = await stores.ask("Old?")
    again = await stores.ask("Again?")
    for answer_id in (old, again):
        await stores.say(answer_id, "ann", Verdict.HELPFUL)
    stores.clock.move(days=DAYS - 1)
    await stores.ask("Again?", "ben")
    stores.clock.move(days=1)
    await stores.restart()
    kept = await stores.communities.export_person("ann")
    assert (kept["questions"], kept["feedback"]) == ([], [])
    assert len((await stores.communities.export_person("ben"))["questions"]) == 1
    assert [week.asked for week in (await stores.statistics()).weeks] == [2, 0, 0, 0, 1]


async def test_the_same_over_and_over_does_not_fill_the_store(stores: Stores) -> None:
    """Only the newest askings of a collection are kept, also if all are of the same answer."""
    for number in range(MOST + 3):
        await stores.ask("Again?", f"person {number}")
        stores.clock.move(seconds=1)
    await stores.restart()
    known = [bool(await stores.communities.list_collections_of(f"person {n}")) for n in range(MOST + 3)]
    assert known == [False] * 3 + [True] * MOST


async def test_communities_may_forget_sooner_than_the_host(stores: Stores) -> None:
    """What is from before the time goes with who asked and said what; counts and other communities stay."""
    for collection in "ab":
        old = await stores.ask("Old?", collection=collection)
        await stores.say(old, "ann", Verdict.NOT_HELPFUL, "No.", collection)
    stores.clock.move(days=1)
    new = await stores.ask("New?")
    assert await stores.communities.forget_askings("a", stores.clock.time) == 1
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
