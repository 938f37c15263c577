"""A page from its bytes to an article."""

from index.errors import PageRefused
from index.models import NewArticle, PageReading
from index.sources.pages._body import find_body
from index.sources.pages._dates import find_guessed, find_known
from index.sources.pages._decoding import decode
from index.sources.pages._links import canonical_of, feeds_of
from index.sources.pages._names import find_author, find_title
from index.sources.pages._parsing import parse
from index.sources.pages._statements import read_statements
from index.sources.pages._walls import find_wall


def read_page(data: bytes, url: str, charset: str | None = None) -> PageReading:
    """The article of a page that was fetched from the URL; ``charset`` is what the server said.

    Raises:
        ContentRefused: it cannot be read.
        PageRefused: it has no article; the sentence says what it is instead.
    """
    tree = parse(decode(data, charset))
    statements = read_statements(tree, url)
    title = find_title(tree, statements, url)
    body = find_body(tree, title or "")
    if (reason := find_wall(tree, statements, title or "", body, url)) is not None:
        raise PageRefused(reason, tuple(feed.url for feed in feeds_of(tree, url)))
    known = find_known(tree, statements)
    date = known or find_guessed(tree, url)
    article = NewArticle(
        title=title or body.text.partition("\n")[0][:100],
        text=body.text,
        url=canonical_of(tree, url, statements.meta("og:url")),
        author=find_author(tree, statements),
        published_at=date,
        left_out=body.left_out,
        is_date_guessed=date is not None and known is None,
    )
    return PageReading(article, feeds_of(tree, url))
