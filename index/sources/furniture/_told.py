"""What lines tell of their article: author, date, address, and keys with values."""

import re
from urllib.parse import urlsplit

from index.dates import find_date
from index.sources.furniture._sentences import ends_a_sentence

_BYLINE = re.compile(
    r"(?:(?:written|story|reported|posted|words)\ )?by[:\s]\s*(?P<names>.+)"
    r"|(?:von|por|par)\s+(?P<foreign>.+)"
    r"|(?:authors?|writer|byline|autore?s?|auteur|texto?|Текст)\s*:\s*(?P<named>.+)",
    re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(r"(?:\w[\w.'’-]*|[A-Z]\.)(?:\s+(?:\w[\w.'’-]*|[A-Z]\.)){0,4}")
_NAME_PARTICLES = frozenset(
    """
    von van de del der den da dos la le el al bin ben ibn ter zu y e
    """.split()
)
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·／]|\s[-–—]\s|,|\bon\b|\bfor\b|\bin\b|\bpublished\b|\bupdated\b|\bam\b|\bpubliziert\b|\bveröffentlicht\b|\bel\b|\ble\b|@\w).*",
    re.IGNORECASE,
)
# What stands around a date that is there for its own sake.
_DATE_WORDS = frozenset(
    """
    at on via by from the of published publish posted updated update first last modified created
    issued added date dated time original originally am pm a.m p.m a.m. p.m. noon edt est et ct cst
    cdt pt pst pdt mt gmt bst utc cet cest ist jst kst hkt sgt aest aedt uk z h hrs hours accessed
    retrieved monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur
    thurs fri sat sun
    veröffentlicht aktualisiert erschienen stand am vom um uhr den montag dienstag mittwoch
    donnerstag freitag samstag sonntag mo di mi do fr sa so
    publicado publicada actualizado actualizada el a las la hora horas lunes martes miércoles jueves
    viernes sábado domingo publié mis à jour le lundi mardi mercredi jeudi vendredi samedi dimanche
    atualizado em pubblicato aggiornato il опубликовано обновлено года
    """.split()
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|updated|veröffentlicht|aktualisiert|publicado|actualizado|publié|via)\b",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"(?P<key>title|headline|subject|author|by|date|published|updated|url|link|source|via|from|to)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:(?:source|link|url|via|from|original|read it at)\s*:?\s+)?<?(?P<url>https?://\S+?)>?", re.IGNORECASE
)


def read_byline(line: str) -> str | None:
    """The author of a byline: "By Jane Doe, Staff Writer" gives "Jane Doe"."""
    match = _BYLINE.fullmatch(line)
    if not match or len(line) > 140 or (ends_a_sentence(line) and not line.endswith("Jr.")):
        return None
    written = next(filter(None, match.groups()))
    if dated := find_date(written):
        written = written[: dated[1].start()]
    written = _AFTER_NAMES.sub("", written).strip(" .|")
    names = re.split(r"\s*(?:,|&|\band\b|\bund\b|\bet\b)\s*", written)
    least = 2 if match["foreign"] else 1  # "Von Hand" and "Por Amor" are titles
    return written if all(_is_name(name, least) for name in names) else None


def _is_name(text: str, least: int) -> bool:
    words = text.split()
    if text == "admin":
        return True
    if len(words) < least or not _NAME.fullmatch(text) or text[0].islower():
        return False
    return not any(word[0].islower() and word not in _NAME_PARTICLES for word in words)


def read_date(line: str) -> str | None:
    """The date of a line that is there to give it: "Published: 3 March 2025, 14:02 GMT".

    A line that begins with "via" may also name where it was seen.
    """
    if len(line) > 120:
        return None
    found = find_date(line)
    if not found:
        return None
    rest = line
    while match := find_date(rest):
        rest = rest[: match[1].start()] + " " + rest[match[1].end() :]
    words = re.findall(r"[^\W\d_][\w.'’]*", _TIME.sub(" ", rest))
    others = [word for word in words if word.casefold() not in _DATE_WORDS]
    allowed = 5 if line.casefold().startswith(("via ", "published ", "posted ", "source")) else 0
    return found[0] if len(others) <= allowed and not ends_a_sentence(" ".join(others)) else None


def read_date_beside(line: str) -> str | None:
    """The date of a short line that gives it beside something else: "Reuters March 3, 2025"."""
    found = find_date(line)
    if not found or len(line) > 100 or ends_a_sentence(line) or line[0] in '—–-“"':
        return None
    return found[0] if len(_words_beside(line, found[1].group())) <= 8 else None


def is_dateline(line: str) -> bool:
    """Whether a line with a date is there for it: it gives the hour too, or says "published"."""
    found = find_date(line)
    if not found or len(line) > 120 or ends_a_sentence(line):
        return False
    words = _words_beside(line, found[1].group())
    if len(words) > 8 or not (_TIME.search(line) or _PUBLISHED.search(line)):
        return False
    return bool(_PUBLISHED.match(line)) or not any(
        word.islower() and word not in _DATE_WORDS for word in words
    )


def _words_beside(line: str, date: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", _TIME.sub(" ", line.replace(date, " ")))


def is_update(line: str) -> bool:
    """Whether a date line tells of a change and not of the first appearance."""
    return bool(re.match(r"(?:last\s+)?(?:updated?|modified)\b", line, re.IGNORECASE))


def is_via(line: str) -> bool:
    """Where somebody saw it: "via Example News"."""
    return (
        len(line) <= 80
        and bool(re.match(r"(?:via|h/t|source:)\s+\S", line, re.IGNORECASE))
        and not (ends_a_sentence(line) and len(line.split()) > 6)
    )


def read_url(line: str) -> str | None:
    """The address of a line that is nothing else."""
    match = _URL.fullmatch(line)
    if not match:
        return None
    return match["url"] if urlsplit(match["url"]).netloc else None


def read_key(line: str) -> tuple[str, str] | None:
    """The key, in lower case, and value of a line such as "Author: Jane Doe"."""
    match = _KEY.fullmatch(line)
    return (match["key"].casefold(), match["value"].strip()) if match else None
