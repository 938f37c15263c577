"""The handbook as articles: what the bot knows about itself."""

from pathlib import Path

import bot
from index.errors import PullquoteError
from index.library import Library
from index.sources import files

_PACKAGE = Path(bot.__file__).parent
# In an installed package, and in a checkout.
_FOLDERS = (_PACKAGE / "handbook", _PACKAGE.parent / "docs")


async def store_handbook(library: Library, collection: str) -> int:
    """Store the handbook in the collection; how many articles it is."""
    folder = next(folder for folder in _FOLDERS if folder.is_dir())
    count = 0
    async for result in library.add(collection, files.iter_articles(files.find_files([folder]))):
        if isinstance(result, PullquoteError):
            raise result
        count += 1
    return count
