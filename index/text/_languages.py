"""The language of a text, as Snowball and stop-words name it, by its script and its stop words.

Only Latin letters need the guess: Cyrillic, Arabic, Devanagari and Greek words have one analyser each,
whatever the text around them. A passage has dozens of stop words, which settle it; a question without
any, such as a name, counts as English. Nothing is stored, so a German passage in an
English article is German.
"""

import re
from collections import defaultdict
from functools import lru_cache
from unicodedata import normalize

from stop_words import get_stop_words

from index.english import STOP_WORDS

ENGLISH = "english"
# Those in Latin letters for which both a stemmer and a list of stop words are at hand.
_LATIN = """
    catalan czech danish dutch finnish french german hungarian indonesian italian norwegian polish
    portuguese romanian spanish swedish turkish
""".split()
_OTHER = "arabic greek hindi russian".split()
# Words that ask, where the lists of stop-words lack them: they say how something is asked, not what about.
_ASKING = {
    "arabic": "متى أين ماذا كيف لماذا كم هل أي",
    "catalan": "quants",
    "danish": "hvem hvornår hvorfor hvordan",
    "dutch": "wanneer waar waarom hoeveel welke welk",
    "french": "quoi combien",
    "german": "wieviel wieviele wen wem wessen viele",
    "greek": "ποιος ποια πότε που πού γιατί πώς πόσο πόσα",
    "hindi": "क्या कब कहाँ कहां क्यों कैसे कितने कितनी किसने किसका किसकी",
    "hungarian": "hol hány mennyi",
    "indonesian": "dimana",
    "italian": "quando quali",
    "portuguese": "quanto quantos quais",
    "romanian": "când cât câți",
    "russian": "какое какие чей",
    "spanish": "cuándo dónde cuánto cuántos cuánta cuántas cuál cuáles",
    "turkish": "zaman nasıl kaç hangi",
}
STOPPED: dict[str, frozenset[str]] = {ENGLISH: STOP_WORDS} | {
    name: frozenset([*get_stop_words(name), *_ASKING.get(name, "").split()]) for name in _LATIN + _OTHER
}
_SCRIPTS = {
    (0x370, 0x3FF): "greek",
    (0x400, 0x52F): "russian",
    (0x600, 0x6FF): "arabic",
    (0x900, 0x97F): "hindi",
}
# Those whose words cannot be told by their letters.
LANGUAGES = (ENGLISH, *_LATIN)
_LANGUAGES_OF: dict[str, list[str]] = {}
for _name in LANGUAGES:
    for _word in STOPPED[_name] - {"dr"}:  # Polish has it, and everybody writes it
        _LANGUAGES_OF.setdefault(_word, []).append(_name)

# Stop words that are as well words and names in English, which alone tell no other language: a man at
# war is not German, and a bridge of Ada Winter's not Indonesian.
_IN_ENGLISH = frozenset(
    """
    ad ada ali bare bin bra care cat chose come con dan design dice die dies dig dock dog door dove
    due ellen end exact fan fare fin fine force go god gran ham han hans hat hay hit hun ill inn
    lain los man mana mare mate mayor men met min mint mode nun oh pan plus pod point pour pro sale
    sam sara sea sean seas sense sent sex sin sit son soy stare sub sue sur take tan ten till tim
    ton total vain van vase versus vice von want war wong
    """.split()
)
_WORD = re.compile(r"[^\W\d_]{2,}")  # a letter alone says nothing
# So much of a text shows its language.
_CHARS = 600
# From so many different words on, this share of English stop words leaves nothing to compare.
_MANY = 30
# And fewer than so many are a name as likely as not.
_FEW = 3
# A stop word alone tells a language only in a question, or beside letters that English does not have.
_QUESTION = re.compile(r"[?？]|[^\W\d_a-z]")
_ENGLISH_SHARE = 0.2


@lru_cache(maxsize=4_096)
def language_of(text: str) -> str:
    """The language whose stop words the text has most of; English where there is little to go by.

    A word that several languages share counts for each of them in part only.
    """
    words = set(_WORD.findall(normalize("NFC", text[:_CHARS]).lower()))
    english = len(words & STOP_WORDS)
    if len(words) >= _MANY and english >= _ENGLISH_SHARE * len(words):
        return ENGLISH
    found: defaultdict[str, float] = defaultdict(float)
    for word in words:
        sharing = _LANGUAGES_OF.get(word, ())
        for name in sharing:
            found[name] += 1 / len(sharing)
    best = max(found, key=found.__getitem__, default=ENGLISH)
    if len(words) < _FEW or found[best] <= found[ENGLISH]:
        return ENGLISH
    telling = words & STOPPED[best]
    alone = len(telling) == 1 and not _QUESTION.search(text[:_CHARS].lower())
    return ENGLISH if alone or telling <= _IN_ENGLISH else best


def language_of_word(word: str, around: str) -> str:
    """The language a word's letters belong to, if they settle it, and else that of the text around."""
    if word.isascii():
        return around
    first = ord(word[0])
    return next((name for (low, high), name in _SCRIPTS.items() if low <= first <= high), around)
