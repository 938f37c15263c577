from pathlib import Path

import pytest

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


def test_title_is_told_from_the_label_above_it() -> None:
    """Of two lines above the text, the longer one that is about it is the title; none of them is lost."""
    article = read_pasted(
        "Company Town\n\nThe old mill at Nordhaven closes in June\n\nThe mill at Nordhaven will close in June. It is old.",
        "x",
    )
    assert article.title == "The old mill at Nordhaven closes in June"
    assert article.text == "Company Town\n\nThe mill at Nordhaven will close in June. It is old."


def test_short_title_above_a_summary_stays_the_title() -> None:
    """A summary that is a sentence does not become the title, and stays in the text."""
    article = read_pasted(
        "Night Ferry\n\nThe ferry sails at night now, and the ferry is full!\n\nThe ferry sails at ten. It is full.",
        "x",
    )
    assert article.title == "Night Ferry"
    assert article.text.startswith("The ferry sails at night now")


def test_byline_and_date_below_a_summary_are_read() -> None:
    """A sentence between title and byline is of the text, the lines that tell of the article are not."""
    article = read_pasted(
        "Storm Closes the Harbour for a Week\n\nFishermen say they have never seen the like.\n\n"
        "By Ann Lee\n\nExample Wire March 3, 2025 11:03 PM\n\nThe harbour closed on Sunday. No boat left.",
        "x",
    )
    assert (article.author, article.published_at) == ("Ann Lee", "2025-03-03")
    expected = "Fishermen say they have never seen the like.\n\nThe harbour closed on Sunday. No boat left."
    assert expected == article.text


def test_days_of_a_diary_stay_in_it() -> None:
    """A date alone on its line is a heading as well, and is never lost."""
    text = "I walked for three days.\n\n3 March 2025\n\nIt rained.\n\n4 March 2025\n\nThe sun came out."
    assert text == read_pasted(f"My Walk Along the Coast\n\n{text}", "x").text


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (
            "Von Klaus Petersen\n\nStand: 19. Februar 2025, 14:30 Uhr\n\nLesezeit: 3 Minuten\n\nTeilen",
            "Klaus Petersen",
        ),
        ("Por Lucía de la Vega\n\n19 de febrero de 2025 - 08:30\n\nCompartir", "Lucía de la Vega"),
    ],
)
def test_other_languages_are_read_too(head: str, author: str) -> None:
    """German and Spanish bylines, dates and buttons are known."""
    article = read_pasted(f"Ein Haus am Fluss\n\n{head}\n\nDas Haus steht dort. El agua llegó.", "x")
    assert (article.author, article.published_at) == (author, "2025-02-19")
    assert article.text == "Das Haus steht dort. El agua llegó."


def test_links_to_other_pages_go_with_their_heading() -> None:
    """Below "Read next" at the end there are titles of other articles."""
    article = read_pasted(
        "A Day at the Mill\n\nThe mill turned. We ate bread.\n\nRead next\n\nTen mills to see\nBread without flour",
        "x",
    )
    assert article.text == "The mill turned. We ate bread."
    assert article.left_out == ("Read next", "Ten mills to see", "Bread without flour")


def test_paragraphs_below_such_a_heading_stay() -> None:
    """Where sentences follow, nothing but the heading itself is taken for furniture."""
    article = read_pasted(
        "A Day at the Mill\n\nThe mill turned.\n\nTopics\n\nFlour and water\n\nWe spoke of both at length.",
        "x",
    )
    assert article.text == "The mill turned.\n\nTopics\n\nFlour and water\n\nWe spoke of both at length."


@pytest.mark.parametrize(
    "line",
    [
        "Share the bread among eight people.",
        "Subscribe to the farm box if you want the same carrots.",
        "Sign up for the race with the same name as on your passport",
        "Print the plan and hang it in the shed.",
        "Loading the barrow takes longer than spreading.",
        "Reading time is what children need.",
        "Copyright law does not cover a garden plan.",
        "(c) the owner may lend the picture",
        "Click here to open the gate, said the sign.",
        "Still: he went on.",
        "In this picture Monet made the light itself his subject.",
        "The number of breaks was high (few AP sites).",
        "Profits rose by a tenth, the firm said. (Reuters)",
        "Satellite Images",
        "Facebook",
        "Comments",
        "29 November 2018 | 20 January 2019",
    ],
)
def test_what_may_be_the_articles_stays(line: str) -> None:
    """Sentences and headings that begin or end as furniture does are no furniture."""
    text = f"The day began well. We had bread.\n\n{line}\n\nIt ended well too, and we slept."
    assert text == read_pasted(f"Published: 3 March 2025\n\nA Day at the Mill\n\n{text}", "x").text


@pytest.mark.parametrize(
    "line",
    [
        "The harbour at dusk. Photo: Jan Meier/dpa",
        "Titan in false colour. (NASA/JPL)",
        "The square on Monday (Image: GETTY )",
        "Image copyright Getty Images",
        "Share Tweet Email",
        "Click to share on Facebook (Opens in new window)",
        "Sign up for our newsletter.",
        "You received this email because you signed up for The Ledger.",
        "Te puede interesar: Diez ríos por descubrir",
        "3 days ago",
    ],
)
def test_what_is_of_the_page_goes(line: str) -> None:
    """Captions, credits, buttons and invitations are left out wherever they stand, and named."""
    page = f"A Day at the Mill\n\nThe day began well. We had bread.\n\n{line}\n\nIt ended well too, and we slept."
    article = read_pasted(page, "x")
    assert article.text == "The day began well. We had bread.\n\nIt ended well too, and we slept."
    assert article.left_out == (line,)


def test_questions_of_an_interview_are_no_titles() -> None:
    """What is asked belongs to the text, however short the title is."""
    text = "Q: Why did you start baking bread?\n\nA: I was hungry.\n\nQ: And Facebook?\n\nA: My daughter does that."
    article = read_pasted(f"The Village Baker\n\n{text}", "x")
    assert (article.title, article.text) == ("The Village Baker", text)


def test_forwarded_message_tells_its_subject_and_sender() -> None:
    """The head of a message is read as the article's."""
    article = read_pasted(
        "From: Jane Doe <jane@example.org>\nTo: all@example.org\nSubject: The bridge is closed\n"
        "Date: Wed, 19 Feb 2025 10:12:00 +0100\n\nDear all,\n\nthe bridge is closed. Take the ferry.",
        "x",
    )
    found = (article.title, article.author, article.published_at)
    assert found == ("The bridge is closed", "Jane Doe", "2025-02-19")
    assert article.text == "Dear all,\n\nthe bridge is closed. Take the ferry."


def test_way_to_the_page_and_the_encyclopedias_line_are_left_out() -> None:
    """The lines around a title that lead to the page are no part of it; marks in the text stay."""
    article = read_pasted(
        "Home › Towers › North\n\nLighthouse of Norden\n\nFrom Wikipedia, the free encyclopedia\n\n"
        "The lighthouse is a tower of brick.[1] It is 38 metres high.\n\nHistory[edit]\n\nIt was built in 1871.[2]",
        "x",
    )
    assert article.title == "Lighthouse of Norden"
    assert article.text.startswith("The lighthouse is a tower of brick.[1]")
    assert "History[edit]" in article.text


def test_real_page_gives_up_its_article(kursk: Path) -> None:
    """An article as somebody really saved it has its title, its date and nothing but its body."""
    article = read_pasted(kursk.read_text(encoding="utf-8"), kursk.stem)
    assert article.title == "North Korean Soldier Captured in Kursk Wants to ‘Defect to the South’"
    assert article.published_at == "2025-02-19"
    assert article.text.startswith("A North Korean soldier identified")
    assert article.text.endswith("as quickly as possible.")
