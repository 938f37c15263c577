import pytest

from index.errors import ArticleRefused
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
        ("one<br>two<BR />\nthree <b>four</b>", "one\ntwo\nthree four"),
        ("<p>a&nbsp;b<br/>c &lt;d&gt;</p>", "a\u00a0b\nc <d>"),
        ("<script>\nlet x = 1;\n\nlet y;\n</script>\n\nseen", "seen"),
        ("<div>kept<STYLE>p {}</STYLE><!-- <script> --> too</div>", "kept too"),
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


def test_headings_with_a_break_are_titles_of_one_line() -> None:
    """A line break in the heading is a blank in the title."""
    assert read_markdown("# One<br>two\n\nText", "x").title == "One two"


def test_nothing_nested_is_left_out_without_a_word() -> None:
    """Lists and quotations deep within each other are read; what is too deep is refused."""
    points = [f"{'  ' * depth}- point {depth}" for depth in range(49)]
    text = read_markdown("\n".join(points), "x").text
    assert [line.strip() for line in text.split("\n")] == [f"- point {depth}" for depth in range(49)]
    assert read_markdown("> " * 99 + "deep", "x").text == "deep"
    for source in ("> " * 100 + "deep", "- " * 50 + "deep", "> " * 10_000 + "deep"):
        with pytest.raises(ArticleRefused, match="nested too deep"):
            read_markdown(source, "x")
