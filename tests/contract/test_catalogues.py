"""The catalogues against the code, and against themselves."""

import ast
import re
import unicodedata
from collections import Counter
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from bot.language import DEFAULT, LANGUAGES
from bot.language._catalogues import read_catalogue
from tests import messages
from tests.messages import ROOT, is_translated, keywords, literal, name_of

OTHERS = [language for language in LANGUAGES if language != DEFAULT]
# What Discord takes for markup, and what must stand in a translation as often as in English.
_MARKS = ("**", "__", "~~", "||", "`", "-# ", "### ")
# A command as it is typed, be it in code or not: `/article search`, /settings.
_COMMAND = re.compile(r"`/(?P<code>[^`]+)`|(?<![\w/:.`])/(?P<bare>[^\W\d_]+)")


@pytest.fixture(scope="module")
def said() -> Catalog:
    """All that is said on Discord, from the code and the command tree."""
    return messages.find_messages()


def each(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def strings(message: Message) -> list[tuple[str, str]]:
    """Pairs of what is said in English and its translation; of plurals each form with its own."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    # The first form is for one, or for none and one; all others are for many.
    forms = list(message.string or ())
    ids = (message.id[0], *[message.id[1]] * (len(forms) - 1))
    return list(zip(ids, forms, strict=True))


def names(text: str) -> Counter[str]:
    """The placeholders, with those that ask for a number by digits grouped."""
    return Counter(name for _, name, *_ in Formatter().parse(text) if name is not None)


def takes_values(text: str) -> bool:
    """Whether it is a template; a message without values may hold braces that are none."""
    try:
        return bool(names(text)) and all(name.isidentifier() for name in names(text))
    except ValueError:
        return False


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(said: Catalog, language: str) -> None:
    """Nothing that is said on Discord is missing in a catalogue, and nothing stands there in vain."""
    catalogue = read_catalogue(language)
    translated = {(each.id, each.context) for each in each(catalogue) if is_translated(each.string)}
    wanted = {(each.id, each.context) for each in each(said)}
    assert sorted(map(str, wanted - translated)) == [], "run make messages, and translate what is empty"
    assert sorted(map(str, translated - wanted)) == [], "run make messages, which drops them"


def test_english_rewords_only_what_is_said(said: Catalog) -> None:
    """The English catalogue holds wordings for Discord of messages that there are."""
    wanted = {(each.id, each.context) for each in each(said)}
    assert [m.id for m in each(read_catalogue(DEFAULT)) if (m.id, m.context) not in wanted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_doubtful_or_left_over(language: str) -> None:
    """No fuzzy translations, which nobody has looked at, and no obsolete ones."""
    catalogue = read_catalogue(language)
    assert [message.id for message in each(catalogue) if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_their_forms(language: str) -> None:
    """As many as the language's rule tells apart, and none of them empty."""
    catalogue = read_catalogue(language)
    for message in each(catalogue):
        if not isinstance(message.id, str):
            forms = list(message.string or ())
            assert len(forms) == catalogue.num_plurals, message.id
            assert all(forms), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_message(language: str) -> None:
    """Each value is named as in English; left out only where English on Discord leaves it out, or for one."""
    reworded = {m.id: str(m.string) for m in each(read_catalogue(DEFAULT))}
    for message in each(read_catalogue(language)):
        for place, (english, translation) in enumerate(strings(message)):
            if not takes_values(english):
                continue
            wanted = names(english if language == DEFAULT else reworded.get(message.id, english))
            if language == DEFAULT:  # may leave out what is only for the host
                assert set(names(translation)) <= set(wanted), message.id
            elif not isinstance(message.id, str) and place == 0:
                assert set(wanted) - {"count"} <= set(names(translation)) <= set(wanted) | {"count"}, (
                    message.id
                )
            else:
                assert set(names(translation)) == set(wanted), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_take_their_values(language: str) -> None:
    """Formats are those of English or none, so that no value is refused when it is put in."""
    for message in each(read_catalogue(language)):
        for english, translation in strings(message):
            if takes_values(english):
                formats = {(name, spec) for _, name, spec, _ in Formatter().parse(english) if name}
                for _, name, spec, conversion in Formatter().parse(translation):
                    assert not name or not spec or (name, spec) in formats, translation
                    assert conversion in (None, "", "r"), translation


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_balanced_alike(language: str) -> None:
    """Bold, code and small print are where English has them; commands in code are named alike."""
    for message in each(read_catalogue(language)):
        for english, translation in strings(message):
            if language == DEFAULT:
                assert translation.count("**") % 2 == translation.count("`") % 2 == 0, translation
                continue
            for mark in _MARKS:
                if "`pullquote" not in english:
                    assert translation.count(mark) == english.count(mark), (mark, translation)
            assert translation.count("\n") == english.count("\n"), translation
            assert (translation[-1:] in "…:?.!") == (english[-1:] in "…:?.!"), translation


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_discord_no_command_of_the_terminal_is_named(said: Catalog, language: str) -> None:
    """Whoever reads it on Discord has no terminal; another wording stands in its place."""
    catalogue = read_catalogue(language)
    for message in each(said):
        known = catalogue.get(message.id, message.context)
        shown = known.string if known and is_translated(known.string) else message.id
        assert not re.search(r"`?pullquote [a-z]", str(shown)), shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_named_as_they_are_called(said: Catalog, language: str) -> None:
    """A sentence that names a command has its name in that language, and there is such a command."""
    called = messages.names_of_commands(language)
    catalogue = read_catalogue(language)
    for message in each(said):
        known = catalogue.get(message.id, message.context)
        for text in [text for _, text in strings(known)] if known else [message.id]:
            for found in _COMMAND.finditer(str(text)):
                path = (found["code"] or found["bare"]).split(" ")
                # What follows the name of a command without subcommands are its options.
                assert path[0] in called or " ".join(path[:2]) in called, (found.group(), text)


def test_messages_are_literals() -> None:
    """No f-string and nothing computed is given to gettext, which would find no translation of it."""
    for path in messages.code():
        if path.is_relative_to(ROOT / "bot" / "language"):
            continue  # where gettext itself is
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or name_of(node) not in keywords():
                continue
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            messages_given = node.args[:2] if name_of(node) in ("ngettext", "pgettext") else node.args[:1]
            assert not any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in messages_given), where
            if name_of(node) in ("ngettext", "deferred"):
                assert all(map(literal, messages_given)), where


def test_the_catalogues_are_in_normal_form() -> None:
    """As ``make messages`` writes them: sorted, without lines and dates, so that changes can be merged."""
    for language in LANGUAGES:
        ids = [(m.id[0] if isinstance(m.id, tuple | list) else m.id) for m in each(read_catalogue(language))]
        assert ids == sorted(ids), language


def test_names_are_in_composed_form() -> None:
    """Letters with accents are one character, as people type them into Discord."""
    for language in LANGUAGES:
        for message in each(read_catalogue(language)):
            for _, translation in strings(message):
                assert translation == unicodedata.normalize("NFC", translation)
