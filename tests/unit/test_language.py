"""What people read, in their language."""

from datetime import UTC, date, datetime

import pytest

from bot import language
from bot.community import CommunitySettings
from bot.errors import sentence_for
from bot.language import gettext, ngettext, say, speaking
from bot.language._saying import fill
from index.errors import ArticleNotFound, ContentRefused, HostUnreachable, Message, PullquoteError

NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("locale", "nearest"),
    [("de", "de"), ("fr", "fr"), ("en-US", "en"), ("en-GB", "en"), ("pt-BR", "en"), ("ja", "en"), ("", "en")],
)
def test_discords_locales_have_a_nearest_language(locale: str, nearest: str) -> None:
    """German and French are spoken to whom Discord speaks them, English to everybody else."""
    assert language.nearest(locale) == nearest


def test_what_all_read_is_in_the_language_of_the_community() -> None:
    """The moderators' choice comes first, then the server's own language."""
    assert language.language_for_all(CommunitySettings(language="fr"), "de") == "fr"
    assert language.language_for_all(CommunitySettings(), "de") == "de"
    assert language.language_for_all(CommunitySettings(), None) == "en"


def test_values_are_put_in_where_the_translation_has_them() -> None:
    """Names, not places, tell where a value belongs; without values nothing is put in."""
    assert gettext("{b} and {a}", a=1, b=2) == "2 and 1"
    assert gettext("as it is: {name}") == "as it is: {name}"


@pytest.mark.parametrize("translation", ["{nombre}", "{name.__class__.x}", "{name", "{name:,}", "{}", "{0}"])
def test_a_broken_translation_never_loses_a_reply(translation: str) -> None:
    """Where a translation cannot take its values, the English sentence is said."""
    assert fill(translation, "Hello {name}!", {"name": None}) == "Hello None!"


@pytest.mark.parametrize(
    ("spoken", "one", "many"),
    [
        ("en", "1 article", "1,200 articles"),
        ("de", "1 Artikel", "1.200 Artikel"),
        ("fr", "1 article", f"1{NARROW}200 articles"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(spoken: str, one: str, many: str) -> None:
    """Plurals by the catalogue's rule, digits grouped by CLDR."""
    with speaking(spoken):
        assert ngettext("{count} article", "{count} articles", 1) == one
        assert ngettext("{count} article", "{count} articles", 1200) == many


def test_french_counts_none_as_one() -> None:
    """French says "0 article" where English says "0 articles"."""
    with speaking("fr"):
        assert ngettext("{count} article", "{count} articles", 0) == "0 article"


@pytest.mark.parametrize(
    ("spoken", "day", "month", "year", "instant"),
    [
        ("en", "3 May 2025", "May 2025", "2025", "3 May 2025, 13:05 UTC"),
        ("de", "3. Mai 2025", "Mai 2025", "2025", "3. Mai 2025, 13:05 UTC"),
        ("fr", "3 mai 2025", "mai 2025", "2025", "3 mai 2025, 13:05 UTC"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    spoken: str, day: str, month: str, year: str, instant: str
) -> None:
    """As precise as they are known."""
    when = date(2025, 5, 3)
    with speaking(spoken):
        assert language.format_date(when) == day
        assert language.format_date(when, "month") == month
        assert language.format_date(when, "year") == year
        assert language.format_instant(datetime(2025, 5, 3, 13, 5, tzinfo=UTC)) == instant


@pytest.mark.parametrize(
    ("spoken", "seconds", "length", "ago", "ahead"),
    [
        ("en", 3 * 3600, "3 hours", "3 hours ago", "in 3 hours"),
        ("en", 60, "1 minute", "1 minute ago", "in 1 minute"),
        ("en", 5, "less than a minute", "less than a minute ago", "in less than a minute"),
        ("de", 3 * 86400, "3 Tage", "vor 3 Tagen", "in 3 Tagen"),
        ("de", 99 * 60, "99 Minuten", "vor 99 Minuten", "in 99 Minuten"),
        ("de", 5, "weniger als eine Minute", "vor weniger als einer Minute", "in weniger als einer Minute"),
        (
            "fr",
            40 * 86400,
            "40\N{NO-BREAK SPACE}jours",
            "il y a 40 jours",
            "dans 40 jours",
        ),
    ],
)
def test_lengths_of_time_are_told_in_words(
    spoken: str, seconds: float, length: str, ago: str, ahead: str
) -> None:
    """In the unit that one says, with the endings that the language wants."""
    with speaking(spoken):
        assert language.format_duration(seconds) == length
        assert language.format_ago(seconds) == ago
        assert language.format_ahead(seconds) == ahead


@pytest.mark.parametrize(
    ("spoken", "listed"), [("en", "a, b and c"), ("de", "a, b und c"), ("fr", "a, b et c")]
)
def test_lists_end_in_the_languages_and(spoken: str, listed: str) -> None:
    """The last two are joined by a word."""
    with speaking(spoken):
        assert language.format_list(["a", "b", "c"]) == listed


def test_errors_of_the_library_are_told_in_the_language() -> None:
    """Templates are translated, and so are the messages and errors put into them."""
    refused = ContentRefused(
        "this is {what}; save it as PDF, which can be read.", what=Message("an Excel table")
    )
    with speaking("de"):
        told = sentence_for(refused)
        nested = say(PullquoteError("It cannot be stored: {refusal}.", refusal=Message("the text is empty")))
    assert told == "Das ist eine Excel-Tabelle; bitte als PDF speichern, das kann gelesen werden."
    assert nested == "Kann nicht gespeichert werden: Der Text ist leer."
    assert str(refused) == "this is an Excel table; save it as PDF, which can be read."


def test_numbers_in_errors_are_grouped_as_the_language_does() -> None:
    """What English writes as 1,200 is 1.200 in German; an article's number has no groups in any."""
    with speaking("de"):
        assert "1.200" in say(
            ContentRefused(
                "this PDF has {pages:,} pages, and up to {most:,} are read; divide it into parts.",
                pages=1200,
                most=1000,
            )
        )


def test_stored_sentences_are_found_again() -> None:
    """The database keeps problems in English; what they were made of is found by their form."""
    stored = str(
        HostUnreachable(
            "{host} is too slow: the page was not there after {seconds:g} seconds.",
            host="a.example",
            seconds=7.5,
        )
    )
    with speaking("fr"):
        told = say(stored)
        assert say("no sentence of ours at all") == "no sentence of ours at all"
        assert say("") == ""
    assert told != stored
    assert "a.example" in told
    assert "7.5" in told


def test_on_discord_no_command_of_the_terminal_is_named() -> None:
    """An error that names a command line in the terminal names a Discord command on Discord."""
    error = ArticleNotFound(
        "No article here is numbered or titled {name!r}; `pullquote articles` and `/article search` show "
        "those that are stored.",
        name="Tea",
    )
    assert "`pullquote articles`" in str(error)
    assert "`pullquote" not in sentence_for(error)
    assert "/article search" in sentence_for(error)
