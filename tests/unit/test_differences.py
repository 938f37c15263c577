import random

from hypothesis import given
from hypothesis import strategies as st

from index.differences import Difference, Piece, find_differences
from index.text import iter_sentences

SENTENCES = st.lists(
    st.sampled_from(
        ["The tide rose.", "The tide fell.", "Nobody saw it.", "A boat came in at nine.", "It rained."]
    ),
    max_size=12,
)


def marked(difference: Difference) -> str:
    """The difference as a line: [-what went-] and {+what came+}."""
    before = "".join(
        f"[-{piece.text}-]" if piece.is_changed else piece.text for piece in _flat(difference.before)
    )
    after = "".join(
        f"{{+{piece.text}+}}" if piece.is_changed else piece.text for piece in _flat(difference.after)
    )
    return f"{before} | {after}"


def _flat(lines: tuple[tuple[Piece, ...], ...]) -> list[Piece]:
    return [piece for line in lines for piece in line]


def test_a_changed_word_is_marked_within_its_sentence() -> None:
    """Of a sentence that was changed only the words that differ are marked."""
    old = "The last ferry leaves at nine. Its captain is Peter Holm."
    new = "The last ferry leaves at ten. Its captain is Peter Holm."
    (found,) = find_differences(old, new)
    assert marked(found) == ("The last ferry leaves at [-nine-]. | The last ferry leaves at {+ten+}.")


def test_sentences_that_came_or_went_stand_alone() -> None:
    """What was added has nothing before it, what was left out nothing after it."""
    old = "The tide rose. Nobody saw it. It rained."
    new = "The tide rose. It rained. A boat came in at nine."
    gone, came = find_differences(old, new)
    assert marked(gone) == "[-Nobody saw it.-] | "
    assert marked(came) == " | {+A boat came in at nine.+}"


def test_a_sentence_that_says_something_else_is_not_compared_by_words() -> None:
    """Where two sentences share hardly a word, both are marked whole."""
    (found,) = find_differences("The tide rose over the quay.", "Nobody heard when Anna left.")
    assert marked(found) == "[-The tide rose over the quay.-] | {+Nobody heard when Anna left.+}"


def test_the_same_sentences_in_other_paragraphs_are_no_difference() -> None:
    """Line ends and blanks between sentences do not count."""
    assert find_differences("It rained. The tide rose.", "It rained.\n\nThe tide rose.\n") == []


@given(SENTENCES, SENTENCES)
def test_differences_lead_from_the_one_text_to_the_other(some: list[str], others: list[str]) -> None:
    """Taking away what went and putting in what came turns the old text into the new one, in order."""
    old, new = " ".join(some), " ".join(others)
    sentences = [span.of(old) for span in iter_sentences(old)]
    for difference in reversed(find_differences(old, new)):
        before = ["".join(piece.text for piece in line) for line in difference.before]
        after = ["".join(piece.text for piece in line) for line in difference.after]
        end = difference.place + len(before)
        assert before == sentences[difference.place : end]
        sentences[difference.place : end] = after
    assert sentences == [span.of(new) for span in iter_sentences(new)]


def test_a_long_text_with_many_changes_is_compared_sentence_by_sentence() -> None:
    """Of thousands of sentences every other one changed, and each change is found in its place."""
    letters = random.Random(5)
    words = ["".join(letters.choices("abcdefgh", k=6)) for _ in range(3_000)]
    old = [f"Number {words[n]} stands in row {n} of the long list." for n in range(3_000)]
    new = [line.replace("stands", "lies") if n % 2 else line for n, line in enumerate(old)]
    found = find_differences(" ".join(old), " ".join(new))
    assert len(found) == 1_500
    assert all(len(each.before) == len(each.after) == 1 for each in found)


def test_a_text_of_one_repeated_sentence_is_compared_in_no_time() -> None:
    """What repeats itself thousands of times, and would take forever to align, is told as one change."""
    old = " ".join(["The tide rose."] * 20_000)
    new = " ".join("The tide fell." if n % 3 else "The tide rose." for n in range(20_000))
    found = find_differences(old, new)
    assert sum(len(each.before) for each in found) >= 13_000
