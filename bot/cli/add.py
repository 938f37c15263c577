"""`pullquote add`: pages, feeds, sitemaps, files and folders."""

from contextlib import aclosing

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._adding import Adding, iter_plans, tell_plan
from bot.cli._report import Report
from bot.cli._source_options import source_options
from bot.cli._terminal import Terminal, pass_terminal
from index.errors import PullquoteError
from index.library import Library
from index.models import SourceKind, SourceOptions


@click.command("add")
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@click.option(
    "--as",
    "kind",
    type=click.Choice([str(kind) for kind in SourceKind]),
    metavar="KIND",
    help="What it is, where that is not what it looks like: page, feed, sitemap, file or folder.",
)
@source_options
@click.option("--dry-run", is_flag=True, help="Say what would be added, and add nothing.")
@pass_terminal
def command(
    terminal: Terminal, targets: tuple[str, ...], *, kind: str | None, asked: SourceOptions, dry_run: bool
) -> None:
    """Store articles from web pages, feeds, sitemaps, files and folders, and keep them fresh.

    A TARGET is a link (https:// may be left out) or a path. What it is is found out: a page, an
    RSS, Atom or JSON feed, a sitemap, a file (text, Markdown, HTML, PDF, Word, EPUB) or a folder of
    such files. Says of each article whether it was added, updated, unchanged, or joined with one that
    says the same. A text file may be pasted from a web page as it is: the title, author and date
    are read from it, and labels, captions and share buttons left out and named.

    \b
        pullquote add https://example.org/2025/ferry
        pullquote add https://example.org/feed.xml --every 6h --max-articles 50
        pullquote add https://example.org --as feed    # the feed it announces
        pullquote add --dry-run https://example.org/sitemap.xml --since 2025
        pullquote add article.txt notes/
        pullquote --collection 123456789012345678 add notes/    # a server's
    """
    wanted = SourceKind(kind) if kind else None
    report = Report(terminal)

    async def dry(library: Library) -> None:
        async with aclosing(iter_plans(library.sources, targets, wanted, asked)) as plans:
            async for target, plan in plans:
                if isinstance(plan, PullquoteError):
                    report.refuse(plan, target)
                else:
                    tell_plan(terminal, plan)
                    report.offer(tuple(feed.url for feed in plan.announced))

    async def work(library: Library) -> None:
        await Adding(terminal, library, report, terminal_actor()).add_all(targets, wanted, asked)
        await report.index(library)

    if dry_run:
        terminal.run(dry)
    else:
        report.run(work)
        report.tell_summary("nothing to add")
    report.end()
