"""``index.ports.ArticleStore`` on SQLite: each call on a thread."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from index.embedded._threads import StoreThreads
from index.models import Added, Article, ArticleFilter, Passage, PreparedArticle, Revision
from index.store import SQLiteArticles, SQLiteStore

_P = ParamSpec("_P")
_T = TypeVar("_T")


class EmbeddedStore:
    """``index.ports.ArticleStore`` on SQLite."""

    def __init__(self, threads: StoreThreads) -> None:
        self._threads = threads

    async def add(self, collection: str, articles: Sequence[PreparedArticle]) -> list[Added]:
        """Store articles, all or none."""
        return await self._threads.write(SQLiteStore.add, collection, articles)

    async def remove(self, collection: str, article_id: int) -> bool:
        """Remove an article."""
        return await self._threads.write(SQLiteStore.remove, collection, article_id)

    async def remember(self, key: str, value: str) -> None:
        """Leave a note."""
        await self._threads.write(SQLiteStore.remember, key, value)

    async def recall(self, key: str) -> str | None:
        """Read a note."""
        return await self._threads.read(SQLiteStore.recall, key)

    async def count_articles(self, collection: str, where: ArticleFilter | None = None) -> int:
        """How many articles the collection holds."""
        return await self._read(SQLiteArticles.count_articles, collection, where)

    async def list_articles(self, collection: str, limit: int, after_id: int = 0) -> list[Article]:
        """Articles by id."""
        return await self._read(SQLiteArticles.list_articles, collection, limit, after_id)

    async def list_arrivals(self, after_id: int, limit: int) -> list[tuple[str, int]]:
        """Articles of all collections by id."""
        return await self._read(SQLiteArticles.list_arrivals, after_id, limit)

    async def list_latest(
        self, collection: str, limit: int, offset: int = 0, where: ArticleFilter | None = None
    ) -> list[Article]:
        """By publication date."""
        return await self._read(SQLiteArticles.list_latest, collection, limit, offset, where)

    async def list_added(
        self, collection: str, since: datetime, until: datetime, limit: int
    ) -> tuple[list[Article], int]:
        """Those added in that time."""
        return await self._read(SQLiteArticles.list_added, collection, since, until, limit)

    async def list_sites(self, collection: str, typed: str, limit: int) -> list[tuple[str, int]]:
        """Hosts with how many articles are of them."""
        return await self._read(SQLiteArticles.list_sites, collection, typed, limit)

    async def pick_random(self, collection: str, where: ArticleFilter | None = None) -> Article | None:
        """Any one."""
        return await self._read(SQLiteArticles.pick_random, collection, where)

    async def find_article(self, collection: str, article_id: int) -> Article | None:
        """By number."""
        return await self._read(SQLiteArticles.find_article, collection, article_id)

    async def find_by_external_id(self, collection: str, external_id: str) -> Article | None:
        """By the id it was imported under."""
        return await self._read(SQLiteArticles.find_by_external_id, collection, external_id)

    async def find_by_title(self, collection: str, text: str, limit: int) -> list[Article]:
        """By part of the title."""
        return await self._read(SQLiteArticles.find_by_title, collection, text, limit)

    async def find_by_url(self, collection: str, url: str) -> Article | None:
        """By its web address."""
        return await self._read(SQLiteArticles.find_by_url, collection, url)

    async def get_passages(self, collection: str, passage_ids: Sequence[int]) -> list[Passage]:
        """Those that are there."""
        return await self._read(SQLiteArticles.get_passages, collection, passage_ids)

    async def find_revision(self, collection: str, revision_id: int) -> Revision | None:
        """One text as it was stored."""
        return await self._read(SQLiteArticles.find_revision, collection, revision_id)

    async def close(self) -> None:
        """Close every connection."""
        await self._threads.close()

    async def _read(
        self, work: Callable[Concatenate[SQLiteArticles, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        return await self._threads.read(lambda store: work(store.articles, *args, **kwargs))
