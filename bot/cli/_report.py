"""What became of articles, in the terminal: a line for each that is news, and how many there were."""

from collections import Counter
from collections.abc import Awaitable, Callable

from bot.cli._terminal import Terminal
from bot.cli._words import shortened
from index.errors import PageGone, PageRefused, PullquoteError
from index.gathering import Step
from index.library import Library
from index.models import Added, NewArticle, Outcome, Source, SourceKind, checksum

_STYLES = {
    Outcome.ADDED: "green",
    Outcome.UPDATED: "cyan",
    Outcome.UNCHANGED: "dim",
    Outcome.JOINED: "magenta",
    Outcome.DOUBTFUL: "yellow",
}
# Fewer articles are indexed in no time when they are first asked about.
_MANY = 500
# A page may announce a feed for each of its topics.
_MAX_OFFERED = 3


class Report:
    """Tells and counts: ``each`` article in a line of its own, and what is ``unchanged`` only if wanted."""

    def __init__(self, terminal: Terminal, *, each: bool = True, unchanged: bool = True) -> None:
        self._terminal = terminal
        self._is_each = each
        self._kinds = [kind for kind in Outcome if unchanged or kind is not Outcome.UNCHANGED]
        self._told = 0
        self.counts: Counter[str] = Counter()

    async def tell(self, library: Library, source: Source, step: Step, name: str) -> None:
        """One step of a look; ``name`` is what the source is called by whoever asked."""
        if isinstance(step.result, Added):
            await self.tell_added(library, step.result, source)
        elif isinstance(step.result, PageGone) and step.subject:
            self.counts["gone"] += 1
            self._told += 1
            self._terminal.warn(f"gone      {step.subject}: {step.result}")
        elif isinstance(step.result, PullquoteError):
            # Of the pages that a feed or sitemap lists each would offer the same feed, mostly that one.
            offers = source.kind is SourceKind.PAGE
            self.refuse(step.result, _named(step.subject, source, name), offers=offers)
        else:
            self.counts[Outcome.UNCHANGED] += 1
            if self._is_told(Outcome.UNCHANGED):
                self._told += 1
                self._terminal.say(_begun(Outcome.UNCHANGED), step.subject)

    async def tell_added(self, library: Library, added: Added, source: Source | None = None) -> None:
        """One article, once it is durable."""
        self.counts[added.outcome] += 1
        if not self._is_told(added.outcome):
            return
        self._told += 1
        if added.outcome is Outcome.JOINED:
            await self._tell_joined(library, added)
            return
        self._tell_stored(added)
        if added.outcome is Outcome.DOUBTFUL and source:
            self._terminal.say(
                (
                    f"{'':<10}its page is now so short that the text stored before is kept; to take it in: ",
                    "dim",
                ),
                f"pullquote source refresh {source.id} --accept-shrunken",
            )

    def refuse(self, error: PullquoteError, name: str = "", *, offers: bool = True) -> None:
        """What could not be read or stored, and why; without a name the sentence says what it is about.

        ``offers`` is whether the feeds that a refused page announces are told.
        """
        self.counts["refused"] += 1
        self._told += self._is_each
        sentence = str(error)
        self._terminal.warn(sentence if not name or name in sentence else f"{name}: {sentence}")
        if offers and isinstance(error, PageRefused):
            self.offer(error.feeds)

    def offer(self, feeds: tuple[str, ...]) -> None:
        """Feeds that a page announces."""
        for url in feeds[:_MAX_OFFERED]:
            self._terminal.say(
                f"This page announces a feed: {url}; to follow it: ",
                (f"pullquote add {url} --as feed", "bold"),
            )

    def count_unchanged(self, count: int) -> None:
        """What was not even read, since its source says that it is as it was."""
        self.counts[Outcome.UNCHANGED] += max(count, 0)

    @property
    def summary(self) -> str:
        """How many of each kind, without those that are not told; empty if there were none."""
        kinds = (*self._kinds, "gone", "refused")
        return ", ".join(f"{self.counts[kind]:,} {kind}" for kind in kinds if self.counts[kind])

    def tell_summary(self, nothing: str) -> None:
        """How many of each kind, unless the one line above says it all; ``nothing`` if there were none."""
        if self.counts.total() != 1 or not self._told:
            self._terminal.say(self.summary or nothing)

    def run(self, work: Callable[[Library], Awaitable[None]], *, create: bool = True) -> None:
        """Do the work with an open library; if it is stopped or fails, tell how far it came.

        What was stored before an error of the database or Ctrl-C stays stored.
        """
        try:
            self._terminal.run(work, create=create)
        except BaseException:
            if self.summary:  # those that were about to be told may be stored as well
                self._terminal.say(f"stopped early, after at least {self.summary}")
            raise

    def end(self) -> None:
        """Exit with 1 if anything was refused; the rest is stored all the same."""
        if self.counts["refused"]:
            raise SystemExit(1)

    async def index(self, library: Library) -> None:
        """Index many new articles now, and not when the first question comes."""
        if self.counts[Outcome.ADDED] + self.counts[Outcome.UPDATED] >= _MANY:
            await self._terminal.index(library)

    def _is_told(self, outcome: Outcome) -> bool:
        return self._is_each and outcome in self._kinds

    async def _tell_joined(self, library: Library, added: Added) -> None:
        there = await library.get_article_by_id(self._terminal.collection, added.article_id)
        revision = await library.get_text(self._terminal.collection, there)
        nearly = "" if revision.sha256 == checksum(added.article.text) else "nearly "
        title = there.citation.title
        called = "" if title == added.article.title else f", {title}"
        self._terminal.say(
            _begun(Outcome.JOINED),
            added.article.title,
            (f"  (with article {there.id}{called}: its text is {nearly}the same)", "dim"),
        )

    def _tell_stored(self, added: Added) -> None:
        article = added.article
        facts = (
            f"article {added.article_id}",
            article.author,
            _date(article),
            f"{len(article.text):,} characters",
        )
        self._terminal.say(
            _begun(added.outcome), article.title, (f"  ({', '.join(fact for fact in facts if fact)})", "dim")
        )
        if article.left_out and added.outcome is not Outcome.UNCHANGED:
            lines = "; ".join(f"“{shortened(line, 60)}”" for line in article.left_out)
            self._terminal.say((f"{'':<10}left out: {lines}", "dim"))


def _begun(outcome: Outcome) -> tuple[str, str]:
    return f"{outcome:<10}", _STYLES[outcome]


def _date(article: NewArticle) -> str | None:
    day = article.published_at[:10] if article.published_at else None
    return f"about {day}" if day and article.is_date_guessed else day


def _named(subject: str, source: Source, name: str) -> str:
    """The subject as whoever asked would name it: a file by the path that was given for its folder."""
    if not subject:
        return name
    return (
        f"{name.rstrip('/')}{subject.removeprefix(source.address)}"
        if _is_within(subject, source)
        else subject
    )


def _is_within(subject: str, source: Source) -> bool:
    return source.kind.is_local and subject.startswith(f"{source.address.rstrip('/')}/")
