from simcord.env import Env

from bot.client import Pullquote
from bot.settings import Settings
from bot.sources import FileRefused
from index.errors import ContentRefused
from index.library import Library
from tests.e2e.conftest import Server, refusals, reply
from tests.e2e.moderating.conftest import People, shown, told
from tests.e2e.moderating.sources.conftest import PARAGRAPHS, titles


async def test_a_file_is_read_shown_and_added(people: People, server: Server, library: Library) -> None:
    """An attachment is a source as well; what is in it is shown first."""
    text = "# The late ferry\n\n" + "\n\n".join(PARAGRAPHS)
    asked = await people.moderator.slash(server.channel, "source add", file=("ferry.md", text.encode()))
    assert "File · ferry.md" in shown(asked)
    assert "> Paragraph 0 tells" in shown(asked)
    await people.moderator.click(reply(asked).message, label="Add")
    assert "**1** article added" in shown(asked)
    assert await titles(library, server) == ["The late ferry"]


async def test_a_file_that_cannot_be_read_is_refused_before_it_is_noted(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """A broken or unknown file is said to be so; nothing of it is stored."""
    for name, data in (("broken.pdf", b"%PDF-1.7 no more"), ("noise.bin", bytes(range(256)) * 8)):
        result = await people.moderator.slash(server.channel, "source add", file=(name, data))
        assert told(result).endswith(".")
    assert await library.sources.list_sources(server.collection) == []
    assert refusals(discord) == [ContentRefused] * 2


async def test_a_file_over_the_limit_is_not_even_downloaded(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """The limit of the host's settings holds for attachments; both link and file are one too many."""
    await discord.restart_bot(Pullquote(library, Settings(max_file_mb=1)))
    result = await people.moderator.slash(server.channel, "source add", file=("big.txt", b"x" * 1_000_001))
    assert "at most 1 MB" in told(result)
    both = {"link": "https://example.org", "file": ("a.txt", b"x")}
    result = await people.moderator.slash(server.channel, "source add", **both)
    assert "either a link or a file" in told(result)
    result = await people.moderator.slash(server.channel, "source add", file=("a.txt", b"x"), every="1d")
    assert "A file is read once" in told(result)
    assert refusals(discord) == [FileRefused] * 3


async def test_a_file_that_waits_is_forgotten_by_a_restart_and_that_is_said(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """What cannot be found out anew is to be added again, in a sentence."""
    asked = await people.moderator.slash(
        server.channel, "source add", file=("a.txt", b"The ferry was late today.")
    )
    await discord.restart_bot(Pullquote(library, Settings()))
    await people.moderator.click(reply(asked).message, label="Add")
    assert "I was restarted since; use /source add again" in shown(asked).replace("\\", "")
    assert await library.sources.list_sources(server.collection) == []


async def test_text_is_pasted_through_a_form(people: People, server: Server, library: Library) -> None:
    """With neither link nor file a form opens; what is typed into it is shown, and stored if wanted."""
    opened = await people.moderator.slash(server.channel, "source add")
    sent = await people.moderator.submit_modal(
        opened,
        {
            "text": "\n\n".join(PARAGRAPHS),
            "title": "The late ferry",
            "link": "example.org/ferry",
            "date": "2024-05-17",
            "author": "Ada Winter",
        },
    )
    assert reply(sent).ephemeral
    assert "An article: Ada Winter · 2024-05-17" in shown(sent)
    await people.moderator.click(reply(sent).message, label="Add")
    (article,) = [each async for each in library.iter_articles(server.collection)]
    said = article.citation
    assert (said.title, said.url) == ("The late ferry", "https://example.org/ferry")
    assert (said.author, said.published_at) == ("Ada Winter", "2024-05-17")
    assert (await library.get_text(server.collection, article)).text == "\n\n".join(PARAGRAPHS)


async def test_the_form_may_be_sent_after_a_restart(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """What took long to type is not lost; title and author are read from the text itself."""
    opened = await people.moderator.slash(server.channel, "source add")
    await discord.restart_bot(Pullquote(library, Settings()))
    text = "The late ferry\n\nBy Ada Winter\n\n" + "\n\n".join(PARAGRAPHS)
    sent = await people.moderator.submit_modal(opened, {"text": text})
    assert "The late ferry" in shown(sent)
    assert "An article: Ada Winter" in shown(sent)


async def test_a_form_with_a_wrong_date_or_link_is_refused(
    people: People, server: Server, library: Library
) -> None:
    """What cannot be read is said, and nothing is stored."""
    for said, expected in (({"date": "last May"}, "is no date"), ({"link": "not a link"}, "no web address")):
        opened = await people.moderator.slash(server.channel, "source add")
        sent = await people.moderator.submit_modal(opened, {"text": PARAGRAPHS[0], **said})
        assert expected in told(sent)
    assert await titles(library, server) == []


async def test_refused_file_gets_a_whole_sentence(people: People, server: Server, discord: Env) -> None:
    """It begins with a capital, though the library says it after the name of a file."""
    result = await people.moderator.slash(server.channel, "source add", file=("empty.txt", b""))
    assert reply(result).content == "The file is empty."
    assert refusals(discord) == [ContentRefused]
