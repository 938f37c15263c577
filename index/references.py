"""What people call an article by: its number, the id it was imported under, its title or a part of it.

The number comes first, then the id, then whole titles, then parts of titles. Digits alone are never
a part of a title: whoever types 12 means the number, and not "The Olympics of 2012".
"""

import re
from collections.abc import Sequence

from index.errors import AmbiguousArticle, ArticleNotFound
from index.models import Article
from index.ports import ArticleStore
from index.text import fold_title, is_whole

_SHOWN = 3


async def get_article(store: ArticleStore, collection: str, reference: str, *, part: bool) -> Article:
    """The one article called so; with ``part`` a part of a title that only one has will do.

    Raises:
        ArticleNotFound: there is none, or without ``part`` none that is wholly called so.
        AmbiguousArticle: there are several.
    """
    reference = reference.strip()
    whole, partly = await _find(store, collection, reference)
    found = whole or (partly if part else [])
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousArticle(
            "Several articles have {name!r} in their title: {titles}. Give the number of the one you mean.",
            name=reference,
            titles=_listed(found),
        )
    if partly:
        raise ArticleNotFound(
            "No article here is titled {name!r}, which is only a part of {titles}. "
            "Give the number, or the whole title.",
            name=reference,
            titles=_listed(partly),
        )
    raise not_found(reference)


def not_found(reference: str) -> ArticleNotFound:
    """That no article is called so."""
    return ArticleNotFound(
        "No article here is numbered or titled {name!r}; `pullquote articles` and "
        "`/article search` show those that are stored.",
        name=reference,
    )


async def _find(
    store: ArticleStore, collection: str, reference: str
) -> tuple[list[Article], Sequence[Article]]:
    """The articles that are called just so, and those with it in their title; a few of each."""
    title = fold_title(reference)
    if not is_whole(reference):
        return [], []
    if article := await _find_by_key(store, collection, reference):
        return [article], []
    # A lone accent folds to nothing, which is in every title.
    found = await store.find_by_title(collection, reference, _SHOWN + 1) if title else []
    whole = [article for article in found if fold_title(article.citation.title) == title]
    return whole, [] if title.isdigit() else found


async def _find_by_key(store: ArticleStore, collection: str, reference: str) -> Article | None:
    """By number, which SQLite keeps in 64 bits, else by the id given at its import."""
    found: Article | None = None
    if re.fullmatch(r"[0-9]{1,18}", reference):
        found = await store.find_article(collection, int(reference))
    return found or await store.find_by_external_id(collection, reference)


def _listed(articles: Sequence[Article]) -> str:
    named = "; ".join(f"{article.id} ({article.citation.title})" for article in articles[:_SHOWN])
    return f"{named}; and more" if len(articles) > _SHOWN else named
