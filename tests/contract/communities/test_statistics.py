from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from index.articles import prepare
from index.models import (
    ArticleUse,
    FeedbackCount,
    Gap,
    Status,
    Verdict,
    Week,
)
from tests.clocks import START
from tests.contract.communities.conftest import MONDAY, Stores
from tests.texts import BRIDGE, LIGHTHOUSE


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
        stores.clock.time = moment
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
    stores.clock.move(days=7)
    later = await stores.communities.get_statistics(
        "a", stores.clock.time.date(), stores.clock.time.date(), 9
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
        stores.clock.move(seconds=1)
    found = await stores.statistics()
    assert found.feedback == FeedbackCount(2, 4)
    assert found.poorly_answered == [
        ("who built it", FeedbackCount(1, 2), ("Wrong.", "Another tower.")),
        ("When?", FeedbackCount(0, 1), ()),
    ]
    assert len((await stores.statistics(limit=1)).poorly_answered) == 1
