import re

from simcord.env import Env

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library
from tests.e2e.conftest import Server, mention


def syncs(discord: Env) -> int:
    """How often Discord was told of the commands."""
    return len(re.findall(r"PUT /applications/\d+/commands", discord.transcript()))


async def test_commands_are_synced_once_and_again_only_when_changed(
    discord: Env, library: Library, server: Server
) -> None:
    """A restart with the same commands does not tell Discord of them again."""
    assert syncs(discord) == 1
    await discord.restart_bot(Pullquote(library, Settings()))
    assert syncs(discord) == 1
    assert discord.bot.application_id is not None
    await library.remember(f"commands:{discord.bot.application_id}", "of an older version")
    await discord.restart_bot(Pullquote(library, Settings()))
    assert syncs(discord) == 2


async def test_failure_of_ours_is_one_sentence_with_an_id(
    stocked: Server, discord: Env, library: Library
) -> None:
    """When the database goes away under the bot, the member reads a sentence and no traceback."""
    await library.close()
    await stocked.member.send(stocked.channel, f"{mention(discord)} who built the lighthouse?")
    message = stocked.channel.last_message
    assert message is not None
    assert re.search(r"Something went wrong on our side \(error [0-9a-f]{8}\)", message.content)
