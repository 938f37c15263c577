"""The title of a PDF that does not name it: what is written largest on its first page."""

from collections import Counter
from collections.abc import Sequence

from index.sources.pdf._lines import Line

_MAX_TITLE_CHARS = 250
_MAX_TITLE_LINES = 4
# How much larger than the text a title is.
_LARGER = 1.15


def find_large_title(lines: Sequence[Line]) -> list[Line]:
    """The lines of the title on the first page with text: those in the largest letters.

    None where all letters are about as large.
    """
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    candidates = [line for line in first if sum(sign.isalpha() for sign in line.text) > 2]
    if not candidates:
        return []
    sizes = Counter[int]()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    largest = max(line.size for line in candidates)
    if largest < _LARGER * usual:
        return []
    start = next(at for at, line in enumerate(first) if line.size > 0.95 * largest and line in candidates)
    title: list[Line] = []
    for line in first[start : start + _MAX_TITLE_LINES]:
        if line.size < 0.95 * largest:
            break
        title.append(line)
    return title if sum(len(line.text) for line in title) <= _MAX_TITLE_CHARS else []
