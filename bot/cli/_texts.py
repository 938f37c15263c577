"""The texts that an article has had, and what differs between each and the next, in the terminal."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from bot.cli._terminal import Terminal
from bot.source_words import written_instant
from index.differences import Difference, Piece, find_differences
from index.library import Library
from index.models import Article, ArticleHistory, Revision


async def show_article(
    terminal: Terminal, library: Library, article: Article, limit: int, *, as_json: bool
) -> None:
    """The last so many texts of the article, the oldest first, each by what is new in it."""
    history = await library.sources.find_history(terminal.collection, article.id)
    if history is None:  # removed at this moment
        terminal.warn("That article has been removed since.")
        return
    if not as_json:
        _show_head(terminal, history)
    revisions = history.revisions[-limit:]
    if as_json:
        terminal.write(json.dumps(_form(revisions[0], None), ensure_ascii=False))
    else:
        terminal.say((f"{_when(revisions[0])}, {len(revisions[0].text):,} characters", "bold"))
    for before, after in pairwise(revisions):
        found = await asyncio.to_thread(find_differences, before.text, after.text)
        if as_json:
            terminal.write(json.dumps(_form(after, found), ensure_ascii=False))
        else:
            terminal.say((f"{_when(after)}, {len(after.text):,} characters", "bold"))
            _show_differences(terminal, found)


def _show_head(terminal: Terminal, history: ArticleHistory) -> None:
    citation = history.article.citation
    terminal.say((citation.title, "bold"), (f"  (article {history.article.id})", "dim"))
    for address in history.addresses:
        terminal.say((f"    {address}", "dim"))
    if citation.gone_at:
        gone = written_instant(datetime.fromisoformat(citation.gone_at))
        terminal.say((f"    Its page is gone since {gone}; the text stays.", "yellow"))
    if history.doubt:
        terminal.say((f"    {history.doubt}", "yellow"))


def _show_differences(terminal: Terminal, found: Sequence[Difference]) -> None:
    if not found:
        terminal.say(("  the same sentences; only blanks and line breaks differ", "dim"))
    for difference in found:
        for sign, lines, style in (("-", difference.before, "red"), ("+", difference.after, "green")):
            for line in lines:
                terminal.say((f"{sign} ", style), *(_shown(piece, style) for piece in line))


def _shown(piece: Piece, style: str) -> tuple[str, str]:
    """On a line of its own, whatever the sentence is written over."""
    return piece.text.replace("\n", " "), f"bold {style}" if piece.is_changed else "dim"


def _form(revision: Revision, found: Sequence[Difference] | None) -> dict[str, object]:
    form: dict[str, object] = {
        "revision": revision.id,
        "article_id": revision.article_id,
        "fetched_at": revision.fetched_at,
        "chars": len(revision.text),
        "sha256": revision.sha256,
    }
    if found is not None:
        form["changes"] = [
            {"before": _sentences(each.before), "after": _sentences(each.after)} for each in found
        ]
    return form


def _sentences(lines: Sequence[Sequence[Piece]]) -> list[str]:
    return ["".join(piece.text for piece in line) for line in lines]


def _when(revision: Revision) -> str:
    return written_instant(datetime.fromisoformat(revision.fetched_at)) if revision.fetched_at else "stored"
