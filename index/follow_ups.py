"""What a follow-up takes along from the question before it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.asked import Kind, find_cue
from index.question._typed import take_apart
from index.text import terms

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_OPENS = re.compile(
    r"^\W*(?:and|but|so|or|also|then|what about|how about|what else|who else|why)\b\W*", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """The words taken along, as written, and what the earlier question asked for if this one does not say."""

    words: tuple[str, ...] = ()
    kind: Kind | None = None


def carry(text: str, earlier: str, earlier_carried: Sequence[str] = ()) -> Carried:
    """What a question takes along from an earlier one and from what that had taken along itself."""
    plain = take_apart(text).plain
    if not depends(plain):
        return Carried()
    own = set(terms(plain))
    words: dict[str, str] = {}
    for word in (*_WORD.findall(take_apart(earlier).plain), *earlier_carried):
        found = terms(word)
        if found and not own.issuperset(found):
            words.setdefault(" ".join(found), word)
    cue = find_cue(earlier) if not find_cue(plain) and not own else None
    return Carried(tuple(words.values()), cue[0] if cue else None)


def depends(plain: str) -> bool:
    """Whether the question cannot be understood by itself."""
    own = terms(plain)
    if not own:
        return True
    opens = _OPENS.match(plain)
    if opens and opens.group().split()[0].lower().strip(",") in {"and", "but", "so", "or", "also", "then"}:
        return True
    return bool(_PRONOUN.search(plain))
