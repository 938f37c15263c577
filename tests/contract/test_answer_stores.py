import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from index.embedded import EmbeddedAnswers, StoreThreads
from index.models import Answer, Citation, Correction, KeptAnswer, KeptQuote, Quote, Span, Status
from index.ports import AnswerStore
from tests.clocks import MovingClock

MOST = 5
DAYS = 30
QUOTE = Quote(
    rank=1,
    text="Words that are nobody's business.",
    article=Citation(3, None, "Title", None, None, None),
    revision_id=7,
    span=Span(10, 43),
    score=0.75,
    highlights=(Span(10, 15), Span(25, 31)),
)

CORRECTIONS = (Correction("zbera", "zebra", True), Correction("ete", "été", False))


@dataclass
class Opened:
    """An answer store under test, and what it was opened with."""

    path: Path
    clock: MovingClock = field(default_factory=MovingClock)
    days: int = DAYS

    def open(self) -> AnswerStore:
        self.threads = StoreThreads(self.path, self.clock, create=True)
        self.store: AnswerStore = EmbeddedAnswers(self.threads, self.days, MOST)
        return self.store

    async def close(self) -> None:
        await self.store.close()
        await self.threads.close()


@pytest.fixture(params=["sqlite"])
async def opened(db: Path) -> AsyncIterator[Opened]:
    """Every adapter that there is."""
    opened = Opened(db)
    opened.open()
    yield opened
    await opened.close()


def answer(answer_id: str, question: str = "Who?", *quotes: Quote) -> Answer:
    status = Status.ANSWERED if quotes else Status.NOTHING_FOUND
    closest = () if quotes else (QUOTE,)
    return Answer(
        question,
        answer_id,
        status,
        0.75,
        quotes,
        closest,
        ("zebra", "été"),
        1.5,
        CORRECTIONS,
        carried=("Kursk", "été"),
        differing=bool(quotes),
    )


async def ids(store: AnswerStore, *asked: str) -> list[bool]:
    return [await store.find("a", answer_id) is not None for answer_id in asked]


async def test_kept_answer_is_found_as_it_was_but_without_words(opened: Opened) -> None:
    """All there is of an answer comes back but the quoted words, which are the article's."""
    await opened.store.keep("a", answer("0123456789ab", "Who?", QUOTE), 4)
    place = KeptQuote(1, 7, Span(10, 43), 0.75, (Span(10, 15), Span(25, 31)))
    expected = KeptAnswer(
        "Who?",
        "0123456789ab",
        Status.ANSWERED,
        0.75,
        4,
        opened.clock.time,
        (place,),
        (),
        ("zebra", "été"),
        corrections=CORRECTIONS,
        carried=("Kursk", "été"),
        differing=True,
    )
    assert expected == await opened.store.find("a", "0123456789ab")
    await opened.store.keep("a", answer("abababababab"), 4)
    found = await opened.store.find("a", "abababababab")
    assert found is not None
    assert (found.quotes, found.closest) == ((), (place,))


async def test_answer_is_found_by_the_beginning_that_only_it_has(opened: Opened) -> None:
    """A part of an id leads to one answer or to none, never to one of several."""
    for answer_id in ("0123456789ab", "0123456fffff"):
        await opened.store.keep("a", answer(answer_id), 1)
    found = await opened.store.find("a", "01234567")
    assert found is not None
    assert found.answer_id == "0123456789ab"
    assert await ids(opened.store, "012345", "0123456f", "0123457") == [False, True, False]


async def test_same_answer_again_is_kept_once_and_anew(opened: Opened) -> None:
    """Who asks again gets the same id, kept from then on."""
    await opened.store.keep("a", answer("aaaaaaaaaaaa"), 1)
    opened.clock.time += timedelta(days=DAYS - 1)
    await opened.store.keep("a", answer("aaaaaaaaaaaa"), 1)
    opened.clock.time += timedelta(days=DAYS - 1)
    found = await opened.store.find("a", "aaaaaaaaaaaa")
    assert found is not None
    assert found.asked_at == opened.clock.time - timedelta(days=DAYS - 1)


async def test_collections_see_nothing_of_each_others_answers(opened: Opened) -> None:
    """An id leads nowhere in another collection, also where both have the same."""
    await opened.store.keep("a", answer("aaaaaaaaaaaa", "In a?"), 1)
    assert await opened.store.find("b", "aaaaaaaaaaaa") is None
    await opened.store.keep("b", answer("aaaaaaaaaaaa", "In b?"), 1)
    in_a, in_b = [await opened.store.find(collection, "aaaaaaaaaaaa") for collection in "ab"]
    assert in_a is not None
    assert in_b is not None
    assert (in_a.question, in_b.question) == ("In a?", "In b?")


async def test_old_answers_are_found_no_more_and_then_gone(opened: Opened) -> None:
    """After its days an answer is not shown any more, and the next start removes it in every collection."""
    await opened.store.keep("a", answer("aaaaaaaaaaaa"), 1)
    opened.clock.time += timedelta(days=DAYS, seconds=-1)
    assert await ids(opened.store, "aaaaaaaaaaaa") == [True]
    opened.clock.time += timedelta(seconds=1)
    assert await ids(opened.store, "aaaaaaaaaaaa") == [False]
    await opened.close()
    await opened.open().keep("b", answer("bbbbbbbbbbbb"), 1)
    opened.clock.time -= timedelta(seconds=1)
    assert await ids(opened.store, "aaaaaaaaaaaa") == [False]


async def test_only_the_newest_of_a_collection_are_kept(opened: Opened) -> None:
    """However much is asked, the store stays small, and what goes first is what was asked first."""
    for number in range(MOST + 3):
        await opened.store.keep("a", answer(f"{number:012x}"), 1)
    await opened.store.keep("b", answer("bbbbbbbbbbbb"), 1)
    await opened.close()
    await opened.open().keep("a", answer("aaaaaaaaaaaa"), 1)
    kept = await ids(opened.store, *(f"{number:012x}" for number in range(MOST + 3)))
    assert kept == [False] * 4 + [True] * 4
    assert await ids(opened.store, "aaaaaaaaaaaa") == [True]
    assert await opened.store.find("b", "bbbbbbbbbbbb") is not None


async def test_keeping_none_removes_those_of_before(opened: Opened) -> None:
    """With 0 days no answer is kept, and the first question takes away all that were."""
    await opened.store.keep("a", answer("aaaaaaaaaaaa"), 1)
    await opened.close()
    opened.days = 0
    await opened.open().keep("a", answer("bbbbbbbbbbbb"), 1)
    assert await ids(opened.store, "aaaaaaaaaaaa", "bbbbbbbbbbbb") == [False, False]
    await opened.close()
    opened.days = DAYS
    opened.open()
    assert await ids(opened.store, "aaaaaaaaaaaa", "bbbbbbbbbbbb") == [False, False]


async def test_many_kept_at_once_are_all_there_after_closing(opened: Opened) -> None:
    """What waits to be written when the store is closed is written first."""
    kept = [f"{number:012x}" for number in range(MOST)]
    await asyncio.gather(*(opened.store.keep("a", answer(answer_id), 1) for answer_id in kept))
    await opened.close()
    opened.open()
    assert all(await ids(opened.store, *kept))
