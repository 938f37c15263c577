"""Articles like a given one: its most telling terms, put to the search as a question.

The terms are those with the highest tf·idf, as in Lucene's MoreLikeThis. Of the passages found, the best
of each article count together, the second half as much as the first and the third a third. That sum,
as a share of what the article itself gets, is how like it another is: 1 for its double. What two
articles share is less rare than what one has alone, which weighs much where there are few, so the share
is of what the article would get if all its terms stood in one passage more.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from index.bm25 import idf
from index.indexing import TITLE_WEIGHT
from index.models import Article, Passage, Revision, SimilarArticle, TermStatistics
from index.passages import split
from index.ports import ArticleStore, PassageSearch
from index.text import terms

# Measured with both halves of each article as articles of their own, without a title, on SQuAD 2.0 dev
# and TimeQA: the other half comes first for 98.6% and 95.3% with 15 terms, 97.1% and 95.3% with 20,
# 95.7% and 91.5% with 25.
MAX_TERMS = 15
# Of those pairs nineteen in twenty are above this; of the others that are most like an article, two in
# five, which are about neighbouring things.
FLOOR = 0.35
# Passages of other articles that are looked at.
_CANDIDATES = 100
# How many passages of an article count.
_BEST = 3
# What a longer text is about, its beginning says well enough.
_MAX_CHARS = 50_000
# Of a long text only the most frequent terms are looked up.
_MAX_LOOKED_UP = 1_000


@dataclass(frozen=True, slots=True)
class Profile:
    """How often an article has its terms, and about how many passages."""

    article_id: int
    tf: Mapping[str, int]
    passage_count: int


async def find_similar(
    store: ArticleStore,
    search: PassageSearch,
    collection: str,
    profile: Profile,
    limit: int,
) -> list[SimilarArticle]:
    """Articles like that of the profile, at most ``limit``, the most like it first; none hardly so."""
    _, statistics = await search.search(collection, list(profile.tf), 0)
    chosen = choose_terms(profile, statistics)
    scored, statistics = await search.search(collection, chosen, _CANDIDATES + profile.passage_count)
    scores = dict(scored)
    passages = await store.get_passages(collection, list(scores))
    found = [(passage, scores[passage.id]) for passage in passages]
    likeness = compare(found, profile, statistics.passage_count)
    likest = [(await store.find_article(collection, other), score) for other, score in likeness[:limit]]
    there = [(other, score) for other, score in likest if other]  # one may have been removed meanwhile
    return [SimilarArticle(rank, round(score, 4), other) for rank, (other, score) in enumerate(there, 1)]


def profile_of(article: Article, revision: Revision) -> Profile:
    """What the article's title and text have of terms."""
    text = revision.text[:_MAX_CHARS]
    tf = Counter(terms(article.citation.title) * TITLE_WEIGHT + terms(text))
    count = ceil(len(split(text)) * len(revision.text) / len(text))
    return Profile(article.id, dict(tf.most_common(_MAX_LOOKED_UP)), max(1, count))


def choose_terms(profile: Profile, statistics: TermStatistics) -> list[str]:
    """The terms that tell most of the article."""
    worth = {
        term: tf * idf(statistics.passage_count, statistics.df.get(term, 0))
        for term, tf in profile.tf.items()
    }
    return sorted(worth, key=lambda term: (-worth[term], term))[:MAX_TERMS]


def compare(
    found: Sequence[tuple[Passage, float]], profile: Profile, passage_count: int
) -> list[tuple[int, float]]:
    """How like the profile's article others are, from 0 to 1, as (article id, likeness).

    Most like it first, without itself and without those below ``FLOOR``. Of no article more passages
    count than it has itself, so that a long one is not like it for its length.
    """
    best = min(_BEST, profile.passage_count)
    by_article: defaultdict[int, list[float]] = defaultdict(list)
    for passage, score in found:
        by_article[passage.article.id].append(score)
    sums = {
        other: sum(score / place for place, score in enumerate(sorted(scores, reverse=True)[:best], 1))
        for other, scores in by_article.items()
    }
    own = sums.pop(profile.article_id, None)
    if own is None or not sums:
        return []
    # In a passage more than one.
    own *= idf(passage_count, 2) / idf(passage_count, 1)
    likest = sorted(sums.items(), key=lambda entry: (-entry[1], entry[0]))
    return [(other, min(1.0, score / own)) for other, score in likest if score >= FLOOR * own]
