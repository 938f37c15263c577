from discord import TextChannel, ui
from simcord.env import Env

from bot.client import Pullquote
from bot.replies.reading import split_pages
from bot.settings import Settings
from index.errors import ArticleNotFound
from index.library import Library
from index.models import NewArticle
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, refusals, reply, texts
from tests.texts import ANN, BRIDGE, LAMPS, LIGHTHOUSE


async def test_show_reads_an_article_picked_from_the_completion(stocked: Server) -> None:
    """Typing part of a title offers it, and picking it shows the article to the asker alone."""
    choices = await stocked.member.autocomplete(stocked.channel, "article show", "article", "LIGHT")
    assert [choice["name"] for choice in choices] == ["The lighthouse of Porto Vento"]
    result = await stocked.member.slash(stocked.channel, "article show", article=choices[0]["value"])
    assert reply(result).ephemeral
    shown = texts(reply(result).components)
    assert "Its lamp burned whale oil until 1902" in shown
    assert "Page 1 of 1" in shown


async def test_show_takes_a_title_typed_by_hand(stocked: Server) -> None:
    """A title that was not picked but typed is found too, whatever its case."""
    result = await stocked.member.slash(stocked.channel, "article show", article="how the OLD bridge fell")
    assert "middle pier" in texts(reply(result).components)


async def test_show_of_an_unknown_article_is_one_sentence(stocked: Server, discord: Env) -> None:
    """An article that is not there is said not to be, with what to do."""
    result = await stocked.member.slash(stocked.channel, "article show", article="no such thing")
    assert "No article here is numbered or titled" in reply(result).content
    assert refusals(discord) == [ArticleNotFound]


async def test_search_finds_by_title_and_by_content(stocked: Server) -> None:
    """Search shows articles by their titles and by what they say, each with a button to read it."""
    result = await stocked.member.slash(stocked.channel, "article search", query="bridge")
    assert "How the old bridge fell" in texts(reply(result).components)
    result = await stocked.member.slash(stocked.channel, "article search", query="whale oil lamp")
    shown = texts(reply(result).components)
    assert "The lighthouse of Porto Vento" in shown
    assert "Read" in shown


async def test_search_without_a_match_says_so(stocked: Server) -> None:
    """A search that finds nothing is one sentence."""
    result = await stocked.member.slash(stocked.channel, "article search", query="submarine")
    assert "No stored article matches “submarine”." in texts(reply(result).components)


async def test_similar_lists_articles_like_one_and_opens_them(server: Server, add: AddArticles) -> None:
    """An article picked from the completion leads to others like it, which can be read beside the list."""
    await add(server.collection, LIGHTHOUSE, BRIDGE, LAMPS)
    choices = await server.member.autocomplete(server.channel, "article similar", "article", "NEW lens")
    assert [choice["name"] for choice in choices] == [LAMPS.title]
    result = await server.member.slash(server.channel, "article similar", article=choices[0]["value"])
    assert reply(result).ephemeral
    shown = texts(reply(result).components)
    assert "### Articles like “A new lens for the lighthouse”" in shown
    assert LIGHTHOUSE.title in shown
    assert BRIDGE.title not in shown
    read = await server.member.click(reply(result).message, label="Read")
    assert "Its lamp burned whale oil until 1902" in texts(reply(read).components)


async def test_article_like_no_other_is_said_to_be_so(stocked: Server) -> None:
    """Where nothing stored is like an article, that is one sentence."""
    result = await stocked.member.slash(stocked.channel, "article similar", article="old bridge")
    shown = texts(reply(result).components)
    assert shown == "No other article here is like “How the old bridge fell”."


async def test_similar_to_an_unknown_article_is_one_sentence(stocked: Server, discord: Env) -> None:
    """An article that is not there is said not to be, with what to do."""
    result = await stocked.member.slash(stocked.channel, "article similar", article="no such thing")
    assert "No article here is numbered or titled" in reply(result).content
    assert refusals(discord) == [ArticleNotFound]


async def test_quote_without_an_address_leads_to_its_place_in_the_stored_text(stocked: Server) -> None:
    """For an article without a URL the button shows the text there, the quote marked, to the clicker."""
    result = await stocked.member.slash(stocked.channel, "ask", question="When did the old bridge collapse?")
    shown = await stocked.member.click(reply(result).message, label="Read article")
    assert shown.response is not None
    assert shown.response.ephemeral
    assert "**The old bridge over the Sarn collapsed on a quiet morning in March." in texts(
        shown.response.components
    )


async def test_long_article_is_read_page_by_page_and_nothing_is_left_out(
    server: Server, add: AddArticles
) -> None:
    """Next and Back walk through a long article within the same message."""
    text = "\n\n".join(
        f"Paragraph {n} tells of the number {n} *and* more. " + "word " * 60 for n in range(60)
    )
    await add(server.collection, NewArticle("Long", text.strip()))
    result = await server.member.slash(server.channel, "article show", article="Long")
    message = reply(result).message
    pages = split_pages(text.strip())
    seen = [texts(reply(result).components)]
    for _ in pages[1:]:
        turned = await server.member.click(message, label="Next")
        assert turned.acknowledged
        seen.append(texts(reply(result).components))
    assert len(seen) > 5
    assert f"Page {len(pages)} of {len(pages)}" in seen[-1]
    for n in range(60):
        assert any(f"Paragraph {n} tells" in page for page in seen)


async def test_buttons_work_after_a_restart(stocked: Server, discord: Env, library: Library) -> None:
    """A message from before a restart still leads to the place it cites."""
    result = await stocked.member.slash(stocked.channel, "ask", question="When did the old bridge collapse?")
    message = reply(result).message
    await discord.restart_bot(Pullquote(library, Settings()))
    shown = await stocked.member.click(message, label="Read article")
    assert shown.response is not None
    assert "collapsed on a quiet morning" in texts(shown.response.components)


async def test_reading_an_article_leaves_the_list_it_was_found_in(stocked: Server) -> None:
    """Read opens the article beside the list, where the next one can be picked."""
    listed = await stocked.member.slash(stocked.channel, "article search", query="middle pier")
    before = texts(reply(listed).components)
    shown = await stocked.member.click(reply(listed).message, label="Read")
    assert reply(shown).ephemeral
    assert "washed away by the river" in texts(reply(shown).components)
    assert texts(reply(listed).components) == before


async def test_buttons_of_older_versions_still_open_the_article(stocked: Server, discord: Env) -> None:
    """Under old answers the buttons have another custom_id, and work as they did."""
    view = ui.LayoutView()
    view.add_item(ui.ActionRow(ui.Button(label="Read article", custom_id="page:2:2:0:0:28")))
    channel = discord.bot.get_channel(stocked.channel.id)
    assert isinstance(channel, TextChannel)
    message = await channel.send(view=view)
    shown = await stocked.member.click(message, label="Read article")
    assert reply(shown).ephemeral
    assert "**The old bridge over the Sarn** collapsed" in texts(reply(shown).components)


async def test_button_of_a_removed_article_says_so(
    stocked: Server, library: Library, add: AddArticles
) -> None:
    """An old button leads to its article or nowhere, never to others with its number in their titles."""
    result = await stocked.member.slash(stocked.channel, "ask", question="When did the old bridge collapse?")
    removed, _ = await library.remove(stocked.collection, "How the old bridge fell", ANN)
    await add(stocked.collection, *(NewArticle(f"Pier {removed.id}{n}", f"Pier {n} is new.") for n in "ab"))
    shown = await stocked.member.click(reply(result).message, label="Read article")
    assert reply(shown).ephemeral
    assert reply(shown).content == "That article has been removed since."
