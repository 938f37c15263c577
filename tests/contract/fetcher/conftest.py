from collections.abc import AsyncIterator

import pytest

from index.ports import Fetcher
from tests.servers import Site, fetching


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    """A fetcher that may reach the site."""
    async with fetching(site) as fetcher:
        yield fetcher
