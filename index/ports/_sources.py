"""What sources need: a store of them, a way out to the network, and readers of what comes in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from index.models import (
    Actor,
    Added,
    ArticleHistory,
    Content,
    Event,
    Fetched,
    KeptAnswer,
    NewSource,
    PreparedArticle,
    Reading,
    Removal,
    Source,
    SourceChange,
    SourceItem,
    SourceState,
)


class Fetcher(Protocol):
    """The one way out to the network. Nothing that is not public is reached, whoever names it."""

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int | None = None,
        named_by: str | None = None,
    ) -> Fetched:
        """What is at the URL, unless it is still what the validators were given for.

        ``named_by`` is the URL of whatever named this one, if no person did, such as a feed: what is on
        the public web may not lead to a private host, even to one that may be fetched.

        ``max_bytes`` is after decompression; without it, what is usual for the kind of content.

        Raises:
            FetchError: the one that fits; what was read so far is let go of.
        """
        ...

    async def close(self) -> None:
        """Let go of all connections; no call may follow."""
        ...


class Readers(Protocol):
    """Readers of bytes from outside, in processes of their own that are ended when they overstep."""

    async def read(self, content: Content) -> Reading:
        """What the content says.

        Raises:
            ContentRefused: it is not what it should be, is too large within, or took too long; the
                message begins with nothing, names no file, and is a sentence a person can act on.
        """
        ...

    async def close(self) -> None:
        """End the processes; no call may follow."""
        ...


class SourceStore(Protocol):
    """Sources, what they list, and the log of what happens. What a call has returned for is durable."""

    # Sources

    async def add_source(self, collection: str, new: NewSource, actor: Actor) -> tuple[Source, bool]:
        """A source, and whether it is new; one of that kind and address gets the options that are given."""
        ...

    async def list_sources(self, collection: str) -> list[Source]:
        """All of a collection, in the order they were added."""
        ...

    async def list_due(self, now: datetime, limit: int) -> list[Source]:
        """Sources of all collections, neither paused nor early, those that wait longest first.

        One source may be in many collections, with the same kind and address: all of them are given, one
        after the other, if one is due. ``limit`` is how many different ones are given.
        """
        ...

    async def change_source(
        self, collection: str, source_id: int, change: SourceChange, actor: Actor
    ) -> Source | None:
        """Change what is given, and log it; None if the source is not there.

        An address that another source of that kind has is not taken.
        """
        ...

    async def set_state(self, source: Source, state: SourceState, events: Sequence[Event] = ()) -> None:
        """Note what a look has come to, with events (their ids do not matter); nothing if it is gone."""
        ...

    # What sources list

    async def list_items(self, source: Source) -> list[SourceItem]:
        """All that the source has listed and that was looked at."""
        ...

    async def set_items(self, source: Source, items: Sequence[SourceItem]) -> None:
        """Note these, by their keys; of an item without ``article_id`` the one it had stays.

        Whether its article was removed stays as well, whatever the item says.
        """
        ...

    async def take_in(
        self,
        source: Source,
        arrivals: Sequence[tuple[SourceItem, PreparedArticle]],
        actor: Actor,
        *,
        accept_shrunken: bool = False,
        bring_back: bool = False,
    ) -> list[Added]:
        """Store articles and the items they are of, in order, all or none, with their events.

        An item whose article somebody removed is passed over and not in what is returned, unless it is to
        be brought back; then, and else, there is one result for each.

        An article that is there and would become shorter than a third of what it was stays as it is, is
        marked for a moderator and comes out as ``DOUBTFUL``, unless that is accepted. Nothing is taken in
        for a source that is gone.
        """
        ...

    async def set_gone(self, source: Source, key: str, reason: str, actor: Actor) -> bool:
        """Mark the article of an item: its page is gone. False if it was marked before or has others."""
        ...

    # Removing, and taking that back

    async def count_leaving(self, source: Source) -> int:
        """How many articles ``remove_source`` would take."""
        ...

    async def remove_source(self, collection: str, source_id: int, actor: Actor) -> Removal | None:
        """Remove a source and the articles that no other source has; None if it is not there."""
        ...

    async def remove_article(self, collection: str, article_id: int, actor: Actor) -> Removal | None:
        """Remove an article; None if it is not there. Its sources do not bring it back by themselves."""
        ...

    async def list_removals(self, collection: str) -> list[Removal]:
        """What can still be restored, the newest first."""
        ...

    async def restore(self, collection: str, removal_id: int, actor: Actor) -> Removal | None:
        """Put back what was removed, with its numbers and texts; None if it is too late or not there.

        ``articles`` is how many came back: one that was stored anew meanwhile does not.
        """
        ...

    # What happened

    async def list_events(
        self, collection: str | None, after_id: int = 0, limit: int = 100, *, source_id: int | None = None
    ) -> list[Event]:
        """Events in their order, of one collection or all, of one source or all.

        With an ``after_id`` of -1 the last ones.
        """
        ...

    async def find_history(self, collection: str, article_id: int) -> ArticleHistory | None:
        """All that an article has been."""
        ...

    async def list_outdated_answers(self, collection: str, limit: int) -> list[KeptAnswer]:
        """Kept answers that quote words an article does not say any more, newest first.

        So does one whose article was removed.
        """
        ...
