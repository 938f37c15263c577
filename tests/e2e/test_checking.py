"""Whether a text stands in a stored article."""

import json
from pathlib import Path

import pytest

from index.errors import TextRefused
from index.library import Library
from index.models import Change, NewArticle, QuoteCheck, QuoteMatch
from tests.conftest import AddArticles, Terminal

LAKE = NewArticle(
    "Lake crossings guide",
    "Ferries – “old ones” – cross the lake.\n\nThe boat's captain crosses the lake four times a day. It does not run "
    "in winter, and no one swims. In 1932 the bridge was opened by Ann.",
    url="https://example.org/lake?utm_source=feed",
)
HARBOUR = NewArticle(
    "The old harbour", "The harbour is deep. No boat runs in spring.", url="https://example.net/harbour"
)


@pytest.fixture
async def lake(library: Library, add: AddArticles) -> Library:
    """A library that holds both."""
    await add("a", LAKE, HARBOUR)
    return library


@pytest.mark.parametrize(
    "text",
    [
        "It does not run in winter, and no one swims.",
        "it does not run in winter",
        "“The boat’s captain crosses the lake four times a day.”",
        'Ferries - "old ones" - cross the lake',
        "> The boat's captain **crosses** the lake\n> four times a day",
        '"In 1932 the bridge was opened by Ann." - from https://www.example.org/lake',
        "Look: «It does not run in winter, and no one swims» (Lake crossings guide). Sad, isn't it?",
        "The boat's captain ... four times a day. It does not run [...] in 1932 the bridge was opened",
        "cross the lake. The boat's captain crosses the lake",
    ],
)
async def test_words_of_an_article_are_found_however_they_are_set(lake: Library, text: str) -> None:
    """Quotation marks, blanks, bold, a small letter and a full stop say nothing false."""
    check = await lake.check_quote("a", text)
    assert check.match is QuoteMatch.VERBATIM
    assert check.quote is not None
    assert check.quote.article.title == LAKE.title
    assert check.quote.text == check.quote.span.of(LAKE.text)
    assert check.named is None


@pytest.mark.parametrize(
    ("text", "removed", "added"),
    [
        ("It does run in winter, and no one swims.", ["not "], []),
        ("The boat's captain crosses the lake five times a day.", ["four "], ["five "]),
        ("In 1933 the bridge was opened by Ann.", ["1932 "], ["1933 "]),
        ("In 1932 the bridge was opened by Anna.", ["Ann"], ["Anna"]),
        ("It does not run in winter, and absolutely no one swims.", [], ["absolutely "]),
        ("It does not run in winter and no one swims.", [", "], []),
    ],
)
async def test_changed_word_is_never_word_for_word(
    lake: Library, text: str, removed: list[str], added: list[str]
) -> None:
    """A number, a negation, a word or a comma that is not the article's is shown as such."""
    check = await lake.check_quote("a", text)
    assert check.match is QuoteMatch.NEARLY
    assert [run.text for run in check.differences if run.change is Change.REMOVED] == removed
    assert [run.text for run in check.differences if run.change is Change.ADDED] == added
    assert_adds_up(check)


def assert_adds_up(check: QuoteCheck) -> None:
    """What was kept and removed is the quote, word for word; what was added is the text's."""
    assert check.quote is not None
    stored = [run for run in check.differences if run.change is not Change.ADDED]
    assert "".join(run.text for run in stored) == check.quote.text == check.quote.span.of(LAKE.text)
    for run in check.differences:
        whole = check.text if run.change is Change.ADDED else LAKE.text
        assert run.text == run.span.of(whole)


@pytest.mark.parametrize("named", ["https://example.net/harbour", "(The Old Harbour, page 3)"])
async def test_right_words_under_a_wrong_name_are_told(lake: Library, named: str) -> None:
    """Whoever quotes one article and names another learns of both."""
    check = await lake.check_quote("a", f"“It does not run in winter, and no one swims.” {named}")
    assert check.match is QuoteMatch.ELSEWHERE
    assert check.quote is not None
    assert check.quote.article.title == LAKE.title
    assert check.named is not None
    assert check.named.title == HARBOUR.title


@pytest.mark.parametrize(
    "text",
    ["Nobody has ever crossed the wide sea by bicycle.", "winter boat bridge", "It runs because Ann swims."],
)
async def test_what_no_article_says_is_not_found(lake: Library, text: str) -> None:
    """Some words in common make no quote."""
    check = await lake.check_quote("a", text)
    assert (check.match, check.quote, check.differences) == (QuoteMatch.NOT_FOUND, None, ())


async def test_earlier_text_of_an_article_is_told_as_such(lake: Library, add: AddArticles) -> None:
    """A sentence that was changed since was said, but is not any more."""
    await add("a", NewArticle(LAKE.title, LAKE.text.replace("four", "six"), url=LAKE.url))
    check = await lake.check_quote("a", "The boat's captain crosses the lake four times a day.")
    assert (check.match, check.is_earlier) == (QuoteMatch.VERBATIM, True)
    assert check.quote is not None
    revision = await lake.get_revision("a", check.quote.revision_id)
    assert check.quote.span.of(revision.text) == check.quote.text
    now = await lake.check_quote("a", "The boat's captain crosses the lake six times a day.")
    assert (now.match, now.is_earlier) == (QuoteMatch.VERBATIM, False)


@pytest.mark.parametrize("text", ["", "two words", "x " * 3_000, "what is it that"])
async def test_text_that_cannot_be_looked_for_is_refused_in_a_sentence(lake: Library, text: str) -> None:
    """Too short, too long, or of nothing but common words."""
    with pytest.raises(TextRefused, match=r"\w+ .*\."):
        await lake.check_quote("a", text)


async def test_other_collections_are_not_looked_through(lake: Library) -> None:
    """What one community stored, another never learns of."""
    check = await lake.check_quote(
        "b", "It does not run in winter, and no one swims. https://example.org/lake"
    )
    assert (check.match, check.named) == (QuoteMatch.NOT_FOUND, None)


def test_terminal_checks_a_text(pullquote: Terminal, tmp_path: Path) -> None:
    """From an argument, a file or standard input, for reading and as JSON."""
    (tmp_path / "a.txt").write_text("Ferries\n\nThe last ferry leaves at nine. Its captain is Peter Holm.")
    pullquote("add", tmp_path / "a.txt")
    assert "[-nine-]{+ten+}" in pullquote("check", "The last ferry leaves at ten.").stdout
    found = json.loads(pullquote("check", "--json", input="The last ferry leaves at nine").stdout)
    assert (found["match"], found["quote"]["text"]) == ("verbatim", "The last ferry leaves at nine")
    (tmp_path / "m.txt").write_text("Nothing of the kind is said here, ferry.")
    assert "No stored article says this." in pullquote("check", "--file", tmp_path / "m.txt").stdout
    assert pullquote("check", "short").returncode == 1
