"""What must last: articles and answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from index.models import (
    Added,
    Answer,
    Article,
    ArticleFilter,
    Asker,
    KeptAnswer,
    Passage,
    PreparedArticle,
    Revision,
)


class ArticleStore(Protocol):
    """Articles, their revisions and passages. What a call has returned for is durable."""

    async def add(self, collection: str, articles: Sequence[PreparedArticle]) -> list[Added]:
        """Store articles, all or none, in order; the same identity is the same article."""
        ...

    async def remove(self, collection: str, article_id: int) -> bool:
        """Remove an article with all its revisions; False if it was not there."""
        ...

    async def count_articles(self, collection: str, where: ArticleFilter | None = None) -> int:
        """How many articles the collection holds, or the filter lets through."""
        ...

    async def list_articles(self, collection: str, limit: int, after_id: int = 0) -> list[Article]:
        """Articles by id, from the first after ``after_id``."""
        ...

    async def list_latest(
        self, collection: str, limit: int, offset: int = 0, where: ArticleFilter | None = None
    ) -> list[Article]:
        """Articles that the filter lets through, the newest publication date first, those without one last.

        Of the same date, as precise as it is given, the one that was added last comes first.
        """
        ...

    async def list_added(
        self, collection: str, since: datetime, until: datetime, limit: int
    ) -> tuple[list[Article], int]:
        """Articles first stored from ``since`` on and before ``until``, newest first, and how many in all."""
        ...

    async def list_sites(self, collection: str, typed: str, limit: int) -> list[tuple[str, int]]:
        """Hosts that articles are of (``ArticleFilter.source``) and hold the text, with how many are of each.

        Those that begin with the text come first, then those with the most articles.
        """
        ...

    async def pick_random(self, collection: str, where: ArticleFilter | None = None) -> Article | None:
        """Any article that the filter lets through, each as likely as every other."""
        ...

    async def list_arrivals(self, after_id: int, limit: int) -> list[tuple[str, int]]:
        """Collection and number of articles of all collections that were stored after that one, in order.

        However they came; an article that was removed and put back is none. With an ``after_id`` of -1 the
        last ones.
        """
        ...

    async def find_article(self, collection: str, article_id: int) -> Article | None:
        """The article of that number."""
        ...

    async def find_by_external_id(self, collection: str, external_id: str) -> Article | None:
        """The article imported under that id."""
        ...

    async def find_by_title(self, collection: str, text: str, limit: int) -> list[Article]:
        """Articles whose title holds the text, whole titles first, then beginnings, then by title.

        Case, accents and blanks do not matter; an empty text finds all.
        """
        ...

    async def find_by_url(self, collection: str, url: str) -> Article | None:
        """The article of that web address, in whatever of its forms (``index.addresses.canonical``)."""
        ...

    async def get_passages(self, collection: str, passage_ids: Sequence[int]) -> list[Passage]:
        """Those of the passages that are still there, in the order asked for."""
        ...

    async def find_revision(self, collection: str, revision_id: int) -> Revision | None:
        """One text as it was stored."""
        ...

    async def recall(self, key: str) -> str | None:
        """A note the bot left for itself, such as which commands Discord was last told of."""
        ...

    async def remember(self, key: str, value: str) -> None:
        """Leave such a note, or replace it."""
        ...

    async def close(self) -> None:
        """Let go of what is held; no call may follow."""
        ...


class AnswerStore(Protocol):
    """Answers that were given, for as long as they are to be kept; never the words quoted in them."""

    async def keep(self, collection: str, answer: Answer, version: int, asker: Asker | None = None) -> None:
        """Keep an answer that was made from that version of the index, in place of an equal one.

        With an asker that somebody asked is noted, and counted, also where no answers are kept.

        Never fails, and never waits for the disk: what cannot be written is told in the log, and a
        power cut may lose the last few.
        """
        ...

    async def find(self, collection: str, beginning: str) -> KeptAnswer | None:
        """The one answer whose id begins so, also the one kept just now; its quotes have no words."""
        ...

    async def list_newest(self, collection: str, limit: int) -> list[KeptAnswer]:
        """The newest answers, newest first, also the one kept just now; their quotes have no words."""
        ...

    async def close(self) -> None:
        """Write what still waits; no call may follow, and the article store is closed after it."""
        ...
