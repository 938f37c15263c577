"""By what words questions refer to something before them, in English, German and French. Data only.

What a language lacks here is not seen in its questions; those of any other language depend on others only
when they have no words of their own.
"""

import re
from dataclasses import dataclass

from index.text import ENGLISH, language_of


@dataclass(frozen=True, slots=True)
class Cues:
    """Regular expressions."""

    opens: re.Pattern[str]
    """At the beginning: and, but, what about."""
    pronoun: re.Pattern[str]
    """A word that stands for something else, wherever it is."""
    expletive: re.Pattern[str]
    """The same words where they stand for nothing: it takes, is it true."""
    named: re.Pattern[str]
    """What a pronoun after it may stand for: the company, a cell."""
    owner: re.Pattern[str]
    """A pronoun that may stand for something of its own clause: "Where did Korea border its territory?\""""
    head: re.Pattern[str]
    """Before a pronoun what it cannot stand for: "the Italian title of" its book."""
    clause: re.Pattern[str]
    """Where a clause begins, before which must be what any other pronoun stands for."""
    asks_what: re.Pattern[str]
    """A question of few words that is a whole all the same: what is X."""
    asked_for: re.Pattern[str]
    """What is asked for, as a group, which a follow-up does not take along: which year."""
    capitals: bool = True
    """Whether a capital marks a name, which it does not where every noun has one."""


def cues_of(plain: str) -> Cues:
    """Those of the language that the question is in."""
    language = language_of(plain)
    if language == ENGLISH and _GERMAN_WORD.match(plain):  # "Und wann?", too short to be told by
        language = "german"
    elif language == ENGLISH and _FRENCH_WORD.match(plain):
        language = "french"
    return _CUES.get(language, _NONE)


def _cues(*, capitals: bool = True, **patterns: str) -> Cues:
    compiled = {name: re.compile(text, re.IGNORECASE | re.VERBOSE) for name, text in patterns.items()}
    return Cues(**compiled, capitals=capitals)


_GERMAN_WORD = re.compile(r"\W*(?:und|aber|wann|wo|wer|warum|wieso|wie viele|wieviele)\b", re.IGNORECASE)
_FRENCH_WORD = re.compile(r"\W*(?:et|mais|quand|où|qui|pourquoi|combien)\b", re.IGNORECASE)
_NEVER = r"(?!)"
_NONE = _cues(
    opens=_NEVER,
    pronoun=_NEVER,
    expletive=_NEVER,
    named=_NEVER,
    owner=_NEVER,
    head=_NEVER,
    clause=_NEVER,
    asks_what=r"^",
    asked_for=r"(?!)()",
)
_CUES = {
    ENGLISH: _cues(
        opens=r"^\W*(?:and|but|so|or|also|then|what\ about|how\ about|what\ else|who\ else|what\ if)\b",
        pronoun=r"""\b(?:he|she|him|his|her|hers|they|them|their|theirs|it['’]s|its|it|this|these|those
            |(?:of|after|before|about|by|with|for|during|since|from|at|in|on|like|is|was|were|are|did|does|do)
                \ (?:that|there)(?=\W*$)
            |(?:of|after|before|by|with|for|during|since|from|at|in|on)\ that\b
            |(?:happen\w*|live[sd]?|living|went|go|work\w*|die[sd]?|born|built|do|find|found|see)
                \ there(?=\W*$)
            |the\ (?:same|former|latter|other\ ones?|others)(?=\W*$))\b""",
        expletive=r"""\b(?:it\ (?:takes?|took)|(?:does|did|will|would|can)\ it\ take|ma[dk]e\ it
            |(?:is|was|be|been)\ it\ (?:possible|likely|true|necessary|important|hard|easy|easier|harder|legal
                |safe|called|known|that|when|because)
            |it\ (?:is|was|has\ been|became)\ \w+\ (?:that|to|for)|how\ (?:is|was)\ it\ that)\b""",
        named=r"\b(?:the|an?|some|any|many|most|every|each)\ [^\W\d_]{2,}",
        owner=r"(?:his|her|hers|its|it['’]s|their|theirs)$",
        head=r"\b(?:the|an?)\b(?:(?!\bthe\b)[^,;])*\bof\s+$",
        clause=r"""[,;]|\b(?:that|when|if|because|while|after|before|until|once|as|where|since|although|though
            |so|and|or|but|than|who|which|to|say|says|said|claim\w*|think|thought|believe\w*|argue\w*
            |feel|felt|want\w*|state[sd]?|suggest\w*|hope\w*|know|knew|show\w*)\b""",
        asks_what=r"""^\W*(?:(?:is|are|was|were)\ there\ (?:an?|any)\b
            |(?:(?:what|who)(?:\ is|\ are|\ was|\ were|['’]s)|define|explain|tell\ me\ about)
            \ (?!the\b))""",
        asked_for=r"\b(?:what|which|how\ many|how\ much|whose)\ (?:kind\ of\ |type\ of\ )?([^\W\d_]+)",
    ),
    "german": _cues(
        capitals=False,
        opens=r"""^\W*(?:und|aber|oder|auch|dann|was\ ist\ mit|wie\ steht\ es\ mit
            |(?:wer|was)\ (?:sonst|noch))\b""",
        pronoun=r"""\b(?:er|sie|ihn|ihm|ihnen|ihr|ihre[mnrs]?|sein|seine[mnrs]?|dessen|deren|diese[mnrs]?
            |dort|dabei|damals|davon|daran|danach|davor|dafür|dagegen|damit|dazu
            |(?:war|ist|wurde|hat|geschah)\ (?:das|es)(?=\W*$))\b""",
        expletive=_NEVER,
        named=r"\b(?:der|die|das|dem|den|des|ein|eine[mnrs]?|viele|einige|jede[mnrs]?)\ [^\W\d_]{2,}",
        owner=r"(?:ihr|ihre[mnrs]?|sein|seine[mnrs]?)$",
        head=_NEVER,
        clause=r"[,;]|\b(?:dass|als|wenn|weil|während|nachdem|bevor|bis|obwohl|und|oder|aber)\b",
        asks_what=r"^\W*(?:was|wer)\ (?:ist|sind|war|waren)\ (?!d(?:as|er|ie)\b)",
        asked_for=r"\b(?:welche[mnrs]?|wie\ viele|wieviele)\ ([^\W\d_]+)",
    ),
    "french": _cues(
        opens=r"^\W*(?:et|mais|ou|aussi|alors|qu['’]en\ est-il|quoi\ d['’]autre|qui\ d['’]autre)\b",
        pronoun=r"""(?:-(?:il|elle|ils|elles|on)\b|\b(?:il|elle|ils|elles|lui|leur|leurs|son|sa|ses|cet
            |cette|ces|celui-ci|celle-ci|cela|ça|y)\b)""",
        expletive=r"""\b(?:y\ a-t-il|a-t-il\ fallu|faut-il|est-il\ (?:vrai|possible|nécessaire)|il\ y\ a
            |s['’]agit-il)\b""",
        named=r"\b(?:l['’]|(?:le|la|les|un|une|des|du|chaque|quelques|plusieurs)\ )[^\W\d_]{2,}",
        owner=r"(?:leur|leurs|son|sa|ses)$",
        head=_NEVER,
        clause=r"[,;]|\b(?:que|qui|quand|lorsque|si|parce|pendant|après|avant|car|et|ou|mais|où)\b|\bqu['’]",
        asks_what=r"^\W*(?:qu['’]est-ce\ que?|qui\ (?:est|était|sont))\ ",
        asked_for=r"\b(?:quel(?:le)?s?|combien\ de)\ ([^\W\d_]+)",
    ),
}
