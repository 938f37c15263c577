"""What stands under a picture: its caption, and who made it."""

# ruff: noqa: E501 - a pattern with an alternative a line is read best unbroken
import re

from index.sources.furniture._sentences import ends_a_sentence

_PICTURE = r"(?:photo(?:graph)?|image|picture|frame\ grab|screen\s?(?:grab|shot)|handout|illustration|still)"
_CAPTION = re.compile(
    rf"""(?:
      (?:in|on)\ th(?:is|ese)\ (?:[\w.-]+,?\s){{0,5}}{_PICTURE}s?\s(?:(?:was|were|and)\s)?
        (?:provided|released|taken|made|distributed|shared|issued|obtained|supplied|published|posted)\b.*
    | (?:this|an?|the)\ (?:[\w-]+\ ){{0,3}}{_PICTURE}\ (?:provided|released|taken|made\ available|distributed|shared|issued|obtained)\b.*
    | (?-i:FILE)\s*(?:[-–—:]|\s{_PICTURE}).* | file\s{_PICTURE}\b.*
    | (?!still|handout){_PICTURE}s?(?:\ caption|\ credit|\ source|\ copyright)?\s*[:|].* | image\ (?:copyright|source|caption)\ .* | caption\s*[:|].* | pictured(?:\ above)?\s*[:,].*
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
# The name of an agency alone, "(Reuters)", ends paragraphs and lists of links too.
_ENDS_IN_CREDIT = re.compile(
    rf"""[(\[] \s* (?: (?P<agency> (?!{_AGENCY}\s*[)\]]) [^()\[\]]{{0,80}} \b{_AGENCY}\b [^()\[\]]{{0,60}} )
        | (?i:photo|image|picture|foto|bild|imagen|credit|courtesy)\b [^()\[\]]{{0,80}} ) [)\]] \.? $""",
    re.VERBOSE,
)
# "A boat at sea. Photo: Jane Doe", and "At sea. (NASA/JPL)".
_ENDS_IN_NAMES = re.compile(
    r"""(?:(?<=[\w.!?)”"])|\s)(?:Credit|Photo|Photograph|Image|Picture|Foto|Bild|Imagen)\s?(?:\.\.\.|:)\s*(?:©\s*)?[A-Z][\w\ .,'’/&-]{1,60}$
    | [.!?”"]\s[(\[][A-Z][\w\ .'’&-]*/[A-Z][\w\ .'’&/-]*[)\]]$""",
    re.VERBOSE,
)
_CREDIT_START = re.compile(
    rf"(?:{_PICTURE}s?\ by|(?:{_PICTURE}\s)?credits?|courtesy(?:\ of)?|©)\b[\s:]", re.VERBOSE | re.IGNORECASE
)
_HAS_AGENCY = re.compile(rf"\b{_AGENCY}\b", re.VERBOSE)
_CREDIT_WORDS = frozenset(
    """
    photo photos file image picture handout courtesy credit illustration from through pool s
    """.split()
)
_NO_NAMES = frozenset({"Images", "Photo", "Photos", "Pool", "PA"})
_SMALL_WORDS = frozenset(
    """
    via of for and the by de la le du von van on in
    """.split()
)


def is_caption(line: str, before_credit: bool) -> bool:
    """What stands under a picture; ``before_credit`` says that a credit follows."""
    if len(line) > 600:
        return False
    if (credit := _ENDS_IN_CREDIT.search(line)) and _names_only(credit["agency"] or ""):
        return True
    if _ENDS_IN_NAMES.search(line) or _CAPTION.fullmatch(line):
        return True
    cut_off = before_credit or not ends_a_sentence(line)
    return bool(_OPENS_LIKE_A_CAPTION.match(line)) and cut_off


def _names_only(credit: str) -> bool:
    """Whether a credit is made of names: "AP Photo/John Smith, file", but not "AP sites"."""
    words = re.findall(r"[^\W\d_]+", credit)
    return not any(word.islower() and word not in _SMALL_WORDS | _CREDIT_WORDS for word in words)


def is_credit(line: str) -> bool:
    """Who made a picture: capitalised names with an agency among them, and no sentence."""
    words = line.replace("/", " / ").split()
    if len(words) > 16 or ends_a_sentence(line) or len(line) > 140:
        return False
    if _CREDIT_START.match(line):
        return True
    names = all(w[0].isupper() or not w[0].isalpha() or w.casefold() in _SMALL_WORDS for w in words)
    if not names or not (agency := _HAS_AGENCY.search(line)):
        return False
    # "Satellite Images" is a heading, "Getty Images" a credit.
    named = len(words) <= 4 and agency.group() not in _NO_NAMES
    return named or "/" in words or "via" in words or "|" in words
