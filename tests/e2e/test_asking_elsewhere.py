import pytest
from simcord.env import Env

from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_server, refusals, reply, texts
from tests.e2e.elsewhere import GUILD, PRIVATE_CHANNEL, user_install
from tests.e2e.pressing import labels
from tests.e2e.talking import FOUND, QUESTION, change
from tests.texts import BRIDGE

ALONE = "Only you can see this, as others here may not belong to it."


@pytest.fixture
async def abroad(discord: Env, stocked: Server, add: AddArticles) -> Server:
    """A server of other people; the member of the stocked one is there, and has the bot along."""
    server = new_server(discord, "Abroad", "zoe")
    await add(server.collection, BRIDGE)
    return Server(server.guild, server.channel, server.guild.add_member(stocked.member.user))


@pytest.mark.parametrize("place", ["server", "group"])
async def test_answer_from_home_is_for_the_asker_alone(
    stocked: Server, abroad: Server, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Whoever brings the bot along is answered from home, alone, whatever they wish, and cannot post it."""
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    context = GUILD if place == "server" else PRIVATE_CHANNEL
    with user_install(monkeypatch, context=context):
        if place == "server":
            result = await abroad.member.slash(abroad.channel, "ask", question=QUESTION, private=False)
        else:
            result = await stocked.member.user.slash("ask", question=QUESTION, private=False)
    answer = reply(result)
    shown = texts(answer.components)
    assert answer.ephemeral
    assert FOUND in shown
    assert f"From the articles of Harbour. {ALONE}" in shown
    assert "Post publicly" not in labels(answer)


async def test_menus_are_answered_from_home_as_well(
    stocked: Server, abroad: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sources for somebody's message abroad are those of home."""
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    message = await abroad.member.send(abroad.channel, "The lighthouse was built by Clara Moretti in 1874.")
    for menu in ("Find sources", "Check this quote"):
        with user_install(monkeypatch, context=GUILD):
            result = await abroad.member.context_menu(abroad.channel, menu, message)
        assert reply(result).ephemeral
        assert "The lighthouse of Porto Vento" in texts(reply(result).components)
        assert "Post publicly" not in labels(reply(result))


async def test_buttons_below_keep_to_it(
    stocked: Server, abroad: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a button below such an answer shows is for the asker alone, too."""
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    with user_install(monkeypatch, context=GUILD):
        asked = await abroad.member.slash(abroad.channel, "ask", question=QUESTION)
        shown = await abroad.member.click(reply(asked).message, label="In context")
    assert reply(shown).ephemeral
    assert FOUND in texts(reply(shown).components)


async def test_people_of_that_server_get_nothing_from_home(
    stocked: Server, discord: Env, abroad: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who belongs to no server of the bot's gets nothing, though they have installed it."""
    stranger = discord.create_user("eve")
    with user_install(monkeypatch, context=PRIVATE_CHANNEL):
        result = await stranger.slash("ask", question=QUESTION)
    assert reply(result).ephemeral
    assert "I know of none that we are both in" in reply(result).content
    assert len(refusals(discord)) == 1


async def test_settings_of_that_server_do_not_count(
    stocked: Server, discord: Env, abroad: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Channels that others have opened or closed for a bot of theirs say nothing of one brought along."""
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    await change(discord, abroad, channels=(1,))
    await change(discord, stocked, channels=(stocked.channel.id,))
    with user_install(monkeypatch, context=GUILD):
        result = await abroad.member.slash(abroad.channel, "ask", question=QUESTION)
    assert FOUND in texts(reply(result).components)


async def test_only_asking_is_offered_there(discord: Env) -> None:
    """Discord is told that asking works everywhere, and what is for moderators in servers only."""
    commands = {command.name: command for command in discord.bot.tree.get_commands()}  # type: ignore[attr-defined]
    for name, command in commands.items():
        told = command.to_dict(discord.bot.tree)  # type: ignore[attr-defined]
        if name == "ask":
            assert (sorted(told["contexts"]), sorted(told["integration_types"])) == ([0, 1, 2], [0, 1])
        if name in ("source", "settings", "digest"):
            assert (told["contexts"], told["integration_types"]) == ([0], [0])
