import json
from datetime import UTC, datetime
from pathlib import Path

from simcord.env import Env

from index.errors import QuestionRefused
from index.library import Library
from index.models import ArticleFilter, NewArticle, Status
from tests.conftest import AddArticles, Terminal
from tests.e2e.conftest import Server, mention, refusals, reply, shown_in, texts
from tests.texts import BRIDGE, LIGHTHOUSE

PLAN = "The council voted on the budget for the harbour, {} to none."


def about(*dates: str) -> list[NewArticle]:
    return [
        NewArticle(f"Budget {day}", PLAN.format(n), published_at=day, author="Jane Smith")
        for n, day in enumerate(dates)
    ]


async def titles(library: Library, question: str, where: ArticleFilter | None = None) -> list[str]:
    answer = await library.ask("a", question, 10, where)
    return [quote.article.title for quote in answer.quotes]


async def test_filters_in_the_question_and_beside_it_both_hold(library: Library, add: AddArticles) -> None:
    """after: and before: narrow each other and the options; a part of an author's name is enough."""
    night = "2025-03-19T00:30:00+02:00"  # the 18th in UTC
    await add("a", *about("2024-05", "2025-03-02", night))
    found = await titles(library, "harbour budget after:2025 before:2025-03-19")
    assert sorted(found) == ["Budget 2025-03-02", f"Budget {night}"]
    where = ArticleFilter(before="2025-03-18")
    assert await titles(library, "harbour budget after:2025", where) == ["Budget 2025-03-02"]
    assert len(await titles(library, "harbour budget author:SMITH")) == 3
    assert await titles(library, "harbour budget author:mith") == []
    assert await titles(library, "harbour budget title:2024-05") == ["Budget 2024-05"]


async def test_phrases_are_required_and_words_left_out(library: Library, add: AddArticles) -> None:
    """Every quote is from a passage with the phrase and without the word, however far down it was found."""
    common = [NewArticle(f"Pier {n}", f"Pier bridge bridge old old, number {n}.") for n in range(60)]
    await add("a", *common, BRIDGE, NewArticle("Other", "The old bridge is open, says the mayor."))
    assert set(await titles(library, '"the OLD  bridge"')) == {BRIDGE.title, "Other"}
    assert await titles(library, '"the old bridge" -mayors -collapsing') == []
    assert await titles(library, "“the old bridge” -collapsing") == ["Other"]
    lacking = await library.ask("a", '"the new old bridge"')
    assert (lacking.status, lacking.missing_terms[0]) == (Status.NOTHING_FOUND, "“the new old bridge”")
    assert lacking.closest
    assert await library.search("a", '"the new old bridge"') == []


async def test_a_time_is_preferred_and_never_a_filter(library: Library, add: AddArticles) -> None:
    """Articles of last year come first for it, the newest for the latest; for a time without any, others."""
    year = datetime.now(UTC).year
    await add("a", *about(f"{year - 3}", f"{year - 1}-06-01", f"{year - 2}-06-01"))
    assert (await titles(library, "What was the harbour budget last year?"))[0] == f"Budget {year - 1}-06-01"
    assert (await titles(library, "Any news about the harbour budget?"))[0] == f"Budget {year - 1}-06-01"
    assert (await titles(library, "The harbour budget three years ago?"))[0] == f"Budget {year - 3}"
    assert len(await titles(library, "What was the harbour budget yesterday?")) >= 1


async def test_typing_errors_are_corrected_where_sure_and_offered_where_not(
    library: Library, add: AddArticles
) -> None:
    """A misspelt word is answered for at once; a right word that is only missing is never replaced."""
    await add("a", LIGHTHOUSE, BRIDGE)
    answer = await library.ask("a", "Who built the ligthhouse?")
    (correction,) = answer.corrections
    assert (correction.written, correction.corrected, correction.applied) == (
        "ligthhouse",
        "lighthouse",
        True,
    )
    assert "Clara Moretti" in answer.quotes[0].text
    assert answer.missing_terms == ()
    missing = await library.ask("a", "Who built the fridge?")
    assert (missing.corrections, missing.missing_terms) == ((), ("fridge",))
    doubt = await library.ask(
        "a", "Would engineers of the new bridge, its pier and river cost Moreti crowns?"
    )
    assert [(c.corrected, c.applied) for c in doubt.corrections] == [("Moretti", False)]
    assert "Moreti" in doubt.missing_terms


async def test_a_word_or_two_find_articles_in_any_language(library: Library, add: AddArticles) -> None:
    """Keywords in German are answered beside English articles, and a hyphen more or less does not matter."""
    house = NewArticle("Wien", "Die Häuser in der Stadt wurden von den Bürgern gebaut, und sie sind schön.")
    letter = NewArticle("Post", "The mayor sent an e-mail about the lighthouse to the council.")
    await add("a", house, letter, BRIDGE, LIGHTHOUSE)
    for asked, title in (("Haus Bürger", "Wien"), ("mayor's email", "Post"), ("E-Mail Mayor", "Post")):
        answer = await library.ask("a", asked)
        assert (answer.quotes[0].article.title, answer.missing_terms) == (title, ())


async def test_discord_says_what_was_corrected(stocked: Server) -> None:
    """A member reads for which word the answer is."""
    result = await stocked.member.slash(stocked.channel, "ask", question="Who built the ligthhouse?")
    shown = texts(reply(result).components)
    assert "Answered for “lighthouse”, since no article has “ligthhouse”." in shown
    assert "Clara Moretti" in shown


SUNK = (
    ("Ferry [sinks]", "The ferry Aurora sank off Leeds on Monday with twelve people on board, police said."),
    (
        "Aurora lost",
        "The ferry Aurora sank off Leeds on Monday with twelve people on board, the police said.",
    ),
)


async def test_discord_names_all_who_say_the_same(server: Server, add: AddArticles) -> None:
    """A report that two sites have is one quote, with a link to its place on the other."""
    pages = [NewArticle(title, text, url=f"https://{n}.example.org/") for n, (title, text) in enumerate(SUNK)]
    await add(server.collection, *pages)
    result = await server.member.slash(server.channel, "ask", question="Where did the ferry Aurora sink?")
    shown = texts(reply(result).components)
    assert shown.count("**ferry Aurora sank** off Leeds") == 1
    assert "Also in [Aurora lost](<https://1.example.org/#:~:text=" in shown


def test_terminal_and_json_name_all_who_say_the_same(pullquote: Terminal, tmp_path: Path) -> None:
    """The key is there only where another article says the same, in the form of a quote."""
    rows = [{"title": title, "text": text} for title, text in SUNK]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pullquote("import", "in.jsonl")
    (quote,) = json.loads(pullquote("ask", "--json", "Where did the ferry Aurora sink?").stdout)["quotes"]
    (other,) = quote.pop("also")
    assert other.keys() == quote.keys()
    assert other["text"] == SUNK[1][1]
    assert "Aurora lost" in pullquote("ask", "Where did the ferry Aurora sink?").stdout


async def test_small_talk_is_answered_without_a_citation(stocked: Server, discord: Env) -> None:
    """Greetings and thanks get a friendly sentence and nothing else, by mention and by command."""
    await stocked.member.send(stocked.channel, f"{mention(discord)} hello!")
    assert "Hello! Ask me about the stored articles" in shown_in(stocked.channel.last_message)
    result = await stocked.member.slash(stocked.channel, "ask", question="thx")
    assert texts(reply(result).components) == "You are welcome! Ask again whenever you like."


async def test_bad_date_is_told_to_the_asker_alone(stocked: Server, discord: Env) -> None:
    """A date that is none is refused with the right form."""
    result = await stocked.member.slash(stocked.channel, "ask", question="lighthouse before:soon")
    assert reply(result).ephemeral
    assert "before:2025-03-19" in reply(result).content
    assert refusals(discord) == [QuestionRefused]


def test_terminal_and_json_tell_corrections_and_small_talk(pullquote: Terminal, tmp_path: Path) -> None:
    """The keys of corrections are there only where there is one."""
    rows = [{"title": each.title, "text": each.text, "author": each.author} for each in (LIGHTHOUSE, BRIDGE)]
    rows.append({"title": "Hello", "text": "Hello is the name of a ship."})
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pullquote("import", "in.jsonl")
    corrected = json.loads(pullquote("ask", "--json", "Who built the ligthhouse?").stdout)
    assert corrected["corrected"] == {"ligthhouse": "lighthouse"}
    assert "did_you_mean" not in corrected
    assert "corrected" not in json.loads(pullquote("ask", "--json", "Who built the lighthouse?").stdout)
    assert "Answered for “lighthouse”" in pullquote("ask", "Who built the ligthhouse?").stdout
    assert pullquote("ask", "good morning").stdout.startswith("Hello!")
    assert json.loads(pullquote("ask", "--json", "good morning").stdout)["status"] == "nothing_found"
    assert "Porto Vento" in pullquote("ask", "lighthouse", "--author", "winter").stdout
    assert "name of a ship" in pullquote("search", "hello").stdout
