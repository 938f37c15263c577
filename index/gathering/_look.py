"""What is fetched and read during one look, each thing once.

The same source may be in many collections. They are looked at together, and what one of them had
fetched and read is there for the next; so it is for a source that is added after it was found out what
it is.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from index.addresses import canonical
from index.errors import PullquoteError
from index.models import Content, ContentKind, Fetched, Reading
from index.ports import Fetcher, Readers
from index.sources.kinds import recognise


@dataclass(frozen=True, slots=True)
class Seen:
    """What was at a URL. Kind and reading are None if it is unchanged; the bytes are let go of."""

    fetched: Fetched
    kind: ContentKind | None = None
    reading: Reading | None = None


def bare(error: PullquoteError) -> PullquoteError:
    """The error without its traceback and its causes: their frames would hold the bytes that were read."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


class Look:
    """One look at a source, or at the same one in many collections; at most so many entries are listed.

    ``uploaded`` are the bytes of files that were handed to us, ``paths`` where files and folders are that
    were named, both by the address of their source; not every name of a file can be written as text.
    ``files`` are those that were read to find out whether they can be, by their items' keys, each for one
    use.
    """

    def __init__(self, fetcher: Fetcher, readers: Readers, max_entries: int) -> None:
        self._fetcher = fetcher
        self._readers = readers
        self.max_entries = max_entries
        self._seen: dict[tuple[str, str | None, str | None], Seen | PullquoteError] = {}
        self.uploaded: dict[str, bytes] = {}
        self.files: dict[str, Seen] = {}
        self.paths: dict[str, Path] = {}

    async def see(
        self,
        url: str,
        etag: str | None = None,
        last_modified: str | None = None,
        *,
        named_by: str | None = None,
    ) -> Seen:
        """What is at the URL, read as what it is recognised to be.

        ``named_by`` as in ``Fetcher.fetch``.

        Raises:
            FetchError: it cannot be fetched.
            ContentRefused: it cannot be read.
        """
        key = (canonical(url), etag, last_modified)
        if key not in self._seen:
            try:
                seen = await self._see(url, etag, last_modified, named_by)
                self._seen[key] = seen
                if seen.fetched.moved_to:
                    self._seen[canonical(seen.fetched.moved_to), etag, last_modified] = seen
            except PullquoteError as error:
                self._seen[key] = bare(error)
        known = self._seen[key]
        if isinstance(known, PullquoteError):
            raise known
        return known

    async def read(self, data: bytes, content_type: str, name: str, charset: str | None = None) -> Seen:
        """The bytes of a file, or of an answer, read as what they are recognised to be.

        Raises:
            ContentRefused: they cannot be read.
        """
        kind = recognise(data, content_type, name)
        content = Content(kind, data, name, charset, self.max_entries)
        return Seen(Fetched(name), kind, await self._readers.read(content))

    async def _see(self, url: str, etag: str | None, last_modified: str | None, named_by: str | None) -> Seen:
        fetched = await self._fetcher.fetch(url, etag=etag, last_modified=last_modified, named_by=named_by)
        if fetched.is_unchanged:
            return Seen(fetched)
        seen = await self.read(fetched.body, fetched.content_type, fetched.url, fetched.charset)
        return replace(seen, fetched=replace(fetched, body=b""))
