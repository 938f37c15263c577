"""The one way out to the network: a fetcher that reaches nothing that is not public.

A URL passes the gate as it was written; what its name resolves to is judged as a whole; the socket judges
again what it connects to; every redirect starts anew. See ``docs/network.md``.
"""

from index.sources.fetch._fetcher import HTTPFetcher
from index.sources.fetch._gate import check_url
from index.sources.fetch._settings import FetchSettings

__all__ = ["FetchSettings", "HTTPFetcher", "check_url"]
