"""Whether a full stop is that of an abbreviation, an initial or an ordinal number.

One list serves all languages: what is a word in one of them ("no", "art") is listed where a number has to
follow. Single letters, letters with full stops between them ("U.S.", "z.B.") and words of consonants only
("Ltd.", "bzw.") are abbreviations without being listed.
"""

import regex

from index.text._languages import ENGLISH, STOPPED, language_of, language_of_word

# No sentence ends with these: titles, and what introduces an example or a name.
_NEVER_LAST = frozenset(
    """
    dr mr mrs ms messrs mx prof profs gen sen sens gov rep reps col maj capt cmdr cpt cpl adm lieut insp supt
    rev hon pres amb atty e.g i.e eg viz vs cf approx ca incl esp resp lt sgt brig mme mmes mlle mlles mgr
    bzw mio mrd vgl evtl ggf inkl sog z.b d.h u.a sr sra srta dra ud uds dña ee lic excmo exmo sig dott avv
    prof.ssa ing arch dhr mevr drs np tzn tzw ks św doç yrd акад проф ср ул им англ лат греч डॉ श्री ดร
    """.split()
)
# These may end one.
_MAY_BE_LAST = frozenset(
    """
    inc co corp bros ave al dept univ assn ed eds est av env гг вв тыс руб млн млрд обл th sq
    """.split()
)
# Abbreviations where a number follows, and else often words.
_BEFORE_NUMBER = frozenset(
    """
    no nos p pp fig figs eq eqs sec secs ch chap vol vols art arts ex tab par jan feb mar apr jun jul aug
    sep sept oct nov dec abb kap bd aufl pág págs núm cap blz str стр рис гл табл том ред hal
    """.split()
)
# Capitalised, these are parts of names more often than beginnings.
_IN_NAMES = frozenset("will may de da do la le al el der den van von las los di".split())
_MORE_BEGINNINGS = frozenset(
    """
    again although according after before consider despite first hence here however later nobody others people
    second since soon then therefore thus today two
    """.split()
)
# Languages that write "3. Oktober" and "2. Weltkrieg".
_WITH_ORDINALS = frozenset("danish finnish german hungarian norwegian polish turkish".split())
_ORDINAL = regex.compile(r"\d{1,2}|[IVX]+")
_DOTTED = regex.compile(r"(?:\p{L}\p{M}*){1,3}(?:\.-?(?:\p{L}\p{M}*){1,3})+")
_AND_SO_ON = regex.compile(r"т\.\s?[дп]\Z")
_NO_VOWELS = "b-df-hj-np-tv-xzбвгджзклмнпрстфхцчшщ"
_CONSONANTS = regex.compile(rf"(?i:[{_NO_VOWELS}])[{_NO_VOWELS}]{{1,4}}")
_LONGEST = 5  # of ordinals and of words of consonants only
_OPENING = "\"'“‘«„(["
_BEFORE = 24  # characters that hold any abbreviation


def is_abbreviated(text: str, stop: int, following: str) -> bool:
    """Whether the sentence goes on after the full stop at ``stop``, ``following`` being the next word."""
    before = text[max(0, stop - _BEFORE) : stop]
    if not before or before[-1].isspace():
        return False
    word = before.rsplit(None, 1)[-1].lstrip(_OPENING)
    folded = word.lower()
    if folded in _NEVER_LAST:
        return True
    if following[:1].isdecimal() and (folded in _BEFORE_NUMBER or folded.endswith("str")):
        return True
    return _may_be(word, folded, text, before) and not _begins(text, following)


def _may_be(word: str, folded: str, text: str, before: str) -> bool:
    """Whether the word is an abbreviation, an initial or an ordinal; a unit after a number counts as none."""
    if folded in _MAY_BE_LAST:
        return True
    if "." in word:
        return _DOTTED.fullmatch(word) is not None and any(len(part) == 1 for part in word.split("."))
    if len(word) > _LONGEST:
        return False
    if len(word) == 1 and word.isalpha():
        return not _AND_SO_ON.search(before)
    if _ORDINAL.fullmatch(word):
        return language_of(text) in _WITH_ORDINALS
    after_number = before[: -len(word)].rstrip()[-1:].isdecimal()
    return _CONSONANTS.fullmatch(word) is not None and not after_number


def _begins(text: str, word: str) -> bool:
    """Whether a word that is no name is capitalised, as at the beginning of a sentence."""
    folded = word.lower()
    if word.endswith(".") or (word.isupper() and len(word) > 1) or folded in _IN_NAMES:
        return False
    stopped = STOPPED[language_of_word(word, language_of(text))] if word else ()
    return folded in stopped or folded in _MORE_BEGINNINGS or folded in STOPPED[ENGLISH]
