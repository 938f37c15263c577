import pytest

from index.errors import ContentRefused
from index.sources.feeds import read_feed
from tests.bench.sources.malformed import KINDS, URL, Kind


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
def test_what_comes_out_of_a_malformed_feed(kind: Kind) -> None:
    """From a broken feed come the titles, texts, links and dates that a person would find in it, or the reason."""
    if kind.refusal:
        with pytest.raises(ContentRefused, match=f"^{kind.refusal}"):
            read_feed(kind.data, URL, kind.charset)
        return
    entries = read_feed(kind.data, URL, kind.charset).entries
    assert tuple((entry.title, entry.text) for entry in entries) == kind.entries
    if kind.urls is not None:
        assert tuple(entry.url for entry in entries) == kind.urls
    if kind.dates is not None:
        assert tuple(entry.published_at for entry in entries) == kind.dates
