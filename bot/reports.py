"""The statistics of a community as files, for a spreadsheet or a program."""

import csv
import io
import json
from dataclasses import asdict

from index.models import CommunityStatistics

# What a spreadsheet would take for a formula, if a question began with it.
_FORMULA = tuple("=+-@\t\r")


def weeks_csv(statistics: CommunityStatistics) -> bytes:
    """A line for each week, with the names of its columns above."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(["monday", "asked", "answered", "partial", "nothing_found"])
    for week in statistics.weeks:
        sheet.writerow([week.monday, week.asked, week.answered, week.partial, week.nothing_found])
    return written.getvalue().encode()


def gaps_csv(statistics: CommunityStatistics) -> bytes:
    """A line for each question that could not be answered, the most asked first."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(["question", "times", "status", "missing_words"])
    for gap in statistics.gaps:
        missing = _harmless(", ".join(gap.missing_terms))
        sheet.writerow([_harmless(gap.question), gap.times, gap.status, missing])
    return written.getvalue().encode("utf-8-sig")  # else Excel takes it for another encoding


def all_json(statistics: CommunityStatistics) -> bytes:
    """All of it."""
    return json.dumps(asdict(statistics), ensure_ascii=False, indent=2, default=str).encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
