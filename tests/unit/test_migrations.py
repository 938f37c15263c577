"""Databases of earlier versions, made by the steps of then and rows as they were written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from index.articles import prepare
from index.migrations import migrations
from index.models import NewArticle, NewSource, Outcome, SourceItem, SourceKind, checksum
from index.store import SQLiteStore
from tests.conftest import FixedClock
from tests.texts import ANN, BRIDGE, LIGHTHOUSE

LONG = " ".join(
    f"{word}{end}" for end in "abcdefgh" for word in "the lamp of a tower burns on stone by night".split()
)
URLS = (
    "https://www.Example.org:443/lighthouse?utm_source=feed",
    "https://www.example.org/lighthouse",
    "https://E.org/?fbclid=1",
    "https://e.org/",
    "https://E.org/b",
)


@pytest.fixture
def old_db(db: Path) -> Path:
    """A database of the version before sources, with articles that have addresses in many forms."""
    with closing(sqlite3.connect(db)) as connection:
        migrations.apply(Database(connection), stop_before="m006_sources")
        connection.execute("INSERT INTO collections (name, version) VALUES ('a', 1)")
        connection.execute("INSERT INTO changes VALUES (1, 1, 's', 1, 99, '[]')")
        for number, url in enumerate(URLS, 1):
            insert(connection, number, f"url:{url}", url, f"Article {number}. {LONG} {'x' * number}")
        insert(connection, 6, "id:x", None, "Imported.", external_id="x")
        connection.commit()
    return db


def insert(
    connection: sqlite3.Connection,
    number: int,
    identity: str,
    url: str | None,
    text: str,
    external_id: str | None = None,
) -> None:
    connection.execute(
        """INSERT INTO articles (id, collection_id, identity, external_id, title, folded_title, url, revision_id, added_at)
            VALUES (?, 1, ?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00+00:00')""",
        [number, identity, external_id, f"T{number}", f"t{number}", url, number],
    )
    connection.execute(
        "INSERT INTO revisions (id, article_id, text, sha256, chars, fetched_at) VALUES (?, ?, ?, ?, ?, '2026-01-01')",
        [number, number, text, checksum(text), len(text)],
    )
    connection.execute(
        'INSERT INTO passages (revision_id, start, "end") VALUES (?, 0, ?)', [number, len(text)]
    )


def test_addresses_become_canonical_where_that_is_free(old_db: Path) -> None:
    """The same page in another form of its address is found; of two that are one, the first stays in its place."""
    SQLiteStore(old_db, FixedClock()).close()
    with closing(sqlite3.connect(old_db)) as connection:
        found = [row[0] for row in connection.execute("SELECT identity FROM articles ORDER BY id")]
    assert found == [
        "url:https://www.Example.org:443/lighthouse?utm_source=feed",
        "url:https://www.example.org/lighthouse",
        "url:https://E.org/?fbclid=1",
        "url:https://e.org/",
        "url:https://e.org/b",
        "id:x",
    ]


def test_what_was_stored_is_read_updated_and_joined(old_db: Path) -> None:
    """Articles of before work as new ones do: nothing guessed or gone, found by address and by likeness."""
    store = SQLiteStore(old_db, FixedClock())
    articles = store.articles.list_articles("a", 10)
    assert [article.id for article in articles] == [1, 2, 3, 4, 5, 6]
    assert not any(article.citation.is_date_guessed or article.citation.gone_at for article in articles)
    (again, copy) = store.add(
        "a",
        [
            prepare(NewArticle("T5", "Changed.", "https://e.org/b?utm_medium=rss")),
            prepare(NewArticle("A copy", f"Article 1. {LONG} xx", "https://copy.example/")),
        ],
    )
    assert (again.outcome, again.article_id) == (Outcome.UPDATED, 5)
    assert copy.outcome is Outcome.JOINED
    source, _ = store.sources.add_source("a", NewSource(SourceKind.PAGE, "https://e.org/b", "B"), ANN)
    item = SourceItem("b", article_id=5)
    store.sources.set_items(source, [item])
    removal = store.sources.remove_source("a", source.id, ANN)
    assert removal
    assert removal.articles == 0  # it was there before
    store.close()


def test_a_database_that_is_killed_while_it_is_brought_up_to_date_is_as_before(old_db: Path) -> None:
    """The step is made wholly or not at all, and the next start makes it."""
    with closing(sqlite3.connect(old_db)) as connection:
        connection.execute("CREATE TABLE removals (in_the_way)")  # so that the step fails near its end
        connection.commit()
        before = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    with pytest.raises(Exception, match="removals already exists"):
        SQLiteStore(old_db, FixedClock())
    with closing(sqlite3.connect(old_db)) as connection:
        assert before == connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        connection.execute("DROP TABLE removals")
        connection.commit()
    store = SQLiteStore(old_db, FixedClock())
    assert [each.outcome for each in store.add("a", [prepare(LIGHTHOUSE), prepare(BRIDGE)])] == [
        Outcome.UPDATED,
        Outcome.ADDED,
    ]
    store.close()
