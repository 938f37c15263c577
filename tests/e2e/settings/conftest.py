"""What tests of the settings panel share: opening it, and reading what came of it."""

from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from index.library import Library
from tests.e2e.conftest import Server, reply


async def opened(who: MemberActor, server: Server, page: str | None = None) -> ResponseMessage:
    """The panel, at a page."""
    panel = reply(await who.slash(server.channel, "settings"))
    if page:
        await who.click(panel, label=page)
    return panel


async def read(library: Library, server: Server) -> dict[str, object]:
    """What is stored, which a restart would read."""
    return dict(await library.communities.get_settings(server.collection))


def said(result: InteractionResult) -> str:
    """What the person was told beside the panel."""
    return "".join(message.content for message in result.followups) or reply(result).content
