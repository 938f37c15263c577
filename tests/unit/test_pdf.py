import pytest

from index.errors import ContentRefused
from index.sources.pdf import read_pdf
from tests import files

WORDS = (
    "The well-known ferry crosses the lake at nine in the morning. Its captain lives on the other side, "
    "where the mountains are, and comes over with the first light. "
)
TITLE: files.Placed = (72, 800, 20, "The Ferry")


def below(lines: list[files.Placed], gap: float) -> float:
    """Where a line stands that is so much lower than the last one."""
    return lines[-1][1] - gap


def test_lines_become_paragraphs() -> None:
    """What was broken at the end of a line is one paragraph again; a wider gap divides two."""
    first = files.paragraph(WORDS * 2)
    second = files.paragraph("A second paragraph that is short.", y=below(first, 28))
    article = read_pdf(files.pdf([[TITLE, *first, *second]]), "x.pdf")
    assert article.text == f"{(WORDS * 2).strip()}\n\nA second paragraph that is short."
    assert article.title == "The Ferry"
    assert article.page_starts == (0,)


def test_paragraph_set_in_begins_anew() -> None:
    """Where no gap divides paragraphs, the first line that is set in does."""
    first = files.paragraph(WORDS)
    second = files.paragraph(WORDS, y=below(first, 13.2))
    x, y, size, text = second[0]
    second[0] = (x + 20, y, size, text)
    assert read_pdf(files.pdf([[*first, *second]]), "x").text == f"{WORDS.strip()}\n\n{WORDS.strip()}"


def test_pages_begin_where_they_do() -> None:
    """A sentence that goes on to the next page is one, and each page's place in it is known."""
    halves = WORDS.split(" Its ", maxsplit=1)
    pages = [
        [TITLE, *files.paragraph(WORDS + "It was said that")],
        files.paragraph("nobody swims here. " + WORDS),
        [],
        files.paragraph("Another page begins."),
    ]
    article = read_pdf(files.pdf(pages), "x.pdf")
    assert halves
    assert "It was said that nobody swims here." in article.text
    starts = [article.text[start:][:12] for start in article.page_starts]
    assert starts == ["The well-kno", "nobody swims", "Another page", "Another page"]


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    """What every page repeats is no part of the text, and nobody need wonder where it went."""
    pages = [
        [
            (72, 810, 9, f"Lake Gazette No. {number}"),
            *files.paragraph(f"Page text number {name} says something else. {WORDS}"),
            (72, 30, 9, "Lake Publishers"),
            (500, 30, 9, str(number)),
        ]
        for number, name in enumerate(("one", "two", "three", "four"), 1)
    ]
    article = read_pdf(files.pdf(pages), "x.pdf")
    assert article.left_out == ("Lake Gazette No. 1", "Lake Publishers 1")
    assert "Gazette" not in article.text
    assert article.text.count(WORDS.strip()) == 4
    assert not any(part.isdigit() for part in article.text.split())


def test_numbers_in_the_text_stay() -> None:
    """A number by chance, a last line that differs, and a first line that each page's text begins with, are text."""
    pages = [[*files.paragraph(f"{WORDS} {name}"), (72, 60, 11, f"End {name}.")] for name in "abcd"]
    pages[0].append((72, 400, 11, "1984"))
    text = read_pdf(files.pdf(pages), "x").text
    assert "1984" in text
    assert all(f"End {name}." in text for name in "abcd")
    assert text.count(" ".join(WORDS.split()[:9])) == 4


@pytest.mark.parametrize(
    ("ends", "rest", "expected"),
    [
        ("the engi-", "neers came. Engineers like it.", "the engineers came."),
        ("a well-", "known one.", "a well-known one."),
        ("in the COVID-", "19 years.", "in the COVID-19 years."),
        ("the Anglo-", "Saxon king.", "the Anglo-Saxon king."),
        ("the moun-", "tains.", "the mountains."),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_whole(ends: str, rest: str, expected: str) -> None:
    """A word is joined where that is safe; a hyphen that belongs to it stays."""
    before = files.paragraph(WORDS)
    lines: list[files.Placed] = [
        *before,
        (72, below(before, 13.2), 11, "They told everybody on the shore and in the town about " + ends),
        (72, below(before, 26.4), 11, rest),
    ]
    assert expected in read_pdf(files.pdf([lines]), "x").text


def test_columns_are_read_one_after_the_other() -> None:
    """Lines side by side in two columns are not mixed."""
    left = files.paragraph("Left " * 60, chars=40)
    right = files.paragraph("right " * 60, chars=40, x=320)
    text = read_pdf(files.pdf([[*left, *right]]), "x").text.split()
    assert text == ["Left"] * 60 + ["right"] * 60


def test_points_of_a_list_are_lines() -> None:
    """A list reads as one that was typed."""
    lines: list[files.Placed] = [
        (72, 700, 11, "Things to bring on the ferry in winter:"),
        (90, 686.8, 11, "\u2022 a coat that is warm and long enough to sit on when the"),
        (98, 673.6, 11, "benches are wet"),
        (90, 660.4, 11, "\u2022 bread"),
    ]
    expected = "Things to bring on the ferry in winter:\n- a coat that is warm and long enough to sit on when the benches are wet\n- bread"
    assert read_pdf(files.pdf([lines]), "x").text == expected


@pytest.mark.parametrize(
    "wrong", ["", "untitled", "Microsoft Word - ferry_v2.doc", "ferry.indd", "Slide 1", "12"]
)
def test_title_that_a_program_gave_is_none(wrong: str) -> None:
    """The largest line is the title where the file names itself like a file."""
    article = read_pdf(files.pdf([[TITLE, *files.paragraph(WORDS)]], Title=wrong), "x.pdf")
    assert article.title == "The Ferry"


def test_title_author_and_day_are_those_of_the_file() -> None:
    """What the file says of itself is taken if it is sensible; its day is a guess, and marked as one."""
    told = {"Title": "Ferries in Winter", "Author": "Ann Smith", "CreationDate": "D:20240503101500+02'00'"}
    article = read_pdf(files.pdf([files.paragraph(WORDS)], **told), "x.pdf")
    facts = (article.title, article.author, article.published_at, article.is_date_guessed)
    assert facts == ("Ferries in Winter", "Ann Smith", "2024-05-03", True)


@pytest.mark.parametrize("author", ["admin", "User", "jdoe", "j.doe@e.org", "xerox123", "  "])
def test_user_name_is_no_author(author: str) -> None:
    """A machine or whoever was logged in did not write the article."""
    assert read_pdf(files.pdf([files.paragraph(WORDS)], Author=author), "x").author is None


def test_name_of_the_file_is_the_last_resort() -> None:
    """Without a title anywhere, the name gives title and date, and that date is no guess."""
    made = files.pdf([files.paragraph(WORDS)], CreationDate="D:20200101")
    article = read_pdf(made, "2024-05-03-winter_ferry.pdf")
    facts = (article.title, article.published_at, article.is_date_guessed)
    assert facts == ("Winter ferry", "2024-05-03", False)


@pytest.mark.parametrize("created", ["", "D:20249999", "D:29991231", "yesterday"])
def test_day_that_cannot_be_is_none(created: str) -> None:
    """No date is made up, and none is from the future."""
    article = read_pdf(files.pdf([files.paragraph(WORDS)], CreationDate=created), "x")
    assert (article.published_at, article.is_date_guessed) == (None, False)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (files.locked_pdf(), "protected with a password"),
        (files.scanned_pdf(), "this PDF is scanned"),
        (files.pdf([[]]), "no text in this PDF"),
        (files.pdf([files.paragraph(WORDS)])[:200], "broken, or not whole"),
        (b"%PDF-1.7", "broken, or not whole"),
        (files.pdf([]), "its pages cannot be found"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(data: bytes, words: str) -> None:
    """A PDF that is locked, scanned, empty or broken is refused with that reason."""
    with pytest.raises(ContentRefused, match=words):
        read_pdf(data, "x.pdf")


def test_scan_with_a_stamp_on_each_page_is_a_scan() -> None:
    """What a scanner writes on every page is no text."""
    made = files.scanned_pdf(4).replace(b"/Im Do Q", b"/Im Do Q BT /F1 9 Tf 9 9 Td (Scanned) Tj ET")
    for old, new in ((b"/Length 36", b"/Length 75"), (b"/Length 35", b"/Length 74")):
        made = made.replace(old, new)
    with pytest.raises(ContentRefused, match="is scanned"):
        read_pdf(made, "x.pdf")


def test_ligatures_and_soft_hyphens_become_letters() -> None:
    """Words can be found however a typesetter drew them."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>"
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
    cmap += b"3 beginbfchar <01> <fb01> <02> <00ad> <03> <fb04> endbfchar endcmap end end"
    table = b"<< /Length %d >>\nstream\n" % len(cmap) + cmap + b"\nendstream"
    made = files.pdf_of(
        [b"BT /F2 11 Tf 72 700 Td (a \\001ne o\\003ine mas\\002ter) Tj ET"], b"", [font, table]
    )
    made = made.replace(b"/F1 3 0 R", b"/F2 4 0 R")
    assert read_pdf(made, "x").text == "a fine offline master"
