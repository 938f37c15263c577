import subprocess
import sys
from random import Random

import pytest

from index.duplicates import MIN_WORDS, is_nearly_same, sketch_of

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def words(count: int, seed: int = 1) -> list[str]:
    """Words that nobody ever wrote."""
    random = Random(seed)
    return ["".join(random.choices(_SYLLABLES, k=3)) for _ in range(count)]


def changed(text: list[str], *places: int) -> list[str]:
    """The same with other words in some places."""
    return [f"{word}xx" if at in places else word for at, word in enumerate(text)]


def shared_bands(text: str, other: str) -> int:
    return len(set(sketch_of(text)) & set(sketch_of(other)))


def test_nine_tenths_of_the_shingles_are_the_limit() -> None:
    """Of n words, n - 3 shingles; each lone changed word costs four of them on both sides."""
    text = words(203)
    # 200 shingles: two words changed leave 192 of 208 in both, 0.923; three leave 188 of 212, 0.887.
    assert is_nearly_same(" ".join(text), " ".join(changed(text, 50, 100)))
    assert not is_nearly_same(" ".join(text), " ".join(changed(text, 50, 100, 150)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1874", "1875"),
        ("14 of 20", "20 of 14"),
        ("three", "four"),
        ("was guilty", "was not guilty"),
        ("7", ""),
    ],
)
def test_other_numbers_and_negations_are_never_the_same(before: str, after: str) -> None:
    """Reports from one mould that differ in a figure alone stay apart, and are not even compared."""
    text = " ".join(words(300))
    first, second = f"{text} in {before} {text}", f"{text} in {after} {text}"
    assert not is_nearly_same(first, second)
    assert shared_bands(first, second) == 0


def test_case_signs_and_forms_do_not_matter() -> None:
    """A copy with other quotation marks, line breaks and capitals is the same, and is found."""
    text = [*words(120), "“ﬁne”", "it’s", "Ünder"]
    copy = "\n\n".join(word.upper() for word in text).replace("“", '"').replace("ﬁ", "fi").replace("FI", "fi")
    assert is_nearly_same(" ".join(text), copy)
    assert shared_bands(" ".join(text), copy) == 8


def test_texts_that_are_nearly_the_same_are_found_by_their_sketches() -> None:
    """Of a thousand pairs at the limit, hardly one has no band in common; unlike texts have none."""
    found = 0
    for seed in range(1_000):
        text = words(203, seed)
        found += shared_bands(" ".join(text), " ".join(changed(text, 50, 100))) > 0
    assert found >= 998
    assert (
        sum(shared_bands(" ".join(words(203, n)), " ".join(words(203, n + 5_000))) for n in range(300)) == 0
    )


def test_short_texts_have_no_sketch_and_are_the_same_only_word_by_word() -> None:
    """In a few words each one counts."""
    text = words(MIN_WORDS - 1)
    assert sketch_of(" ".join(text)) == ()
    assert is_nearly_same(" ".join(text), "\n".join(text))
    assert not is_nearly_same(" ".join(text), " ".join(changed(text, 20)))
    assert len(sketch_of(" ".join(words(MIN_WORDS)))) == 8


def test_texts_without_spaces_are_compared_sign_by_sign() -> None:
    """A Chinese text with one sign changed in a hundred and fifty is nearly the same, and is found."""
    text = "".join(chr(0x4E00 + Random(3).randrange(1_000) * 7 % 2_000 + at * 11) for at in range(150))
    assert is_nearly_same(text, text[:70] + "灯" + text[71:])
    assert shared_bands(text, text[:70] + "灯" + text[71:]) > 0
    assert not is_nearly_same(text, text[:20] + "灯" + text[21:70] + "灯" + text[71:120] + "灯" + text[121:])


def test_long_texts_are_sketched_in_parts_with_the_same_result() -> None:
    """A text is found by the same bands if it only says twice what it says."""
    text = " ".join(words(9_000))
    assert shared_bands(text, f"{text} {text}") == 8


def test_sketches_are_the_same_in_every_process() -> None:
    """What one process stores another finds: nothing depends on a seed of the process's own."""
    text = " ".join(words(60))
    code = f"from index.duplicates import sketch_of; print(sketch_of({text!r}))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == str(sketch_of(text))
