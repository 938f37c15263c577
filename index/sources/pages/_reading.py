"""A page from its bytes to an article."""

from index.errors import PageRefused
from index.models import NewArticle, PageReading
from index.sources.pages._body import find_body
from index.sources.pages._decoding import decode
from index.sources.pages._parsing import parse


def read_page(data: bytes, url: str, charset: str | None = None) -> PageReading:
    """The article of a page that was fetched from the URL; ``charset`` is what the server said.

    Raises:
        ContentRefused: it cannot be read.
        PageRefused: it has no article; the sentence says what it is instead.
    """
    tree = parse(decode(data, charset))
    body = find_body(tree)
    if not body:
        raise PageRefused("no article was found on the page.")
    title = " ".join((tree.findtext(".//title") or url).split())[:500]
    return PageReading(NewArticle(title, body, url))
