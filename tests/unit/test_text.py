import pytest

from index.text import find_tokens, fold_title, iter_sentences, language_of, terms
from index.text._sentences import _borders


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
        ("naïve Ångström re\u0301sume\u0301s", ["naiv", "angstrom", "resum"]),
        ("ﬁre and １２", ["fire", "12"]),
        ("北京天气", ["北京", "京天", "天气"]),
        ("天", ["天"]),
        ("서울에서", ["서울", "울에", "에서"]),
        ("रूस और यूक्रेन", ["रूस", "यूक्रेन"]),
        ("Ёлка елка", ["елк", "елк"]),
        ("foo_bar COVID-19", ["foo", "bar", "covid", "19", "covid19"]),
        ("the e-mail of the co-operative", ["e", "mail", "email", "co", "oper", "cooper"]),
        ("Wi\u2011Fi", ["wi", "fi", "wifi"]),
        ("one-of state-of-the-art re-do", ["state", "art"]),
        ("rock'n'roll and rock ’n’ roll", ["rock", "roll", "rock", "roll"]),
        ("1.000 1'000 1,234,567 12.5 12,5", ["1000", "1000", "1234567", "12.5", "12.5"]),
        ("1.000,50 1,000.50 0.125 0,125", ["1000.50", "1000.50", "0.125", "0.125"]),
        ("1 000 men", ["1", "000", "1000", "man"]),
        ("12\u202f345\u00a0678", ["12", "345", "678", "12345678"]),
        ("in 2015 300 on 1.5.2020", ["2015", "300", "1.5.2020"]),
        ("1990,1991 1990-91 5km", ["1990", "1991", "1990", "91", "5km"]),
        ("U.S. U.S u.s. u.s US U.S.’s", ["us"] * 6),
        ("give us the u.k. and UK, E.U.", ["uk", "uk", "eu"]),
        ("at 5 p.m. or 5pm, e.g.", ["5", "pm", "5pm", "eg"]),
        ("James James’s James' James‘s", ["jame"] * 4),
        ("the boys’ and boys's", ["boy", "boy"]),
        ("dont whos its theyll don`t", []),
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
    text = "In cafe\u0301, Korea’s 1,000 हिन्दी"
    expected = ["cafe\u0301", "Korea’s", "1,000", "हिन्दी"]
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


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Welche Häuser haben die Brüder gebaut?", "Sie haben das Haus mit einem Bruder gebaut."),
        ("Qui a conduit les chevaux de l’empereur ?", "Il conduit le cheval des empereurs dans les rues."),
        ("¿Quién vio las canciones nacionales?", "Es una canción nacional que vieron ayer."),
        ("Какие города построили рабочие?", "Город построил рабочий."),
        ("من كتب الكتاب؟", "كتب كتابا"),
        ("लड़कों ने क्या खाया?", "लड़के"),
        ("Ποιος είδε τους δρόμους;", "ο δρόμος"),
    ],
)
def test_inflections_of_each_language_find_each_other(asked: str, said: str) -> None:
    """A question finds what an article says in another case, number or gender, with or without its article."""
    assert set(terms(asked)) & set(terms(said))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who was in Des Moines when Merkel died?", "english"),
        ("Was war die Hauptstadt in Bayern?", "german"),
        ("Qui a construit le pont ?", "french"),
        ("¿Quién construyó el puente?", "spanish"),
        ("Quem construiu a ponte?", "portuguese"),
        ("Chi ha costruito il ponte?", "italian"),
        ("Wie heeft de brug gebouwd?", "dutch"),
        ("Vem byggde bron?", "swedish"),
        ("Kto zbudował most?", "polish"),
        ("Köprüyü kim yaptı?", "turkish"),
        ("Qui va construir el pont?", "catalan"),
        ("De\u0301tective qui a e\u0301te\u0301 vu", "french"),
        ("Merkel", "english"),
        ("Die Hard", "english"),
        ("北京", "english"),
        ("", "english"),
    ],
)
def test_the_language_is_known_by_the_common_words(text: str, expected: str) -> None:
    """A short question is enough; a name alone, in any language, counts as English."""
    assert expected == language_of(text)


def test_stop_words_of_one_language_are_words_of_another() -> None:
    """What says nothing in German ("die") is what a question in English is about."""
    assert "die" in terms("When did the emperor die?")
    assert "die" not in terms("Wer hat die Brücke gebaut?")


def test_letters_settle_a_words_language_whatever_is_around() -> None:
    """A Russian name in an English article is found by a Russian question."""
    assert set(terms("The word for cities is города, he said.")) & set(terms("Что такое город?"))


def test_thai_words_are_matched_by_what_belongs_together() -> None:
    """A vowel stays with the consonant that it is spoken after, before which it is written."""
    assert terms("กรุงเทพ") == ["กรุ", "รุง", "งเท", "เทพ"]


@pytest.mark.parametrize(
    "text",
    [
        "“Is it you?” Ri asked. | He left.",
        "“Go!” the old man shouted. | Nobody moved.",
        "“Who is there?” said the king. | “It is I.”",
        "“Are you well?” Anna Maria asked. | She nodded.",
        '"Stop!" she cried. | "I will not."',
        "“He left.” | “She stayed.”",
        "He said, “It rains. We stay.” | Then he left.",
        "“Why?” | The answer came late.",
        "Dr. Smith came. | He left.",
        "Mr. and Mrs. Bennet vs. Mr. Darcy. | The end.",
        "Gov. Brown and Gen. Lee met. | They ate.",
        "J. R. R. Tolkien wrote it. | It sold.",
        "See No. 5 of the list. | It helps.",
        "On p. 12 it says so. | He read it.",
        "In St. Petersburg it snows. | We go.",
        "At 5 p.m. | He left.",
        "Apple Inc. sold it. | People paid.",
        "The U.S. Army came. | It stayed.",
        "He lives in the U.S. | She does not.",
        "Fruit, e.g. apples, is good. | Eat it.",
        "The rest, i.e. all, stayed. | Nobody left.",
        "Born Jan. 5, 1900. | Died later.",
        "Wait... what? | Yes.",
        "It is 3.5 km. | Far.",
        "It cost $5. | Ten people paid.",
        "It took 1,000 years. | Then it fell.",
        "See https://example.org/a.b?c=d for more. | Thanks.",
        "Write to a.b@example.org today. | Thanks.",
        "What?! | No.",
        "Really? | Yes! | Good.",
        "这是第一句。 | 这是第二句! | 好吗？ | 好。",
        "「行こう。」と彼は言った。 | 雨だ。",
        "今日は雨です。 | 明日は晴れます。",
        "वह गया। | वह आया।",
        "هل جاء؟ | نعم جاء.",
        "„Wer ist das?“, fragte er. | Niemand wusste es.",
        "„Wer ist das?“ fragte der Mann. | Niemand wusste es.",
        "Sie kamen am 3. Oktober und blieben. | Er ging mit ihnen.",
        "Das gilt z. B. für die Kinder, ca. 5 km von hier. | Sie haben es nicht gewusst.",
        "«Кто это?» — спросил он. | Никто не знал.",
        "«Я ушёл». | Он остался.",
        "El Sr. García llegó con la Sra. López. | Se fue.",
        "¿Quién llegó? | ¡Nadie!",
        "«Qui est là ?» demanda le roi. | Il est parti.",
        "Il est parti. | Elle est restée avec lui.",
        "Chi ha fatto questo? | Non lo so.",
        "Ben geldim. | O gitti.",
        "비가 온다. | 우리는 집에 있다.",
        "Ήρθε χθες. | Έφυγε σήμερα.",
    ],
)
def test_sentences_end_where_a_bar_stands(text: str) -> None:
    """Abbreviations, initials, numbers, addresses and speakers end none, in whatever language; quotations may."""
    expected = text.split(" | ")
    joined = " ".join(expected)
    assert expected == [span.of(joined) for span in iter_sentences(joined)]


def test_a_line_after_a_quotation_is_no_speaker() -> None:
    """Who said it stands on the same line."""
    text = "“Go!”\n\nthe road home"
    assert [span.of(text) for span in iter_sentences(text)] == ["“Go!”", "the road home"]
