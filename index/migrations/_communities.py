"""The tables and columns that ``m007_communities`` adds; what they hold is told there."""

_ASKING_TABLES = (
    # Answers of before may be anybody's.
    "ALTER TABLE answers ADD COLUMN is_anonymous INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE askings (
        id INTEGER PRIMARY KEY,
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        answer_id TEXT NOT NULL,
        question TEXT NOT NULL,
        folded_question TEXT NOT NULL,
        status TEXT NOT NULL,
        person TEXT NOT NULL,
        place TEXT NOT NULL,
        asked_at TEXT NOT NULL
    )""",
    "CREATE INDEX askings_asked_at ON askings (collection_id, asked_at)",
    "CREATE INDEX askings_answer ON askings (collection_id, answer_id)",
    "CREATE INDEX askings_place ON askings (collection_id, place, asked_at)",
    "CREATE INDEX askings_person ON askings (person, collection_id, asked_at)",
    """CREATE TABLE daily_questions (
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        day TEXT NOT NULL,
        status TEXT NOT NULL,
        times INTEGER NOT NULL,
        PRIMARY KEY (collection_id, day, status)
    ) WITHOUT ROWID""",
    """CREATE TABLE feedback (
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        answer_id TEXT NOT NULL,
        person TEXT NOT NULL,
        verdict TEXT NOT NULL,
        reason TEXT NOT NULL,
        given_at TEXT NOT NULL,
        PRIMARY KEY (collection_id, answer_id, person)
    ) WITHOUT ROWID""",
    "CREATE INDEX feedback_given_at ON feedback (collection_id, given_at)",
    "CREATE INDEX feedback_person ON feedback (person)",
    """CREATE TRIGGER what_goes_with_an_answer AFTER DELETE ON answers BEGIN
        DELETE FROM askings WHERE collection_id = OLD.collection_id AND answer_id = OLD.answer_id;
        DELETE FROM feedback WHERE collection_id = OLD.collection_id AND answer_id = OLD.answer_id;
    END""",
)
_WATCH_TABLES = (
    """CREATE TABLE watches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        "query" TEXT NOT NULL,
        folded_query TEXT NOT NULL,
        person TEXT NOT NULL,
        place TEXT,
        added_at TEXT NOT NULL,
        told_at TEXT
    )""",
    """CREATE UNIQUE INDEX watches_of_places ON watches (collection_id, folded_query, place)
        WHERE place IS NOT NULL""",
    """CREATE UNIQUE INDEX watches_of_people ON watches (collection_id, folded_query, person)
        WHERE place IS NULL""",
    "CREATE INDEX watches_person ON watches (person)",
    """CREATE TABLE findings (
        id INTEGER PRIMARY KEY,
        watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        revision_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        highlights TEXT NOT NULL,
        told_at TEXT,
        UNIQUE (watch_id, article_id)
    )""",
    "CREATE INDEX findings_waiting ON findings (watch_id, id) WHERE told_at IS NULL",
    "CREATE INDEX findings_article ON findings (article_id)",
    """CREATE TABLE digests (
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        place TEXT NOT NULL,
        at TEXT NOT NULL,
        timezone TEXT NOT NULL,
        weekday INTEGER,
        next_at TEXT NOT NULL,
        told_until TEXT NOT NULL,
        PRIMARY KEY (collection_id, place)
    ) WITHOUT ROWID""",
)
_CHOICE_TABLES = (
    """CREATE TABLE settings (
        collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (collection_id, name)
    ) WITHOUT ROWID""",
    """CREATE TABLE preferences (
        person TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (person, name)
    ) WITHOUT ROWID""",
    "CREATE INDEX events_of_people ON events (actor, id) WHERE actor <> 'schedule'",
)
TABLES = (*_ASKING_TABLES, *_WATCH_TABLES, *_CHOICE_TABLES)
