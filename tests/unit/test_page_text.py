from index.models import NewArticle
from index.sources.pages import read_page

from .test_pages import BODY, SENTENCES, URL, page

PROSE = BODY * 2 + "".join(
    f"<p>{first} {second}</p>" for first, second in zip(SENTENCES, SENTENCES[::-1], strict=True)
)


def article(body: str) -> NewArticle:
    return read_page(page(body=body), URL).article


def test_the_title_is_not_in_the_text_again() -> None:
    """The text begins after the title; a label before it is left out and named."""
    whole = page(body=PROSE).replace(b"<article>", b"<article><p>Bridges</p>")
    read = read_page(whole, URL).article
    assert read.text.startswith(SENTENCES[0])
    assert "A bridge is rebuilt" not in (read.text, *read.left_out)


def test_a_title_below_prose_is_a_heading() -> None:
    """What stands before the title is kept if it reads like the article."""
    read = read_page(
        page(body=PROSE).replace(
            b"<article>", f"<article><p>{SENTENCES[0]} {SENTENCES[1]} Once.</p>".encode()
        ),
        URL,
    ).article
    assert read.text.startswith(SENTENCES[0])
    assert "A bridge is rebuilt" in read.text


def test_invitations_are_left_out_and_named() -> None:
    """An invitation between paragraphs is no part of the text, and one can see where it went."""
    read = article(BODY + "<p>Sign up for our newsletter and get it in your inbox.</p>" + PROSE)
    assert "newsletter" not in read.text
    assert read.left_out == ("Sign up for our newsletter and get it in your inbox.",)


def test_a_byline_above_the_text_is_left_out_and_named() -> None:
    """The text begins with the article, and not with who wrote it and when."""
    for byline in ("<p>Von Käthe Müller · 14.06.2024</p>", "<h3>by Ann Mason<br>Monday, 3 March 2025</h3>"):
        read = article(byline + BODY + PROSE)
        assert read.text.startswith(SENTENCES[0])
        assert len(read.left_out) == 1


def test_a_paragraph_that_is_a_link_elsewhere_is_left_out() -> None:
    """A paragraph that is nothing but a link leads away; one that says where something is does not."""
    read = article(
        BODY
        + "<p><a href=/b>A tower is rebuilt after nine years of debate</a></p>"
        + "<p>The masons have written down how it was done:</p><p><a href=/c>How to build an arch of forty stones</a></p>"
        + "<p><a href=/d>https://masons.example.org/arches</a></p>"
        + f"<p>{SENTENCES[0]} See <a href=/e>the minutes of the council</a>.</p>"
        + PROSE
    )
    assert "A tower is rebuilt" not in read.text
    for kept in (
        "How to build an arch of forty stones",
        "https://masons.example.org/arches",
        "the minutes of the council",
    ):
        assert kept in read.text


def test_an_article_made_of_links_keeps_them() -> None:
    """Where links are what a text is about they are not taken for ways to others."""
    links = "".join(
        f"<p><a href=/{n}>Bridge number {n} of the valley, its masons and its arches</a></p>"
        for n in range(9)
    )
    assert "Bridge number 4 of the valley" in article(BODY + links).text


def test_posts_that_an_article_quotes_are_kept() -> None:
    """The words of a post within an article are part of it, with the name of who wrote them."""
    post = (
        '<div class="social-media-embed"><blockquote class="twitter-tweet"><p>I walked over the bridge for the last time.</p>'
        "— Ann Mason (@ann) <a href=https://twitter.com/ann/1>5 March 2024</a></blockquote></div>"
    )
    text = article(BODY + post + PROSE).text
    assert "\n\nI walked over the bridge for the last time.\n\n— Ann Mason (@ann)" in text


def test_a_long_paragraph_comes_once() -> None:
    """A page that holds its article twice gives it once; short lines may come again."""
    long = " ".join(SENTENCES)
    text = article(f"<p>{long}</p><p>Refrain of the song.</p><p>{SENTENCES[0]}</p>" * 2).text
    assert text.count(long) == 1
    assert text.count("Refrain of the song.") == 2
