"""What the library needs of the world: stores of what must last, a search over passages, a way out.

``ArticleStore``, ``AnswerStore``, ``SourceStore``, ``CommunityStore`` and ``PassageSearch`` are what
:mod:`index.library` sees, with a ``Fetcher`` and ``Readers`` for what comes from outside; another
database or search engine is one adapter that meets them. ``SearchIndex`` is the pure, in-process index
inside the embedded search. No connection, row or transaction shows here; ids are plain integers; writes
are idempotent; nothing above may rely on raw BM25 scores. Every call names its collection, and sees
nothing of another.
"""

from index.ports._clock import Clock
from index.ports._communities import CommunityStore
from index.ports._search import PassageSearch, Progress, Searcher, SearchIndex
from index.ports._sources import Fetcher, Readers, SourceStore
from index.ports._stores import AnswerStore, ArticleStore

__all__ = [
    "AnswerStore",
    "ArticleStore",
    "Clock",
    "CommunityStore",
    "Fetcher",
    "PassageSearch",
    "Progress",
    "Readers",
    "SearchIndex",
    "Searcher",
    "SourceStore",
]
