"""What the day an article appeared adds to the rank of its passages.

An article of the period asked for gains ``IN_PERIOD``; where fresh ones are preferred, the newest
of those found gains ``FRESHEST``, the oldest nothing, and the others by their place between them.
By place and not by age, so that it does the same for a daily paper and for a yearbook. Both are
about what a better sentence gains (see ``index.ranking``): a fresh article has to be on the matter
as well. For any other question the newest gains ``AMONG_EQUALS``, which decides only between
passages that are as good as each other.
"""

from collections.abc import Mapping, Sequence

from index.dates import sortable
from index.models import Passage
from index.question import Question

IN_PERIOD = 4.0
FRESHEST = 4.0
AMONG_EQUALS = 0.1


def gains(question: Question, passages: Sequence[Passage]) -> Mapping[int, float]:
    """What each passage gains, by its id; those without a date are left out."""
    dates = {passage.id: sortable(passage.article.published_at) for passage in passages}
    known = sorted({written for written in dates.values() if written})
    gained: dict[int, float] = {}
    for passage_id, written in dates.items():
        if not written:
            continue
        if question.period and question.period.since <= written < question.period.before:
            gained[passage_id] = IN_PERIOD
        if len(known) > 1:
            share = known.index(written) / (len(known) - 1)
            worth = FRESHEST if question.prefers_fresh else AMONG_EQUALS
            gained[passage_id] = gained.get(passage_id, 0.0) + worth * share
    return gained
