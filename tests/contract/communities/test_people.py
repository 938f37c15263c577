from dataclasses import replace

from index.models import (
    Verdict,
    Week,
)
from tests.contract.communities.conftest import ANN, MONDAY, WISH, Stores


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
