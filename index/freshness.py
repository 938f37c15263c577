"""What the day an article appeared adds to the rank of its passages, where the question cares.

An article of the period asked for gains ``IN_PERIOD``; where fresh ones are preferred, the newest
of those found gains ``FRESHEST``, the oldest nothing, and the others by their place between them.
By place and not by age, so that it does the same for a daily paper and for a yearbook. Both are
about what a better sentence gains (see ``index.ranking``): a fresh article has to be on the matter
as well.
"""

from collections.abc import Mapping, Sequence

from index.dates import sortable
from index.models import Passage
from index.question import Question

IN_PERIOD = 0.6
FRESHEST = 0.6


def gains(question: Question, passages: Sequence[Passage]) -> Mapping[int, float]:
    """What each passage gains, by its id; those that gain nothing are left out."""
    if not (question.period or question.prefers_fresh):
        return {}
    dates = {passage.id: sortable(passage.article.published_at) for passage in passages}
    known = sorted({written for written in dates.values() if written})
    gained: dict[int, float] = {}
    for passage_id, written in dates.items():
        if not written:
            continue
        if question.period and question.period.since <= written < question.period.before:
            gained[passage_id] = IN_PERIOD
        if question.prefers_fresh and len(known) > 1:
            share = known.index(written) / (len(known) - 1)
            gained[passage_id] = gained.get(passage_id, 0.0) + FRESHEST * share
    return gained
