import csv
import io
import json
import struct
import sys
from collections.abc import Sequence
from datetime import date, timedelta

from discord.ext.commands import Bot
from discord.ui import TextDisplay
from simcord.env import Env

from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.language import speaking
from bot.plot import Plot, Plotter
from bot.replies.layout import MAX_DISPLAYED, size
from bot.replies.statistics import alt_text, plot_of, statistics_view
from bot.reports import gaps_csv
from bot.settings import Settings
from index.library import Library
from index.models import (
    ArticleUse,
    Asker,
    CommunityStatistics,
    Feedback,
    FeedbackCount,
    Gap,
    Status,
    Verdict,
    Week,
)
from tests.e2e.conftest import Server, new_moderator, new_server, refusals, reply, texts

PNG = b"\x89PNG\r\n\x1a\n"


async def ask_some(library: Library, server: Server) -> None:
    """Three questions, of which one is answered; one answer helped nobody."""
    asker = Asker("1", str(server.channel.id))
    await library.ask(server.collection, "Who built the lighthouse?", asker=asker)
    answer = await library.ask(server.collection, "When did the old bridge collapse?", asker=asker)
    for _ in range(2):
        await library.ask(server.collection, "Who conducts the Vienna orchestra?", asker=asker)
    said = Feedback(server.collection, answer.answer_id, "1", Verdict.NOT_HELPFUL, "not that *bridge*")
    await library.communities.set_feedback(said)


async def test_moderator_reads_what_was_asked_and_what_could_not_be_answered(
    discord: Env, stocked: Server, library: Library
) -> None:
    """Counts, shares, top articles, the gaps with their missing words, and answers that did not help."""
    await ask_some(library, stocked)
    mod = new_moderator(discord, stocked, "mod")
    answer = reply(await mod.slash(stocked.channel, "stats"))
    shown = texts(answer.components)
    assert answer.ephemeral
    assert "Questions of the last 8 weeks" in shown
    assert "**4 questions**: 50 % answered, 0 % in part, 50 % not." in shown
    assert "0 helpful, 1 not" in shown
    assert "“Who conducts the Vienna orchestra?”, 2 times" in shown
    assert "No article mentions: conducts, Vienna, orchestra" in shown
    assert "“When did the old bridge collapse?”: 0 helpful, 1 not" in shown
    assert "“not that \\*bridge\\*”" in shown
    assert "1. The lighthouse of Porto Vento, once" in shown


async def test_picture_has_the_figures_in_words(discord: Env, stocked: Server, library: Library) -> None:
    """The plot is a PNG whose description tells the same figures to whoever does not see it."""
    await ask_some(library, stocked)
    mod = new_moderator(discord, stocked, "mod")
    answer = reply(await mod.slash(stocked.channel, "stats", weeks=2))
    (picture,) = answer.attachments
    drawn = await picture.read()
    assert drawn.startswith(PNG)
    assert struct.unpack(">II", drawn[16:24]) == (1200, 675)
    assert picture.description is not None
    assert "4 questions, 2 answered, 0 in part, 2 not." in picture.description
    assert "0 questions, 0 answered" in picture.description
    gallery = next(c for c in answer.components[0]["components"] if c["type"] == 12)
    assert gallery["items"][0]["description"] == picture.description


async def test_server_that_asked_nothing_is_told_so(discord: Env, server: Server) -> None:
    """Without a question there is a sentence, and neither picture nor file."""
    mod = new_moderator(discord, server, "mod")
    answer = reply(await mod.slash(server.channel, "stats", weeks=1))
    assert "Questions of this week" in texts(answer.components)
    assert "Nothing was asked in this time." in texts(answer.components)
    assert answer.attachments == []
    assert "Export" not in texts(answer.components)


async def test_figures_can_be_exported(discord: Env, stocked: Server, library: Library) -> None:
    """A button gives tables and JSON, also after a restart, and to moderators only."""
    await ask_some(library, stocked)
    mod = new_moderator(discord, stocked, "mod")
    answer = reply(await mod.slash(stocked.channel, "stats", weeks=2))
    await discord.restart_bot(Pullquote(library, Settings()))
    exported = reply(await mod.click(answer, label="Export"))
    assert exported.ephemeral
    files = {file.filename: await file.read() for file in exported.attachments}
    assert set(files) == {"weeks.csv", "not-answered.csv", "statistics.json"}
    weeks = list(csv.DictReader(io.StringIO(files["weeks.csv"].decode())))
    assert [week["asked"] for week in weeks] == ["0", "4"]
    gaps = list(csv.DictReader(io.StringIO(files["not-answered.csv"].decode("utf-8-sig"))))
    assert [(gap["question"], gap["times"]) for gap in gaps] == [("Who conducts the Vienna orchestra?", "2")]
    assert len(json.loads(files["statistics.json"])["weeks"]) == 2
    discord.backend.remove_member_role(stocked.guild.id, mod.id, stocked.guild.roles["mods"].id)
    await discord.settle()
    refused = reply(await mod.click(answer, label="Export"))
    assert "Only moderators" in refused.content


async def test_members_may_not(discord: Env, stocked: Server) -> None:
    """What others asked is for moderators, whatever Discord's own permissions say."""
    assert "stats" not in stocked.member.available_commands(stocked.channel)
    assert "stats" not in stocked.member.user.available_commands()
    assert isinstance(discord.bot, Bot)
    (command,) = [c for c in await discord.bot.tree.fetch_commands() if c.name == "stats"]
    stocked.guild.set_command_permissions(command, {stocked.member: True})
    refused = reply(await stocked.member.slash(stocked.channel, "stats"))
    assert "Only moderators" in refused.content
    assert refusals(discord) == [NotAllowed]


async def test_administrators_and_moderators_by_role_may(
    discord: Env, stocked: Server, simcord_bot: Pullquote, library: Library
) -> None:
    """Whoever may do everything may this, too, and whoever has a role that is named in the settings."""
    admin = new_moderator(discord, stocked, "mod", administrator=True)
    curators = stocked.guild.create_role("curators")
    curator = stocked.guild.add_member(discord.create_user("cleo"), roles=[curators])
    panel = reply(await admin.slash(stocked.channel, "settings"))
    await admin.select(panel, [curators], custom_id="settings:pick:moderator_roles")
    assert isinstance(discord.bot, Bot)
    (command,) = [c for c in await discord.bot.tree.fetch_commands() if c.name == "stats"]
    stocked.guild.set_command_permissions(command, {curator: True})
    for person in (admin, curator):
        answer = reply(await person.slash(stocked.channel, "stats"))
        assert "Nothing was asked in this time." in texts(answer.components)


async def test_other_servers_questions_stay_theirs(discord: Env, stocked: Server, library: Library) -> None:
    """A moderator sees what was asked in their own server only."""
    await ask_some(library, stocked)
    other = new_server(discord, "Elsewhere", "bob")
    mod = new_moderator(discord, other, "mod")
    answer = reply(await mod.slash(other.channel, "stats"))
    assert "Nothing was asked in this time." in texts(answer.components)


async def test_without_a_picture_the_figures_are_still_told(
    discord: Env, stocked: Server, library: Library, simcord_bot: Pullquote
) -> None:
    """Where nothing can be drawn there is everything else."""
    await ask_some(library, stocked)
    mod = new_moderator(discord, stocked, "mod")
    simcord_bot.plotter = Plotter([sys.executable, "-c", "raise SystemExit(3)"])
    answer = reply(await mod.slash(stocked.channel, "stats"))
    assert answer.attachments == []
    assert "**4 questions**" in texts(answer.components)


async def test_drawing_that_takes_too_long_is_given_up() -> None:
    """A process that hangs, or that there is not, makes nobody wait for long."""
    plot = Plot(["1 Jan"], [("answered", [1])])
    hanging = Plotter([sys.executable, "-c", "import time; time.sleep(60)"], within_s=0.3)
    assert await hanging.draw(plot) is None
    assert await Plotter(["/nowhere/at/all"]).draw(plot) is None


def many(weeks: int, text: str) -> CommunityStatistics:
    monday = date(2026, 1, 5)
    return CommunityStatistics(
        weeks=[Week(monday + timedelta(weeks=n), 10_000, 2_000, 300) for n in range(weeks)],
        articles=[ArticleUse(n, text, n) for n in range(8)],
        gaps=[Gap(text, n, [text] * 20, Status.NOTHING_FOUND) for n in range(8)],
        feedback=FeedbackCount(1_000, 2_000),
        poorly_answered=[(text, FeedbackCount(1, 2), [text] * 9) for _ in range(8)],
    )


def test_reply_stays_within_discords_limits() -> None:
    """However long questions, reasons and titles are, and however many weeks, the reply can be sent."""
    for text in ("*" * 2_000, "🦓" * 2_000, "word " * 400):
        statistics = many(52, text)
        view = statistics_view(statistics, True)
        assert view.content_length() <= MAX_DISPLAYED
        assert view.total_children_count <= 40
        assert size(alt_text(statistics)) <= 1_024


def test_picture_speaks_the_readers_language() -> None:
    """What stands in the picture is what ``gettext`` makes of it."""
    plot = plot_of(many(1, "x"))
    assert plot is not None
    assert plot.labels == ["5 Jan"]
    assert [name for name, _ in plot.parts] == ["answered", "in part", "not answered"]
    with speaking("de"):
        assert plot_of(many(1, "x")) is not None


def test_figures_are_grouped_as_the_readers_language_does() -> None:
    """What English writes as 1,200 would be one and a fifth in German."""
    week = Week(date(2026, 1, 5), answered=1200, partial=0, nothing_found=0)
    statistics = CommunityStatistics([week], (), (), FeedbackCount(1300, 0))
    for spoken, answered, helpful in (("en", "1,200", "1,300"), ("de", "1.200", "1.300")):
        with speaking(spoken):
            assert answered in alt_text(statistics)
            view = statistics_view(statistics, False)
            told = [each.content for each in view.walk_children() if isinstance(each, TextDisplay)]
            assert helpful in "\n".join(told)


def test_tables_hold_no_formulas() -> None:
    """A question that begins as a formula is text in a spreadsheet, not something to be worked out."""
    gap = Gap("=HYPERLINK(1)", 1, ["+x"], Status.NOTHING_FOUND)
    statistics = CommunityStatistics((), (), [gap], FeedbackCount(0, 0))
    rows: Sequence[list[str]] = list(csv.reader(io.StringIO(gaps_csv(statistics).decode("utf-8-sig"))))
    assert rows[1] == ["'=HYPERLINK(1)", "1", "nothing_found", "'+x"]
