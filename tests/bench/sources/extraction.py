"""Articles read from real pages: text, title, author, date, speed, and what is refused.

Text: 4-gram shingles of words against what people marked as the article; mean precision and recall
over pages, F1 of the two means. Beside it trafilatura alone in the same run. Rules were chosen on pages of
even index only; both halves are shown. A page that is refused counts with the text that was found on it
(``text``) and as empty (``text, refused pages empty``).

Title, author, date: nobody marked them, so the truth is what the page's JSON-LD says, where it says it. A
reader that reads JSON-LD cannot be judged by it: they are measured again with JSON-LD, ``meta`` and the
``itemprop`` attributes taken out of the page, by what is left to be seen.
"""

import gzip
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import fmean

import trafilatura
from lxml import html
from rich.progress import track

from index.errors import ContentRefused, PageRefused
from index.models import NewArticle
from index.sources.pages import read_page
from index.sources.pages._body import find_body
from index.sources.pages._dates import as_iso
from index.sources.pages._decoding import decode
from index.sources.pages._names import as_names, find_title, site_names, without_site
from index.sources.pages._parsing import parse
from index.sources.pages._statements import read_statements, words_of

_GRAM = 4


@dataclass
class _Result:
    """A page: shares of shingles, and which fields are right with statements and without."""

    url: str
    ours: tuple[float, float]
    alone: tuple[float, float]
    seconds: float
    refused: str | None = None
    said: dict[str, str] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, of a shorter text all of it."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + _GRAM]) for at in range(max(1, len(words) - _GRAM + 1)) if words)


def shares(text: str, truth: str) -> tuple[float, float]:
    """Precision and recall of the text's shingles."""
    mine, theirs = shingles(text), shingles(truth)
    common = (mine & theirs).total()
    return common / max(1, mine.total()), common / max(1, theirs.total())


def f1(pairs: list[tuple[float, float]]) -> str:
    """Mean precision, mean recall, and the F1 of the two."""
    precision, recall = (fmean(pair[at] for pair in pairs) for at in (0, 1))
    return f"{precision:.4f} {recall:.4f} {2 * precision * recall / (precision + recall):.4f}"


def measure(folder: Path) -> None:
    """Print the table for the pages in ``folder/article-extraction``."""
    logging.disable(logging.CRITICAL)
    pages = folder / "article-extraction"
    truth: dict[str, dict[str, str]] = json.loads((pages / "ground-truth.json").read_text())
    results = [
        _page(gzip.decompress((pages / "html" / f"{name}.html.gz").read_bytes()), marked)
        for name, marked in track(truth.items(), "Pages", transient=True)
    ]
    _report_text(results)
    _report_fields(results)
    seconds = [result.seconds for result in results]
    slowest = max(results, key=lambda result: result.seconds)
    print(
        f"pages per second: {len(results) / sum(seconds):.1f}; slowest {slowest.seconds:.2f} s ({slowest.url})"
    )
    refused = [result for result in results if result.refused]
    print(f"refused: {len(refused)} of {len(results)}")
    for result in refused:
        print(f"  {result.url}: {result.refused}")


def _page(data: bytes, marked: dict[str, str]) -> _Result:
    url, truth = marked["url"], marked["articleBody"]
    article, refused, seconds = _read(data, url)
    tree = parse(decode(data, None))
    title = find_title(tree, read_statements(tree, url), url) or ""
    text = article.text if article else find_body(tree, title).text
    alone = trafilatura.extract(decode(data, None), include_comments=False) or ""
    result = _Result(url, shares(text, truth), shares(alone, truth), seconds, refused)
    about = read_statements(tree, url).article
    sites = site_names(read_statements(tree, url), url)
    result.said = {
        "title": without_site(words_of(about.get("headline")) or "", sites),
        "author": as_names([words_of(about.get("author")) or ""]) or "",
        "date": as_iso(words_of(about.get("datePublished")) or "") or "",
    }
    result.fields["with statements"] = _fields(article)
    result.fields["without"] = _fields(_read(_unsaid(data), url)[0])
    return result


def _read(data: bytes, url: str) -> tuple[NewArticle | None, str | None, float]:
    started = time.perf_counter()
    try:
        article, refused = read_page(data, url).article, None
    except (PageRefused, ContentRefused) as error:
        article, refused = None, str(error)
    return article, refused, time.perf_counter() - started


def _unsaid(data: bytes) -> bytes:
    """The page without what it says of itself for machines."""
    tree = parse(decode(data, None))
    for element in [*tree.iter("meta"), *(s for s in tree.iter("script") if "json" in (s.get("type") or ""))]:
        element.drop_tree()
    for element in tree.xpath("//*[@itemprop]"):
        del element.attrib["itemprop"]
    written: bytes = html.tostring(tree, encoding="utf-8")
    return b"\xef\xbb\xbf" + written


def _fields(article: NewArticle | None) -> dict[str, str]:
    if article is None:
        return {}
    guessed = "guessed" if article.is_date_guessed else "known"
    return {
        "title": article.title,
        "author": article.author or "",
        "date": article.published_at or "",
        "date is": guessed if article.published_at else "none",
    }


def _same_title(mine: str, said: str) -> bool:
    """The same letters, or what was said is the beginning of it, cut off."""
    one, other = (re.sub(r"\W+", "", words.casefold()) for words in (mine, said))
    return one == other or (len(other) > 60 and one.startswith(other))


def _same_author(mine: str, said: str) -> bool:
    return said.casefold() in mine.casefold() or (len(mine) > 4 and mine.casefold() in said.casefold())


def _same_day(mine: str, said: str) -> bool:
    """A day apart is the same: an instant is of two days, by the clock of the place and by that of UTC."""
    one, other = (date.fromisoformat(written[:10]) for written in (mine, said))
    return abs((one - other).days) <= 1


_JUDGES: dict[str, Callable[[str, str], bool]] = {
    "title": _same_title,
    "author": _same_author,
    "date": _same_day,
}


def _report_text(results: list[_Result]) -> None:
    print("text (precision, recall, F1)         all                   even                  odd")
    for name, pairs in {
        "text": [result.ours for result in results],
        "text, refused pages empty": [(0.0, 0.0) if result.refused else result.ours for result in results],
        "trafilatura alone": [result.alone for result in results],
    }.items():
        print(f"  {name:32} {f1(pairs)}  {f1(pairs[::2])}  {f1(pairs[1::2])}")


def _report_fields(results: list[_Result]) -> None:
    for name, judge in _JUDGES.items():
        for how in ("with statements", "without"):
            judged = [result for result in results if result.said[name] and result.fields[how]]
            got = [(result, result.fields[how][name]) for result in judged]
            right = [result for result, mine in got if mine and judge(mine, result.said[name])]
            none = sum(1 for _, mine in got if not mine)
            print(
                f"{name:6} {how:16} right {len(right) / len(got):.1%} of {len(got)}, "
                f"none {none / len(got):.1%}, wrong {1 - (len(right) + none) / len(got):.1%}"
            )
            if name == "date":
                _report_guesses(got)


def _report_guesses(got: list[tuple[_Result, str]]) -> None:
    """Of dates called known, and of those called guessed, how many are right."""
    for kind in ("known", "guessed"):
        of_kind = [
            (result, mine)
            for result, mine in got
            if any(f["date is"] == kind and f["date"] == mine for f in result.fields.values() if f)
        ]
        if of_kind:
            right = sum(_same_day(mine, result.said["date"]) for result, mine in of_kind)
            print(f"         of {len(of_kind)} {kind}: {right / len(of_kind):.1%} right")
