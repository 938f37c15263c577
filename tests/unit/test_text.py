import pytest

from index.text import _borders, find_tokens, fold_title, iter_sentences, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the capital of France?", ["capit", "franc"]),
        ("running runs run", ["run", "run", "run"]),
        ("U.S. troops", ["us", "troop"]),
        ("1,000 and 3.5 million", ["1000", "3.5", "million"]),
        ("Korea’s, Korea's, Koreaʼs", ["korea", "korea", "korea"]),
        ("the boys' house", ["boy", "hous"]),
        ("don’t won't it's", []),
        ("naïve Ångström e\u0301te\u0301", ["naiv", "angstrom", "ete"]),
        ("ﬁre and １２", ["fire", "12"]),
        ("北京天气", ["北京", "京天", "天气"]),
        ("天", ["天"]),
        ("서울에서", ["서울", "울에", "에서"]),
        ("रूस और यूक्रेन", ["रूस", "और", "यूक्रेन"]),
        ("Ёлка елка", ["елка", "елка"]),
        ("foo_bar COVID-19", ["foo", "bar", "covid", "19"]),
        ("WHO IS IT", []),
        ("WHO?", ["who"]),
        ("chain-of-command", ["chain", "command"]),
        ("WHO vs who", ["who", "vs"]),
        ("it hurts US", ["hurt", "us"]),
        ("🦓 … —", []),
        ("", []),
    ],
)
def test_words_are_found_in_whatever_form_they_are_written(text: str, expected: list[str]) -> None:
    """Spelling, inflection and script do not come between a question and an article."""
    assert expected == terms(text)


def test_accents_and_possessives_keep_their_place() -> None:
    """A term normalised in length still points at the whole word as it stands."""
    text = "In e\u0301te\u0301, Korea’s 1,000 हिन्दी"
    expected = ["e\u0301te\u0301", "Korea’s", "1,000", "हिन्दी"]
    assert expected == [text[token.start : token.end] for token in find_tokens(text)]


def test_titles_compare_as_people_do() -> None:
    """Case, accents and blanks make no other title."""
    assert fold_title("  The\nCAFÉ  noir ") == "the cafe noir"


def test_sentences_end_where_people_end_them() -> None:
    """Abbreviations and numbers end no sentence; points of a list are sentences of their own."""
    text = "Dr. Smith paid $3.5 million. He left.\n- One point\n- Another"
    expected = ["Dr. Smith paid $3.5 million.", "He left.", "- One point", "- Another"]
    assert expected == [span.of(text) for span in iter_sentences(text)]


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u2028", "\u3000"])
def test_wide_blanks_stop_no_sentence_from_being_found(blank: str) -> None:
    """A letter, a blank as web pages have it and a full stop are text like any other."""
    text = f"Take vitamin C{blank}. It helps. I{blank}.{blank}.{blank}."
    assert [span.of(text) for span in iter_sentences(text)][1] == "It helps."


def test_what_the_divider_fails_at_is_one_sentence() -> None:
    """A text at which the library for sentences panics is kept whole, and nothing ends."""
    assert _borders("I\u00a0.\u00a0.\u00a0.") == [(0, 7)]


def test_irregular_forms_are_one_term() -> None:
    """A question in the present finds what an article tells in the past, also where the verb is irregular."""
    assert terms("Who wrote it, who has written it, who will write it?") == ["write"] * 3
    assert terms("women caught geese") == terms("woman catch goose")
