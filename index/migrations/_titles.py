"""The tables that ``m010_titles`` adds; what they hold is told there."""

# Two blanks, so that every character of a title begins a gram.
_TITLE = "{}.folded_title || '  '"
_ADD = f"INSERT INTO title_grams (rowid, folded_title) VALUES (NEW.id, {_TITLE.format('NEW')});"  # noqa: S608 - our own, as below
_REMOVE = f"""INSERT INTO title_grams (title_grams, rowid, folded_title)
    VALUES ('delete', OLD.id, {_TITLE.format("OLD")});"""  # noqa: S608
TABLES = (
    """CREATE VIRTUAL TABLE title_grams USING fts5 (
        folded_title, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1'
    )""",
    "CREATE VIRTUAL TABLE title_gram_terms USING fts5vocab (title_grams, row)",
    f"INSERT INTO title_grams (rowid, folded_title) SELECT id, {_TITLE.format('articles')} FROM articles",  # noqa: S608
    f"CREATE TRIGGER grams_of_a_new_article AFTER INSERT ON articles BEGIN {_ADD} END",
    f"""CREATE TRIGGER grams_of_a_changed_title AFTER UPDATE OF folded_title ON articles
        WHEN NEW.folded_title <> OLD.folded_title BEGIN {_REMOVE} {_ADD} END""",
    f"CREATE TRIGGER grams_of_a_removed_article AFTER DELETE ON articles BEGIN {_REMOVE} END",
)
