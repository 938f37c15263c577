import asyncio
import shutil
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.__main__ import open_library
from index.embedded import _search
from index.errors import PullquoteError
from index.library import Library
from index.models import ArticleFilter, NewArticle
from tests.conftest import AddArticles
from tests.texts import ANN

WORDS = ("apple", "birch", "cedar", "daisy", "elder", "fern", "grape", "hazel")


@pytest.fixture(autouse=True)
def all_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small indexes are kept on disk as large ones are."""
    monkeypatch.setattr(_search, "SAVED_FROM", 1)


def articles(first: int, last: int) -> list[NewArticle]:
    """Articles that each have a word of their own and share others."""
    return [
        NewArticle(
            f"Tree {i}", f"The {WORDS[i % 8]} by gate{i} is old. It grew {i} feet.", external_id=str(i)
        )
        for i in range(first, last)
    ]


async def fill(library: Library, first: int, last: int, collection: str = "c") -> None:
    async for result in library.add(collection, articles(first, last)):
        assert not isinstance(result, PullquoteError)


async def found(library: Library, number: int, collection: str = "c") -> bool:
    """Whether asking for an article by its own word gives it."""
    answer = await library.ask(collection, f"What is by gate{number}?")
    return f"gate{number} " in " ".join(quote.text for quote in answer.quotes)


def index_files(db: Path) -> list[Path]:
    return [path for path in db.with_name(f"{db.name}-index").rglob("*") if path.is_file()]


async def test_restart_reads_the_index_and_builds_nothing(db: Path) -> None:
    """After a restart questions are answered from the copy on disk."""
    library = open_library(db, create=True)
    await fill(library, 0, 20)
    with capture_logs() as logs:
        assert await found(library, 7)
    assert [entry["event"] for entry in logs] == ["indexed"]
    await library.close()
    library = open_library(db, create=False)
    with capture_logs() as logs:
        assert await found(library, 7)
    assert logs == []
    await library.close()


async def test_copy_that_is_behind_catches_up(db: Path) -> None:
    """What was added, changed and removed since the copy was made is found, or not, after a restart."""
    library = open_library(db, create=True)
    await fill(library, 0, 20)
    assert await found(library, 7)
    await library.close()
    shutil.copytree(db.with_name(f"{db.name}-index"), db.with_name("copy"))
    library = open_library(db, create=False)
    await fill(library, 20, 25)
    await library.remove("c", "Tree 7", ANN)
    await library.close()
    shutil.rmtree(db.with_name(f"{db.name}-index"), ignore_errors=True)
    db.with_name("copy").rename(db.with_name(f"{db.name}-index"))
    library = open_library(db, create=False)
    with capture_logs() as logs:
        assert [await found(library, number) for number in (3, 7, 22)] == [True, False, True]
    assert [(entry["event"], entry["passages"]) for entry in logs] == [("indexed", 5)]
    await library.close()


@pytest.mark.parametrize("damage", ["cut off", "changed", "gone"])
async def test_damaged_copy_is_built_anew_and_said_so(db: Path, damage: str) -> None:
    """A copy that is not as it was saved is never served: the answers are right, and the log says why."""
    library = open_library(db, create=True)
    await fill(library, 0, 20)
    assert await found(library, 7)
    await library.close()
    for path in index_files(db):
        whole = path.read_bytes()
        if damage == "gone" and path.name != "index.json":
            path.unlink()
        elif damage == "cut off":
            path.write_bytes(whole[: len(whole) // 2])
        elif damage == "changed":
            path.write_bytes(whole[:-9] + b"x" + whole[-8:])
    library = open_library(db, create=False)
    with capture_logs() as logs:
        assert await found(library, 7)
    assert [entry["event"] for entry in logs] == ["index_built_anew", "indexed"]
    await library.close()


async def test_index_of_another_history_is_never_served(db: Path) -> None:
    """After a backup was put back and other articles added, the same version number fools nobody."""
    library = open_library(db, create=True)
    await fill(library, 0, 10)
    await library.close()
    shutil.copy(db, db.with_name("backup"))
    library = open_library(db, create=False)
    await fill(library, 10, 15)
    assert await found(library, 12)
    await library.close()
    shutil.copy(db.with_name("backup"), db)
    library = open_library(db, create=False)
    await fill(library, 30, 35)
    assert [await found(library, number) for number in (3, 12, 32)] == [True, False, True]
    await library.close()


async def test_two_processes_see_each_others_changes(db: Path, library: Library, add: AddArticles) -> None:
    """What one adds or removes the other finds or does not find at once, whoever saved last."""
    other = open_library(db, create=False)
    await fill(library, 0, 5)
    assert await found(other, 3)
    await fill(other, 5, 9)
    assert await found(library, 7)
    await library.remove("c", "Tree 7", ANN)
    assert not await found(other, 7)
    await other.close()
    assert await found(library, 8)


async def test_folder_that_cannot_be_written_costs_no_answer(db: Path) -> None:
    """Where the index cannot be kept, the log says so once, and questions are answered."""
    db.with_name(f"{db.name}-index").write_text("in the way")
    library = open_library(db, create=True)
    await fill(library, 0, 5)
    with capture_logs() as logs:
        assert await found(library, 3)
        await library.close()
    assert [entry["event"] for entry in logs] == ["indexed", "index_not_saved"]
    assert "make the folder writable" in logs[1]["reason"]


async def test_indexes_not_used_for_longest_make_room(db: Path) -> None:
    """With little memory many collections are still answered, each from its own articles."""
    library = open_library(db, create=True, index_memory_mb=0)
    names = [f"collection {n}" for n in range(6)]
    for n, name in enumerate(names):
        await fill(library, 10 * n, 10 * n + 5, name)
    for _ in range(2):
        for n, name in enumerate(names):
            assert await found(library, 10 * n + 2, name)
            assert not await found(library, 10 * n + 12, name)
    await library.close()


async def test_questions_while_articles_are_added_see_every_one_that_was_acknowledged(db: Path) -> None:
    """An article is found from the moment that adding it returned, however much goes on at once."""
    library = open_library(db, create=True)

    async def add_and_ask(first: int) -> bool:
        for number in range(first, first + 6):
            await fill(library, number, number + 1)
            if not await found(library, number):
                return False
        return True

    assert all(await asyncio.gather(*(add_and_ask(100 * n) for n in range(1, 5))))
    await library.close()


async def test_filters_keep_to_the_articles_they_name(library: Library, add: AddArticles) -> None:
    """By source, author, date and number, alone and together."""
    sides = [
        ("https://www.north.example/a", "Ann Lee", "2024-05"),
        ("https://south.example/b", "Bob Ray", "2025-01-31T10:00:00Z"),
        (None, None, None),
    ]
    for n, (url, author, date) in enumerate(sides):
        await add("c", NewArticle(f"T{n}", f"The heron number {n} nests.", url, author, date))

    async def heard(**values: object) -> set[str]:
        where = ArticleFilter(**values)  # type: ignore[arg-type]  # whatever the test gives
        hits = await library.search("c", "heron nests", 10, where)
        return {hit.passage.article.title for hit in hits}

    assert await heard() == {"T0", "T1", "T2"}
    assert await heard(source="north.example") == await heard(source="WWW.North.example") == {"T0"}
    assert await heard(author="bob ray") == {"T1"}
    assert await heard(since="2024") == {"T0", "T1"}
    assert await heard(since="2024-06") == await heard(since="2025-01-31") == {"T1"}
    assert await heard(before="2025") == {"T0"}
    assert await heard(article_ids=(2, 3)) == {"T1", "T2"}
    assert await heard(article_ids=(1, 2), author="Bob Ray", before="2026") == {"T1"}
    assert await heard(source="nobody.example") == set()


async def test_article_that_is_being_changed_is_found_all_the_while(db: Path) -> None:
    """A question meets an article's old form or its new one, never neither and never both."""
    library = open_library(db, create=True)
    await fill(library, 0, 30)

    async def change() -> None:
        for n in range(25):
            article = NewArticle("Heron", f"The heron nests in reed {n}.", external_id="heron", author="Ann")
            async for result in library.add("c", [article]):
                assert not isinstance(result, PullquoteError)
            await asyncio.sleep(0.005)

    await change()
    changing = asyncio.create_task(change())
    while not changing.done():
        for where in (None, ArticleFilter(author="ANN")):
            hits = await library.search("c", "heron reed", 10, where)
            assert [hit.passage.article.external_id for hit in hits] == ["heron"]
    await changing
    await library.close()


async def test_many_collections_at_once_with_hardly_any_memory(db: Path) -> None:
    """An index that has to make room while it is being asked still gives its answer."""
    library = open_library(db, create=True, index_memory_mb=0)
    for n in range(8):
        await fill(library, 10 * n, 10 * n + 5, f"collection {n}")
    for _ in range(4):
        answers = await asyncio.gather(*(found(library, 10 * n + 2, f"collection {n}") for n in range(8)))
        assert all(answers)
    await library.close()


async def test_giving_up_a_question_leaves_nothing_half_done(db: Path) -> None:
    """A question that is broken off while the index takes in news does not spoil the next ones."""
    library, other = open_library(db, create=True), open_library(db, create=False)
    await fill(library, 0, 40)
    for number in range(40, 60):
        await fill(other, number, number + 1)
        await other.remove("c", f"Tree {number - 1}", ANN)
        asking = asyncio.create_task(found(library, number))
        for _ in range(number % 4):
            await asyncio.sleep(0)
        asking.cancel()
        assert not await found(library, number - 1)
        assert await found(library, number)
    await other.close()
    await library.close()


async def test_closing_does_not_wait_for_what_nobody_needs(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that is being built when the bot stops is broken off, and built at the next start."""
    monkeypatch.setattr(_search, "_READ_PASSAGES", 1)
    library = open_library(db, create=True)
    await fill(library, 0, 300)
    asking = asyncio.create_task(found(library, 7))
    await asyncio.sleep(0.01)
    asking.cancel()
    await library.close()
    library = open_library(db, create=False)
    assert await found(library, 7)
    await library.close()
