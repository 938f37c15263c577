"""Which reader reads which kind of content; each is imported when the first of its kind comes."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

from index.errors import ContentRefused
from index.models import MAX_TEXT_CHARS, Content, ContentKind, NewArticle, PageReading, Reading
from index.sources.decoding import bare_name, decode_text

Read = Callable[[Content], Reading]


def reader_of(kind: ContentKind) -> Read:
    """The reader of a kind, with its libraries imported."""
    return _READERS[kind]()


def _article(article: NewArticle) -> PageReading:
    if not article.text.strip():
        raise ContentRefused("there is no text in it beside its title.")
    return PageReading(replace(article, title=" ".join(article.title.split())))


def _imported(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(f"index.sources.{module}"), name)
    return found


def _file_reader(module: str, name: str) -> Callable[[], Read]:
    def imported() -> Read:
        read = _imported(module, name)
        return lambda content: _article(read(content.data, content.name))

    return imported


def _text_reader(module: str, name: str) -> Callable[[], Read]:
    def imported() -> Read:
        read = _imported(module, name)
        return lambda content: _article(read(_text(content), bare_name(content.name)))

    return imported


def _text(content: Content) -> str:
    text = decode_text(content.data, content.charset)
    if len(text) > MAX_TEXT_CHARS:
        raise ContentRefused(
            "the text is over {most:,} characters long; divide it into parts.", most=MAX_TEXT_CHARS
        )
    return text


def _page() -> Read:
    read = _imported("pages", "read_page")
    return lambda content: read(content.data, content.name, content.charset)


def _feed() -> Read:
    read = _imported("feeds", "read_feed")
    return lambda content: read(content.data, content.name, content.charset, content.max_entries)


def _sitemap() -> Read:
    read = _imported("sitemaps", "read_sitemap")
    return lambda content: read(content.data, content.name, content.max_entries)


_READERS: dict[ContentKind, Callable[[], Read]] = {
    ContentKind.HTML: _page,
    ContentKind.FEED: _feed,
    ContentKind.SITEMAP: _sitemap,
    ContentKind.PDF: _file_reader("pdf", "read_pdf"),
    ContentKind.DOCX: _file_reader("docx", "read_docx"),
    ContentKind.EPUB: _file_reader("epub", "read_epub"),
    ContentKind.MARKDOWN: _text_reader("markdown", "read_markdown"),
    ContentKind.TEXT: _text_reader("pasted", "read_pasted"),
}
