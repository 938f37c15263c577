"""Whether the text that a feed gives is the article, or the beginning of it.

Reading a linked page for nothing costs one request; taking a teaser for the article loses the article.
So in doubt it is not whole. The signs, in the order of their weight:

1. The text says itself that it goes on: it ends in "…" or "[...]", or in words such as "Read more" or
   "Continue reading" (a bare line or link at the end, as sites that sell the rest have them, too).
2. There is nothing to go to: an entry without a link is complete in itself (RSS 2.0, "Elements of <item>"),
   and so is what comes with a sound or film, whose page has no more words.
3. The slot it is in. ``content:encoded``, the content of Atom (RFC 4287, section 4.1.3) and of JSON Feed is
   the text, if it is not very short. A summary of Atom or JSON Feed never is (section 4.2.13: "summary,
   abstract, or excerpt"). The description of RSS is used for both: it is whole if the entry has no title of
   its own, as a note has not, or if it is long, ends as a sentence does and has several paragraphs.
4. The other entries. Where most texts of a feed come to the same length and break off within a sentence,
   the site cuts them there, whatever the slot. Where most descriptions go on elsewhere, all of them do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.feeds._phrases import GOES_ON, GOES_ON_ALONE

_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\. \. \.|⋯)[\s\])}»”\"'→>]*$|[\[(]more…?[\])]$", re.IGNORECASE)
# A line that only leads on is not longer, and is one of the last few: links may follow it.
_MAX_LINE_CHARS = 200
_LAST_LINES = 3
_BEFORE = re.compile(r"^[\W_]+")
_AFTER = re.compile(r"[\W_]+$")
# "1 post - 1 participant" and the like below what the entry says.
_TALLY = re.compile(r"^\W*\d[\d,.]* \w+(?: [-–—·|] \d[\d,.]* \w+)*\W*$")
_END = re.compile(r"[.!?。！？।۔؟՞։…][\s\])}»”’\"'*_]*$")
# Scripts without spaces between words; two of their signs count as a word.
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_MIN_CONTENT_WORDS = 60
_MIN_SUMMARY_WORDS = 250
_MIN_PARAGRAPHS = 3
# A feed shows a habit by this many entries.
_MIN_ENTRIES = 4
_MAX_CUT_CHARS = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to judge by. ``is_content`` is whether the slot is meant for the whole text.

    ``may_be_whole`` is whether the slot may hold it, ``is_titled`` whether the entry has a title that is
    more than the beginning of the text, ``leads_on`` whether its link leads to something with more words.
    """

    text: str
    is_content: bool
    may_be_whole: bool
    is_titled: bool
    leads_on: bool


def judge(entries: Sequence[Told]) -> list[bool]:
    """Of each entry of a feed whether its text is the article."""
    contents = [entry.text for entry in entries if entry.is_content and entry.text]
    summaries = [entry.text for entry in entries if not entry.is_content and entry.text]
    cut_at = {True: _find_cut(contents), False: _find_cut(summaries)}
    teases = len(summaries) >= _MIN_ENTRIES and sum(map(goes_on, summaries)) * 3 >= len(summaries)
    return [_is_whole(entry, cut_at[entry.is_content], teases=teases) for entry in entries]


def goes_on(text: str) -> bool:
    """Whether the text says that there is more of it elsewhere."""
    blocks = [block for block in re.split(r"\n+", text) if block.strip()]
    while blocks and _TALLY.match(blocks[-1]):
        blocks.pop()
    if not blocks:
        return False
    if any(_leads_on(block) for block in blocks[-_LAST_LINES:]):
        return True
    last = blocks[-1].rstrip()
    if last.casefold().strip(" .…[(«‹<←»›→>)]") in GOES_ON_ALONE:
        return True
    return _ELLIPSIS.search(last) is not None or _ends_leading_on(last)


def _leads_on(line: str) -> bool:
    """Whether a line only says that there is more: "Continue reading …", "Read more »"."""
    if len(line) > _MAX_LINE_CHARS:
        return False
    words = " ".join(_BEFORE.sub("", line).casefold().split())
    return any(words.startswith(phrase) and not words[len(phrase) :][:1].isalnum() for phrase in GOES_ON)


def _ends_leading_on(paragraph: str) -> bool:
    """Whether a paragraph ends in the words of a link to more: "… the minister said. Read more"."""
    words = _AFTER.sub("", paragraph).casefold()
    return any(words.endswith(phrase) and not words[: -len(phrase)][-1:].isalnum() for phrase in GOES_ON)


def count_words(text: str) -> int:
    """About how many words a text has, in any script."""
    dense = len(_DENSE.findall(text))
    return len(_DENSE.sub(" ", text).split()) + dense // 2


def _is_whole(entry: Told, cut_at: int | None, *, teases: bool) -> bool:  # noqa: PLR0911 - one sign after the other
    if not entry.text or goes_on(entry.text):
        return False
    if not entry.leads_on:
        return True
    if cut_at is not None and len(entry.text) >= cut_at:
        return False
    if not entry.is_content and (teases or not entry.may_be_whole):
        return False
    if not entry.is_titled:
        return True
    if entry.is_content:
        return count_words(entry.text) >= _MIN_CONTENT_WORDS
    return (
        count_words(entry.text) >= _MIN_SUMMARY_WORDS
        and entry.text.count("\n\n") + 1 >= _MIN_PARAGRAPHS
        and _END.search(entry.text) is not None
    )


def _find_cut(texts: Sequence[str]) -> int | None:
    """From which length on texts were cut by their site, in characters; None if they were not."""
    if len(texts) < _MIN_ENTRIES:
        return None
    longest = max(map(len, texts))
    near = [text for text in texts if len(text) >= longest * 0.9]
    broken = [text for text in near if not _END.search(text)]
    if longest > _MAX_CUT_CHARS or len(near) * 2 < len(texts) or len(broken) * 2 < len(near):
        return None
    return int(longest * 0.8)
