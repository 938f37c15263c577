"""What `/stats` shows: how many questions could be answered, and what could not; pure."""

from collections.abc import Iterator, Sequence
from datetime import date

import discord
from discord import ui

from bot.language import deferred, format_number, gettext, ngettext
from bot.markdown import escape
from bot.plot import Plot
from bot.replies.layout import MAX_DISPLAYED, button, container, layout, one_line, size
from index.models import ArticleUse, CommunityStatistics, FeedbackCount, Gap, Week

PICTURE = "questions.png"
# The custom_id of the button that gives the figures as files: of how many weeks.
EXPORT = "stats"
MAX_WEEKS = 52
# So many of each list are asked for; how many of them there is room for depends on their length.
MAX_LISTED = 8
_MAX_ARTICLES = 5
_MAX_QUESTION = 120
_MAX_REASONS = 3
# Discord's limit on the description of a picture.
_MAX_ALT = 1_024
_MONTHS = deferred("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
Box = ui.Container[ui.LayoutView]


def statistics_view(statistics: CommunityStatistics, has_picture: bool) -> ui.LayoutView:
    """The figures in words, the picture, and the lists as far as there is room."""
    box = container(True)
    count = len(statistics.weeks)
    heading = ngettext("Questions of this week", "Questions of the last {count} weeks", count)
    head = "\n".join([f"## {heading}", *_iter_sums(statistics)])
    box.add_item(ui.TextDisplay(head))
    if has_picture:
        picture = discord.MediaGalleryItem(f"attachment://{PICTURE}", description=alt_text(statistics))
        box.add_item(ui.MediaGallery(picture))
    room = MAX_DISPLAYED - size(head)
    for title, lines in (
        (gettext("What could not be answered"), list(map(_gap, statistics.gaps))),
        (gettext("Answers that did not help"), [_poor(*each) for each in statistics.poorly_answered]),
        (
            gettext("Articles that answered most"),
            [_article(*each) for each in enumerate(statistics.articles[:_MAX_ARTICLES], 1)],
        ),
    ):
        room -= _add_list(box, title, lines, room)
    if _asked(statistics.weeks):
        box.add_item(ui.ActionRow(button(gettext("Export"), EXPORT, str(count))))
    return layout(box)


def plot_of(statistics: CommunityStatistics) -> Plot | None:
    """The picture's bars; None if nothing was asked."""
    weeks = statistics.weeks
    if not _asked(weeks):
        return None
    return Plot(
        [_written_day(week.monday) for week in weeks],
        [
            (gettext("answered"), [week.answered for week in weeks]),
            (gettext("in part"), [week.partial for week in weeks]),
            (gettext("not answered"), [week.nothing_found for week in weeks]),
        ],
    )


def alt_text(statistics: CommunityStatistics) -> str:
    """What the picture shows, in words: the newest weeks first, as many as Discord lets be told."""
    told = gettext("Bars of the questions of each week, by how they could be answered.")
    for week in reversed(statistics.weeks):
        line = gettext(
            "Week of {day}: {asked}, {answered} answered, {partial} in part, {nothing} not.",
            day=_written_day(week.monday),
            asked=ngettext("{count} question", "{count} questions", week.asked),
            answered=format_number(week.answered),
            partial=format_number(week.partial),
            nothing=format_number(week.nothing_found),
        )
        if size(f"{told} {line}") > _MAX_ALT:
            break
        told = f"{told} {line}"
    return told


def _iter_sums(statistics: CommunityStatistics) -> Iterator[str]:
    weeks, asked = statistics.weeks, _asked(statistics.weeks)
    if not asked:
        yield gettext("Nothing was asked in this time.")
        return
    yield gettext(
        "**{asked}**: {answered} % answered, {partial} % in part, {nothing} % not.",
        asked=ngettext("{count} question", "{count} questions", asked),
        answered=round(100 * sum(week.answered for week in weeks) / asked),
        partial=round(100 * sum(week.partial for week in weeks) / asked),
        nothing=round(100 * sum(week.nothing_found for week in weeks) / asked),
    )
    feedback = statistics.feedback
    if feedback.helpful or feedback.not_helpful:
        yield gettext("Members said: {verdicts}.", verdicts=_verdicts(feedback))


def _add_list(box: Box, title: str, lines: Sequence[str], room: int) -> int:
    """Add as many of the lines as there is room for; how much that took."""
    text = f"**{title}**"
    shown = 0
    for line in lines[:MAX_LISTED]:
        if size(f"{text}\n{line}") > room:
            break
        text, shown = f"{text}\n{line}", shown + 1
    if not shown:
        return 0
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(text))
    return size(text)


def _gap(gap: Gap) -> str:
    line = gettext(
        "“{question}”, {times}", question=one_line(gap.question, _MAX_QUESTION), times=_times(gap.times)
    )
    if not gap.missing_terms:
        return f"- {line}"
    words = one_line(", ".join(gap.missing_terms), _MAX_QUESTION)
    return f"- {line}\n  -# " + gettext("No article mentions: {words}", words=words)


def _poor(question: str, count: FeedbackCount, reasons: Sequence[str]) -> str:
    line = gettext(
        "“{question}”: {verdicts}", question=one_line(question, _MAX_QUESTION), verdicts=_verdicts(count)
    )
    told = [
        gettext("“{reason}”", reason=one_line(reason, _MAX_QUESTION)) for reason in reasons[:_MAX_REASONS]
    ]
    return "\n  -# ".join([f"- {line}", *told])


def _article(number: int, use: ArticleUse) -> str:
    return gettext(
        "{number}. {title}, {times}",
        number=number,
        title=one_line(use.title, _MAX_QUESTION),
        times=_times(use.times),
    )


def _verdicts(count: FeedbackCount) -> str:
    return gettext(
        "{helpful} helpful, {not_helpful} not",
        helpful=format_number(count.helpful),
        not_helpful=format_number(count.not_helpful),
    )


def _times(times: int) -> str:
    return ngettext("once", "{count} times", times)


def _asked(weeks: Sequence[Week]) -> int:
    return sum(week.asked for week in weeks)


def _written_day(day: date) -> str:
    return gettext("{day} {month}", day=day.day, month=escape(gettext(_MONTHS).split()[day.month - 1]))
