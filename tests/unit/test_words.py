import math

import pytest

from bot.citations import exact_link, written_date
from index.bm25 import BM25Index
from index.dates import find_date, is_iso
from index.models import Citation, Quote, Span
from index.sources.markdown import read_markdown
from index.sources.pasted import read_pasted
from index.text import iter_sentences, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She wants what they wanted", ["want", "want"]),
        ("Korea’s and Korea's", ["korea", "korea"]),
        ("1,000 of 1000", ["1000", "1000"]),
        ("The U.S. and the US, not us", ["us", "us"]),
        ("What did the WHO say?", ["who"]),
        ("WHO IS IT", []),
        ("WHO?", ["who"]),
        ("café naïve Café", ["cafe", "naiv", "cafe"]),
        ("天気がいい", ["天気", "気が", "がい", "いい"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("أَحْمَد احمد", ["احمد", "احمد"]),
        ("chain-of-command", ["chain", "command"]),
    ],
)
def test_words_become_the_terms_people_expect(text: str, expected: list[str]) -> None:
    """Inflection, accents, separators and possessives do not hide a word."""
    assert expected == terms(text)


def test_sentences_end_where_people_end_them() -> None:
    """Abbreviations and numbers end no sentence; points of a list are sentences of their own."""
    text = "Dr. Smith paid $3.5 million. He left.\n- One point\n- Another"
    expected = ["Dr. Smith paid $3.5 million.", "He left.", "- One point", "- Another"]
    assert expected == [span.of(text) for span in iter_sentences(text)]


def test_bm25_by_hand() -> None:
    """One passage of two terms, one asked: ln(2/1) times a tf part of one."""
    index = BM25Index()
    index.add([(5, ["a", "b"])])
    ((passage_id, score),) = index.top(["a"], 3)
    assert passage_id == 5
    assert math.isclose(math.log(2), score)
    assert index.top(["c"], 3) == []


def test_bm25_refuses_what_makes_no_sense() -> None:
    """Parameters that are no numbers and negative ids are refused; removing twice is no harm."""
    for k1, b in ((math.nan, 0.5), (math.inf, 0.5), (-1.0, 0.5), (1.0, 2.0)):
        with pytest.raises(ValueError, match="k1 must be finite"):
            BM25Index(k1, b)
    index = BM25Index()
    with pytest.raises(ValueError, match="must not be negative"):
        index.add([(-1, ["a"])])
    index.add([(1, ["a"]), (1, ["b"])])
    assert index.top(["a"], 3) == []
    index.remove([1, 1, 2])
    assert len(index) == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("via February 19th 2025", "2025-02-19"),
        ("Published: 3 March 2025, 14:02 GMT", "2025-03-03"),
        ("19.02.2025", "2025-02-19"),
        ("on 25/12/2024", "2024-12-25"),
        ("03/04/2025", None),
        ("31 February 2025", None),
        ("March 2025", None),
    ],
)
def test_dates_are_found_as_people_write_them(line: str, expected: str | None) -> None:
    """A whole date is read; one that could mean two days is not."""
    found = find_date(line)
    assert expected == (found[0] if found else None)


def test_iso_dates_may_be_as_precise_as_is_known() -> None:
    """A year, a month, a day and an instant are dates; other words are not."""
    assert all(is_iso(date) for date in ("2025", "2025-02", "2025-02-19", "2025-02-19T08:30:00Z"))
    assert not any(is_iso(date) for date in ("", "soon", "2025-13", "2025-W08", "19 February 2025"))


def test_pasted_page_gives_up_its_article() -> None:
    """Labels, captions, credits and buttons are left out and named; every line of the body stays."""
    page = (
        "World News\nhttps://e.org/a?b=1\nRiver Bursts Its Banks in the North\nBy Jane Doe and Al Lee, Staff Writers\n"
        "Updated March 4, 2025 | Published March 3, 2025\n\nA river burst its banks on Monday.\nHundreds fled.\n\n"
        "Advertisement\n\nPeople on a roof, March 2, 2025. (AP Photo/John Smith)\n\nWhat comes next\n\n“We ran,” said one.\n\n"
        "Read more: Other floods\n© 2025 Example News. All rights reserved."
    )
    article = read_pasted(page, "file")
    assert article.title == "River Bursts Its Banks in the North"
    assert article.author == "Jane Doe and Al Lee"
    assert article.url == "https://e.org/a?b=1"
    assert article.published_at in ("2025-03-03", "2025-03-04")
    expected = "A river burst its banks on Monday.\nHundreds fled.\n\nWhat comes next\n\n“We ran,” said one."
    assert expected == article.text
    assert "Advertisement" in article.left_out


def test_plain_note_is_kept_whole() -> None:
    """A text without a title keeps every line and is called by its file's name."""
    note = "This is about our rules. Be kind to each other.\n\nBy the way, photos are fine."
    article = read_pasted(note, "server-rules")
    assert (article.title, article.text) == ("Server rules", note)
    wrapped = "The lines of this text were broken by hand and so\nthey go on in the next line. It ends here."
    assert read_pasted(wrapped, "x").text == wrapped


def test_markdown_is_read_without_its_markup() -> None:
    """Words and structure stay; links, emphasis and front matter go."""
    source = '---\ndate: 2024-05-06\nauthor: "Ann"\n---\n# A *title*\n\nSome [link](http://x) text.\n\n- one\n- two\n'
    article = read_markdown(source, "x")
    assert (article.title, article.author, article.published_at) == ("A title", "Ann", "2024-05-06")
    assert article.text == "Some link text.\n\n- one\n- two"


def test_link_leads_to_the_exact_place() -> None:
    """A text fragment with the quote's words, dashes encoded; no link for what is no web address."""

    def link(url: str | None, text: str) -> str | None:
        return exact_link(
            Quote(1, text, Citation(1, None, "T", url, None, None), 1, Span(0, len(text)), 1.0, ())
        )

    assert link("https://e.org/a", "A well-known fact.") == "https://e.org/a#:~:text=A%20well%2Dknown%20fact."
    assert link("https://e.org/#s", "x") == "https://e.org/#s:~:text=x"
    long = link("https://e.org/", " ".join(f"w{n}" for n in range(40)))
    assert long == "https://e.org/#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w34%20w35%20w36%20w37%20w38%20w39"
    assert link("https://e.org/" + "a" * 480, "word " * 9) == "https://e.org/" + "a" * 480
    assert link("https://e.org/#a:~:text=b", "x y") == "https://e.org/#a:~:text=x%20y&text=b"
    assert link("https://e.org:99999/", "x") is None
    assert link("javascript:alert(1)", "x") is None
    assert link(None, "x") is None


def test_dates_are_written_as_precisely_as_known() -> None:
    """A month stays a month."""
    written = [
        written_date(Citation(1, None, "T", None, None, d)) for d in ("2025", "2025-02", "2025-02-19", None)
    ]
    assert written == ["2025", "February 2025", "19 February 2025", None]
