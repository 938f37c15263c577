"""What is typed, taken apart: the words themselves, and the operators among them.

    "the old bridge"  “the old bridge”  «le vieux pont»     a phrase that a passage must have, word for word
    -ferry  -"last ferry"                                   left out: passages with it
    source:example.org  author:"Ada Winter"  title:bridge   only such articles
    after:2025-03  before:2025-03-19                        only articles of such a date

An operator stands at the beginning of a word, its value right behind the colon. Everything else
stays a word: ``10:30``, ``https://…``, ``state-of-the-art``, ``-5``, ``2010 - 2015``, a list's dash.
"""

import re
from dataclasses import dataclass, replace

from index.dates import is_iso
from index.errors import QuestionRefused
from index.models import ArticleFilter

_QUOTED = '"[^"“”]*"|[“„][^"“”]*[”“"]|«[^«»]*»'
_OPERATOR = re.compile(
    rf"""(?<![^\s(])
        (?: (?P<minus> -)? (?P<name> source | author | title | before | after ):
              (?P<value> {_QUOTED} | [^\s"“„«]+ )
          | - (?P<without> {_QUOTED} | [^\W\d_][^\s"“„«]* ) )
      | (?<!\w) (?P<phrase> {_QUOTED} ) (?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = '"“”„«»'
_ENDS = ".,;:!?)…"


@dataclass(frozen=True, slots=True)
class Typed:
    """``plain`` is the text with blanks in place of operators and quotation marks, so offsets stay."""

    plain: str
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    where: ArticleFilter | None


def take_apart(text: str) -> Typed:
    """The parts of what was typed.

    Raises:
        QuestionRefused: a date that is none, or a filter with a minus.
    """
    plain, phrases, without, where = list(text), list[str](), list[str](), None
    for found in _OPERATOR.finditer(text):
        start, end = found.span()
        if phrase := found["phrase"]:
            plain[start] = plain[end - 1] = " "
            phrases += _words(phrase)
            continue
        plain[start:end] = " " * (end - start)
        if found["without"]:
            without += _words(found["without"])
        elif found["minus"]:
            raise QuestionRefused(
                "{filter} cannot be read: a minus leaves words out, as in -ferry, but no filter.",
                filter=found.group(),
            )
        else:
            where = replace(_filter(found["name"].lower(), found["value"]), also=where)
    return Typed("".join(plain), tuple(phrases), tuple(without), where)


def _words(quoted: str) -> list[str]:
    """What stands between the marks, if it has any letter or digit."""
    words = quoted.strip(_MARKS).strip() if quoted[0] in _MARKS else quoted.rstrip(_ENDS)
    return [words] if re.search(r"\w", words) else []


def _filter(name: str, value: str) -> ArticleFilter:
    value = value.strip(_MARKS).strip() if value[0] in _MARKS else value.rstrip(_ENDS)
    if name in ("before", "after") and not is_iso(value):
        raise QuestionRefused(
            "“{value}” is not a date that {name}: understands; write {name}:2025, {name}:2025-03 or "
            "{name}:2025-03-19.",
            value=value,
            name=name,
        )
    if name == "source":
        value = re.sub(r"^https?://|/.*$", "", value)
    given = {"since" if name == "after" else name: value}
    return ArticleFilter(
        source=given.get("source"),
        author=given.get("author"),
        since=given.get("since"),
        before=given.get("before"),
        title=given.get("title"),
    )
