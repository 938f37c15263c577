"""The tables and columns that ``m006_sources`` adds; what they hold is told there."""

_ARTICLE_COLUMNS = (
    "ALTER TABLE articles ADD COLUMN is_date_guessed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE articles ADD COLUMN is_imported INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE articles ADD COLUMN gone_at TEXT",
    "ALTER TABLE articles ADD COLUMN doubt TEXT",
    "ALTER TABLE articles ADD COLUMN sketch TEXT",
    "ALTER TABLE revisions ADD COLUMN page_starts TEXT",
    """CREATE TABLE article_identities (
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        identity TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        PRIMARY KEY (collection_id, identity)
    ) WITHOUT ROWID""",
    "CREATE INDEX article_identities_article ON article_identities (article_id)",
)
_SOURCE_TABLES = (
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        title TEXT NOT NULL,
        every_s REAL,
        max_articles INTEGER,
        since TEXT,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        added_from TEXT NOT NULL,
        paused_at TEXT,
        checked_at TEXT,
        changed_at TEXT,
        next_check_at TEXT,
        interval_s REAL,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT,
        is_announced INTEGER NOT NULL DEFAULT 0,
        etag TEXT,
        last_modified TEXT,
        UNIQUE (collection_id, kind, address)
    )""",
    "CREATE INDEX sources_due ON sources (next_check_at) WHERE paused_at IS NULL",
    "CREATE INDEX sources_address ON sources (kind, address)",
    """CREATE TABLE source_items (
        source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        url TEXT,
        fingerprint TEXT,
        article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        identity TEXT,
        problem TEXT,
        is_removed INTEGER NOT NULL DEFAULT 0,
        gone_at TEXT,
        etag TEXT,
        last_modified TEXT,
        checked_at TEXT,
        next_check_at TEXT,
        PRIMARY KEY (source_id, key)
    ) WITHOUT ROWID""",
    "CREATE INDEX source_items_article ON source_items (article_id)",
)
_SKETCH_TABLES = (
    """CREATE TABLE bands (
        collection_id INTEGER NOT NULL,
        band INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        PRIMARY KEY (collection_id, band, article_id)
    ) WITHOUT ROWID""",
    """CREATE TRIGGER bands_of_a_new_article AFTER INSERT ON articles WHEN NEW.sketch <> '[]' BEGIN
        INSERT OR IGNORE INTO bands SELECT NEW.collection_id, value, NEW.id FROM json_each(NEW.sketch);
    END""",
    """CREATE TRIGGER bands_of_a_changed_article AFTER UPDATE OF sketch ON articles BEGIN
        DELETE FROM bands WHERE collection_id = OLD.collection_id AND article_id = OLD.id
            AND band IN (SELECT value FROM json_each(OLD.sketch));
        INSERT OR IGNORE INTO bands SELECT NEW.collection_id, value, NEW.id FROM json_each(NEW.sketch);
    END""",
    """CREATE TRIGGER bands_of_a_removed_article AFTER DELETE ON articles WHEN OLD.sketch <> '[]' BEGIN
        DELETE FROM bands WHERE collection_id = OLD.collection_id AND article_id = OLD.id
            AND band IN (SELECT value FROM json_each(OLD.sketch));
    END""",
    "CREATE INDEX articles_without_sketch ON articles (id) WHERE sketch IS NULL",
)
_LOG_TABLES = (
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        place TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        source_id INTEGER,
        article_id INTEGER,
        detail TEXT NOT NULL
    )""",
    "CREATE INDEX events_collection ON events (collection_id, id)",
    "CREATE INDEX events_source ON events (source_id, id)",
    "CREATE INDEX events_automatic ON events (at) WHERE actor = 'schedule' AND place = 'pullquote'",
    """CREATE TABLE removals (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        until TEXT NOT NULL,
        actor TEXT NOT NULL,
        place TEXT NOT NULL,
        subject TEXT NOT NULL,
        articles INTEGER NOT NULL
    )""",
    "CREATE INDEX removals_until ON removals (until)",
    """CREATE TABLE removed_rows (
        removal_id INTEGER NOT NULL REFERENCES removals(id) ON DELETE CASCADE,
        table_name TEXT NOT NULL,
        row TEXT NOT NULL
    )""",
    "CREATE INDEX removed_rows_removal ON removed_rows (removal_id, table_name)",
)
TABLES = (*_ARTICLE_COLUMNS, *_SOURCE_TABLES, *_SKETCH_TABLES, *_LOG_TABLES)
