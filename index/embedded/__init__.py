"""The async ports met within the process: SQLite and an index in memory, each call on a thread.

- ``_threads``  the threads and their connections
- ``_store``    articles
- ``_sources``  sources, and what happens to them
- ``_answers``  answers that were given
- ``_communities``  settings, questions asked, feedback, watches and digests
- ``_live``     a collection's index while it is in memory, and searching it
- ``_search``   an index per collection, kept up to date with the store and on disk
"""

from index.embedded._answers import EmbeddedAnswers
from index.embedded._communities import EmbeddedCommunities
from index.embedded._search import EmbeddedSearch
from index.embedded._sources import EmbeddedSources
from index.embedded._store import EmbeddedStore
from index.embedded._threads import StoreThreads

__all__ = [
    "EmbeddedAnswers",
    "EmbeddedCommunities",
    "EmbeddedSearch",
    "EmbeddedSources",
    "EmbeddedStore",
    "StoreThreads",
]
