import pickle

import pytest

from index.errors import ArticleNotFound, LineRefused, Message, PageGone, PageRefused, PullquoteError


def test_an_error_reads_as_its_sentence() -> None:
    """Logs and terminals read an error as the English sentence that its template and values make."""
    error = ArticleNotFound("There is no article {name!r} among {count:,} here.", name="Tea", count=1200)

    assert str(error) == "There is no article 'Tea' among 1,200 here."
    assert error.message.template == "There is no article {name!r} among {count:,} here."
    assert error.message.values == {"name": "Tea", "count": 1200}


def test_a_sentence_without_values_is_left_as_it_is() -> None:
    """What people wrote may hold braces; they are put nowhere and break nothing."""
    assert str(PullquoteError("no object {…} {0} {name}")) == "no object {…} {0} {name}"


def test_values_may_be_messages_and_errors() -> None:
    """A part of a sentence, or another error, is read as its own sentence."""
    part = Message("a table ({form})", form="CSV")
    error = PullquoteError("this is {what}; {refusal}", what=part, refusal=LineRefused(3, "too long"))

    assert str(error) == "this is a table (CSV); line 3: too long"
    assert isinstance(error.message.values["what"], Message)


def test_a_message_made_before_is_kept() -> None:
    """An error may be given the whole message that somebody else made."""
    made = Message("{host} is slow.", host="a.example")

    assert PullquoteError(made).message is made


@pytest.mark.parametrize(
    ("error", "name", "value"),
    [
        (PageGone("{host} answered {code}.", status=410, host="a.example", code=410), "status", 410),
        (
            PageRefused("{what}.", ("https://a.example/feed",), what="a list"),
            "feeds",
            ("https://a.example/feed",),
        ),
        (LineRefused(7, "is empty"), "number", 7),
    ],
)
def test_what_programs_ask_of_an_error_is_beside_its_sentence(
    error: PullquoteError, name: str, value: object
) -> None:
    """Statuses, feeds and line numbers are attributes, as they always were."""
    assert getattr(error, name) == value
    assert "{" not in str(error)


def test_a_message_survives_pickling_as_its_sentence() -> None:
    """Another process reads the sentence."""
    assert pickle.loads(pickle.dumps(Message("{count} left", count=3))) == "3 left"  # noqa: S301 - our own bytes
