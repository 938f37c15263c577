"""Adding articles from the terminal: a line for each, and what was refused."""

from collections import Counter
from collections.abc import Iterable

from bot.cli._terminal import Terminal
from index.errors import PullquoteError
from index.library import Library
from index.models import Added, NewArticle, Outcome

_STYLES = {Outcome.ADDED: "green", Outcome.UPDATED: "cyan", Outcome.UNCHANGED: "dim"}

# Fewer articles are indexed in no time when they are first asked about.
_MANY = 500


def add(
    terminal: Terminal, articles: Iterable[NewArticle | PullquoteError], total: int | None, *, each: bool
) -> None:
    """Store the articles and report; with ``each`` a line per article, else only what was refused.

    Exits with 1 if anything was refused; the rest is stored all the same. What was stored before an
    error of the database or Ctrl-C stays stored, and is counted too.
    """
    counts: Counter[str] = Counter()

    async def work(library: Library) -> None:
        with terminal.progress("Adding", total) as step:
            async for result in library.add(terminal.collection, articles):
                if isinstance(result, Added):
                    counts[result.outcome] += 1
                    if each:
                        _show(terminal, result)
                else:
                    counts["refused"] += 1
                    terminal.warn(str(result))
                step()
        if counts[Outcome.ADDED] + counts[Outcome.UPDATED] >= _MANY:
            await terminal.index(library)  # now, and not when the first question comes

    try:
        terminal.run(work, create=True)
    except BaseException:
        if counts:  # those that were about to be told may be stored as well
            terminal.say(f"stopped early, after at least {_summary(counts)}")
        raise
    if not each or counts.total() > 1:
        terminal.say(_summary(counts) or "nothing to add")
    if counts["refused"]:
        raise SystemExit(1)


def _summary(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in (*Outcome, "refused") if counts[kind])


def _show(terminal: Terminal, added: Added) -> None:
    article = added.article
    facts = [
        f"article {added.article_id}",
        article.author,
        article.published_at,
        f"{len(article.text):,} characters",
    ]
    terminal.say(
        (f"{added.outcome:<10}", _STYLES[added.outcome]),
        article.title,
        (f"  ({', '.join(fact for fact in facts if fact)})", "dim"),
    )
    if article.left_out and added.outcome is not Outcome.UNCHANGED:
        lines = "; ".join(f"“{line[:60]}{'…' if len(line) > 60 else ''}”" for line in article.left_out)
        terminal.say((f"{'':<10}left out: {lines}", "dim"))
