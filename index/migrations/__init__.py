"""The database's schema in numbered steps. A step that was released is never changed; append.

    collections 1 ─ n articles 1 ─ n revisions
                              articles.revision_id ─ the current one
                                     revisions 1 ─ n passages, of the current revision only
    collections 1 ─ n answers, whose spans name revisions that may be gone by now
    collections 1 ─ n sources 1 ─ n source_items n ─ 1 articles
                              articles 1 ─ n article_identities, beside ``articles.identity``
                              articles 1 ─ n bands, made of ``articles.sketch`` by triggers
    collections 1 ─ n events; 1 ─ n removals 1 ─ n removed_rows
    answers 1 ─ n askings; 1 ─ n feedback, which go with them; both are by ``answer_id``
    collections 1 ─ n daily_questions; 1 ─ n settings; 1 ─ n digests
    collections 1 ─ n watches 1 ─ n findings n ─ 1 articles

``passages.id`` is never used twice (AUTOINCREMENT), so an index that knows a passage by its id can
never take a new one for it. ``articles.identity`` is what makes two additions the same article; see
``index.articles``. ``collections.version`` grows with every change to a collection's passages.
"""

from sqlite_utils import Database, Migrations

from index.addresses import canonical, host_of
from index.dates import sortable
from index.migrations import _communities, _sources, _titles
from index.text import fold_author

migrations = Migrations("pullquote")


@migrations()
def m001_articles(db: Database) -> None:
    """Collections, articles, revisions, passages, and notes the bot leaves for itself."""
    for statement in (
        """CREATE TABLE collections (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL DEFAULT 0
        )""",
        """CREATE TABLE articles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
            identity TEXT NOT NULL,
            external_id TEXT,
            title TEXT NOT NULL,
            folded_title TEXT NOT NULL,
            url TEXT,
            author TEXT,
            published_at TEXT,
            revision_id INTEGER REFERENCES revisions(id) DEFERRABLE INITIALLY DEFERRED,
            added_at TEXT NOT NULL,
            UNIQUE (collection_id, identity)
        )""",
        """CREATE UNIQUE INDEX articles_external_id ON articles (collection_id, external_id)
            WHERE external_id IS NOT NULL""",
        "CREATE INDEX articles_title ON articles (collection_id, folded_title)",
        """CREATE TABLE revisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            chars INTEGER NOT NULL,
            fetched_at TEXT NOT NULL
        )""",
        "CREATE INDEX revisions_article ON revisions (article_id)",
        "CREATE INDEX revisions_sha256 ON revisions (sha256)",
        """CREATE TRIGGER revisions_are_immutable BEFORE UPDATE ON revisions
            BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END""",
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            revision_id INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL
        )""",
        "CREATE INDEX passages_revision ON passages (revision_id)",
        "CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ):
        db.execute(statement)


@migrations()
def m002_changes(db: Database) -> None:
    """What each change to a collection added and removed, so that an index need not begin anew.

    ``stamp`` is random: the same version with another stamp, as after a backup was put back, is not
    the same collection.
    """
    for statement in (
        """CREATE TABLE changes (
            collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            stamp TEXT NOT NULL,
            first_added INTEGER NOT NULL,
            last_added INTEGER NOT NULL,
            removed TEXT NOT NULL,
            PRIMARY KEY (collection_id, version)
        ) WITHOUT ROWID""",
        """INSERT INTO changes SELECT id, version, lower(hex(randomblob(8))), 1, 0, '[]'
            FROM collections""",
    ):
        db.execute(statement)


@migrations()
def m003_sources(db: Database) -> None:
    """The host that an article is from, what filters look for it by, and the way from a revision to it."""
    db.execute("CREATE INDEX articles_revision ON articles (revision_id)")
    db.execute("ALTER TABLE articles ADD COLUMN source TEXT")
    db.execute("ALTER TABLE articles ADD COLUMN folded_author TEXT")
    for article_id, url, author in db.execute("SELECT id, url, author FROM articles").fetchall():
        db.execute(
            "UPDATE articles SET source = ?, folded_author = ? WHERE id = ?",
            [host_of(url), author and author.casefold(), article_id],
        )
    for column in ("source", "folded_author", "published_at"):
        db.execute(f"CREATE INDEX articles_{column} ON articles (collection_id, {column})")


@migrations()
def m004_answers(db: Database) -> None:
    """Answers that were given, so that they can be shown again.

    ``quotes`` and ``closest`` are JSON, a list of [revision_id, start, end, score, highlights] each,
    in the order of their ranks; a text that was quoted is kept only as an article's revision.
    ``missing_terms`` is a list of words, ``corrections`` of [written, corrected, applied]. A later answer
    has a greater ``id``.
    """
    for statement in (
        """CREATE TABLE answers (
            id INTEGER PRIMARY KEY,
            collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
            answer_id TEXT NOT NULL,
            question TEXT NOT NULL,
            status TEXT NOT NULL,
            score REAL NOT NULL,
            version INTEGER NOT NULL,
            asked_at TEXT NOT NULL,
            quotes TEXT NOT NULL,
            closest TEXT NOT NULL,
            missing_terms TEXT NOT NULL,
            corrections TEXT NOT NULL,
            UNIQUE (collection_id, answer_id)
        )""",
        "CREATE INDEX answers_asked_at ON answers (collection_id, asked_at)",
    ):
        db.execute(statement)


@migrations()
def m005_dates_and_names(db: Database) -> None:
    """Dates as they compare, instants in UTC; authors without accents, word by word."""
    db.execute("ALTER TABLE articles ADD COLUMN published_utc TEXT")
    for article_id, author, published in db.execute(
        "SELECT id, author, published_at FROM articles"
    ).fetchall():
        db.execute(
            "UPDATE articles SET folded_author = ?, published_utc = ? WHERE id = ?",
            [fold_author(author), sortable(published), article_id],
        )
    for column in ("folded_author", "published_at"):
        db.execute(f"DROP INDEX articles_{column}")
    db.execute("CREATE INDEX articles_published_utc ON articles (collection_id, published_utc)")


@migrations()
def m006_sources(db: Database) -> None:
    """Sources and what they list, articles with several addresses, what happened, and what can be undone.

    ``articles.is_imported`` is whether an article was added by other means than a source: it stays when its
    sources go. ``articles.sketch`` is a JSON list (see ``index.duplicates``), NULL where none was made yet.
    ``source_items.identity`` is what the item's article was last found by, ``is_removed`` whether somebody
    removed the article. Times are ISO 8601 in UTC to the microsecond, so that they compare as text.
    ``removed_rows.row`` is a row of ``table_name`` as a JSON object. Identities that are addresses become
    canonical; of several that become the same, the first.
    """
    for statement in _sources.TABLES:
        db.execute(statement)
    db.execute("UPDATE articles SET sketch = '[]' WHERE external_id IS NOT NULL")
    for article_id, identity in db.execute(
        "SELECT id, identity FROM articles WHERE identity LIKE 'url:%' ORDER BY id"
    ).fetchall():
        whole = f"url:{canonical(identity.removeprefix('url:'))}"
        if whole != identity:
            db.execute("UPDATE OR IGNORE articles SET identity = ? WHERE id = ?", [whole, article_id])


@migrations()
def m007_communities(db: Database) -> None:
    """Settings, who asked what, what people say of answers, watches and digests.

    What is kept about people, who are known by the id that the caller gives:

    - ``askings``: who asked what where and when. A row goes when it is as old as answers get, when its
      answer goes, or when the person wishes. There is none where answers are kept for 0 days.
    - ``feedback``: what somebody said of an answer; it goes likewise.
    - ``watches``: what somebody wants to be told of, until it is removed, or the person wishes.
    - ``preferences``: what somebody has chosen, likewise.
    - ``events``, ``sources.added_by`` and ``removals``: what somebody did for a community. These are its
      record and stay; ``events_of_people`` is for telling people of it.

    Not about people: ``daily_questions``, how many questions of a day (of UTC) had which status, which is
    kept for good; ``settings``, whose ``value`` is JSON; ``digests``, which belong to places.
    ``answers.is_anonymous`` is whether somebody unknown asked for it too, so that it stays when those known
    are forgotten. ``folded_question`` and ``folded_query`` are what compares. A finding that was told stays,
    with ``told_at`` and without ``highlights``, so that it is not told again. Times are as in
    ``m006_sources``; ``digests.at`` is a local time.
    """
    for statement in _communities.TABLES:
        db.execute(statement)


@migrations()
def m008_follow_ups(db: Database) -> None:
    """``answers.carried`` is a JSON list of words, ``differing`` whether the quotes contradict each other."""
    db.execute("ALTER TABLE answers ADD COLUMN carried TEXT NOT NULL DEFAULT '[]'")
    db.execute("ALTER TABLE answers ADD COLUMN differing INTEGER NOT NULL DEFAULT 0")


@migrations()
def m009_listings(db: Database) -> None:
    """What articles are listed by: when they were added, and of each host when they were published."""
    db.execute("CREATE INDEX articles_added_at ON articles (collection_id, added_at)")
    db.execute("DROP INDEX articles_source")
    db.execute("CREATE INDEX articles_source ON articles (collection_id, source, published_utc)")


@migrations()
def m010_titles(db: Database) -> None:
    """Which titles may hold a text: those that have all of its grams, runs of three characters.

    ``title_grams`` has no text of its own (FTS5, sqlite.org/fts5.html, section 4.4.3) and is of all
    collections; ``title_gram_terms`` lists the grams. Triggers keep it as ``articles`` is.
    """
    for statement in _titles.TABLES:
        db.execute(statement)
