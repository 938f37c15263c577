import pytest

from index.sources.markdown import read_markdown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A `code` and ![pic](x.png) and **bold** [link](http://x).", "A code and pic and bold link."),
        ("one\ntwo  \nthree", "one two\nthree"),
        ("## Part\n\nText.", "Part\n\nText."),
        ("```py\nx = 1\ny = 2\n```", "x = 1\ny = 2"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n\n1 | 2"),
        ("3. one\n   - deep\n4. two", "3. one\n  - deep\n4. two"),
        ("> quoted\n>\n> twice", "quoted\n\ntwice"),
        ("<!-- hidden -->\n\nseen", "seen"),
        ("a &amp; b \\*c\\*", "a & b *c*"),
        ("Text\r\n\r\nmore", "Text\n\nmore"),
        ("", ""),
    ],
)
def test_words_stay_and_markup_goes(source: str, expected: str) -> None:
    """Each kind of block is read as the text a reader would see."""
    assert expected == read_markdown(source, "x").text


def test_first_heading_is_the_title() -> None:
    """The heading of level one is the title, and not repeated in the text."""
    article = read_markdown("Before.\n\n# The *title*\n\n# Another", "x")
    assert (article.title, article.text) == ("The title", "Before.\n\nAnother")


def test_front_matter_comes_first() -> None:
    """Title, date, author and link of the front matter are the article's."""
    article = read_markdown(
        "---\ntitle: 'Rain: again'\ndate: 6 May 2024\nauthor: Ann\nlink: https://e.org\n---\n# H\n\nBody", "x"
    )
    found = (article.title, article.published_at, article.author, article.url)
    assert found == ("Rain: again", "2024-05-06", "Ann", "https://e.org")


def test_name_of_the_file_is_the_last_resort() -> None:
    """Without heading or front matter, the file's name gives title and date."""
    article = read_markdown("plain", "2024-05-06-some-note")
    assert (article.title, article.published_at) == ("Some note", "2024-05-06")
