"""A new article checked, identified and divided: all that is derived from it before it is stored.

Two additions are the same article when they have the same *identity*: the id given, else the file
it was read from, else the URL in its canonical form, else the very same title and text. The file
comes before the URL, since people save many pages with the address of a site's first page. Whatever
has no id given is also the same as an article that is there already and says the same, or nearly
(``index.duplicates``), which then has one address more.
"""

from index.addresses import canonical
from index.dates import is_iso
from index.duplicates import sketch_of
from index.errors import ArticleRefused, Message
from index.models import MAX_TEXT_CHARS, NewArticle, PreparedArticle, checksum
from index.passages import split
from index.text import is_whole

MAX_TITLE_CHARS = 500
_FIELDS = {
    "title": Message("title"),
    "text": Message("text"),
    "url": Message("url"),
    "author": Message("author"),
    "external_id": Message("id"),
    "origin": Message("origin"),
}


def prepare(article: NewArticle) -> PreparedArticle:
    """Check an article and derive its identity, checksum, passages and sketch.

    Raises:
        ArticleRefused: it has no title or no text, is too long, holds characters that no text
            has, or its date is not ISO 8601.
    """
    _check(article)
    sha256 = checksum(article.text)
    sketch = sketch_of(article.text) if article.external_id is None else ()
    return PreparedArticle(article, _identity(article, sha256), sha256, tuple(split(article.text)), sketch)


def _check(article: NewArticle) -> None:
    if not article.title.strip():
        raise ArticleRefused("the title is empty")
    if len(article.title) > MAX_TITLE_CHARS:
        raise ArticleRefused("the title is over {most} characters long", most=MAX_TITLE_CHARS)
    if not article.text.strip():
        raise ArticleRefused("the text is empty")
    if len(article.text) > MAX_TEXT_CHARS:
        raise ArticleRefused("the text is over {most:,} characters long", most=MAX_TEXT_CHARS)
    for field, name in _FIELDS.items():
        if problem := _unstorable(getattr(article, field) or ""):
            raise ArticleRefused("the {name} holds {problem}", name=name, problem=problem)
    if article.published_at is not None and not is_iso(article.published_at):
        raise ArticleRefused(
            "the date {date!r} is not in the form 2025-02-19 or 2025-02-19T08:30:00Z",
            date=article.published_at,
        )


def _unstorable(text: str) -> Message | None:
    """What is in the text that neither UTF-8 nor every database can hold, if anything."""
    if "\0" in text:
        return Message("a NUL character, as binary files do")
    return None if is_whole(text) else Message("half a character (a lone surrogate)")


def _identity(article: NewArticle, sha256: str) -> str:
    if article.external_id is not None:
        return f"id:{article.external_id}"
    if article.origin is not None:
        return f"origin:{article.origin}"
    if article.url is not None:
        return f"url:{canonical(article.url)}"
    return f"text:{sha256}:{article.title}"
