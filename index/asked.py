"""What kind of thing a question asks for, and whether a sentence mentions one: an age, a time, a number.

Kinds are recognised by English cue words only; where there is none, nothing is asked for and
nothing changes. On SQuAD 2.0 dev a sentence of the right kind is worth preferring for ages, times and
numbers. For names (who) and places (where) it is not: nearly every sentence has one.
"""

import re
from enum import Enum

from index.models import Span

_NUMBER_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    million billion dozen half twice once both several couple
""".split()
_MONTHS = "January February March April May June July August September October November December".split()
_DECADES = "teens teenagers? twenties thirties forties fifties sixties seventies eighties nineties".split()


class Kind(Enum):
    """Each kind with the pattern of what a sentence that answers has in it."""

    AGE = re.compile(
        rf"\b(?:aged?|years?[ -]old|age of|born|{'|'.join(_DECADES)})\b",
        re.IGNORECASE,
    )
    TIME = re.compile(
        rf"""\b(?: 1\d{{3}}s? | 20\d\ds? | {"|".join(_MONTHS)} | (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day
          | century | centuries | BC | AD | yesterday | today | tomorrow
          | (?:last|next|this|past|following|previous)
            \ (?:spring|summer|autumn|fall|winter|year|month|week|night) )\b""",
        re.VERBOSE,
    )
    NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_NUMBER_WORDS)})s?\b", re.IGNORECASE)

    def is_in(self, sentence: str) -> bool:
        """Whether the sentence mentions something of this kind."""
        return bool(self.value.search(sentence))


_CUES = {
    Kind.AGE: re.compile(r"\b(?:how old|what age)\b", re.IGNORECASE),
    Kind.TIME: re.compile(
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade)\b", re.IGNORECASE
    ),
    Kind.NUMBER: re.compile(
        r"\bhow (?:many|much|long|far|tall|big|large|high|fast|often|deep|wide|heavy)\b"
        r"|\bwhat (?:percent\w*|number|amount|share|population)\b",
        re.IGNORECASE,
    ),
}


def find_cue(question: str) -> tuple[Kind, Span] | None:
    """The kind that the question asks for, and where it says so; None if it does not."""
    for kind, cue in _CUES.items():
        if found := cue.search(question):
            return kind, Span(*found.span())
    return None
