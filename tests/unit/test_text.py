import pytest

from index.text import find_tokens, fold_title, iter_sentences, language_of, terms


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
        ("Ilhan Omar threat man pleaded guilty", "english"),
        ("ada winters bridge", "english"),
        ("old man dies at war?", "english"),
        ("kim novak interview", "english"),
        ("wer baute den pont", "german"),
        ("Wer baute Brücken", "german"),
        ("北京", "english"),
        ("", "english"),
    ],
)
def test_the_language_is_known_by_the_common_words(text: str, expected: str) -> None:
    """A short question is enough; a name alone, and a few words that English has too, count as English."""
    assert expected == language_of(text)


def test_stop_words_of_one_language_are_words_of_another() -> None:
    """What says nothing in German ("die") is what a question in English is about."""
    assert "die" in terms("When did the emperor die?")
    assert "die" not in terms("Wer hat die Brücke gebaut?")


@pytest.mark.parametrize("sign", [".", ". ", ":1", '."', ".[", "(a. b) ", "“x. y” "])
def test_no_row_of_signs_keeps_the_sentences_waiting(sign: str) -> None:
    """A line of dots as long as a book is divided like any other text, and does not take a lifetime."""
    text = f"Contents.{sign * 30_000}x"
    spans = list(iter_sentences(text))
    assert text.split() == " ".join(span.of(text) for span in spans).split()


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


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Adams and Mrs. Lee came late. |They were tired.",
        "Some fruit, e.g. Apples and pears, was sold. |It was cheap.",
        "The U.S. Senate voted on it. |The House did not.",
        "He moved to the U.K. |His wife stayed in Spain.",
        "He sold it to Acme Inc. in May. |They paid well.",
        "Acme Corp. said it would close the plant. |Workers protested.",
        "Symphony No. 5 was written in 1808. |It is short.",
        "As shown in Fig. 3, it falls. |Then it rises.",
        "Brown vs. Board of Education was decided in 1954. |It changed schools.",
        "The train left at 5 a.m. and came at 3 p.m. on Sunday. |Nobody was there.",
        "He came on Jan. 5 and left on Sept. 12, 2001. |She stayed.",
        "Gen. Grant, Col. Hays and Lt. Gov. Mills met Sen. Ted Kennedy. |Rep. Smith was away.",
        "Miller et al. found no effect. |Others did.",
        "He brought pens, paper, etc. |She brought nothing.",
        "Martin Luther King Jr. was born in Atlanta. |He died in Memphis.",
        "In Washington, D.C., it rained. |In Boston it snowed.",
        "J. R. R. Tolkien wrote it. |C. S. Lewis read it.",
        "George W. Bush won. |Al Gore lost.",
        "She got vitamin C. |Then she felt better.",
        "He fought in World War I. |He came home in 1918.",
        "“I am here,” he said. |“Where are you?” she asked. |Nobody answered.",
        '"Why?" nobody asked. |"Tell me."',
        "“Stop!” he shouted, “or I shoot.” |They stopped.",
        "She said, “He told me, ‘Go away!’ and left.” |I believed her.",
        "‘I came home late.’ |The dog was asleep.",
        "Yahoo! was founded in 1994. |It was sold in 2017.",
        "“We will win.” |He smiled.",
        '"I know," she said. |"But how?"',
        "She asked, “Who are you?” |He did not answer.",
        "“Who did it?” the police wanted to know. |Nobody told them.",
        "I wonder... |Maybe he knows.",
        "Well . . . it was late. |We left.",
        "(He left.) |She stayed.",
        "He left (she did not know why!) and came back. |It was late.",
        "The film (dir. by A. Smith) was long. |People slept.",
        "It grew fast.[3] |Then it stopped.[4][5] |It is gone.",
        "- Milk. |\n- Bread |\n- Eggs",
        "You need:\n|* a pan\n|* some oil",
        "• One thing. |It is small.\n|• Another thing.",
        "History\n\n|The town was founded in 1200. |It grew.",
        "## Results\n|We found nothing. |It was late.",
        "# Title\n\n|Text of it. |More text.",
        "He came home,\n\n|and then he slept.",
        "Visit www.example.com or example.org. |It is free.",
        "Pi is about 3.14. |It never ends.",
        "Version 2.0.1 came out in May. |Version 3. was never made.",
        "It starts at 10.30 and ends at 11.45. |Come early.",
        "In 1998. |In 1999 it was over.",
        "It was 1914. |War began.",
        "他说：“我不去。”|然后他走了。",
        "他喜欢《三国演义》。|我不喜欢。",
        "第一章\n\n|从前有一座山。|山上有庙。",
        "他说:「你好。」|她笑了。",
        "「はい。」|「いいえ。」",
        "彼は『こころ』を読んだ。|面白かった！",
        "그는 갔다. |그녀는 남았다. |왜?",
        '"집에 가자."라고 그가 말했다. |비가 왔다.',
        "यह 3.5 किमी है। |बहुत दूर है।",
        "ماذا حدث؟ |لا أحد يعرف. |ذهب الرجل إلى البيت.",
        "Am 3. Oktober kam er. |Sie war schon da.",
        "Er wohnt in der Hauptstr. 5 bei Dr. Müller. |Sie wohnt nebenan.",
        "Kaiser Karl V. war nicht da. |Ludwig XIV. lebte noch.",
        "»Wer ist da?« fragte der Mann. |Niemand antwortete.",
        "Das Haus Nr. 7 ist alt. |Es wurde bzw. wird verkauft.",
        "M. Dupont est arrivé. |Mme Durand est partie.",
        "« Où vas-tu ? » demanda-t-elle. |Il ne répondit pas.",
        "Il a dit : « Je ne sais pas. » |Puis il est sorti.",
        "Né en 1802 av. J.-C., il est mort. |C’était la fin.",
        "¿Dónde estás? |¡Aquí! |Ven pronto.",
        "—¿Quién es? —preguntó ella. |Nadie respondió.",
        "Ud. no sabe nada. |Yo tampoco.",
        "Это было в XIX в. и позже, т. е. давно. |Все забыли.",
        "А. С. Пушкин родился в 1799 году. |Он был поэтом.",
        "Он сказал: «Я не знаю». |Потом ушёл.",
        "— Кто там? — спросил он. |— Это я.",
        "นี่คืออะไร? |ไม่มีใครรู้",
        "Dhr. Jansen woont in Den Haag. |Hij werkt bij de bank.",
        "Prof. Nowak przyszedł np. wczoraj. |Było zimno.",
        "He scored 3–2 vs. Spain! |What a night!",
        "What?? |No!! |Yes.",
        "The company, founded by John F. Kennedy Jr. and Michael J. Berman, closed. |It had debts.",
        "Adm. Smith retired. |Capt. Jones and Sgt. Miller did not.",
        "Does it work? |1. Yes, it does.",
    ],
)
def test_sentences_end_at_bars_written_beforehand(text: str) -> None:
    """Borders as people set them, written down before any code was run on them; a bar takes no room."""
    expected = [part.strip() for part in text.split("|")]
    joined = text.replace("|", "")
    assert expected == [span.of(joined) for span in iter_sentences(joined)]


def test_sentences_too_long_for_a_quote_are_divided() -> None:
    """Lines without full stops, long enumerations and Thai phrases give quotes that can be read."""
    lines = "\n".join(["a line of a poem that has no full stop"] * 30)
    points = "; ".join(["one of the many points that are counted up here"] * 20)
    phrases = " ".join(["แม่น้ำสูงขึ้นในวันจันทร์และผู้คนออกจากบ้าน"] * 20)
    for text, most in ((lines, 300), (points, 300), (phrases, 300)):
        found = [span.of(text) for span in iter_sentences(text)]
        assert len(found) > 1
        assert max(map(len, found)) <= most
        assert "".join(text.split()) == "".join("".join(found).split())


def test_long_quotations_are_divided_and_short_ones_are_not() -> None:
    """A quotation of a few sentences is quoted whole, and a speech sentence by sentence."""
    short = "He said, “" + "It rains here. " * 3 + "It is late.” Then he left."
    assert len(list(iter_sentences(short))) == 2
    long = "He said, “" + "It rains here. " * 30 + "It is late.” Then he left."
    assert len(list(iter_sentences(long))) == 32
