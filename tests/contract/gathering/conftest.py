"""Every kind of source, from real loopback servers to what a community can ask about."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from index.sources.readers import ReaderProcesses
from tests.gathering import World, opened

RSS = "application/rss+xml"
BRIDGE = [
    "The old bridge was closed on Monday after engineers found cracks in two of its seven arches.",
    "Repairs will take until autumn, the mayor said, and a ferry will carry people across the river until then.",
    "The bridge was built in 1871 and carries about four thousand cars a day between the two halves of the town.",
    "Drivers will have to go round by the motorway, which takes a quarter of an hour more in the morning and the evening.",
]
MARKET = [
    "The market moves to the square in front of the station, where there is room for sixty stalls.",
    "Farmers had asked for more space for years, and the council agreed by eleven votes to four on Tuesday evening.",
    "On rainy days the stalls may stand under the roof of the former goods shed, which the railway lets for free.",
    "Butchers and bakers keep their places in the covered hall, and flowers will be sold on both sides of the fountain.",
]
SCHOOL = [
    "The new school opens its doors to three hundred children on the first day of September next year.",
    "Its roof carries solar panels that are to give more power over the year than the building needs.",
    "Parents can see the classrooms during the open day, which the headmistress has set for the last Saturday of May.",
    "Buses from the three villages in the north will stop at the gate twenty minutes before the first lesson begins.",
]


def html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


@pytest.fixture
async def world(db: Path) -> AsyncIterator[World]:
    async with opened(db, ReaderProcesses()) as world:
        yield world
