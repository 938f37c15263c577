"""Lists of sources in a file, in whichever of the two forms they are written: OPML or JSON Lines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.addresses import canonical, without_fragment
from index.errors import PullquoteError, TargetRefused
from index.models import NewSource, SourceKind
from index.sources import lines, opml

_HEAD_BYTES = 1_000
# More than any list of feeds; the reader of them refuses what is over its own limit.
_MAX_BYTES = 50_000_000
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def iter_sources(file: Path) -> Iterator[tuple[NewSource, bool] | PullquoteError]:
    """The sources of the file, each with whether it is paused; what is none is an error in its place.

    Raises:
        TargetRefused: the file cannot be read.
        ContentRefused: it seems to be OPML and is not.
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(_HEAD_BYTES)
            is_opml = head.lstrip(_BLANK).startswith(b"<")
            data = head + opened.read(_MAX_BYTES) if is_opml else b""
    except OSError as error:
        raise TargetRefused(f"{file}: cannot be read ({(error.strerror or str(error)).lower()}).") from error
    if is_opml:
        for url, title in opml.read_opml(data):
            yield _completed(NewSource(SourceKind.FEED, url, title)), False
        return
    for entry in lines.iter_sources(file):
        yield entry if isinstance(entry, PullquoteError) else (_completed(entry[0]), entry[1])


def _completed(new: NewSource) -> NewSource:
    """With its address in the form by which sources are known, and a title if there is none."""
    address = new.address.strip()
    if not new.kind.is_local:
        address = canonical(without_fragment(address))
    return replace(new, address=address, title=new.title.strip() or address)
