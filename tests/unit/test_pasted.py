from pathlib import Path

from index.sources.pasted import read_pasted

PAGE = """World News

River Bursts Its Banks in the North

By Jane Doe and Al Lee, Staff Writers

Published: 3 March 2025, 14:02 GMT

Share on Facebook

A river burst its banks on Monday and
hundreds of people fled.

People on a roof, March 2, 2025. (AP Photo/John Smith)

In this photo provided by the army, soldiers carry
Army News Service via AP

“We ran,” said one of them.

via Example News, March 4th 2025
"""


def test_head_of_a_page_tells_of_its_article() -> None:
    """Title, authors and date are taken from the lines above the article."""
    article = read_pasted(PAGE, "file")
    assert article.title == "River Bursts Its Banks in the North"
    assert article.author == "Jane Doe and Al Lee"
    assert article.published_at == "2025-03-03"


def test_body_keeps_its_lines_and_nothing_else() -> None:
    """Paragraphs stay as they were wrapped; captions, credits, buttons and labels go."""
    expected = (
        "A river burst its banks on Monday and\nhundreds of people fled.\n\n“We ran,” said one of them."
    )
    assert expected == read_pasted(PAGE, "file").text


def test_what_was_left_out_is_named() -> None:
    """Nobody need wonder where a line of the page went."""
    expected = (
        "World News",
        "Share on Facebook",
        "People on a roof, March 2, 2025. (AP Photo/John Smith)",
        "In this photo provided by the army, soldiers carry",
        "Army News Service via AP",
    )
    assert expected == read_pasted(PAGE, "file").left_out


def test_line_ends_of_windows_make_no_difference() -> None:
    """A page saved on Windows is read as any other."""
    assert read_pasted(PAGE, "file") == read_pasted(PAGE.replace("\n", "\r\n"), "file")


def test_date_of_the_via_line_is_taken_when_there_is_no_other() -> None:
    """Where only the last line gives a date, that is the article's."""
    article = read_pasted(
        "A Storm Comes to the Coast\n\nThe storm came at night. Roofs flew.\n\nvia February 19th 2025", "x"
    )
    assert article.published_at == "2025-02-19"
    assert article.text == "The storm came at night. Roofs flew."


def test_lines_of_keys_and_values_are_read() -> None:
    """Title, author, date and address may be given by name."""
    article = read_pasted(
        "Title: A Day at Sea\nAuthor: Ann Lee\nDate: 2024-05-06\nURL: https://e.org/x\n\nThe sea was calm. We sailed.",
        "file",
    )
    found = (article.title, article.author, article.published_at, article.url)
    assert found == ("A Day at Sea", "Ann Lee", "2024-05-06", "https://e.org/x")
    assert article.text == "The sea was calm. We sailed."


def test_text_without_a_title_is_called_by_its_file() -> None:
    """A note that begins at once is kept whole, and its file's name gives title and date."""
    note = "The harbour opens at six in the morning. Boats leave at seven."
    article = read_pasted(note, "2024-05-06-harbour_hours")
    found = (article.title, article.published_at, article.text)
    assert found == ("Harbour hours", "2024-05-06", note)


def test_real_page_gives_up_its_article(kursk: Path) -> None:
    """An article as somebody really saved it has its title, its date and nothing but its body."""
    article = read_pasted(kursk.read_text(encoding="utf-8"), kursk.stem)
    assert article.title == "North Korean Soldier Captured in Kursk Wants to ‘Defect to the South’"
    assert article.published_at == "2025-02-19"
    assert article.text.startswith("A North Korean soldier identified")
    assert article.text.endswith("as quickly as possible.")
