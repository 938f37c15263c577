import pytest
from discord import Locale, NotFound
from simcord.env import Env

from index.errors import QuestionRefused
from index.library import Library
from index.models import NewArticle, NewSource, SourceKind
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_server, refusals, reply, texts
from tests.e2e.pressing import ids, labels
from tests.e2e.talking import FOUND, NOTHING, QUESTION, change, said, thread_on
from tests.texts import ANN, BRIDGE, LIGHTHOUSE

PLAN = "The council voted on the budget for the harbour, {} to none."


async def test_slash_command_answers_with_a_quote_and_its_citation(stocked: Server) -> None:
    """A member asks with /ask and reads the sentence, its title, site, author, date and link."""
    result = await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    shown = texts(reply(result).components)
    assert "1874 by the engineer Clara Moretti" in shown
    assert "**built**" in shown
    assert "The lighthouse of Porto Vento · Ada Winter · example.org · 17 May 2024" in shown
    assert "https://www.example.org/lighthouse#:~:text=The%20lighthouse" in shown


async def test_another_servers_articles_stay_invisible(
    stocked: Server, discord: Env, add: AddArticles
) -> None:
    """What one community has stored never answers another."""
    other = new_server(discord, "Elsewhere", "bob")
    await add(other.collection, BRIDGE)
    result = await other.member.slash(other.channel, "ask", question=QUESTION)
    assert NOTHING in texts(reply(result).components)
    assert "Moretti" not in texts(reply(result).components)


async def test_nothing_found_says_so_and_names_the_words(stocked: Server) -> None:
    """When nothing answers, the bot says so and which words no stored article mentions."""
    result = await stocked.member.slash(stocked.channel, "ask", question="Who conducts the Vienna orchestra?")
    shown = texts(reply(result).components)
    assert NOTHING in shown
    assert "No stored article mentions: **conducts, Vienna, orchestra**" in shown


async def test_question_of_common_words_is_refused_to_the_asker_alone(stocked: Server, discord: Env) -> None:
    """A question with nothing to search for gets a sentence that only the asker sees."""
    result = await stocked.member.slash(stocked.channel, "ask", question="what is it about?")
    assert reply(result).ephemeral
    assert "only common words" in reply(result).content
    assert refusals(discord) == [QuestionRefused]


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("wished", [True, False, None])
async def test_asker_or_else_the_community_decides_who_reads(
    stocked: Server, discord: Env, settled: bool, wished: bool | None
) -> None:
    """Answers are as private as the asker wishes, and as the moderators have set where nothing is wished."""
    await change(discord, stocked, is_private=settled)
    options = {} if wished is None else {"private": wished}
    result = await stocked.member.slash(stocked.channel, "ask", question=QUESTION, **options)
    is_private = settled if wished is None else wished
    assert reply(result).ephemeral is is_private
    assert ("Post publicly" in labels(reply(result))) is is_private


async def test_options_narrow_what_is_quoted(stocked: Server, add: AddArticles) -> None:
    """A site and times, as people write them, leave out other articles."""
    dated = [
        NewArticle(f"Budget {day}", PLAN.format(n), published_at=day)
        for n, day in enumerate(["2023", "2024-05-01"])
    ]
    await add(
        stocked.collection, *dated, NewArticle("Tides", PLAN.format(9), url="https://www.news.example/x")
    )

    async def found(**options: str) -> str:
        result = await stocked.member.slash(stocked.channel, "ask", question="harbour budget", **options)
        return texts(reply(result).components)

    after = await found(after="March 2024")
    assert "Budget 2024-05-01" in after
    assert "Budget 2023" not in after
    assert "-# of 2024-03 or later" in after
    before = await found(before="3 January 2024")
    assert "Budget 2023" in before
    assert "Budget 2024-05-01" not in before
    for source in ("news.example", "https://www.news.example/other"):
        site = await found(source=source)
        assert "Tides" in site
        assert "-# from news.example" in site
        assert "Budget" not in site.replace("budget", "")


@pytest.mark.parametrize("option", ["after", "before"])
async def test_time_that_is_none_is_refused_in_a_sentence(stocked: Server, discord: Env, option: str) -> None:
    """What cannot be understood as a time is said to the asker alone, with what can be."""
    result = await stocked.member.slash(stocked.channel, "ask", question=QUESTION, **{option: "*soon*"})
    assert reply(result).ephemeral
    assert "“\\*soon\\*” is not a time that I understand" in reply(result).content
    assert refusals(discord) == [QuestionRefused]


async def test_elsewhere_than_where_it_answers_it_says_where(stocked: Server, discord: Env) -> None:
    """In a channel that the moderators have not opened the asker alone reads in which it is answered."""
    await change(discord, stocked, channels=(stocked.channel.id,))
    other = stocked.guild.create_text_channel("elsewhere")
    result = await stocked.member.slash(other, "ask", question=QUESTION)
    assert reply(result).ephemeral
    assert reply(result).content == f"I do not answer in this channel; ask me in <#{stocked.channel.id}>."
    assert refusals(discord) == []
    here = await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    assert FOUND in texts(reply(here).components)


@pytest.mark.parametrize("limit", ["member", "server"])
async def test_too_many_questions_are_refused_to_the_asker_alone(
    stocked: Server, discord: Env, limit: str
) -> None:
    """One question too many, of a member or of all, is refused with when to ask again; another server's is not."""
    await change(discord, stocked, **{f"{limit}_questions": 1})
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    result = await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    assert reply(result).ephemeral
    assert "ask again in" in reply(result).content
    bob = stocked.guild.add_member(discord.create_user("bob"))
    others = await bob.slash(stocked.channel, "ask", question=QUESTION)
    assert ("ask again in" in reply(others).content) is (limit == "server")
    elsewhere = new_server(discord, "Elsewhere", "cleo")
    free = await elsewhere.member.slash(elsewhere.channel, "ask", question=QUESTION)
    assert NOTHING in texts(reply(free).components)
    assert len(refusals(discord)) == (2 if limit == "server" else 1)


async def test_moderators_say_how_many_quotes_are_shown(stocked: Server, discord: Env) -> None:
    """Quotes per answer are those of the settings; the others are behind the button."""
    await change(discord, stocked, quotes=1)
    result = await stocked.member.slash(stocked.channel, "ask", question="lighthouse lamp tower oil warden")
    assert len(ids(reply(result), "context:")) == 1
    assert ids(reply(result), "more:")


async def test_community_language_is_spoken(
    stocked: Server, discord: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the moderators have set comes before the language of the person."""
    spoken: list[str] = []
    await change(discord, stocked, language="de")
    monkeypatch.setattr("bot.language.speak", spoken.append)
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    assert spoken[-1] == Locale.german.value


async def test_in_a_thread_it_goes_on_from_the_last_question(stocked: Server, discord: Env) -> None:
    """/ask in a thread under an answer understands what belongs to it."""
    asked = await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    thread = thread_on(discord, stocked, reply(asked).id)
    result = await stocked.member.slash(thread, "ask", question="and how far can it be seen?")
    assert "32 kilometres" in texts(reply(result).components)


async def test_expired_interaction_is_no_error(
    stocked: Server, discord: Env, capsys: pytest.CaptureFixture[str]
) -> None:
    """When Discord does not take the acknowledgement any more nothing is searched, and the bot goes on."""
    discord.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    assert said(stocked.channel) == []
    assert refusals(discord) == [NotFound]
    assert "unexpected_error" not in capsys.readouterr().out
    again = await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    assert FOUND in texts(reply(again).components)


async def test_questions_in_one_server_do_not_wait_for_another(discord: Env, add: AddArticles) -> None:
    """Ten servers that ask get each their own answer."""
    servers = [new_server(discord, f"S{n}", f"m{n}") for n in range(10)]
    for n, server in enumerate(servers):
        await add(
            server.collection, NewArticle(f"Tower {n}", f"The tower number {n} was built by engineer E{n}x.")
        )
    for n, server in enumerate(servers):
        result = await server.member.slash(server.channel, "ask", question="Who built the tower?")
        assert f"E{n}x" in texts(reply(result).components)
    assert LIGHTHOUSE.title not in texts(reply(result).components)


async def test_sites_are_offered_as_they_are_typed(stocked: Server, discord: Env, add: AddArticles) -> None:
    """While a source is typed the sites that match are offered, within Discord's limits, those of this server."""
    many = [NewArticle(f"T{n}", f"Text number {n}.", url=f"https://s{n}.many.example/x") for n in range(40)]
    await add(
        stocked.collection, *many, NewArticle("Long", "Long.", url=f"https://{'a' * 60}.{'b' * 60}.example/")
    )
    offered = await stocked.member.autocomplete(
        stocked.channel, "ask", "source", "www.example.o", question="x"
    )
    assert [choice["value"] for choice in offered] == ["example.org"]
    full = await stocked.member.autocomplete(stocked.channel, "ask", "source", "", question="x")
    assert len(full) == 25
    assert all(len(choice["name"]) <= 100 for choice in full)
    other = new_server(discord, "Elsewhere", "bob")
    assert await other.member.autocomplete(other.channel, "ask", "source", "exam", question="x") == []
    user = discord.create_user("eve")
    assert await user.autocomplete("ask", "source", "exam", question="x") == []


async def test_sources_are_offered_by_their_titles(stocked: Server, discord: Env, library: Library) -> None:
    """A source that moderators have added is found by what it is called, and gives its site."""
    courier = NewSource(SourceKind.FEED, "https://feeds.port.example/rss", "The Harbour Courier")
    async for _ in library.sources.import_sources(stocked.collection, [courier], ANN):
        pass
    offered = await stocked.member.autocomplete(stocked.channel, "ask", "source", "courier", question="x")
    assert [(choice["name"], choice["value"]) for choice in offered] == [
        ("feeds.port.example · The Harbour Courier", "feeds.port.example")
    ]
