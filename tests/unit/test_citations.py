import pytest

from bot.citations import exact_link, site, web_link, written_date
from index.models import Citation, Quote, Span


def citation(url: str | None = None, published_at: str | None = None) -> Citation:
    return Citation(1, None, "T", url, None, published_at)


def link(url: str | None, text: str) -> str | None:
    return exact_link(Quote(1, text, citation(url), 1, Span(0, len(text)), 1.0, ()))


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        ("https://e.org/a", "Short one.", "https://e.org/a#:~:text=Short%20one."),
        ("https://e.org/a", "well-known, & so", "https://e.org/a#:~:text=well%2Dknown%2C%20%26%20so"),
        ("https://e.org/#top", "x", "https://e.org/#top:~:text=x"),
        ("https://e.org/#a:~:text=b", "x y", "https://e.org/#a:~:text=x%20y&text=b"),
        ("https://e.org/", "天気", "https://e.org/#:~:text=%E5%A4%A9%E6%B0%97"),
        ("https://e.org/", "a\n\nb", "https://e.org/#:~:text=a%20b"),
    ],
)
def test_link_opens_the_page_at_the_quote(url: str, text: str, expected: str) -> None:
    """The words of the quote are in the link, with all that has a meaning of its own encoded."""
    assert expected == link(url, text)


def test_long_quote_is_linked_by_its_ends() -> None:
    """Six words from each end find a long quote."""
    expected = "https://e.org/#:~:text=1%202%203%204%205%206,8%209%2010%2011%2012%2013"
    assert expected == link("https://e.org/", " ".join(str(n) for n in range(1, 14)))


def test_link_too_long_for_discord_is_the_page_or_none() -> None:
    """Where the place does not fit, the page is linked; where that does not, nothing is."""
    page = "https://e.org/" + "a" * 498
    assert page == link(page, "words")
    assert link(page + "a", "words") is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "http://e.org:99999/",
        "a b",
        "",
        None,
    ],
)
def test_what_no_browser_opens_is_no_link(url: str | None) -> None:
    """Nobody is led anywhere but to a web page."""
    assert (link(url, "x"), web_link(citation(url)), site(citation(url))) == (None, None, None)


def test_site_is_the_host_as_people_call_it() -> None:
    """The site is named without www. and port."""
    assert site(citation("https://www.Example.org:8080/a")) == "example.org"


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [
        (None, None),
        ("2025", "2025"),
        ("2025-02", "February 2025"),
        ("2025-02-09", "9 February 2025"),
        ("2025-02-09T23:30:00Z", "9 February 2025"),
    ],
)
def test_date_is_as_precise_as_it_was_given(published_at: str | None, expected: str | None) -> None:
    """No day is made up for a month, and no day moves."""
    assert expected == written_date(citation(published_at=published_at))


@pytest.mark.parametrize("published_at", ["٢٠٢٥-٠٢", "٢٠٢٥", "2025-02-19T99:99", "soon"])
def test_what_is_no_date_is_shown_as_it_is_stored(published_at: str) -> None:
    """An article stored by an earlier version with an odd date can still be cited."""
    assert published_at == written_date(citation(published_at=published_at))
