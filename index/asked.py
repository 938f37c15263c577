"""What kind of thing a question asks for, and whether a sentence mentions one that the question does not.

Kinds are recognised by English cue words only; where there is none, nothing is asked for and nothing
changes. What a sentence mentions counts only if it is news to the question: in "Who won in 1990?" the
1990 is no answer.
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
_WORD = re.compile(r"\w+")


class Kind(Enum):
    """Each kind with the pattern of what a sentence that answers has in it."""

    AGE = re.compile(rf"\b(?:aged?|years?[ -]old|age of|born|{'|'.join(_DECADES)})\b", re.IGNORECASE)
    TIME = re.compile(
        rf"""\b(?: 1\d{{3}}s? | 20\d\ds? | {"|".join(_MONTHS)} | (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day
          | century | centuries | BCE? | AD | CE | yesterday | today | tomorrow
          | (?:last|next|this|past|following|previous)
            \ (?:spring|summer|autumn|fall|winter|year|month|week|night) )\b""",
        re.VERBOSE,
    )
    NUMBER = re.compile(rf"\d[\d.,]*|\b(?:{'|'.join(_NUMBER_WORDS)})s?\b", re.IGNORECASE)
    # A word with a capital that does not open a sentence.
    NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w’'-]+")
    PLACE = re.compile(
        r"""\b(?: (?: in | at | near | from | to | of | on | into | across | outside | around | between
                | through ) \ (?:the\ )?[A-Z]\w+
          | (?:north|south|east|west)\w* | city | country | region | river | town | state | area )\b""",
        re.VERBOSE,
    )
    REASON = re.compile(
        r"""\b(?: because | due\ to | since | so\ that | in\ order\ to | therefore | thus | as\ a\ result
          | cause[sd]? | reasons? | led\ to | leads?\ to | result(?:ed|s)?\ in
          | to\ (?:avoid|prevent|protect|reduce|increase|make|help|get|keep|ensure|allow) )\b""",
        re.VERBOSE | re.IGNORECASE,
    )

    def is_in(self, sentence: str, known: frozenset[str] = frozenset()) -> bool:
        """Whether the sentence mentions something of this kind in words that are not all ``known``.

        The known words are in small letters.
        """
        return any(
            not known.issuperset(_WORD.findall(found.group().lower()))
            for found in self.value.finditer(sentence)
        )


_CUES = {
    Kind.AGE: re.compile(r"\b(?:how old|what age)\b", re.IGNORECASE),
    Kind.TIME: re.compile(
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|era|period|time)\b", re.IGNORECASE
    ),
    Kind.NUMBER: re.compile(
        r"\bhow (?:many|much|long|far|tall|big|large|high|fast|often|deep|wide|heavy)\b"
        r"|\b(?:what|which) (?:percent\w*|proportion|number|amount|share|population|size|price|cost)\b",
        re.IGNORECASE,
    ),
    Kind.REASON: re.compile(r"\bwhy\b|\b(?:for )?what reason\b|\bwhat caused\b", re.IGNORECASE),
    Kind.NAME: re.compile(
        r"""\b(?: who | whom | whose
          | which\ (?:person|people|man|woman|king|queen|president|leader|author|scientist|player|actor)
          )\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
    Kind.PLACE: re.compile(
        r"""\bwhere\b
          | \b(?:what|which)\ (?:city|country|place|state|region|town|river|location|island|continent
              |county|area|province)\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
}


def find_cue(question: str) -> tuple[Kind, Span] | None:
    """The kind that the question asks for, and where it says so; None if it does not."""
    for kind, cue in _CUES.items():
        if found := cue.search(question):
            return kind, Span(*found.span())
    return None


# What opens a question, in the languages that replies are written in and some more.
_OPENINGS = re.compile(
    r"""\W* (?: who(?:se|m|['’]s)? | what(?:['’]s)? | when | where(?:['’]s)? | why | how | which
      | (?: is | are | was | were | does | do | did | has | have | had | can | could | will | would | should )
        \ (?: there | it | he | she | they | we | you | the | a | an | any | anyone | anybody | someone
            | this | that | these | those | [A-Z]\w+ )
      | wer | wen | wem | wessen | was | wann | wo | woher | wohin | warum | wieso | weshalb | wie
      | welche[rsnm]?
      | qui | que | quoi | quand | où | pourquoi | comment | combien | quel(?:le)?s? | est-ce
      | quién(?:es)? | qué | cuándo | dónde | cómo | cuánt[oa]s? | por\ qué
      | chi | quando | dove | perché | quem | onde
      | has? \ anyone | (?:does\ )? anyone \ know
      )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether the text looks like a question: by its mark, or by how it opens."""
    return bool(re.search(r"[?？؟]\s*(?:$|[\"”')\]]|\s)", text)) or bool(_OPENINGS.match(text))
