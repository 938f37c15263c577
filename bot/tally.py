"""What became of articles while sources were looked at: how many of each, and what was refused and why."""

from collections import Counter
from dataclasses import dataclass, field

from bot.errors import sentence_for
from index.errors import PageGone, PullquoteError
from index.gathering import Step
from index.models import Added, Outcome, Source

# Of more that were refused only the number is told.
_MAX_KEPT = 50


@dataclass(slots=True)
class Tally:
    """Counts by outcome. ``refused`` are names (empty for the source itself) with sentences.

    ``failures`` are sources that could not be looked at as a whole. ``last`` is the article that was stored
    last; ``doubtful`` whether any became so short that it was not taken in.
    """

    counts: Counter[Outcome] = field(default_factory=Counter)
    gone: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    refused_count: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    last: Added | None = None
    done: dict[int, tuple[int, int]] = field(default_factory=dict)

    def take(self, source: Source, step: Step) -> None:
        """Count one step of a look."""
        if isinstance(step.result, Added):
            self.counts[step.result.outcome] += 1
            self.last = step.result
        elif isinstance(step.result, PullquoteError):
            self._take_error(source, step.subject, step.result)
        else:
            self.counts[Outcome.UNCHANGED] += 1
        if step.subject or not isinstance(step.result, PullquoteError):
            self.done[source.id] = (step.done, max(step.total, 1))

    def skip(self, count: int) -> None:
        """Count so many that were not even read, since their source says they are as they were."""
        if count > 0:
            self.counts[Outcome.UNCHANGED] += count

    @property
    def progress(self) -> tuple[int, int]:
        """How many articles were looked at, of how many."""
        return sum(done for done, _ in self.done.values()), sum(total for _, total in self.done.values())

    def _take_error(self, source: Source, subject: str, error: PullquoteError) -> None:
        if not subject:
            self.failures[source.title] = sentence_for(error)
            return
        if isinstance(error, PageGone):
            self.gone += 1
        else:
            self.refused_count += 1
        if len(self.refused) < _MAX_KEPT:
            self.refused.append((subject, sentence_for(error)))
