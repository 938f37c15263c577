"""`pullquote evaluate`: how good and how fast the answers are."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import rich_click as click

from bot.cli._figures import show_comparison, show_runs
from bot.cli._terminal import Terminal, pass_terminal
from index import evaluate
from index.evaluate import QuestionSet, Row, Run
from index.library import Library
from index.models import NewArticle

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--json",
    "saved",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Save the figures, and a row for each question, to this file.",
)
@click.option(
    "--compare",
    "compared",
    nargs=2,
    type=_FILE,
    metavar="A.json B.json",
    help="Show what moved between two runs that were saved.",
)
@click.option(
    "--show",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="With --compare: list at most so many questions won and lost.",
)
@click.option("--sample", type=click.IntRange(1), help="Put only so many questions, the same each time.")
@click.option(
    "--out-of-collection/--no-out-of-collection",
    "halving",
    default=True,
    show_default=True,
    help="Also ask with every second article left out.",
)
@pass_terminal
def command(
    terminal: Terminal,
    folders: tuple[Path, ...],
    *,
    saved: Path | None,
    compared: tuple[Path, Path] | None,
    show: int,
    sample: int | None,
    halving: bool,
) -> None:
    """Measure the answers on each FOLDER of questions whose answers are known.

    With articles in the folder these are stored in a temporary database; without, the questions
    are put to your own collection as it stands. The handbook, docs/measuring.md, explains the form
    of a folder and each figure.

    \b
        pullquote evaluate squad20-dev --json before.json
        pullquote evaluate my-questions
        pullquote evaluate --compare before.json after.json
    """
    if bool(folders) == bool(compared) or (compared and saved):
        raise click.UsageError("Give either folders of questions, or --compare with two files.")
    if compared:
        for comparison in evaluate.compare(*map(evaluate.load, compared)):
            show_comparison(terminal, comparison, show)
        return
    if saved and not saved.parent.is_dir():
        raise click.BadParameter(f"there is no folder {saved.parent}.", param_hint="--json")
    sets = evaluate.read_sets(folders)
    runs = [_measure(terminal, asked.sample(sample) if sample else asked, halving=halving) for asked in sets]
    if saved:
        evaluate.save(saved, runs)
    show_runs(terminal, runs)


def _measure(terminal: Terminal, asked: QuestionSet, *, halving: bool) -> Run:
    """The set put to the collection itself, or to databases that are gone afterwards."""
    if asked.articles is None:
        return Run.of(asked.name, None, terminal.run(lambda library: _put(terminal, library, asked)))
    rows = _store_and_run(terminal, asked.articles, lambda apart, library: _put(apart, library, asked))
    if halving and any(question.gold for question in asked.questions):
        stored = evaluate.halve(asked.articles)
        rows = _store_and_run(
            terminal, stored, lambda apart, library: _put_to_half(apart, library, asked, rows)
        )
    return Run.of(asked.name, len(asked.articles), rows)


def _store_and_run(
    terminal: Terminal,
    articles: Sequence[NewArticle],
    put: Callable[[Terminal, Library], Awaitable[list[Row]]],
) -> list[Row]:
    """The rows from a temporary database with these articles; nothing of the terminal's own is touched."""
    with TemporaryDirectory(prefix="pullquote-") as scratch:
        apart = replace(terminal, db=Path(scratch, "evaluate.db"), collection="evaluate")

        async def work(library: Library) -> list[Row]:
            with apart.progress("Adding", len(articles)) as step:
                await evaluate.store(library, apart.collection, articles, step)
            return await put(apart, library)

        return apart.run(work, create=True)


async def _put(terminal: Terminal, library: Library, asked: QuestionSet) -> list[Row]:
    await terminal.index(library)
    with terminal.progress(f"Asking {asked.name}", len(asked.questions)) as step:
        return await evaluate.put(library, terminal.collection, asked, step)


async def _put_to_half(
    terminal: Terminal, library: Library, asked: QuestionSet, rows: Sequence[Row]
) -> list[Row]:
    await terminal.index(library)
    with terminal.progress(f"Asking half of {asked.name}", len(asked.questions)) as step:
        return await evaluate.put_to_half(library, terminal.collection, asked, rows, step)
