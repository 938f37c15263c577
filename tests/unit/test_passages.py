from index.passages import MAX_WORDS, count_words, split

PARAGRAPH = "The river rose on Monday and the people of the lower town left their houses. "


def test_paragraphs_are_passages() -> None:
    """A paragraph of a usual length is found and quoted by itself."""
    text = f"{PARAGRAPH * 6}\n\n{PARAGRAPH * 7}"
    assert [PARAGRAPH.strip()] * 2 == [span.of(text)[: len(PARAGRAPH) - 1] for span in split(text)]


def test_short_paragraphs_are_joined() -> None:
    """A heading or a line of dialogue is found with what follows it."""
    text = f"A heading\n\n“We ran.”\n\n{PARAGRAPH * 3}"
    (passage,) = split(text)
    assert passage.of(text) == text.strip()


def test_long_paragraphs_are_cut_between_sentences() -> None:
    """However long a paragraph is, no passage is over the limit, and none ends within a sentence."""
    text = PARAGRAPH * 60
    passages = split(text)
    assert len(passages) > 1
    assert all(count_words(text, span) <= MAX_WORDS for span in passages)
    assert all(span.of(text).endswith("houses.") for span in passages)


def test_lines_wrapped_by_hand_are_not_torn() -> None:
    """In a text without blank lines a passage ends where a sentence does, not where a line does."""
    words = (PARAGRAPH * 30).split()
    text = "\n".join(" ".join(words[i : i + 11]) for i in range(0, len(words), 11))
    assert all(span.of(text).endswith("houses.") for span in split(text))


def test_thai_paragraphs_are_as_long_as_those_of_other_languages() -> None:
    """A paragraph of a hundred Thai words, spelt with four signs each, is one passage."""
    text = "แม่น้ำสูงขึ้นในวันจันทร์และผู้คนออกจากบ้าน " * 12
    assert len(split(text)) == 1
