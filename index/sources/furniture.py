"""Lines of a pasted web page that are not the article: what is around it, and what they tell.

People copy a page and get, with the article, section labels, bylines, dates, captions, photo
credits, share buttons and where they saw it. Each function here recognises one kind of line, from
what such lines have in common and sentences of an article have not. When in doubt a line is part
of the article.
"""

# ruff: noqa: E501 - a pattern with an alternative a line is read best unbroken
import re
from urllib.parse import urlsplit

from index.dates import find_date

# The words of which section labels are made: "World News", "Must Read", "Opinion".
_LABEL_WORDS = frozenset(
    """
    africa african america american americas analysis and arts asia asian australia blog books
    breaking britain business canada china cities climate columns comment commentary community
    conflict corrections crime culture daily defence defense dispatch east economy editor
    editor's editorial editorials editors education elections energy entertainment environment
    essay essays eu europe exclusive explained explainer fact-check fashion feature featured
    features film finance food football gallery global guide headlines health history home
    homepage immigration india innovation insight insights international interview interviews
    investigation investigations israel kingdom latest latin law letters life lifestyle live
    local long magazine markets media member members middle military money more most movies
    music must nation national news newsletter north obituaries opinion opinions page people
    perspective photos pick picks podcast podcasts politics popular premium press profile
    promoted read reads region regional release religion report reports research review reviews
    russia science section security society south special sponsored sport sports spotlight staff
    star stories story style subscriber subscribers only tech technology today today's top
    travel trending tv uk ukraine uncategorized united states update updates us usa video videos
    views war watch week weekend weekly west world
    """.split()
)
# Buttons, invitations and fillers, wherever they stand.
_FILLER = re.compile(
    r"""(?:
      advertisement | sponsored(?:\ content)? | (?:story|article)\ continues\ below(?:\ advertisement)?
    | share(?:\ (?:this|on|via|the)\b.*)? | tweet | pin\ it | facebook | twitter | whatsapp | telegram
    | linkedin | reddit | e-?mail | print | copy(?:\ link)? | link\ copied | save(?:\ (?:for\ later|article))?
    | (?:click\ to\ )?listen(?:\ to\ (?:this|the)\ (?:article|story))?(?:\s*[\d:]+\s*min(?:utes?)?)?
    | (?:about\ )?\d+[\ -]min(?:ute)?s?\ read | (?:reading|read)\ time:?.* | \d+\ (?:comments?|shares?|views)
    | (?:leave|post|view|add)\ (?:a\ )?comments? | comments? | loading.* | continue\ reading.*
    | (?:read|see|also)\ (?:more|also|read|next)\s*[:»→].* | (?:read|see|learn)\ more | related\s*:.*
    | (?:related|recommended|more)\ (?:articles?|stories|reading|coverage|news|posts?|topics?|from\ .*|on\ this\ .*)
    | recommended(?:\ for\ you)? | most\ (?:read|popular|viewed) | (?:tags?|topics?|filed\ under|categor(?:y|ies)|keywords?)\s*:.*
    | (?:sign\ up|subscribe|register|sign\ in|log\ in)\b(?:(?![.!?]\s).)* | get\ (?:the|our)\b.*\bnewsletter\b.*
    | follow\ (?:us|@?\w+(?:\ \w+){0,3})\ on\b.* | (?:click|tap)\ here\b.* | download\ (?:the|our)\ .*\bapp\b.*
    | skip\ to\ (?:main\ )?content | menu | search | close | back\ to\ top | home
    | (?:copyright|©|\(c\))\s.* | .*\ball\ rights\ reserved\b.* | hide\ caption | toggle\ caption | enlarge(?:\ this\ image)?
    )[.!…]?""",
    re.VERBOSE | re.IGNORECASE,
)
_PICTURE = r"(?:photo(?:graph)?|image|picture|frame\ grab|screen\s?(?:grab|shot)|handout|illustration|still)"
_CAPTION = re.compile(
    rf"""(?:
      (?:in|on)\ th(?:is|ese)\ (?:[\w.-]+,?\s){{0,5}}{_PICTURE}s?\b.*\b
        (?:provided|released|taken|made|distributed|shared|issued|obtained|supplied|published|posted)\b.*
    | (?:this|an?|the)\ (?:[\w-]+\ ){{0,3}}{_PICTURE}\ (?:provided|released|taken|made\ available|distributed|shared|issued|obtained)\b.*
    | file\s*(?:{_PICTURE})?\s*(?:[-–—:]|\s{_PICTURE})\s*.*
    | {_PICTURE}s?(?:\ caption|\ credit|\ source)?\s*[:|].* | caption\s*[:|].* | pictured(?:\ above)?\s*[:,].*
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_OPENS_LIKE_A_CAPTION = re.compile(
    rf"(?:in|on)\ th(?:is|ese)\ (?:[\w.-]+,?\s){{0,5}}{_PICTURE}s?\b", re.VERBOSE | re.IGNORECASE
)
_AGENCY = (
    r"(?:AP|AFP|EPA|PA|UPI|KCNA|TASS|DPA|ANSA|Reuters|REUTERS|Getty|Shutterstock|Alamy|iStock|Xinhua|Sputnik"
    r"|Bloomberg|Yonhap|Anadolu|NurPhoto|ZUMA|Unsplash|Pexels|Wikimedia|Flickr|Pixabay|Magnum|Corbis"
    r"|Associated\ Press|News\ (?:Agency|Service)|Press\ (?:Association|Agency)|Images|Photos?|Pool)"
)
_ENDS_IN_CREDIT = re.compile(
    rf"""[(\[] \s* (?: [^()\[\]]{{0,80}} \b{_AGENCY}\b [^()\[\]]{{0,60}}
        | (?:photo|image|picture|credit|courtesy)\b [^()\[\]]{{0,80}} ) [)\]] \.? $""",
    re.VERBOSE,
)
_CREDIT_START = re.compile(
    rf"(?:{_PICTURE}s?\ by|(?:{_PICTURE}\s)?credits?|courtesy(?:\ of)?|©)\b[\s:]", re.VERBOSE | re.IGNORECASE
)
_HAS_AGENCY = re.compile(rf"\b{_AGENCY}\b", re.VERBOSE)
_SMALL_WORDS = frozenset(
    """
    via of for and the by de la le du von van on in
    """.split()
)
_BYLINE = re.compile(
    r"(?:(?:written|story|reported|posted|words)\ )?by[:\s]\s*(?P<names>.+)"
    r"|(?:authors?|writer|byline)\s*:\s*(?P<named>.+)",
    re.VERBOSE | re.IGNORECASE,
)
_NAME = re.compile(r"(?:\w[\w.'’-]*|[A-Z]\.)(?:\s+(?:\w[\w.'’-]*|[A-Z]\.)){0,4}")
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·]|\s[-–—]\s|,|\bon\b|\bfor\b|\bin\b|\bpublished\b|\bupdated\b).*", re.IGNORECASE
)
# What stands around a date that is there for its own sake.
_DATE_WORDS = frozenset(
    """
    at on via by from the of published publish posted updated update first last modified created
    issued added date dated time am pm a.m p.m a.m. p.m. noon edt est et ct cst cdt pt pst pdt
    mt gmt bst utc cet cest ist jst kst z monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thur thurs fri sat sun h hrs hours accessed retrieved
    """.split()
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_KEY = re.compile(
    r"(?P<key>title|headline|author|by|date|published|updated|url|link|source|via|from)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:(?:source|link|url|via|from|original|read it at)\s*:?\s+)?<?(?P<url>https?://\S+?)>?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"""[.!?…。！？][)\]"'”’»]*$""")


def ends_a_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))


def is_label(line: str) -> bool:
    """A section label or breadcrumb: "Featured", "World News", "Home > Politics"."""
    words = re.split(r"[\s>»›|/&·•]+", line.casefold().strip(" :>»|#[]").replace("’", "'"))
    most = 6 if re.search("[>»›|/]", line) else 3
    return len(words) <= most and all(word in _LABEL_WORDS for word in words)


def is_filler(line: str) -> bool:
    """A button, an invitation or an advertisement's mark."""
    return len(line) <= 160 and bool(_FILLER.fullmatch(line))


def is_caption(line: str, before_credit: bool) -> bool:
    """What stands under a picture; ``before_credit`` says that a credit follows."""
    if len(line) > 600:
        return False
    if _ENDS_IN_CREDIT.search(line) or _CAPTION.fullmatch(line):
        return True
    cut_off = before_credit or not ends_a_sentence(line)
    return bool(_OPENS_LIKE_A_CAPTION.match(line)) and cut_off


def is_credit(line: str) -> bool:
    """Who made a picture: capitalised names with an agency among them, and no sentence."""
    words = line.replace("/", " / ").split()
    if len(words) > 16 or ends_a_sentence(line) or len(line) > 140:
        return False
    if _CREDIT_START.match(line):
        return True
    names = all(w[0].isupper() or not w[0].isalpha() or w.casefold() in _SMALL_WORDS for w in words)
    marked = "/" in words or "via" in words or "|" in words or len(words) <= 4
    return names and marked and bool(_HAS_AGENCY.search(line))


def read_byline(line: str) -> str | None:
    """The author of a byline: "By Jane Doe, Staff Writer" gives "Jane Doe"."""
    match = _BYLINE.fullmatch(line)
    if not match or len(line) > 140 or (ends_a_sentence(line) and not line.endswith("Jr.")):
        return None
    written = match["names"] or match["named"]
    if dated := find_date(written):
        written = written[: dated[1].start()]
    written = _AFTER_NAMES.sub("", written).strip(" .|")
    names = re.split(r"\s*(?:,|&|\band\b)\s*", written)
    if not all(_NAME.fullmatch(name) and name[:1].isupper() for name in names):
        return None
    return written


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
