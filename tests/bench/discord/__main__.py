"""How soon the bot answers, over a Discord on this machine, with many asking at once.

    make bench-discord
    python -m tests.bench.discord --passages 100000 --at-once 1 50

The bot is a process of its own and real down to the sockets; what is measured is from sending it an
INTERACTION_CREATE to receiving its callback (the acknowledgement), and to receiving the answer. Every
question of a round is sent before any is answered.
"""

import argparse
import asyncio
import json
import os
import platform
import random
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.discord.collection import make_collection, read_questions
from tests.bench.discord.plot import draw
from tests.loopback_discord import LoopbackDiscord, loopback_discord, running_bot

# A question that has no answer after this has none (seconds).
_PATIENCE_S = 60
# The targets, in milliseconds: half of the acknowledgements, nearly all, all.
TARGETS = {"p50": 15.0, "p95": 50.0, "max": 1_000.0}


@dataclass
class Round:
    """What was measured with so many at once, in milliseconds."""

    at_once: int
    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)


def main() -> None:
    """Measure, show the table, and save it with a plot."""
    options = parse()
    console = Console(width=None if Console().is_terminal else 140)
    rounds = asyncio.run(measure(options, console))
    show(rounds, console)
    options.save.mkdir(parents=True, exist_ok=True)
    path = options.save / "latency.json"
    told = {str(each.at_once): [each.acknowledged, each.answered] for each in rounds}
    path.write_text(json.dumps({"machine": platform.platform(), "cores": os.cpu_count(), "ms": told}))
    draw(rounds, TARGETS, options.save / "latency.png")
    console.print(f"Saved in {options.save}")


def parse() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.discord", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000, metavar="N")
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 10, 50], metavar="N")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="FOLDER")
    parser.add_argument("--save", type=Path, default=Path("build/bench-discord"), metavar="FOLDER")
    return parser.parse_args()


async def measure(options: argparse.Namespace, console: Console) -> list[Round]:
    """Ask in rounds, with ever more at once."""
    path = await make_collection(options.save / str(options.passages), options.passages, options.data)
    questions = read_questions(options.data)
    random.Random(1).shuffle(questions)
    found = []
    async with loopback_discord() as discord, running_bot(path, discord):
        await ask_together(discord, questions[:20])  # what is read at the first question is read
        for at_once in options.at_once:
            measured = Round(at_once)
            for number in range(options.rounds):
                start = (number * at_once + 20) % (len(questions) - at_once)
                await _round(discord, questions[start : start + at_once], measured)
            console.print(f"{at_once} at once: {len(measured.acknowledged)} questions")
            found.append(measured)
    return found


async def ask_together(discord: LoopbackDiscord, questions: list[str]) -> list[tuple[float, float]]:
    """Ask all of them at once; seconds to the acknowledgement and to the answer of each."""
    asked = [await discord.ask(question, 10_000 + user) for user, question in enumerate(questions)]
    async with asyncio.timeout(_PATIENCE_S):
        return [
            ((await each.callback).at - each.sent_at, (await each.reply).at - each.sent_at) for each in asked
        ]


async def _round(discord: LoopbackDiscord, questions: list[str], measured: Round) -> None:
    for acknowledged_s, answered_s in await ask_together(discord, questions):
        measured.acknowledged.append(acknowledged_s * 1000)
        measured.answered.append(answered_s * 1000)


def show(rounds: list[Round], console: Console) -> None:
    """The table, with what misses its target marked."""
    table = Table("at once", "questions", "acknowledged p50", "p95", "max", "answered p50", "p95", "max")
    for each in rounds:
        table.add_row(
            str(each.at_once),
            str(len(each.acknowledged)),
            *(_told(percentile(each.acknowledged, share), target) for share, target in _shares()),
            *(f"{percentile(each.answered, share):.1f}" for share, _ in _shares()),
        )
    console.print(table)
    console.print("Milliseconds from INTERACTION_CREATE; * is over the target for the acknowledgement.")


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _shares() -> list[tuple[float, float]]:
    return list(zip((0.5, 0.95, 1.0), TARGETS.values(), strict=True))


def _told(value: float, target: float) -> str:
    return f"{value:.1f}{' *' if value > target else ''}"


if __name__ == "__main__":
    main()
