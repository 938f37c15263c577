"""What a follow-up takes along from the question before it. Pure.

A question *depends* on the one before if it cannot be understood by itself: it has no words of its own
("and how many were there?"), begins with "and" or "what about", has a pronoun with nothing before it that
the pronoun could stand for ("When did he leave?"), or is no more than a word or two ("What year?"). Any
other question takes nothing along. What is taken along is what the earlier one was about: its names and other
words that say something, without those that the follow-up has, and not what it asked for ("which year"). By
what words a question shows it is in ``index.referring``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.asked import Kind, find_cue
from index.models import Span
from index.question import plain_text
from index.referring import Cues, cues_of
from index.text import language_of, terms

# A follow-up that begins with "and" and has no more words of its own is but a part of a question.
_FEW = 2
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Carried:
    """The words taken along, as written, and what the earlier question asked for if this one does not say."""

    words: tuple[str, ...] = ()
    kind: Kind | None = None


def carry(text: str, earlier: str, earlier_carried: Sequence[str] = ()) -> Carried:
    """What a question takes along from an earlier one and from what that had taken along itself."""
    plain, before = plain_text(text), plain_text(earlier)
    if not depends(plain):
        return Carried()
    own, language, cues = set(terms(plain)), language_of(before), cues_of(plain)
    # "And how many?" is about what was asked for, "What about Kursk?" puts one name in another's place.
    is_elliptic = not own or (cues.opens.match(plain) is not None and len(own) <= _FEW)
    subject = _words(before) if is_elliptic else list(_iter_subject(before))
    if is_elliptic and _has_name(plain, cues):
        subject = [word for word in subject if not word[0].isupper()] or subject
    words: dict[str, str] = {}
    for word in (*subject, *earlier_carried):
        found = terms(word, language)
        if found and not own.issuperset(found):
            words.setdefault(" ".join(found), word)
    cue = find_cue(before) if is_elliptic and not find_cue(plain) else None
    return Carried(tuple(words.values()), cue[0] if cue else None)


def depends(plain: str) -> bool:
    """Whether the question cannot be understood by itself."""
    own = terms(plain)
    cues = cues_of(plain)
    if not own or cues.opens.match(plain):
        return True
    if any(not _is_resolved(plain, found, cues) for found in _iter_pronouns(plain, cues)):
        return True
    is_short = len(set(own)) == 1 and not _has_name(plain, cues)
    return is_short and not cues.asks_what.match(plain)


def _iter_subject(before: str) -> Iterator[str]:
    """The words of a question but for what it asks for, unless that is all."""
    asked = {found.start(1) for found in cues_of(before).asked_for.finditer(before)}
    kept = [found.group() for found in _WORD.finditer(before) if found.start() not in asked]
    yield from kept if any(map(terms, kept)) else _words(before)


def _words(text: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(text)]


def _iter_pronouns(plain: str, cues: Cues) -> Iterator[re.Match[str]]:
    empty = [Span(*found.span()) for found in cues.expletive.finditer(plain)]
    for found in cues.pronoun.finditer(plain):
        if not any(span.overlaps(Span(*found.span())) for span in empty):
            yield found


def _is_resolved(plain: str, pronoun: re.Match[str], cues: Cues) -> bool:
    """Whether something before the pronoun may be what it stands for: a name, or "the company"."""
    before = cues.head.sub("", plain[: pronoun.start()])
    if not cues.owner.match(pronoun.group()):
        before = before[: max((found.start() for found in cues.clause.finditer(before)), default=0)]
    return _has_name(before, cues) or cues.named.search(before) is not None


def _has_name(plain: str, cues: Cues) -> bool:
    """Whether a word has a capital that does not open the question, or one within: BSkyB."""
    words = _words(plain)
    names = [word for word in words[1:] if cues.capitals and word[0].isupper()]
    return any(map(terms, names)) or any(not word[1:].islower() and len(word) > 1 for word in words[:1])
