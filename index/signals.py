"""What can be seen of a passage and its sentences for a question: numbers to rank by, most from 0 to 1.

The weight of a term is its share of the question by idf, so that the weights sum to 1. *Coverage* of a
stretch of text is the sum of the weights of the terms in it. The names of all signals are in
``NAMES``, what each is worth in ``index.weights``. A passage's signals hold for each of its sentences.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from rapidfuzz.distance import Prefix

from index.asked import Kind
from index.models import Passage, Span
from index.question import Question
from index.text import Token, find_tokens, iter_sentences, language_of, terms
from index.years import Years, find_years, year_fit

# What each sentence has.
OF_SENTENCE = (
    "terms",  # the share of the question's terms in it, each counted alike
    "beyond_title",  # coverage of the terms that the title does not have
    "same_form",  # coverage by words written as in the question
    "phrase",  # the longest run of the question's words, common ones too, in the share of its length
    "likeness",  # weights of terms that the passage lacks, by how much of a like word is the same
    "before",  # coverage that the sentence before adds
    "after",  # and the sentence after
    "pronoun",  # what the sentence before adds, if this one begins with a pronoun or "the"
    "number_missing",  # the share of the question's numbers that it does not have
    *(kind.name.lower() for kind in Kind),  # 1 if it mentions what is asked for, or half (see below)
    "years",  # how well its years fit those of the question
)
# What all sentences of a passage have in common.
OF_PASSAGE = (
    "bm25",  # the score by that of the best passage
    "coverage",  # of the passage with its title
    "passage_phrase",
    "passage_years",
    "length",  # log(1 + words) / 5
    "article",  # log(1 + sum over the article's passages found of bm25 cubed)
    "neighbour",  # the better bm25 of the passages beside it
    "names",  # coverage of the question's names and numbers with the title, as their share
)
NAMES = OF_SENTENCE + OF_PASSAGE

_KINDS = tuple(Kind)
_WORD = re.compile(r"\w+")
# The same, each sign of scripts without blanks by itself.
_SIGN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGNS = re.compile(rf"{_SIGN.pattern}|(?:(?!{_SIGN.pattern})\w)+")
_REFERS_BACK = re.compile(r"(?:He|She|It|They|This|These|His|Her|Its|Their|That|Those|The)\b")
# Words are alike whose beginnings of at least so many letters are this share of the longer one.
_LIKE_CHARS, _LIKE_SHARE = 4, 0.6


@dataclass(frozen=True)
class Asked:
    """A question with the weights of its terms, and what else is looked for."""

    question: Question
    weights: Mapping[str, float]

    @cached_property
    def words(self) -> list[str]:
        """All words in small letters, common ones too."""
        return _words(self.question.text)

    @cached_property
    def known(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.words)

    @cached_property
    def years(self) -> Years:
        """The years named."""
        return find_years(self.question.text)

    @cached_property
    def numbers(self) -> list[str]:
        """The terms with a digit."""
        return [term for term in self.weights if any(sign.isdigit() for sign in term)]

    @cached_property
    def names(self) -> list[str]:
        """The terms that are names or numbers: with a digit, or a capital that does not open the question."""
        text, words = self.question.text, self.question.words
        capital = [t for t in self.weights if words[t][0].isupper() and not text.startswith(words[t])]
        return [*capital, *(term for term in self.numbers if term not in capital)]

    def coverage(self, mentioned: Collection[str], among: Iterable[str] | None = None) -> float:
        """The sum of the weights of the terms mentioned."""
        weights = self.weights
        return sum(weights[term] for term in (weights if among is None else among) if term in mentioned)

    def share(self, mentioned: Collection[str], among: Sequence[str]) -> float:
        """The coverage of some of the terms, as a share of theirs; 1 where there are none."""
        total = sum(self.weights[term] for term in among)
        return self.coverage(mentioned, among) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class SeenSentence:
    """A sentence, with offsets in its passage; ``signals`` are in the order of ``NAMES``."""

    span: Span
    terms: frozenset[str]
    signals: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage's sentences, one at least; the question's terms in the title, and in title and text."""

    sentences: list[SeenSentence]
    title: frozenset[str]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What other passages tell of one: signals between 0 and about 1."""

    bm25: float
    article: float
    neighbour: float


def contexts(found: Sequence[tuple[Passage, float]]) -> list[Context]:
    """For each passage found, with its BM25 score, what the others tell of it."""
    best = max((score for _, score in found), default=0.0) or 1.0
    scores = {(passage.revision_id, passage.id): score / best for passage, score in found}
    articles: defaultdict[int, float] = defaultdict(float)
    for passage, score in found:
        articles[passage.revision_id] += (score / best) ** 3
    return [
        Context(
            bm25=score / best,
            article=log1p(articles[passage.revision_id]),
            # Passages of a revision are stored together, so that their ids follow each other.
            neighbour=max(scores.get((passage.revision_id, passage.id + step), 0.0) for step in (-1, 1)),
        )
        for passage, score in found
    ]


def see(passage: Passage, asked: Asked, context: Context) -> Seen:
    """The passage as it is seen for a question."""
    read = _Read(passage, asked)
    common = (context.bm25, *read.common(), context.article, context.neighbour, read.names())
    wanted = asked.weights.keys()
    return Seen(
        [
            SeenSentence(span, mentioned, (*signals, *common))
            for span, mentioned, signals in zip(read.spans, read.mentioned, read.iter_signals(), strict=True)
        ],
        read.title & wanted,
        (read.title | read.held) & wanted,
    )


class _Read:
    """A passage as it is read for a question."""

    def __init__(self, passage: Passage, asked: Asked) -> None:
        self.asked, self.text = asked, passage.text
        self.language = language_of(self.text)
        self.title = frozenset(terms(passage.article.title, self.language))
        self.spans = list(iter_sentences(self.text))
        tokens = find_tokens(self.text, asked.weights, self.language)
        self.inside = [[t for t in tokens if s.start <= t.start and t.end <= s.end] for s in self.spans]
        self.mentioned = [frozenset(token.term for token in inside) for inside in self.inside]
        self.held = frozenset(token.term for token in tokens)
        self.words = [_words(span.of(self.text)) for span in self.spans]
        said = [word for words in self.words for word in words]
        self.length, self.runs = len(said), _runs(asked.words, said)
        self.beyond_title = [term for term in asked.weights if term not in self.title]
        self.missing = {
            term[:_LIKE_CHARS]: term
            for term in self.beyond_title
            if term not in self.held and len(term) >= _LIKE_CHARS
        }

    def common(self) -> tuple[float, float, float, float]:
        """Coverage, phrase, years, length."""
        asked = self.asked
        return (
            asked.coverage(self.held | self.title),
            self._phrase(0, self.length),
            year_fit(asked.years, find_years(self.text)) if asked.years else 0.0,
            log1p(self.length) / 5,
        )

    def names(self) -> float:
        """The share of the question's names."""
        return self.asked.share(self.held | self.title, self.asked.names)

    def iter_signals(self) -> Iterator[tuple[float, ...]]:
        """The signals of ``OF_SENTENCE`` for each sentence."""
        first = 0
        for at, words in enumerate(self.words):
            yield self._of_sentence(at, self._phrase(first, first + len(words)))
            first += len(words)

    def _of_sentence(self, at: int, phrase: float) -> tuple[float, ...]:
        asked, said, mentioned = self.asked, self.spans[at].of(self.text), self.mentioned[at]
        before = asked.coverage(self.mentioned[at - 1] - mentioned) if at else 0.0
        after = asked.coverage(self.mentioned[at + 1] - mentioned) if at + 1 < len(self.spans) else 0.0
        kind = asked.question.kind
        # Many a sentence has a number or a name: what has nothing to do with the question answers nothing.
        # Ages are seldom, and said of "both" or "him".
        on_matter = 1.0 if mentioned or kind is Kind.AGE else 0.5 if before else 0.0
        return (
            len(mentioned) / len(asked.weights),
            asked.share(mentioned, self.beyond_title),
            asked.coverage({t.term for t in self.inside[at] if self._is_same_form(t)}),
            phrase,
            self._likeness(self.words[at]) if self.missing else 0.0,
            before,
            after,
            before if before and _REFERS_BACK.match(said) else 0.0,
            1 - asked.share(mentioned, asked.numbers),
            *(on_matter if kind is each and each.is_in(said, asked.known) else 0.0 for each in _KINDS),
            year_fit(asked.years, find_years(said)) if asked.years else 0.0,
        )

    def _is_same_form(self, token: Token) -> bool:
        """Whether the word is written as in the question: "communicate" and not "communication"."""
        word = self.text[token.start : token.end]
        return word.casefold() == self.asked.question.words[token.term].casefold()

    def _phrase(self, first: int, last: int) -> float:
        """The longest run of the question's words among these words, less one, as a share of all asked."""
        runs = [min(length, at - first + 1) for at, length in self.runs.items() if first <= at < last]
        return (max(runs, default=1) - 1) / max(1, len(self.asked.words))

    def _likeness(self, words: Sequence[str]) -> float:
        """The weights of terms that words of the sentence are like, by how like they are."""
        alike: dict[str, float] = {}
        for word in words:
            if term := self.missing.get(word[:_LIKE_CHARS]):
                forms = terms(word, self.language)
                likeness = max((Prefix.normalized_similarity(term, form) for form in forms), default=0.0)
                if likeness >= _LIKE_SHARE:
                    alike[term] = max(likeness, alike.get(term, 0.0))
        return sum(self.asked.weights[term] * likeness for term, likeness in alike.items())


def _words(text: str) -> list[str]:
    text = text.lower()
    return (_SIGNS if _SIGN.search(text) else _WORD).findall(text)


def _runs(asked: Sequence[str], said: Sequence[str]) -> dict[int, int]:
    """Where a run of two or more of the question's words ends, in its order, and how long it is."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    known = set(asked)
    for at, word in enumerate(said):
        if word in known:
            places[word].append(at)
    longest, runs = dict[int, int](), dict[int, int]()
    for word in asked:
        runs = {at: runs.get(at - 1, 0) + 1 for at in places.get(word, ())}
        longest |= {at: length for at, length in runs.items() if length > longest.get(at, 1)}
    return longest
