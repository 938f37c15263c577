import pytest

from index.errors import ContentRefused
from index.sources.epub import read_epub
from tests import files

TOLD = (
    "<dc:title>The Sea</dc:title><dc:creator opf:role='aut'>Ann Smith</dc:creator><dc:creator>Bob Ray</dc:creator>"
    "<dc:creator opf:role='ill'>Cy Drew</dc:creator><dc:date opf:event='modification'>2025-01-01</dc:date><dc:date>1999-05</dc:date>"
)


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    """A book is its chapters one after the other, with their structure as plain text."""
    one = "<h1>One</h1><p>Fish &amp; chips&nbsp;at <a id='x'/>sea.</p>"
    two = "<h1>Two</h1><ul><li>salt</li><li>sand</li></ul><p>It&#8217;s over&hellip;</p>"
    article = read_epub(files.epub(one, two, told=TOLD), "x.epub")
    assert article.text == "One\n\nFish & chips at sea.\n\nTwo\n\n- salt\n- sand\n\nIt’s over…"
    facts = (article.title, article.author, article.published_at, article.is_date_guessed)
    assert facts == ("The Sea", "Ann Smith, Bob Ray", "1999-05", False)


@pytest.mark.parametrize("written", ["0101-01-01T00:00:00+00:00", "", "soon"])
def test_date_that_is_none_is_left_out(written: str) -> None:
    """What a program writes for an unknown date is no date."""
    book = files.epub("<p>x</p>", told=f"<dc:title>T</dc:title><dc:date>{written}</dc:date>")
    assert read_epub(book, "x").published_at is None


def test_what_is_beside_the_text_is_left_out() -> None:
    """The table of contents, pictures and what the spine calls auxiliary are no chapters."""
    made = files.epub_files(
        {"a.xhtml": files.chapter("<p>text</p>"), "b.xhtml": files.chapter("<p>aside</p>")}
    )
    package = str(made["OPS/book.opf"]).replace('<itemref idref="c1"/>', '<itemref idref="c1" linear="no"/>')
    assert read_epub(files.zipped(made | {"OPS/book.opf": package}), "x").text == "text"


def test_chapter_that_is_not_well_formed_is_read_as_html() -> None:
    """Books made carelessly are read as far as they go."""
    book = files.zipped(files.epub_files({"a%20b.xhtml": "", "c.xhtml": "<p>one<p>two & three</div>"}))
    assert read_epub(book, "x").text == "one\n\ntwo & three"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


def test_no_entity_is_resolved() -> None:
    """Neither a bomb of entities nor a file of the host comes out of a chapter."""
    book = files.zipped(files.epub_files({"a.xhtml": files.chapter("<p>x &i; &file; y</p>", BOMB)}))
    text = read_epub(book, "x").text
    assert "aaaa" not in text
    assert "root:" not in text
    assert text.startswith("x")


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:CipherData><enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData></encryption>'
)


def test_protected_book_is_told_and_protected_fonts_do_not_matter() -> None:
    """DRM is named as the reason; fonts that are hidden by custom are no DRM."""
    made = files.epub_files({"a.xhtml": files.chapter("<p>x</p>")})
    fonts = made | {"META-INF/encryption.xml": ENCRYPTION.format("OPS/font.otf")}
    assert read_epub(files.zipped(fonts), "x").text == "x"
    with pytest.raises(ContentRefused, match=r"protected \(DRM\)"):
        read_epub(files.zipped(made | {"META-INF/encryption.xml": ENCRYPTION.format("OPS/a.xhtml")}), "x")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"META-INF/container.xml": "<a/>"}, "does not say which chapters"),
        (
            {"META-INF/container.xml": files.CONTAINER.replace("OPS/", "../../")},
            "does not say which chapters",
        ),
        ({"OPS/book.opf": "<package>"}, "broken"),
        ({"OPS/book.opf": BOMB + "<package>&i;</package>"}, "declares entities of its own"),
        ({"OPS/a.xhtml": " " * 100_000_001}, "more than 100 MB"),
        ({"OPS/a.xhtml": files.chapter("<img/>")}, "no text in this EPUB"),
    ],
)
def test_broken_and_hostile_books_are_refused(changes: dict[str, bytes | str], words: str) -> None:
    """Each has a sentence of its own, and nothing outside of the archive is looked at."""
    made = files.epub_files({"a.xhtml": files.chapter("<p>x</p>")})
    with pytest.raises(ContentRefused, match=words):
        read_epub(files.zipped(made | changes), "x")
