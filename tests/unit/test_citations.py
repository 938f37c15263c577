import pytest

from bot.citations import exact_link, gone_since, site, web_link, written_date, written_pages
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
        ("https://e.org/", "a\n\nb c", "https://e.org/#:~:text=a,b%20c"),
    ],
)
def test_link_opens_the_page_at_the_quote(url: str, text: str, expected: str) -> None:
    """The words of the quote are in the link, with all that has a meaning of its own encoded."""
    assert expected == link(url, text)


def test_long_quote_is_linked_by_its_ends() -> None:
    """Six words from each end find a long quote."""
    expected = "https://e.org/#:~:text=1%202%203%204%205%206,8%209%2010%2011%2012%2013"
    assert expected == link("https://e.org/", " ".join(str(n) for n in range(1, 14)))


def test_quote_that_begins_like_what_is_before_it_is_linked_with_the_words_before() -> None:
    """A browser goes to the first place that fits, so the link says what comes before the quote."""
    quote = Quote(
        1, "It fell, again.", citation("https://e.org/"), 1, Span(0, 1), 1.0, (), lead="in May-June."
    )
    expected = "https://e.org/#:~:text=in%20May%2DJune.-,It%20fell%2C%20again."
    assert expected == exact_link(quote)


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


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [("2024-05-03", "about 3 May 2024"), ("2024-05", "about May 2024"), ("2024", "about 2024"), (None, None)],
)
def test_date_that_is_guessed_is_called_so(published_at: str | None, expected: str | None) -> None:
    """Nobody takes the day a file was made for the day something was published."""
    assert expected == written_date(Citation(1, None, "T", None, None, published_at, is_date_guessed=True))


def test_page_that_is_gone_is_told_and_not_linked() -> None:
    """Since when is said, also where the date is a guess; nobody is led to a page that is not there."""
    gone = Citation(1, None, "T", "https://e.org/", None, "2024", True, "2026-05-03T08:00:00+00:00")
    assert gone_since(gone) == "page gone since 3 May 2026"
    assert gone_since(citation()) is None
    assert exact_link(Quote(1, "x", gone, 1, Span(0, 1), 1.0, ())) is None


@pytest.mark.parametrize(
    ("pages", "expected"), [(None, None), ((12, 12), "p. 12"), ((12, 13), "pp. 12–13"), ((1, 9), "pp. 1–9")]
)
def test_pages_are_written_as_people_cite_them(pages: tuple[int, int] | None, expected: str | None) -> None:
    """One page is "p.", several are "pp."."""
    assert expected == written_pages(pages)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://e.org/a.pdf", "https://e.org/a.pdf#page=12"),
        ("https://e.org/a.pdf?b=c#page=1", "https://e.org/a.pdf?b=c#page=12"),
        ("https://e.org/" + "a" * 495, "https://e.org/" + "a" * 495),
        ("https://e.org/" + "a" * 499, None),
    ],
)
def test_link_opens_a_pdf_at_the_page(url: str, expected: str | None) -> None:
    """A browser's viewer is told the page that the quote begins on, if there is room for that."""
    assert expected == exact_link(Quote(1, "x", citation(url), 1, Span(0, 1), 1.0, (), pages=(12, 13)))
