"""Everything the library refuses or fails at. The message is one sentence a person can act on.

PullquoteError
├── QuestionRefused        empty, too long, or made of nothing but common words
├── ArticleRefused         a text that cannot be stored: empty, binary, unreadable, badly dated
├── LineRefused            a line of an import file that is not an article or a question
├── ArticleNotFound        no article by that number, id or title
├── AmbiguousArticle       several articles answer to that title
├── AnswerNotFound         no kept answer by that id
├── EvaluationRefused      a set of questions, or a saved run, that nothing can be measured by
├── IndexDamaged           an index on disk is not as it was saved; it is built anew
├── IndexNotSaved          an index could not be written; the copy before it is still good
└── StoreError             the database
    ├── StoreLocked        another program holds it for too long
    ├── StoreReadOnly      it, or its folder, cannot be written
    ├── StoreNotADatabase  the file is something else, or damaged
    ├── StoreTooNew        written by a newer Pullquote
    ├── StoreFull          the disk is full
    ├── StoreDamaged       a stored text no longer matches its checksum
    └── StoreUnavailable   it cannot be opened or read, for another reason
"""


class PullquoteError(Exception):
    """Base of all errors whose message may be shown to a person as it is."""


class QuestionRefused(PullquoteError):
    """The question cannot be searched for; nothing was looked up."""


class ArticleRefused(PullquoteError):
    """The text cannot be stored; nothing was changed."""


class LineRefused(PullquoteError):
    """One line of a JSON Lines file is not what it should be; the other lines are unaffected."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"line {number}: {reason}")
        self.number = number
        self.reason = reason


class ArticleNotFound(PullquoteError):
    """No article of the collection answers to the reference."""


class AmbiguousArticle(PullquoteError):
    """More than one article of the collection answers to the reference."""


class AnswerNotFound(PullquoteError):
    """No answer of the collection has the id, or it is no longer kept."""


class EvaluationRefused(PullquoteError):
    """A set of questions or a saved run is not what it should be; nothing was measured."""


class IndexDamaged(PullquoteError):
    """An index on disk is not as it was saved; nothing is answered from it."""


class IndexNotSaved(PullquoteError):
    """An index could not be written to disk; the copy that was there before is still good."""


class StoreError(PullquoteError):
    """The database refused; what was stored before is untouched."""


class StoreLocked(StoreError):
    """Another program kept the database locked for longer than we wait."""


class StoreReadOnly(StoreError):
    """The database or its folder cannot be written."""


class StoreNotADatabase(StoreError):
    """The file is not an SQLite database, or is damaged beyond reading."""


class StoreTooNew(StoreError):
    """The database was written by a newer version of Pullquote."""


class StoreFull(StoreError):
    """There is no room left on the disk."""


class StoreDamaged(StoreError):
    """A stored text does not match the SHA-256 taken when it was stored; it is never quoted."""


class StoreUnavailable(StoreError):
    """The database cannot be opened or read for a reason of the machine's."""
