"""How well articles are read that people paste from web pages, measured on real pages.

    python -m tests.bench.pasted FOLDER [--show]

FOLDER holds ``html/*.html.gz`` and ``ground-truth.json``, ``{name: {articleBody}}``: the text of the
article as people marked it. Of each page that is taken which somebody gets who drags from the title,
or one or two lines above it, to some lines below the article's end, and copies: a line for each block,
blank lines around paragraphs and headings. Prints

- title, date: the shares right, none and wrong, where the page's own fields tell them, and for the
  date a pasted line too;
- body: 4-gram shingles of words against the marked text, mean precision and recall, F1 of the means;
- lost: lines of the article that are not in its text (the worst that can happen);
- furniture: lines beside the article that are, with their share of all such lines.

``--show`` names the lines, and what was taken for title and date.
"""

import gzip
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from statistics import fmean

from index.dates import find_date
from index.sources.pasted import read_pasted

MOST_ABOVE, MOST_BELOW = 2, 6
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote figure table pre".split())
_BLOCKS = _SPACED | frozenset(
    """
    address article aside br dd div dl dt fieldset figcaption footer form header hr li main nav
    option section tr body details summary center
    """.split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset("head script style noscript template svg select textarea iframe object".split())
_DATE_FIELDS = ("article:published_time", "datepublished", "date", "og:published_time", "pubdate", "dc.date")


class Page(HTMLParser):
    """A page's visible lines, and the fields it has for machines."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines = [""]
        self.headings: list[int] = []
        self.titles: list[str] = []
        self.dates: list[str] = []
        self._unseen, self._depth, self._reading = "", 0, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "meta":
            self._field(given.get("property") or given.get("name") or given.get("itemprop") or "", given)
        self._reading = "title" if tag == "title" else given.get("type", "") if tag == "script" else ""
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag not in _VOID and (tag in _UNSEEN or "hidden" in given or _is_hidden(given)):
            self._unseen, self._depth = tag, 1
        elif tag in _BLOCKS:
            self._break(spaced=tag in _SPACED)
            if tag == "h1":
                self.headings.append(len(self.lines) - 1)
        elif tag == "td":
            self.lines[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self._reading = ""
        if self._unseen:
            self._depth -= tag == self._unseen
            self._unseen = self._unseen if self._depth else ""
        elif tag in _BLOCKS:
            self._break(spaced=tag in _SPACED)

    def handle_data(self, data: str) -> None:
        if self._reading == "title":
            self.titles += [data, *re.split(r"\s[|\-–—:»]\s", data)]
        elif self._reading == "application/ld+json":
            self.titles += [
                _unescaped(found) for found in re.findall(r'"headline"\s*:\s*"(.*?)"[,\s}]', data)
            ]
            self.dates += re.findall(r'"datePublished"\s*:\s*"(.*?)"', data)
        if not self._unseen:
            self.lines[-1] += data

    def _field(self, name: str, given: dict[str, str]) -> None:
        if name.casefold() in ("og:title", "twitter:title", "headline"):
            self.titles += [given.get("content", ""), *re.split(r"\s[|\-–—:»]\s", given.get("content", ""))]
        elif name.casefold() in _DATE_FIELDS:
            self.dates.append(given.get("content", ""))

    def _break(self, *, spaced: bool) -> None:
        self.lines[-1] = " ".join(self.lines[-1].split())
        if self.lines[-1]:
            self.lines.append("")
        if spaced and len(self.lines) > 1 and self.lines[-2]:
            self.lines.append("")


def _is_hidden(given: dict[str, str]) -> bool:
    return bool(re.search(r"display:\s*none|visibility:\s*hidden", given.get("style", "")))


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class Pasted:
    """What somebody pasted, and what is known of it."""

    text: str
    marked: str
    title: str | None
    published: str | None


def paste(name: str, html: str, marked: str) -> Pasted:
    """The page as somebody copies it, from a little above the title to a little below the end."""
    page = Page(html)
    lines = page.lines
    wanted = shingles(marked)
    inside = [n for n, line in enumerate(lines) if len(words(line)) > 5 and overlap(line, wanted) > 0.7]
    middle = inside[len(inside) // 2] if inside else len(lines) // 2
    told = {fold(title) for title in page.titles if len(words(title)) > 1}
    titles = [n for n in range(middle) if fold(lines[n]) in told] or [
        n for n in page.headings if n < middle and n < len(lines) and lines[n]
    ]
    start = titles[-1] if titles else next(iter(inside), 0)
    filled = [n for n, line in enumerate(lines) if line]
    above = [n for n in filled if n < start][::-1][: int(name[:8], 16) % (MOST_ABOVE + 1)]
    end = max((n for n in inside if n >= start), default=len(lines) - 1)
    below = [n for n in filled if n > end][: int(name[8:16], 16) % (MOST_BELOW + 1)]
    taken = lines[min(above, default=start) : max(below, default=end) + 1]
    days = {found for field in page.dates if (found := day(field))}
    shown = {found for line in taken if len(line) < 150 and (found := day(line))}
    published = next((own for own in days for seen in shown if is_same_day(own, seen)), None)
    return Pasted("\n".join(taken), marked, lines[start] if titles else None, published)


def day(text: str) -> str | None:
    """The day in a field, which most often is ISO 8601."""
    found = find_date(text)
    return found[0] if found else None


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def fold(text: str) -> str:
    return " ".join(words(text.casefold()))


def shingles(text: str) -> set[tuple[str, ...]]:
    """The runs of four words, or the one shorter run there is."""
    found = words(text)
    return {tuple(found[n : n + 4]) for n in range(max(len(found) - 3, 1))} if found else set()


def overlap(line: str, wanted: set[tuple[str, ...]]) -> float:
    own = shingles(line)
    return len(own & wanted) / len(own) if own else 0.0


def belongs(line: str, pasted: Pasted, wanted: set[tuple[str, ...]]) -> bool:
    """Whether a pasted line is the article's by what people marked."""
    if len(words(line)) < 5:
        return fold(line) in {fold(marked) for marked in pasted.marked.split("\n")}
    return overlap(line, wanted) > 0.7


def main() -> None:
    """Measure a folder and print its figures."""
    folder, show = Path(sys.argv[1]), "--show" in sys.argv
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    titles, dates, precisions, recalls = [], [], [], []
    lost = furniture = outside = inside = 0
    for name, about in truth.items():
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        pasted = paste(name, html, about["articleBody"])
        article = read_pasted(pasted.text, "file")
        wanted, own = shingles(pasted.marked), shingles(article.text)
        precisions.append(len(own & wanted) / len(own) if own else 0.0)
        recalls.append(len(own & wanted) / len(wanted))
        titles.append(judge(article.title if article.title != "File" else None, pasted.title))
        dates.append(judge(article.published_at, pasted.published))
        kept = set(article.text.split("\n"))
        shown = [f"{name[:8]} {about.get('url', '')[:80]}"]
        shown += [f"  title {titles[-1]}: {article.title!r} for {pasted.title!r}"] * (
            titles[-1] in ("wrong", "none")
        )
        shown += [f"  date {dates[-1]}: {article.published_at} for {pasted.published}"] * (
            dates[-1] in ("wrong", "none")
        )
        for line in filter(None, pasted.text.split("\n")):
            part = belongs(line, pasted, wanted)
            inside, outside = inside + part, outside + (not part)
            if part and line not in kept and fold(line) != fold(pasted.title or ""):
                lost += 1
                shown.append(f"  lost: {line[:200]}")
            elif not part and line in kept:
                furniture += 1
                shown.append(f"  kept: {line[:200]}")
        if show and len(shown) > 1:
            print("\n".join(shown))
    precision, recall = fmean(precisions), fmean(recalls)
    print(f"{len(truth)} pages, {inside} lines of articles, {outside} others")
    for label, judged in (("title", titles), ("date", dates)):
        known = [verdict for verdict in judged if verdict != "unknown"]
        shares = ", ".join(f"{v} {known.count(v) / len(known):.3f}" for v in ("right", "none", "wrong"))
        print(f"  {label:<10} {shares} of {len(known)}")
    f1 = 2 * precision * recall / (precision + recall)
    print(f"  body       precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    print(f"  lost       {lost} lines of articles ({lost / inside:.4f})")
    print(f"  furniture  {furniture} lines kept ({furniture / outside:.4f})")


def judge(found: str | None, expected: str | None) -> str:
    if expected is None:
        return "unknown"
    if not found:
        return "none"
    return "right" if fold(found) == fold(expected) or is_same_day(found, expected) else "wrong"


def is_same_day(one: str, other: str) -> bool:
    """Or the next, since pages give theirs in some other zone of time."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= 1
    except ValueError:
        return False


if __name__ == "__main__":
    main()
