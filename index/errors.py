"""Everything the library refuses or fails at. The message is one sentence a person can act on.

PullquoteError
├── QuestionRefused        empty, too long, or made of nothing but common words
├── TextRefused            a text to be checked, or to find sources for, that nothing can be found for
├── ArticleRefused         a text that cannot be stored: empty, binary, unreadable, badly dated
├── LineRefused            a line of an import file that is not an article or a question
├── ArticleNotFound        no article by that number, id or title
├── AmbiguousArticle       several articles answer to that title
├── AnswerNotFound         no kept answer by that id
├── RemovalNotFound        nothing was removed under that number, or it is too late to restore it
├── SourceNotFound         no source by that number or address
├── AmbiguousSource        several sources answer to that
├── TargetRefused          what was named is no link, file or folder that can be added
├── ContentRefused         bytes that are not what they should be, or too much to read
├── PageRefused            a page without an article: a wall, an error page, a list
├── FetchError             a URL could not be fetched
│   ├── AddressRefused     it is malformed, or not public; nothing was sent
│   ├── RobotsRefused      the site asks programs not to read it
│   ├── PageGone           404, 410: it is not there any more
│   ├── ServerRefused      another status that is no success
│   ├── TypeRefused        what came is of no kind that is read, or not what it claims
│   ├── TooLarge           more came than is read
│   └── HostUnreachable    no such host, no connection, bad certificate, too slow
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

from collections.abc import Mapping
from typing import Self, cast


class Message(str):
    """An English sentence, or a part of one, that remembers what it was made of.

    It is its ``template`` with the ``values`` put in by name, as ``str.format`` does; without values the
    template is not formatted. A value may be a Message itself. Whoever speaks another language looks the
    template up and puts the values in anew; everybody else reads a plain string.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The sentence that the template and the values make."""
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template = template
        message.values = values
        return message


class PullquoteError(Exception):
    """Base of all errors whose message may be shown to a person as it is.

    It is made of a sentence, or of the template of one and its values by name:
    ``ArticleNotFound("There is no article {name!r} here.", name=reference)``.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        is_made = isinstance(template, Message) and not values
        self.message = cast("Message", template) if is_made else Message(template, **values)
        super().__init__(str(self.message))


class QuestionRefused(PullquoteError):
    """The question cannot be searched for; nothing was looked up."""


class TextRefused(PullquoteError):
    """The text is empty, too short or too long to be looked for; nothing was looked up."""


class ArticleRefused(PullquoteError):
    """The text cannot be stored; nothing was changed."""


class LineRefused(PullquoteError):
    """One line of a JSON Lines file is not what it should be; the other lines are unaffected."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__("line {number}: {reason}", number=number, reason=reason)
        self.number = number
        self.reason = reason


class ArticleNotFound(PullquoteError):
    """No article of the collection answers to the reference."""


class AmbiguousArticle(PullquoteError):
    """More than one article of the collection answers to the reference."""


class AnswerNotFound(PullquoteError):
    """No answer of the collection has the id, or it is no longer kept."""


class RemovalNotFound(PullquoteError):
    """No removal of the collection has the number, or it cannot be undone any more."""


class SourceNotFound(PullquoteError):
    """No source of the collection answers to the reference."""


class AmbiguousSource(PullquoteError):
    """More than one source of the collection answers to the reference."""


class TargetRefused(PullquoteError):
    """What was to be added is nothing that can be; nothing was changed."""


class ContentRefused(PullquoteError):
    """Bytes cannot be read as what they should be: broken, protected, empty, or too much within."""


class PageRefused(ContentRefused):
    """A page that can be read has no article on it: a wall, an error page, a list of links.

    ``feeds`` are the URLs of the feeds that it announces.
    """

    def __init__(self, template: str, /, feeds: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(template, **values)
        self.feeds = feeds


class FetchError(PullquoteError):
    """A URL could not be fetched. ``retry_after_s`` is how long the server asks to wait, in seconds."""

    def __init__(
        self,
        template: str,
        /,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
        **values: object,
    ) -> None:
        super().__init__(template, **values)
        self.status = status
        self.retry_after_s = retry_after_s


class AddressRefused(FetchError):
    """The URL is malformed or leads to what is not public. The message tells no more than that."""


class RobotsRefused(FetchError):
    """The site's robots.txt asks programs not to read the URL."""


class PageGone(FetchError):
    """The server says that the page is not there, or not any more (404, 410)."""


class ServerRefused(FetchError):
    """The server answered with another status that is no success."""


class TypeRefused(FetchError):
    """What came is of a kind that is not read, or is not what it claims to be."""


class TooLarge(FetchError):
    """More came than is read; it was let go of."""


class HostUnreachable(FetchError):
    """There is no such host, no connection to it, no valid certificate, or no answer in time."""


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
