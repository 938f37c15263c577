"""Typing errors in a question put right by the collection's own words, or a correction offered.

A word that no passage has may be an error, or right and not there: "Vienna" where articles have
"Sienna". A word that English speakers write is right, and never corrected. What tells the others apart is the
company: a word that was meant stands in a passage with some of the question's other words, and one
that merely looks like it does not. Names need more of it, and so do short words, which look like many others,
and questions in other languages, whose words are not known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index.bm25 import idf
from index.models import Correction, Passage, TermStatistics
from index.question import Question
from index.spelling import MIN_CHARS, bare, cost, is_tripled, may_be_misspelt, may_mean
from index.text import find_tokens
from index.word_lists import is_listed

# The company that a correction needs to be applied: as a rule, for names and words with two errors, for
# words of four letters, in other languages than English.
COMPANY, COMPANY_OF_NAME, COMPANY_IF_SHORT, COMPANY_ELSEWHERE = 0.1, 0.5, 0.6, 0.6
MIN_CHARS_ELSEWHERE = 6
# Where the one error of so long a word is its only explanation, no company is needed.
LONG = 7
# How much better than the next candidate it has to be, where an error more costs so much company.
LEAD = 0.1
COST = 0.5
# Words of a question that are corrected, and words that each may have been meant for.
MAX_WORDS = 3
MAX_CANDIDATES = 6
# Passages looked at for each of these.
PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may have been meant by ``written``.

    ``cost`` is that of the error (see ``index.spelling``), ``word`` how passages write it, and
    ``company`` the share of the question's other words, rarer ones weighing more, that a passage has
    beside it.
    """

    written: str
    term: str
    cost: float
    df: int
    word: str
    company: float


def likeliest(written: str, meant: Mapping[str, str], statistics: TermStatistics) -> dict[str, str]:
    """Of terms and words that may be meant, those that passages have, the best few."""
    folded = bare(written)
    there = [term for term in meant if statistics.df.get(term)]
    there.sort(key=lambda term: (cost(folded, meant[term]), -statistics.df[term]))
    return {term: meant[term] for term in there[:MAX_CANDIDATES]}


def weigh_candidate(
    meaning: tuple[str, str, str],
    question: Question,
    passages: Iterable[Passage],
    statistics: TermStatistics,
) -> Candidate | None:
    """The candidate for (word written, term, word meant), by these passages; None if none of them has it."""
    written, term, meant = meaning
    others = {t: idf(statistics.passage_count, df) for t in question.terms if (df := statistics.df.get(t))}
    total, company, forms = sum(others.values()), 0.0, set[str]()
    for passage in passages:
        text = f"{passage.article.title}\n\n{passage.text}"
        tokens = find_tokens(text, {term, *others})
        words = {text[t.start : t.end] for t in tokens if t.term == term}
        words = {word for word in words if may_mean(written, meant, word)}
        if words:
            forms |= words
            beside = sum(others[t] for t in {token.term for token in tokens} - {term})
            company = max(company, beside / total if total else 0.0)
    if not forms:
        return None
    word = min(forms, key=lambda form: (cost(bare(meant), bare(form)), form))
    worth = min(cost(bare(written), bare(meant)), cost(bare(written), bare(word)))
    return Candidate(written, term, worth, statistics.df[term], word, company)


def decide(
    written: str, candidates: Iterable[Candidate], question: Question
) -> tuple[Candidate, Correction] | None:
    """The best candidate, and whether it is applied or only offered; None if there is none worth it."""
    ranked = sorted(candidates, key=lambda each: (-_worth(each), -each.df))
    if not ranked:
        return None
    best = ranked[0]
    leads = len(ranked) == 1 or _worth(best) - _worth(ranked[1]) >= LEAD
    # A question of this one word has no company to go by; nor has one in other letters a list of words.
    sure = leads and (
        best.company >= _needed(best, question)
        or (len(question.words) == 1 and best.cost <= 1 and best.written.isascii())
    )
    return best, Correction(written, best.word, sure)


def _worth(candidate: Candidate) -> float:
    return candidate.company - COST * candidate.cost


def _needed(candidate: Candidate, question: Question) -> float:
    written = candidate.written
    needed = COMPANY
    if len(written) == MIN_CHARS:
        needed = COMPANY_IF_SHORT
    elif len(written) >= LONG and candidate.cost <= 1 and not written[0].isupper():
        needed = 0.0
    elif candidate.cost >= 2 or (written[0].isupper() and not question.text.startswith(written)):
        needed = COMPANY_OF_NAME
    if not is_in_english(question):
        needed = max(needed, COMPANY_ELSEWHERE if len(written) >= MIN_CHARS_ELSEWHERE else 2.0)
    return needed


def is_in_english(question: Question) -> bool:
    """Whether at least half of the question's words are English, by the list."""
    words = re.findall(r"[^\W\d_]+", question.text)
    return 2 * sum(map(is_listed, map(bare, words))) >= len(words)


def apply(question: Question, chosen: Sequence[tuple[str, Candidate]]) -> Question:
    """The question with each of these terms replaced by its candidate's, in its place."""
    new = {term: (candidate.term, candidate.word) for term, candidate in chosen}
    words: dict[str, str] = {}
    for term, word in question.words.items():
        corrected, form = new.get(term, (term, word))
        words.setdefault(corrected, form)
    return replace(question, words=words)


def to_correct(question: Question, statistics: TermStatistics) -> dict[str, str]:
    """The terms that no passage has with their words, of those that may be errors."""
    missing = {
        term: word
        for term, word in question.words.items()
        if not statistics.df.get(term)
        and may_be_misspelt(word)
        and not (is_listed(bare(word)) and not is_tripled(word))
    }
    return dict(islice(missing.items(), MAX_WORDS))
