import pytest

from index.errors import ContentRefused
from index.sources.docx import read_docx
from tests import files

CORE = "<dc:title>{title}</dc:title><dc:creator>Ann Smith</dc:creator><dcterms:created>2024-05-03T10:00:00Z</dcterms:created>"


def test_structure_is_kept_as_text() -> None:
    """Headings, points, numbers and tables read as in a Markdown file."""
    cell = "<w:tc>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(files.word('', 'Day'))}{cell.format(files.word('', 'Time'))}</w:tr></w:tbl>"
    body = "".join(
        files.word(*each)
        for each in (
            ("Title", "Ferries"),
            ("H1", "Winter"),
            ("", "They <b>sail</b> & sing."),
            ("-", "coat"),
            ("1", "first"),
        )
    )
    article = read_docx(files.zipped(files.docx_files(body + table)), "x.docx")
    assert article.title == "Ferries"
    assert article.text == "Winter\n\nThey <b>sail</b> & sing.\n\n- coat\n\n1. first\n\nDay | Time"


def test_file_tells_author_and_day() -> None:
    """What the file says of itself is taken if it is sensible; its day is a guess."""
    article = read_docx(files.docx(("", "Text."), core=CORE.format(title="Winter")), "x.docx")
    facts = (article.title, article.author, article.published_at, article.is_date_guessed)
    assert facts == ("Winter", "Ann Smith", "2024-05-03", True)


def test_first_heading_is_the_title_where_a_program_named_the_file() -> None:
    """The name of a template is no title, and the heading is not repeated in the text."""
    made = files.docx(("H1", "Ferries"), ("", "Text."), core=CORE.format(title="Document1"))
    article = read_docx(made, "x.docx")
    assert (article.title, article.text) == ("Ferries", "Text.")


def test_name_of_the_file_is_the_last_resort() -> None:
    """A text without any heading is called as its file is."""
    article = read_docx(files.docx(("", "Text.")), "2024-05-03 ferry notes.docx")
    assert (article.title, article.published_at, article.is_date_guessed) == (
        "Ferry notes",
        "2024-05-03",
        False,
    )


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"word/document.xml": ""}, "broken"),
        ({"word/document.xml": "<a>"}, "broken"),
        ({"word/document.xml": f"{BOMB}<a>&b;&x;</a>"}, "declares entities of its own"),
        (
            {"word/document.xml": f"{BOMB}<a>&b;</a>".replace("1.0", "1.1").encode("utf-16")},
            "declares entities",
        ),
        ({"word/comments.xml": f"{BOMB}<a/>"}, "declares entities of its own"),
        ({"word/document.xml": " " * 100_000_001}, "more than 100 MB"),
        ({"word/a.xml": " " * 60_000_000, "word/b.xml": " " * 60_000_000}, "more than 100 MB"),
    ],
)
def test_hostile_parts_are_refused(changes: dict[str, bytes | str], words: str) -> None:
    """No part may be larger than an article's, declare entities or be anything but XML."""
    body = files.word("", "Text.")
    with pytest.raises(ContentRefused, match=words):
        read_docx(files.zipped(files.docx_files(body) | changes), "x")


def test_files_of_other_names_are_never_unpacked() -> None:
    """Pictures, macros and paths that lead out of the archive do not matter."""
    more: dict[str, bytes | str] = {
        "../../etc/passwd": "x",
        "/abs.bin": "x",
        "word/media/big.png": bytes(200_000_000),
        "word/vbaProject.bin": "x",
    }
    made = files.zipped(files.docx_files(files.word("", "Text.")) | more)
    assert read_docx(made, "x").text == "Text."


def test_hostile_facts_do_not_cost_the_text() -> None:
    """Where only what the file says of itself is broken, the text is read."""
    made = files.docx_files(files.word("", "Text.")) | {"docProps/core.xml": f"{BOMB}<a>&b;</a>"}
    assert read_docx(files.zipped(made), "notes.docx").title == "Notes"


def test_empty_document_is_told() -> None:
    """A document without a word is refused with that reason."""
    with pytest.raises(ContentRefused, match="no text"):
        read_docx(files.docx(("", "")), "x")
