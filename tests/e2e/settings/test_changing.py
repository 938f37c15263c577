from datetime import UTC, datetime, timedelta

import pytest
import simcord
from discord import PermissionOverwrite
from simcord import actors
from simcord.actors import MemberActor
from simcord.env import Env
from simcord.results import InteractionResult

from bot.client import Pullquote
from bot.keeping import forget_old
from bot.settings import Settings
from index.library import Library
from index.models import Actor, Asker, EventKind
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_moderator, new_server, texts
from tests.e2e.settings.conftest import opened, read, said
from tests.texts import LIGHTHOUSE


async def test_moderator_changes_every_setting_and_reads_that_it_is_saved(
    discord: Env, server: Server, library: Library
) -> None:
    """Roles, channels, quotes, language, privacy and limits are set in one message, durably, each confirmed."""
    mod = new_moderator(discord, server, "mod")
    curators = server.guild.create_role("curators")
    other = server.guild.create_text_channel("questions")
    panel = await opened(mod, server)
    assert panel.ephemeral
    await mod.select(panel, [curators], custom_id="settings:pick:moderator_roles")
    assert f"Saved. Moderators: <@&{curators.id}>" in texts(panel.components)
    await mod.select(panel, [server.channel, other], custom_id="settings:pick:channels")
    assert f"<#{server.channel.id}>, <#{other.id}>" in texts(panel.components)
    await mod.select(panel, [other], custom_id="settings:pick:log_channel")
    assert f"Saved. Log channel: <#{other.id}>" in texts(panel.components)
    await mod.click(panel, label="Answers")
    await mod.select(panel, ["5"], custom_id="settings:pick:quotes")
    assert "Saved. Quotes per answer: 5" in texts(panel.components)
    await mod.select(panel, ["de"], custom_id="settings:pick:language")
    assert "Saved. Language: Deutsch" in texts(panel.components)
    await mod.click(panel, label="Make them private")
    assert "Saved. Private answers: yes" in texts(panel.components)
    await mod.click(panel, label="Limits")
    for name, values, confirmed in (
        ("retention_days", {"0": "7"}, "Saved. How long questions are kept: 7 days"),
        ("member", {"0": "2", "1": "60"}, "Saved. Questions of one member: 2 questions in 60 seconds"),
        ("server", {"0": "1", "1": "1"}, "all members together: 1 question in 1 second"),
    ):
        form = await mod.click(panel, custom_id=f"settings:ask:{name}")
        await mod.submit_modal(form, values)
        assert confirmed in texts(panel.components)
    assert await read(library, server) == {
        "moderator_roles": [curators.id],
        "channels": [server.channel.id, other.id],
        "log_channel": other.id,
        "quotes": 5,
        "language": "de",
        "is_private": True,
        "retention_days": 7,
        "member_questions": 2,
        "member_window_s": 60,
        "server_questions": 1,
        "server_window_s": 1,
    }


async def test_what_is_set_back_is_unset_and_all_is_logged(
    discord: Env, server: Server, library: Library
) -> None:
    """Setting what holds by itself leaves nothing behind, and the log tells who changed what."""
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server, "Answers")
    await mod.select(panel, ["5"], custom_id="settings:pick:quotes")
    await mod.select(panel, ["-"], custom_id="settings:pick:quotes")
    await mod.click(panel, label="Limits")
    await mod.submit_modal(await mod.click(panel, custom_id="settings:ask:retention_days"), {"0": "7"})
    await mod.submit_modal(await mod.click(panel, custom_id="settings:ask:retention_days"), {"0": ""})
    assert await read(library, server) == {}
    events = await library.sources.list_events(server.collection)
    assert [(e.actor.name, e.kind, e.subject) for e in events] == [
        (str(mod.id), EventKind.SETTING_CHANGED, name)
        for name in ("quotes", "quotes", "retention_days", "retention_days")
    ]


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        (
            "retention_days",
            {"0": "31"},
            "“31” is no number of days from 1 to 30, which is the host's limit",
        ),
        ("retention_days", {"0": "0"}, "“0” is no number of days"),
        ("retention_days", {"0": "a week"}, "“a week” is no number of days"),
        ("member", {"0": "0", "1": "30"}, "“0” is no number of questions from 1 to 1,000."),
        ("member", {"0": "5", "1": "-1"}, "“-1” is no number of seconds from 1 to 86,400."),
        ("server", {"0": "1001", "1": "30"}, "“1001” is no number of questions"),
        ("server", {"0": "5", "1": "86401"}, "“86401” is no number of seconds"),
        ("server", {"0": "٣", "1": "30"}, "“٣” is no number of questions"),
    ],
)
async def test_bad_numbers_get_a_sentence_and_change_nothing(
    discord: Env, server: Server, library: Library, name: str, values: dict[str, str], sentence: str
) -> None:
    """Whoever types what cannot be is told what can, and everything stays."""
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server, "Limits")
    sent = await mod.submit_modal(await mod.click(panel, custom_id=f"settings:ask:{name}"), values)
    assert sentence in said(sent)
    assert await read(library, server) == {}


async def test_log_channel_must_be_one_that_the_bot_may_write_in(
    discord: Env, server: Server, library: Library
) -> None:
    """A channel in which nothing would ever appear is refused, with what to allow."""
    mod = new_moderator(discord, server, "mod")
    hidden = server.guild.create_text_channel(
        "hidden", overwrites={server.guild.default_role: PermissionOverwrite(send_messages=False)}
    )
    panel = await opened(mod, server)
    refused = await mod.select(panel, [hidden], custom_id="settings:pick:log_channel")
    assert "I may not write in #hidden; allow me View Channel and Send Messages" in said(refused)
    assert await read(library, server) == {}


async def test_controls_work_after_a_restart(discord: Env, server: Server, library: Library) -> None:
    """A panel and a form from before a restart still change the settings."""
    mod = new_moderator(discord, server, "mod")
    places, answers = await opened(mod, server), await opened(mod, server, "Answers")
    limits = await opened(mod, server, "Limits")
    form = await mod.click(limits, custom_id="settings:ask:member")
    await discord.restart_bot(Pullquote(library, Settings()))
    await mod.select(places, [server.channel], custom_id="settings:pick:channels")
    await mod.select(answers, ["1"], custom_id="settings:pick:quotes")
    await mod.submit_modal(form, {"0": "3", "1": "10"})
    assert await read(library, server) == {
        "channels": [server.channel.id],
        "quotes": 1,
        "member_questions": 3,
        "member_window_s": 10,
    }
    await mod.click(places, label="Limits")
    assert "3 questions in 10 seconds" in texts(places.components)


async def test_deleted_roles_and_channels_are_shown_and_cleared(
    discord: Env, server: Server, library: Library
) -> None:
    """What was deleted on Discord is named as such, and one button lets go of it."""
    mod = new_moderator(discord, server, "mod")
    role, kept = server.guild.create_role("gone"), server.guild.create_role("kept")
    channel = server.guild.create_text_channel("gone")
    panel = await opened(mod, server)
    await mod.select(panel, [role, kept], custom_id="settings:pick:moderator_roles")
    await mod.select(panel, [channel], custom_id="settings:pick:channels")
    await mod.select(panel, [channel], custom_id="settings:pick:log_channel")
    assert "deleted" not in texts(panel.components)
    discord.backend.delete_role(server.guild.id, role.id)
    discord.backend.delete_channel(channel.id)
    await discord.settle()
    panel = await opened(mod, server)
    shown = texts(panel.components)
    assert shown.count("Deleted on Discord") == 3
    assert str(role.id) in shown
    for name in ("moderator_roles", "channels", "log_channel"):
        await mod.click(panel, custom_id=f"settings:clear:{name}")
    assert "Deleted on Discord" not in texts(panel.components)
    assert await read(library, server) == {"moderator_roles": [kept.id]}


async def test_answering_unasked_is_offered_where_the_host_lets_it(
    discord: Env, server: Server, library: Library
) -> None:
    """Channels to answer in unasked can be chosen only where the host has turned that on."""
    mod = new_moderator(discord, server, "mod")
    assert "without being asked" not in texts((await opened(mod, server)).components)
    if "answer_unasked" not in Settings.model_fields:
        pytest.skip("the host's setting is not there yet")
    await discord.restart_bot(Pullquote(library, Settings.model_validate({"answer_unasked": True})))
    panel = await opened(mod, server)
    assert "without being asked" in texts(panel.components)
    await mod.select(panel, [server.channel], custom_id="settings:pick:auto_channels")
    assert (await read(library, server))["auto_channels"] == [server.channel.id]


async def test_host_that_keeps_nothing_leaves_nothing_to_set(
    discord: Env, server: Server, library: Library
) -> None:
    """Where the host keeps no questions, the panel says so and offers no days."""
    await discord.restart_bot(Pullquote(library, Settings(keep_answers_days=0)))
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server, "Limits")
    assert "not at all, as the host has set" in texts(panel.components)
    with pytest.raises(simcord.SetupError, match="disabled"):
        await mod.click(panel, custom_id="settings:ask:retention_days")


async def test_retention_lets_go_of_what_is_older(
    discord: Env, server: Server, simcord_bot: Pullquote, library: Library, add: AddArticles
) -> None:
    """Every day questions older than a community wants are gone, those of other communities not."""
    other = new_server(discord, "Elsewhere", "bob")
    for each in (server, other):
        await add(each.collection, LIGHTHOUSE)
        await library.ask(each.collection, "Who built the lighthouse?", asker=Asker("1", "2"))
    await simcord_bot.communities.change(server.collection, Actor("1", "discord"), retention_days=7)
    await forget_old(simcord_bot, datetime.now(UTC) + timedelta(days=6))
    assert len((await library.communities.export_person("1"))["questions"]) == 2
    await forget_old(simcord_bot, datetime.now(UTC) + timedelta(days=8))
    record = await library.communities.export_person("1")
    assert [row["collection"] for row in record["questions"]] == [other.collection]


async def test_only_what_a_menu_offers_can_be_chosen(
    discord: Env, server: Server, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that sends another value than those it was offered changes nothing."""
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server, "Answers")
    send = actors._component_interaction  # noqa: SLF001 - SimCord itself lets nobody choose what is not offered

    async def forge(actor: MemberActor, stored: object, sent: dict[str, object]) -> InteractionResult:
        return await send(actor, stored, {**sent, "values": ["1000"]})

    monkeypatch.setattr(actors, "_component_interaction", forge)
    result = await mod.select(panel, ["3"], custom_id="settings:pick:quotes")
    assert "Something went wrong" in said(result)
    assert await read(library, server) == {}
