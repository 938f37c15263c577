"""Whatever is taken in, removed and restored in whatever order, nothing is lost, doubled or left over."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import prepare
from index.bm25 import BM25Index
from index.embedded import EmbeddedSearch, EmbeddedSources, EmbeddedStore, StoreThreads
from index.models import NewArticle, NewSource, Source, SourceItem, SourceKind
from index.text import terms
from tests.conftest import FixedClock
from tests.texts import ANN

WORDS = "harbour bridge tower market school ferry river council lamp stone rope sail".split()
COLLECTIONS = ("a", "b")


def text(number: int, version: int) -> str:
    """A text of its own; of every third number that of another, as a copy has it."""
    words = [WORDS[(number // 3 * 5 + version * 3 + at * (version + 2)) % len(WORDS)] for at in range(70)]
    return f"unique{number // 3} {' '.join(words)} version{version}."


steps = st.one_of(
    st.tuples(st.just("take in"), st.integers(0, 2), st.integers(0, 5), st.integers(0, 2)),
    st.tuples(st.just("import"), st.integers(0, 1), st.integers(0, 5), st.integers(0, 2)),
    st.tuples(st.just("remove article"), st.integers(0, 7)),
    st.tuples(st.just("remove source"), st.integers(0, 2)),
    st.tuples(st.just("restore"), st.integers(0, 3)),
)


class Harbour:
    """Two communities over one database, one of them with two sources."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "test.db"
        threads = StoreThreads(self.path, FixedClock(), create=True)
        self.store, self.sources = EmbeddedStore(threads), EmbeddedSources(threads)
        self.search = EmbeddedSearch(threads, BM25Index, folder / "index", 10**8)

    async def source(self, number: int) -> Source:
        new = NewSource(SourceKind.FEED, f"https://e.org/{number}", f"Feed {number}")
        return (await self.sources.add_source(COLLECTIONS[number // 2], new, ANN))[0]

    async def do(self, step: tuple[str, int] | tuple[str, int, int, int]) -> None:
        match step:
            case ("take in", source, number, version):
                article = NewArticle(f"T{number}", text(number, version), f"https://e.org/{source}/{number}")
                item = SourceItem(str(number))
                await self.sources.take_in(await self.source(source), [(item, prepare(article))], ANN)
            case ("import", collection, number, version):
                article = NewArticle(f"I{number}", text(number, version), f"https://e.org/i/{number}")
                await self.store.add(COLLECTIONS[collection], [prepare(article)])
            case ("remove article", place):
                if articles := await self.store.list_articles("a", 99):
                    await self.sources.remove_article("a", articles[place % len(articles)].id, ANN)
            case ("remove source", number):
                for there in await self.sources.list_sources(COLLECTIONS[number // 2]):
                    if there.address == f"https://e.org/{number}":
                        await self.sources.remove_source(there.collection, there.id, ANN)
            case ("restore", place):
                if removals := await self.sources.list_removals("a"):
                    await self.sources.restore("a", removals[place % len(removals)].id, ANN)

    async def everything(self, collection: str) -> object:
        """All that can be read of a collection."""
        found = await self.sources.list_sources(collection)
        return (
            found,
            [await self.sources.list_items(source) for source in found],
            [
                await self.sources.find_history(collection, article.id)
                for article in await self.store.list_articles(collection, 99)
            ],
        )

    async def check(self) -> None:
        """The database is sound, every text is searchable by its number, and nothing that is gone is."""
        for collection in COLLECTIONS:
            articles = await self.store.list_articles(collection, 99)
            hits, statistics = await self.search.search(
                collection, terms(f"unique0 unique1 {' '.join(WORDS)}"), 99
            )
            passages = await self.store.get_passages(collection, [passage_id for passage_id, _ in hits])
            assert len(passages) == len(hits) == statistics.passage_count
            assert {passage.revision_id for passage in passages} == {each.revision_id for each in articles}
            assert len({passage.article.id for passage in passages}) == len(articles)
        check_tables(self.path)


def check_tables(path: Path) -> None:
    """References lead somewhere, identities are of one article each, bands are those of the sketches."""
    with closing(sqlite3.connect(path)) as db:
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        identities = db.execute(
            "SELECT collection_id, identity FROM articles UNION ALL"
            " SELECT collection_id, identity FROM article_identities"
        ).fetchall()
        assert len(identities) == len(set(identities))
        bands = set(db.execute("SELECT collection_id, band, article_id FROM bands"))
        sketches = db.execute(
            "SELECT a.collection_id, s.value, a.id FROM articles a JOIN json_each(a.sketch) s"
        )
        assert bands == set(sketches)
        foreign = "SELECT 1 FROM source_items i JOIN sources s ON s.id = i.source_id JOIN articles a ON a.id = i.article_id"
        assert not db.execute(f"{foreign} WHERE a.collection_id <> s.collection_id").fetchall()


@given(st.lists(steps, max_size=14))
@settings(max_examples=40, deadline=None)
def test_any_order_of_changes_keeps_index_and_store_together(done: list[tuple[str, int]]) -> None:
    """After every change what is stored is what is found, in each community its own."""

    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            harbour = Harbour(Path(folder))
            for step in done:
                await harbour.check()  # so that the index is there, and has to keep up
                await harbour.do(step)
            await harbour.check()
            await harbour.search.close()
            await harbour.store.close()

    asyncio.run(run())


@given(
    st.lists(steps, max_size=10),
    st.lists(steps.filter(lambda step: step[0].startswith("remove")), max_size=5),
)
@settings(max_examples=40, deadline=None)
def test_restoring_everything_leaves_all_as_it_was(
    before: list[tuple[str, int]], removed: list[tuple[str, int]]
) -> None:
    """Removals taken back, the last one first, leave no trace but in the log."""

    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            harbour = Harbour(Path(folder))
            for source in range(3):
                await harbour.source(source)
            for step in before:
                await harbour.do(step)
            for source in range(3):
                await harbour.source(source)
            earlier = {c: {r.id for r in await harbour.sources.list_removals(c)} for c in COLLECTIONS}
            await harbour.check()
            then = [await harbour.everything(collection) for collection in COLLECTIONS]
            for step in removed:
                await harbour.do(step)
            for collection in COLLECTIONS:
                for removal in await harbour.sources.list_removals(collection):
                    if removal.id not in earlier[collection]:
                        restored = await harbour.sources.restore(collection, removal.id, ANN)
                        assert restored == removal
            assert then == [await harbour.everything(collection) for collection in COLLECTIONS]
            await harbour.check()
            await harbour.search.close()
            await harbour.store.close()

    asyncio.run(run())
