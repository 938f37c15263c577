from simcord.env import Env

from bot.client import Pullquote
from bot.settings import Settings
from bot.sources._choosing import NothingToAdd
from index.library import Library
from tests.e2e.conftest import Server, refusals, reply
from tests.e2e.moderating.conftest import People, shown, told
from tests.e2e.moderating.sources.conftest import PARAGRAPHS, titles
from tests.gathering import page
from tests.servers import Site


async def test_menu_adds_the_only_link_of_a_message(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A message with one link needs no question which one; marks of the sentence are no part of it."""
    link = site.add("/ferry", page("The late ferry", *PARAGRAPHS))
    message = await people.member.send(server.channel, f"Read this ([here]({link})), it is good!")
    asked = await people.moderator.context_menu(server.channel, "Add as source", message)
    assert "The late ferry" in shown(asked)
    await people.moderator.click(reply(asked).message, label="Add")
    assert await titles(library, server) == ["The late ferry"]


async def test_menu_asks_which_of_several_is_meant(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Links and files of a message are offered; a link works after a restart, of a file it is said what to do."""
    link = site.add("/ferry", page("The late ferry", *PARAGRAPHS))
    message = await people.member.send(
        server.channel, f"{link} and {link}", attachments=[("notes.txt", PARAGRAPHS[0].encode())]
    )
    asked = await people.moderator.context_menu(server.channel, "Add as source", message)
    assert "Which one is to be added?" in shown(asked)
    chosen = await people.moderator.context_menu(server.channel, "Add as source", message)
    await people.moderator.select(reply(chosen).message, ["0"])
    assert "File · notes.txt" in shown(chosen)
    await discord.restart_bot(Pullquote(library, Settings()))
    late = await people.moderator.select(reply(asked).message, ["0"])
    assert "choose “Add as source” again" in late.followups[-1].content
    await people.moderator.select(reply(asked).message, [link])
    assert "The late ferry" in shown(asked)


async def test_menu_on_a_message_without_links_says_so(people: People, server: Server, discord: Env) -> None:
    """A message with nothing to add is said to be one."""
    message = await people.member.send(server.channel, "Nothing to see here.")
    result = await people.moderator.context_menu(server.channel, "Add as source", message)
    assert "neither a link nor a file" in told(result)
    assert refusals(discord) == [NothingToAdd]
