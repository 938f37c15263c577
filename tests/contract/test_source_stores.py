import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.articles import prepare
from index.embedded import EmbeddedAnswers, EmbeddedSources, EmbeddedStore, StoreThreads
from index.models import (
    SCHEDULE,
    Actor,
    Answer,
    Article,
    Event,
    EventKind,
    NewArticle,
    NewSource,
    Outcome,
    PreparedArticle,
    Quote,
    Source,
    SourceChange,
    SourceItem,
    SourceKind,
    SourceOptions,
    SourceState,
    Span,
    Status,
)
from index.ports import AnswerStore, ArticleStore, SourceStore
from tests.texts import BRIDGE, LIGHTHOUSE

ANN = Actor("ann", "terminal")
FEED = NewSource(SourceKind.FEED, "https://e.org/feed", "Harbour News")
PAGE = NewSource(SourceKind.PAGE, "https://e.org/page", "The lighthouse")
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass
class SetClock:
    """The time that a test sets."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Stores:
    """Adapters of the ports over the same data."""

    sources: SourceStore
    articles: ArticleStore
    answers: AnswerStore
    clock: SetClock

    async def add_source(self, new: NewSource = FEED, collection: str = "a") -> Source:
        return (await self.sources.add_source(collection, new, ANN))[0]

    async def take(self, source: Source, *articles: NewArticle, **how: bool) -> list[Outcome]:
        added = await self.sources.take_in(source, [arrival(each) for each in articles], SCHEDULE, **how)
        return [each.outcome for each in added]

    async def article(self, title: str, collection: str = "a") -> Article:
        (article,) = await self.articles.find_by_title(collection, title, 10)
        return article

    async def text(self, title: str, collection: str = "a") -> str:
        revision = await self.articles.find_revision(
            collection, (await self.article(title, collection)).revision_id
        )
        assert revision
        return revision.text

    async def quote(self, article: Article, words: str, *also: tuple[Article, str]) -> str:
        """An answer that quotes these words of the article; its id."""
        quote = await self._quote(article, words)
        others = tuple([await self._quote(*each) for each in also])
        answer_id = f"{len(await self.articles.list_articles('a', 99)):06x}{hash(words) % 16**6:06x}"
        quotes = (replace(quote, also=others),)
        await self.answers.keep("a", Answer(words, answer_id, Status.ANSWERED, 0.9, quotes, (), ()), 1)
        assert await self.answers.find("a", answer_id)
        return answer_id

    async def _quote(self, article: Article, words: str) -> Quote:
        revision = await self.articles.find_revision("a", article.revision_id)
        assert revision
        start = revision.text.index(words)
        span = Span(start, start + len(words))
        return Quote(1, words, article.citation, revision.id, span, 0.9, (span,))

    async def outdated(self, collection: str = "a", limit: int = 10) -> list[str]:
        return [each.answer_id for each in await self.sources.list_outdated_answers(collection, limit)]

    async def everything(self, collection: str = "a") -> object:
        """All that can be read of a collection, but for the numbers of its passages."""
        sources = await self.sources.list_sources(collection)
        articles = await self.articles.list_articles(collection, 1_000)
        return (
            sources,
            [await self.sources.list_items(source) for source in sources],
            [await self.sources.find_history(collection, article.id) for article in articles],
        )

    async def kinds(self, collection: str | None = "a", after_id: int = 0) -> list[EventKind]:
        return [event.kind for event in await self.sources.list_events(collection, after_id)]


@pytest.fixture(params=["sqlite"])
async def stores(db: Path) -> AsyncIterator[Stores]:
    """Every adapter that there is."""
    clock = SetClock()
    threads = StoreThreads(db, clock, create=True)
    answers = EmbeddedAnswers(threads, 30)
    articles = EmbeddedStore(threads)
    yield Stores(EmbeddedSources(threads), articles, answers, clock)
    await answers.close()
    await articles.close()


def arrival(article: NewArticle, key: str | None = None) -> tuple[SourceItem, PreparedArticle]:
    key = key or article.url or article.origin or article.title
    return SourceItem(key, url=article.url, checked_at=START, fingerprint="1"), prepare(article)


TOWER = replace(LIGHTHOUSE, url="https://e.org/tower")
OLD_BRIDGE = replace(BRIDGE, url="https://e.org/bridge")


# Sources


async def test_source_is_there_once_by_its_kind_and_address(stores: Stores) -> None:
    """Adding a source again changes what is given of its options, and nothing else."""
    options = SourceOptions(every_s=3600.0, max_articles=5, since="2025-01-01")
    added, is_new = await stores.sources.add_source("a", replace(FEED, options=options), ANN)
    assert is_new
    assert (added.kind, added.address, added.title, added.options) == (
        FEED.kind,
        FEED.address,
        FEED.title,
        options,
    )
    assert (added.added_at, added.added_by, added.paused_at, added.state) == (START, ANN, None, SourceState())
    again, is_new = await stores.sources.add_source(
        "a", replace(FEED, options=SourceOptions(max_articles=9)), SCHEDULE
    )
    assert not is_new
    assert again == replace(added, options=replace(options, max_articles=9))
    assert (await stores.sources.add_source("a", FEED, ANN))[0] == again
    assert await stores.sources.list_sources("a") == [again]
    assert await stores.kinds() == [EventKind.SOURCE_ADDED, EventKind.SOURCE_CHANGED]


async def test_state_is_kept_as_it_was_set_but_not_of_a_source_that_is_gone(stores: Stores) -> None:
    """A look that ends after its source was removed neither brings it back nor is logged."""
    source = await stores.add_source()
    state = SourceState(START, START, START, 60.5, 3, "It is away.", True, '"e"', "yesterday")
    event = Event(0, "a", START, SCHEDULE, EventKind.SOURCE_FAILING, source.title, source.id, None, "Away.")
    await stores.sources.set_state(source, state, [event])
    assert await stores.sources.list_sources("a") == [replace(source, state=state)]
    (_, told) = await stores.sources.list_events("a")
    assert told == replace(event, id=told.id)
    await stores.sources.remove_source("a", source.id, ANN)
    await stores.sources.set_state(source, SourceState(), [event])
    assert await stores.sources.list_sources("a") == []
    assert (await stores.kinds())[-1] is EventKind.SOURCE_REMOVED


async def test_due_sources_come_longest_waiting_first_with_their_like_elsewhere(stores: Stores) -> None:
    """A feed of many communities is given for all of them at once; what is paused or early is not."""
    feeds = [
        await stores.add_source(replace(FEED, address=f"https://e.org/{n}"), "ab"[n % 2]) for n in range(4)
    ]
    shared = await stores.add_source(replace(FEED, address="https://e.org/0"), "b")
    for source, minutes in zip(feeds, (2, 1, -1, 1), strict=True):
        moment = START - timedelta(minutes=minutes)
        await stores.sources.set_state(source, SourceState(next_check_at=moment))
    await stores.sources.change_source(
        "b", feeds[3].id, SourceChange(EventKind.SOURCE_PAUSED, is_paused=True), ANN
    )
    due = await stores.sources.list_due(START, 10)
    assert [source.id for source in due] == [feeds[0].id, shared.id, feeds[1].id]
    assert [source.id for source in await stores.sources.list_due(START, 1)] == [feeds[0].id, shared.id]


async def test_change_says_what_and_by_whom(stores: Stores) -> None:
    """Pausing, moving and other options are changes of the same source, each logged; others stay."""
    source = await stores.add_source()
    other = await stores.add_source(replace(FEED, address="https://e.org/other"))
    change = SourceChange(EventKind.SOURCE_PAUSED, is_paused=True, detail="For the holidays.")
    paused = await stores.sources.change_source("a", source.id, change, ANN)
    assert paused == replace(source, paused_at=START)
    (*_, event) = await stores.sources.list_events("a")
    assert (event.kind, event.actor, event.source_id, event.detail) == (
        EventKind.SOURCE_PAUSED,
        ANN,
        source.id,
        "For the holidays.",
    )
    moved = SourceChange(EventKind.SOURCE_CHANGED, is_paused=False, address="https://e.org/new")
    changed = await stores.sources.change_source("a", source.id, moved, ANN)
    assert changed == replace(source, address="https://e.org/new")
    taken = SourceChange(EventKind.SOURCE_CHANGED, address=other.address)
    assert await stores.sources.change_source("a", source.id, taken, ANN) == changed
    assert await stores.sources.change_source("a", 999, moved, ANN) is None
    assert await stores.sources.change_source("a", 10**30, moved, ANN) is None


# What sources bring


async def test_items_are_noted_by_key_and_keep_their_article(stores: Stores) -> None:
    """What is noted of an item replaces what was, but for the article that it brought."""
    source = await stores.add_source()
    assert await stores.take(source, TOWER) == [Outcome.ADDED]
    (item,) = await stores.sources.list_items(source)
    assert item == replace(arrival(TOWER)[0], article_id=item.article_id)
    assert item.article_id
    noted = SourceItem(item.key, None, "2", None, "It was away.", '"e"', "today", START, START)
    other = SourceItem("other", problem="It is a wall.")
    await stores.sources.set_items(source, [noted, other])
    assert await stores.sources.list_items(source) == [replace(noted, article_id=item.article_id), other]
    assert (await stores.sources.list_sources("a"))[0].articles == 1


async def test_articles_come_in_with_events(stores: Stores) -> None:
    """What is new, changed, the same or a copy is told apart and logged, with who and from where."""
    source = await stores.add_source()
    copy = replace(TOWER, url="https://copy.example/1")
    changed = replace(OLD_BRIDGE, text=OLD_BRIDGE.text + "\n\nIt was built anew in May.")
    assert await stores.take(source, TOWER, OLD_BRIDGE, copy) == [
        Outcome.ADDED,
        Outcome.ADDED,
        Outcome.JOINED,
    ]
    assert await stores.take(source, TOWER, changed, copy) == [
        Outcome.UNCHANGED,
        Outcome.UPDATED,
        Outcome.UNCHANGED,
    ]
    events = await stores.sources.list_events("a", 1)
    tower, bridge = await stores.articles.list_articles("a", 10)
    assert [(event.kind, event.article_id, event.detail) for event in events] == [
        (EventKind.ARTICLE_ADDED, tower.id, ""),
        (EventKind.ARTICLE_ADDED, bridge.id, ""),
        (EventKind.ARTICLE_JOINED, tower.id, f"It has the same text as article {tower.id}, {TOWER.title}."),
        (EventKind.ARTICLE_UPDATED, bridge.id, "New: text."),
    ]
    assert {(event.actor, event.source_id, event.collection) for event in events} == {
        (SCHEDULE, source.id, "a")
    }


async def test_a_shrunken_page_is_marked_and_does_not_replace_its_article(stores: Stores) -> None:
    """What is left of a broken page waits for a moderator, is told once, and a good page clears it."""
    source = await stores.add_source()
    broken = replace(TOWER, text="Please switch on JavaScript.")
    assert await stores.take(source, TOWER, broken, broken) == [
        Outcome.ADDED,
        Outcome.DOUBTFUL,
        Outcome.DOUBTFUL,
    ]
    assert await stores.text("lighthouse") == TOWER.text
    article = await stores.article("lighthouse")
    history = await stores.sources.find_history("a", article.id)
    assert history
    assert history.doubt == (
        f"Its page has 28 characters now where the article has {len(TOWER.text)}, so the text that was stored "
        "before is kept."
    )
    (item,) = await stores.sources.list_items(source)
    assert (item.article_id, item.problem) == (article.id, history.doubt)
    assert (await stores.kinds()).count(EventKind.ARTICLE_DOUBTFUL) == 1
    assert await stores.take(source, TOWER) == [Outcome.UNCHANGED]
    history = await stores.sources.find_history("a", article.id)
    assert history
    assert history.doubt is None
    assert (await stores.sources.list_items(source))[0].problem is None


async def test_a_shrunken_page_is_taken_in_when_somebody_says_so(stores: Stores) -> None:
    """A moderator who has looked at it accepts what is left, as a revision beside the old one."""
    source = await stores.add_source()
    short = replace(TOWER, text="The tower is closed.")
    assert await stores.take(source, TOWER, short) == [Outcome.ADDED, Outcome.DOUBTFUL]
    assert await stores.take(source, short, accept_shrunken=True) == [Outcome.UPDATED]
    history = await stores.sources.find_history("a", (await stores.article("lighthouse")).id)
    assert history
    assert (history.doubt, [revision.text for revision in history.revisions]) == (
        None,
        [TOWER.text, short.text],
    )


async def test_an_entry_that_moves_is_still_the_same_article(stores: Stores) -> None:
    """An entry with the id it had is the article that it was, at a new address that is known from then on."""
    source = await stores.add_source()
    for url in ("https://e.org/tower", "https://e.org/new/tower"):
        await stores.sources.take_in(source, [arrival(replace(TOWER, url=url), "entry-1")], SCHEDULE)
    article = await stores.article("lighthouse")
    history = await stores.sources.find_history("a", article.id)
    assert history
    assert history.addresses == ("https://e.org/new/tower", "https://e.org/tower")


async def test_a_feed_that_gives_one_id_to_all_brings_each_article(stores: Stores) -> None:
    """Entries with one id that have nothing in common are articles of their own, and go with their source."""
    source = await stores.add_source()
    for each in (TOWER, OLD_BRIDGE):
        await stores.sources.take_in(source, [arrival(each, "1")], SCHEDULE)
    assert await stores.articles.count_articles("a") == 2
    assert await stores.sources.count_leaving(source) == 2
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert removal.articles == 2
    assert await stores.sources.count_leaving(source) == 0


async def test_what_another_source_brings_does_not_leave(stores: Stores) -> None:
    """Of two sources that bring one article, neither would take it along."""
    first, second = await stores.add_source(FEED), await stores.add_source(PAGE)
    await stores.take(first, TOWER, OLD_BRIDGE)
    await stores.take(second, TOWER)
    assert await stores.sources.count_leaving(first) == 1
    assert await stores.sources.count_leaving(second) == 0


async def test_a_copy_that_says_something_else_becomes_an_article_of_its_own(stores: Stores) -> None:
    """A page that had another's text is joined for only as long as it has it."""
    source = await stores.add_source()
    copy = replace(TOWER, url="https://copy.example/1")
    changed = replace(copy, text=TOWER.text.replace("1874", "1875"))
    assert await stores.take(source, TOWER, copy, changed, changed) == [
        Outcome.ADDED,
        Outcome.JOINED,
        Outcome.ADDED,
        Outcome.UNCHANGED,
    ]
    first, second = await stores.articles.list_articles("a", 10)
    assert (first.citation.url, second.citation.url) == (TOWER.url, copy.url)
    history = await stores.sources.find_history("a", first.id)
    assert history
    assert history.addresses == (TOWER.url,)


async def test_a_copy_takes_the_place_of_a_source_that_is_gone(stores: Stores) -> None:
    """When its first address is no longer looked at, an article is kept fresh by the one that is left."""
    source, other = await stores.add_source(), await stores.add_source(PAGE)
    copy = replace(TOWER, url="https://copy.example/1")
    changed = replace(copy, text=TOWER.text + "\n\nIt was sold in May.")
    await stores.take(source, TOWER)
    assert await stores.take(other, copy) == [Outcome.JOINED]
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert removal.articles == 0
    assert await stores.take(other, changed) == [Outcome.UPDATED]
    assert (await stores.article("lighthouse")).citation.url == copy.url


async def test_a_page_that_is_gone_marks_its_article_until_it_is_back(stores: Stores) -> None:
    """An article is gone when all its pages are; its text stays, and it is back when one of them is."""
    source, other = await stores.add_source(), await stores.add_source(PAGE)
    copy = replace(TOWER, url="https://copy.example/1")
    await stores.take(source, TOWER)
    await stores.take(other, copy)
    key, copied = str(TOWER.url), str(copy.url)
    assert not await stores.sources.set_gone(source, key, "404", SCHEDULE)
    assert (await stores.article("lighthouse")).citation.gone_at is None
    assert await stores.sources.set_gone(other, copied, "The site says 410.", SCHEDULE)
    assert not await stores.sources.set_gone(other, copied, "410", SCHEDULE)
    assert not await stores.sources.set_gone(other, "no such key", "410", SCHEDULE)
    article = await stores.article("lighthouse")
    assert article.citation.gone_at == "2026-01-02T03:04:05.000000+00:00"
    assert await stores.text("lighthouse") == TOWER.text
    (passage, *_) = await stores.articles.get_passages("a", [1])
    assert passage.article == article.citation
    assert await stores.take(source, TOWER) == [Outcome.UNCHANGED]
    assert (await stores.article("lighthouse")).citation.gone_at is None
    assert (await stores.kinds())[-2:] == [EventKind.ARTICLE_GONE, EventKind.ARTICLE_BACK]


async def test_guessed_dates_and_pages_are_kept_with_the_article(stores: Stores) -> None:
    """A citation tells that its date was guessed, a passage where pages begin; a sure date is never lost."""
    guessed = replace(TOWER, published_at="2024-05-17", is_date_guessed=True, page_starts=(0, 80))
    source = await stores.add_source()
    await stores.take(source, guessed)
    (passage,) = await stores.articles.get_passages("a", [1])
    assert (passage.article.is_date_guessed, passage.page_starts) == (True, (0, 80))
    revision = await stores.articles.find_revision("a", passage.revision_id)
    assert revision
    assert (revision.page_starts, revision.fetched_at) == ((0, 80), "2026-01-02T03:04:05.000000+00:00")
    await stores.take(source, replace(TOWER, published_at="2024-05-16"))
    await stores.take(source, replace(guessed, published_at="2026-01-01"))
    citation = (await stores.article("lighthouse")).citation
    assert (citation.published_at, citation.is_date_guessed) == ("2024-05-16", False)


async def test_nothing_is_taken_in_for_a_source_that_is_gone(stores: Stores) -> None:
    """What was still being read when its source was removed is dropped."""
    source = await stores.add_source()
    await stores.sources.remove_source("a", source.id, ANN)
    assert await stores.take(source, TOWER) == []
    await stores.sources.set_items(source, [SourceItem("x")])
    assert await stores.sources.list_items(source) == []
    assert not await stores.sources.set_gone(source, str(TOWER.url), "404", SCHEDULE)
    assert await stores.articles.count_articles("a") == 0


async def test_arrivals_are_taken_in_all_or_none(stores: Stores) -> None:
    """A failure in the middle leaves neither articles, nor items, nor events."""
    source = await stores.add_source()
    before = await stores.kinds()
    item, prepared = arrival(OLD_BRIDGE)
    broken = replace(prepared, article=replace(OLD_BRIDGE, title=None))  # type: ignore[arg-type]  # on purpose
    with pytest.raises(Exception, match=r"NOT NULL|str|None"):
        await stores.sources.take_in(source, [arrival(TOWER), (item, broken)], SCHEDULE)
    assert await stores.articles.count_articles("a") == 0
    assert await stores.sources.list_items(source) == []
    assert before == await stores.kinds()


# Removing, and taking that back


async def test_removing_a_source_takes_what_only_it_has_brought_and_can_be_undone(stores: Stores) -> None:
    """Articles that another source brings, or that were imported, stay; undoing puts all back as it was."""
    source, other = await stores.add_source(), await stores.add_source(PAGE)
    shared = NewArticle("Shared", "The market moves to the quay in June, as it does.", "https://e.org/s")
    imported = NewArticle("Imported", "The school opens in August as it did.", "https://e.org/i")
    await stores.articles.add("a", [prepare(imported)])
    await stores.take(source, TOWER, OLD_BRIDGE, shared, imported)
    await stores.take(source, replace(TOWER, text=TOWER.text + " It is tall."))
    await stores.take(other, shared)
    before = await stores.everything()
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert (removal.subject, removal.articles, removal.actor) == (FEED.title, 2, ANN)
    assert removal.until - removal.at == timedelta(days=1)
    left = await stores.articles.list_articles("a", 10)
    assert [article.citation.title for article in left] == ["Imported", "Shared"]
    assert [each.id for each in await stores.sources.list_sources("a")] == [other.id]
    assert await stores.sources.list_removals("a") == [removal]
    assert await stores.sources.restore("b", removal.id, ANN) is None
    assert await stores.sources.restore("a", removal.id, ANN) == removal
    assert before == await stores.everything()
    assert await stores.sources.list_removals("a") == []
    assert await stores.sources.restore("a", removal.id, ANN) is None
    assert await stores.sources.remove_source("a", 10**30, ANN) is None
    assert (await stores.kinds())[-2:] == [EventKind.SOURCE_REMOVED, EventKind.SOURCE_RESTORED]


async def test_a_removed_article_stays_away_until_it_is_restored_or_added_again(stores: Stores) -> None:
    """Its sources pass it over, saying who removed it, unless they are told to bring it back."""
    source = await stores.add_source()
    await stores.take(source, TOWER)
    before = await stores.everything()
    article = await stores.article("lighthouse")
    removal = await stores.sources.remove_article("a", article.id, ANN)
    assert removal
    assert await stores.sources.remove_article("a", article.id, ANN) is None
    (item,) = await stores.sources.list_items(source)
    assert (item.article_id, item.is_removed) == (None, True)
    assert item.problem == "Its article was removed by ann (terminal)."
    assert await stores.take(source, TOWER) == []
    await stores.sources.set_items(source, [arrival(TOWER)[0]])
    assert (await stores.sources.list_items(source))[0].problem == item.problem
    assert await stores.sources.restore("a", removal.id, ANN) == removal
    assert before == await stores.everything()
    await stores.sources.remove_article("a", article.id, ANN)
    assert await stores.take(source, TOWER, bring_back=True) == [Outcome.ADDED]
    assert not (await stores.sources.list_items(source))[0].is_removed


async def test_what_was_stored_anew_meanwhile_is_not_restored_beside_it(stores: Stores) -> None:
    """Restoring leaves out what has its address again, counts the rest, and says so in the log."""
    source = await stores.add_source()
    await stores.take(source, TOWER, OLD_BRIDGE)
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    again = await stores.add_source()
    await stores.take(again, replace(TOWER, title="The new tower"))
    restored = await stores.sources.restore("a", removal.id, ANN)
    assert restored == replace(removal, articles=1)
    assert [source.id for source in await stores.sources.list_sources("a")] == [again.id]
    items = await stores.sources.list_items(again)
    articles = await stores.articles.list_articles("a", 10)
    assert {item.article_id for item in items} == {article.id for article in articles}
    assert sorted(a.citation.title for a in articles) == [OLD_BRIDGE.title, "The new tower"]
    (*_, event) = await stores.sources.list_events("a")
    assert event.detail == "1 of 2 articles came back; the others had been stored anew."


@pytest.mark.parametrize("next_thing", ["removal", "restoring", "look"])
async def test_removed_means_removed_after_a_day(stores: Stores, db: Path, next_thing: str) -> None:
    """What is no longer to be restored is in the file no more, by whatever happens next."""
    await stores.articles.add("a", [prepare(TOWER), prepare(OLD_BRIDGE)])
    source = await stores.add_source()
    removal = await stores.sources.remove_article("a", (await stores.article("lighthouse")).id, ANN)
    assert removal
    stores.clock.forward(hours=23)
    assert await stores.sources.list_removals("a") == [removal]
    stores.clock.forward(hours=1)
    assert await stores.sources.list_removals("a") == []
    match next_thing:
        case "removal":
            await stores.sources.remove_article("a", (await stores.article("bridge")).id, ANN)
        case "restoring":
            assert await stores.sources.restore("a", removal.id, ANN) is None
        case "look":
            await stores.sources.set_state(source, SourceState())
    assert LIGHTHOUSE.title not in kept_rows(db)


async def test_restored_articles_are_found_and_their_answers_are_whole(stores: Stores) -> None:
    """A restored article has its number and texts, so that what was quoted from it stands again."""
    await stores.articles.add("a", [prepare(TOWER)])
    article = await stores.article("lighthouse")
    answer = await stores.quote(article, "built in 1874")
    removal = await stores.sources.remove_article("a", article.id, ANN)
    assert removal
    assert await stores.outdated() == [answer]
    assert (await stores.sources.list_events("a"))[-1].detail == "1 kept answer quoted what was removed."
    await stores.sources.restore("a", removal.id, ANN)
    assert await stores.outdated() == []
    assert await stores.article("lighthouse") == article
    (passage,) = await stores.articles.get_passages("a", [2])
    assert passage.text == TOWER.text


# What happened


async def test_answers_whose_words_are_gone_are_listed_newest_first(stores: Stores) -> None:
    """An answer counts as outdated when its words, or those named below them, are not said any more."""
    source = await stores.add_source()
    await stores.take(source, TOWER, OLD_BRIDGE)
    tower, bridge = await stores.article("lighthouse"), await stores.article("bridge")
    built = await stores.quote(tower, "built in 1874")
    stores.clock.forward(minutes=1)
    await stores.quote(tower, "climbs its 211 steps")
    stores.clock.forward(minutes=1)
    below = await stores.quote(bridge, "Nobody was hurt.", (tower, "engineer Clara Moretti"))
    assert await stores.outdated() == []
    text = TOWER.text.replace("in 1874 by the engineer Clara Moretti", "by hand")
    await stores.take(source, replace(TOWER, text=text))
    assert await stores.outdated() == [below, built]
    assert await stores.outdated(limit=1) == [below]
    assert await stores.outdated("b") == []
    (*_, event) = await stores.sources.list_events("a")
    assert (event.kind, event.subject, event.article_id, event.detail) == (
        EventKind.ANSWERS_OUTDATED,
        TOWER.title,
        tower.id,
        "2 kept answers quoted words that it does not say any more.",
    )
    await stores.take(source, replace(TOWER, text=text + " It stands."))
    assert (await stores.kinds()).count(EventKind.ANSWERS_OUTDATED) == 1
    await stores.take(source, TOWER)
    assert await stores.outdated() == []


async def test_events_are_told_in_order_from_where_one_has_read(stores: Stores) -> None:
    """A reader goes on after the last event it has seen; old automatic ones go, those of people stay."""
    source = await stores.add_source()
    other = await stores.add_source(PAGE, "b")
    await stores.take(source, TOWER)
    await stores.take(other, OLD_BRIDGE)
    everything = await stores.sources.list_events(None)
    assert [event.id for event in everything] == sorted({event.id for event in everything})
    assert [event.collection for event in everything] == ["a", "b", "a", "b"]
    assert await stores.sources.list_events(None, everything[1].id, 1) == [everything[2]]
    assert await stores.sources.list_events(None, -1, 3) == everything[1:]
    assert await stores.sources.list_events("b", source_id=source.id) == []
    assert await stores.sources.list_events(None, source_id=source.id) == everything[::2]
    stores.clock.forward(days=91)
    await stores.sources.set_state(source, SourceState())
    assert await stores.sources.list_events(None) == everything[:2]


async def test_collections_see_nothing_of_each_others_sources(stores: Stores) -> None:
    """By whatever number: what is another's cannot be read, changed, taken in, removed or restored."""
    source = await stores.add_source()
    await stores.take(source, TOWER)
    article = await stores.article("lighthouse")
    foreign = replace(source, collection="b")
    before = await stores.everything()
    assert await stores.sources.list_sources("b") == []
    change = SourceChange(EventKind.SOURCE_PAUSED, is_paused=True)
    assert await stores.sources.change_source("b", source.id, change, ANN) is None
    await stores.sources.set_state(foreign, SourceState(failures=9))
    assert await stores.sources.list_items(foreign) == []
    await stores.sources.set_items(foreign, [SourceItem("x")])
    assert await stores.take(foreign, OLD_BRIDGE) == []
    assert not await stores.sources.set_gone(foreign, str(TOWER.url), "404", ANN)
    assert await stores.sources.remove_source("b", source.id, ANN) is None
    assert await stores.sources.remove_article("b", article.id, ANN) is None
    assert await stores.sources.find_history("b", article.id) is None
    assert await stores.sources.list_events("b") == []
    assert before == await stores.everything()
    there = await stores.add_source(PAGE, "b")
    assert await stores.take(there, replace(TOWER, url=PAGE.address)) == [Outcome.ADDED]
    stolen = SourceItem("stolen", article_id=article.id)
    await stores.sources.set_items(there, [stolen])
    assert [item.article_id == article.id for item in await stores.sources.list_items(there)] == [False] * 2
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert await stores.sources.list_removals("b") == []
    assert await stores.articles.count_articles("b") == 1


def kept_rows(db: Path) -> str:
    """All that is kept for restoring."""
    with closing(sqlite3.connect(db)) as connection:
        return "\n".join(row[0] for row in connection.execute("SELECT row FROM removed_rows"))
