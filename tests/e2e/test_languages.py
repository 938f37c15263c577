"""Members who use Discord in German, in servers that are English or not."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import simcord
import simcord.interactions
from simcord.env import Env

from bot.client import Pullquote
from bot.language import _catalogues
from bot.settings import Settings
from index.errors import ArticleNotFound, QuestionRefused
from index.library import Library
from tests.e2e.conftest import Server, refusals, reply, texts
from tests.texts import ANN


@pytest.fixture
def german(stocked: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server in English, with a member whose Discord is in German; SimCord's people all speak English."""
    english = simcord.interactions.base_payload

    def translated(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever SimCord gives
        record, payload = english(*args, **options)
        return record, {**payload, "locale": "de"}

    monkeypatch.setattr(simcord.interactions, "base_payload", translated)
    return stocked


async def test_a_private_answer_is_in_the_members_language(german: Server) -> None:
    """What only they read is in German: remarks, buttons, and how many quotes there are more."""
    result = await german.member.slash(
        german.channel, "ask", question="Who conducts the Vienna orchestra?", private=True
    )
    shown = texts(reply(result).components)
    assert "Nichts, was hier gespeichert ist, beantwortet das." in shown
    assert "Kein gespeicherter Artikel erwähnt: **conducts, Vienna, orchestra**" in shown


async def test_dates_are_in_the_members_language(german: Server) -> None:
    """The quote itself is verbatim; the date beside it is written as in German."""
    result = await german.member.slash(
        german.channel, "ask", question="Who built the lighthouse?", private=True
    )
    shown = texts(reply(result).components)
    assert "1874 by the engineer Clara Moretti" in shown
    assert r"17\. Mai 2024" in shown  # or Discord would make a list of it


async def test_what_all_read_is_in_the_servers_language(german: Server) -> None:
    """A public answer to a German member of an English server is in English."""
    result = await german.member.slash(german.channel, "ask", question="Who conducts the Vienna orchestra?")
    assert "Nothing stored here answers that." in texts(reply(result).components)


async def test_the_community_may_choose_its_language(german: Server, discord: Env) -> None:
    """Once moderators have set French, what all read is in French, and what one reads stays theirs."""
    assert isinstance(discord.bot, Pullquote)
    await discord.bot.communities.change(german.collection, ANN, language="fr")
    public = await german.member.slash(german.channel, "ask", question="Who conducts the Vienna orchestra?")
    private = await german.member.slash(
        german.channel, "ask", question="Who conducts the Vienna orchestra?", private=True
    )
    assert "Rien de ce qui est enregistré ici n’y répond." in texts(reply(public).components)
    assert "Nichts, was hier gespeichert ist" in texts(reply(private).components)


async def test_refusals_are_in_the_members_language(german: Server, discord: Env) -> None:
    """Errors of the library too, whoever else would have read the answer."""
    asked = await german.member.slash(german.channel, "ask", question="what is the?")
    shown = await german.member.slash(german.channel, "article show", article="Zeppelin")
    assert "Die Frage besteht nur aus häufigen Wörtern oder Zeichen" in reply(asked).content
    assert "Kein Artikel hier hat die Nummer oder den Titel „Zeppelin“" in reply(shown).content
    assert refusals(discord) == [QuestionRefused, ArticleNotFound]


async def test_help_is_in_the_members_language(german: Server) -> None:
    """What each command is for, and the names of menus, as Discord shows them to the member."""
    shown = texts(reply(await german.member.slash(german.channel, "help")).components)
    assert " Beantwortet eine Frage" in shown
    assert "**Quellen finden**" in shown
    assert "Answer a question" not in shown


async def test_commands_are_offered_in_all_languages(library: Library) -> None:
    """Discord is told the names and descriptions of commands in German and French."""
    async with simcord.run(Pullquote(library, Settings())) as env:
        (told,) = [each.json for each in env.http_requests if each.method == "PUT"]
    assert isinstance(told, list)
    ask = next(command for command in told if command["name"] == "ask")
    assert ask["name_localizations"] == {"de": "fragen", "fr": "demander"}
    assert ask["description_localizations"]["de"].startswith("Beantwortet eine Frage")
    question = next(option for option in ask["options"] if option["name"] == "question")
    assert question["name_localizations"]["de"] == "frage"


async def test_a_changed_catalogue_is_told_to_discord(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same commands are not sent twice; with another German name they are sent again."""

    async def syncs() -> int:
        async with simcord.run(Pullquote(library, Settings())) as env:
            return len([each for each in env.http_requests if each.method == "PUT"])

    assert [await syncs(), await syncs()] == [1, 0]
    shutil.copytree(_catalogues.FOLDER, tmp_path / "locales")
    german = tmp_path / "locales" / "de" / "LC_MESSAGES" / "pullquote.po"
    german.write_text(
        german.read_text(encoding="utf-8").replace('msgstr "fragen"', 'msgstr "frag"'), encoding="utf-8"
    )
    monkeypatch.setattr(_catalogues, "FOLDER", tmp_path / "locales")
    _catalogues.catalogue_of.cache_clear()
    try:
        assert await syncs() == 1
    finally:
        _catalogues.catalogue_of.cache_clear()
