"""A large collection to ask: real paragraphs, and variations of them until there are enough."""

import asyncio
import gzip
import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.__main__ import open_library
from bot.community import Communities
from index.library import Library
from index.models import Actor, NewArticle
from index.passages import split
from tests.loopback_discord import GUILD

_NAME = "pullquote.db"
_SETS = ("squad20-dev", "timeqa-human-train")
# Of a variation's words so many are others; the first word that is drawn for each stays random.
_CHANGED = 0.2
_FREELY = {"member_questions": 1_000_000, "server_questions": 1_000_000}


async def make_collection(folder: Path, passages: int, data: Path) -> Path:
    """A database whose collection for the loopback server has so many passages, indexed; made once."""
    if not await asyncio.to_thread(folder.exists):
        unfinished = await asyncio.to_thread(_place_for, folder)
        library = open_library(unfinished / _NAME, create=True)
        try:
            await _fill(library, passages, data)
        finally:
            await library.close()
        await asyncio.to_thread(unfinished.rename, folder)
    return folder / _NAME


def read_questions(data: Path) -> list[str]:
    """What people asked about some of the articles."""
    return [row["text"] for row in _read(data / _SETS[0] / "questions.jsonl.gz")]


def _place_for(folder: Path) -> Path:
    """Where it is made, so that one that was broken off is not taken for whole."""
    unfinished = folder.with_name(f"{folder.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    return unfinished


async def _fill(library: Library, passages: int, data: Path) -> None:
    async for _ in library.add(str(GUILD), _articles(passages, data)):
        pass
    await library.refresh(str(GUILD))
    await Communities(library).change(str(GUILD), Actor("bench", "terminal"), **_FREELY)


def _articles(passages: int, data: Path) -> Iterator[NewArticle]:
    """The real articles, then variations of them, until there are so many passages."""
    real = [row for name in _SETS for row in _read(data / name / "articles.jsonl.gz")]
    words = sorted({word for row in real for word in re.findall(r"\w+", row["text"])})
    chance = random.Random(1)
    count, turn = 0, 0
    while count < passages:
        for row in real:
            text = _varied(row["text"], words, chance) if turn else row["text"]
            count += len(split(text))
            yield NewArticle(f"{row['title']} {turn or ''}".strip(), text, external_id=f"{turn}-{row['id']}")
            if count >= passages:
                return
        turn += 1


def _varied(text: str, words: list[str], chance: random.Random) -> str:
    return re.sub(
        r"\w+", lambda word: chance.choice(words) if chance.random() < _CHANGED else word.group(), text
    )


def _read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
