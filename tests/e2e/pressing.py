"""Buttons of replies, pressed by people, in a Discord in memory."""

from simcord.actors import MemberActor
from simcord.builders import UserHandle
from simcord.results import InteractionResult, ResponseMessage

from tests.e2e.conftest import Server, texts

Component = dict[str, object]


def list_buttons(components: list[Component]) -> list[Component]:
    """All buttons, in the order in which they stand."""
    found: list[Component] = []
    for component in components:
        if component.get("type") == 2:
            found.append(component)
        inner = component.get("components")
        found += list_buttons(inner) if isinstance(inner, list) else []
        beside = component.get("accessory")
        found += list_buttons([beside]) if isinstance(beside, dict) else []
    return found


def labels(message: ResponseMessage) -> list[str]:
    """What stands on the buttons."""
    return [str(button["label"]) for button in list_buttons(message.components)]


def ids(message: ResponseMessage, beginning: str = "") -> list[str]:
    """The custom_ids that begin so."""
    found = [str(button.get("custom_id", "")) for button in list_buttons(message.components)]
    return [each for each in found if each and each.startswith(beginning)]


async def press(
    person: MemberActor | UserHandle, message: ResponseMessage, beginning: str
) -> InteractionResult:
    """Press the first button whose custom_id begins so."""
    return await person.click(message.message, custom_id=ids(message, beginning)[0])


def told(result: InteractionResult) -> ResponseMessage:
    """What the person is told alone: the response, or what followed it."""
    messages = [*([result.response] if result.response else []), *result.followups]
    assert messages
    assert messages[-1].ephemeral
    return messages[-1]


def sentence(result: InteractionResult) -> str:
    """The one sentence that the person is told alone."""
    return told(result).content


async def ask(server: Server, question: str, *, by: MemberActor | None = None) -> ResponseMessage:
    """The answer to a question put with /ask."""
    result = await (by or server.member).slash(server.channel, "ask", question=question)
    assert result.response is not None
    return result.response


def shown(message: ResponseMessage) -> str:
    """All that the message displays."""
    return texts(message.components)
