"""Greetings, thanks and the like: what people write to a bot without asking anything.

The whole message has to be made of such phrases; "thanks, and who is Ri?" asks something, and "hello
world program" looks for something.
"""

import re
from enum import StrEnum
from unicodedata import category

from index.text import fold_title


class SmallTalk(StrEnum):
    """What is said, for a reply that fits; of several the first here counts."""

    HOW_ARE_YOU = "how are you"
    THANKS = "thanks"
    FAREWELL = "farewell"
    GREETING = "greeting"
    OTHER = "other"  # praise, laughter, a nod, a picture


# Folded as titles are; apostrophes are left out. The longer phrases of a kind come first.
_PHRASES = {
    SmallTalk.HOW_ARE_YOU: """
        how are you doing; how are you; how r u; how are u; how do you do; how is it going; hows it
        going; whats up; what is up; wassup; sup; are you there; are you ok; ca va; como estas; wie
        gehts; wie geht es dir; как дела
    """,
    SmallTalk.GREETING: """
        good morning; good afternoon; good evening; good day; hello; hallo; helo; hi; hiya; hey;
        heya; howdy; greetings; yo; hola; buenos dias; buenas tardes; bonjour; bonsoir; salut; ciao;
        buongiorno; ola; bom dia; guten tag; guten morgen; guten abend; moin; servus; hej; merhaba;
        привет; здравствуите; добрыи день; доброе утро; こんにちは; おはよう; 你好; 您好; 안녕하세요; 안녕;
        مرحبا; السلام عليكم; नमस्ते; สวัสดี
    """,
    SmallTalk.THANKS: """
        thank you; thank u; thankyou; thanks; thanx; thx; tysm; ty; cheers; much appreciated; many
        thanks; gracias; muchas gracias; merci; grazie; obrigado; obrigada; danke; vielen dank; dank
        je; tack; tesekkurler; спасибо; ありがとう; ありがとうございます;
        谢谢; 謝謝; 감사합니다; 고마워; شكرا; धन्यवाद; ขอบคุณ
    """,
    SmallTalk.FAREWELL: """
        good night; goodnight; goodbye; good bye; bye bye; bye; cya; see you later; see you; see ya;
        take care; adios; au revoir; auf wiedersehen; tschuss; пока; до свидания;
        再见; さようなら; 안녕히 계세요
    """,
    SmallTalk.OTHER: """
        good bot; bad bot; nice bot; good job; nice work; great work; well done; i love you; love
        you; love it; you are awesome; youre awesome; you are great; youre great; you rock; lol;
        lmao; rofl; haha; hahaha; hehe; xd; ok; okay; k; yes; yeah; yep; no; nope; cool; nice;
        great; awesome; amazing; perfect; good; wow; sorry; no problem; np; you are welcome; youre
        welcome; yw; got it; i see
    """,
}
_FILLERS = """
    there everyone everybody all folks guys friend mate man bud buddy bot dear my to you so very
    much a lot again and oh please today for the help your answer that now then
""".split()
_KINDS = {" ".join(phrase.split()): kind for kind, some in _PHRASES.items() for phrase in some.split(";")}
_PHRASE = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _KINDS), key=len, reverse=True))})(?= |$)")
_FILLER = re.compile(rf"(?:{'|'.join(_FILLERS)})(?: |$)")
_CUSTOM_EMOJI = re.compile(r"<a?:\w+:\d+>|(?<!\w):[a-z][a-z0-9_]*:(?!\w)")
_NO_WORD = re.compile(r"[^\w\s\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]|_")
_MAX_CHARS = 100


def find_small_talk(text: str) -> SmallTalk | None:
    """The kind of small talk that the whole text is; None if it may ask something."""
    if len(text) > _MAX_CHARS or '"' in text:  # what is quoted is looked for
        return None
    pictures = _CUSTOM_EMOJI.search(text) or any(category(sign) == "So" for sign in text)
    words = _CUSTOM_EMOJI.sub(" ", text).replace("'", "").replace("’", "")
    rest = " ".join(_NO_WORD.sub(" ", fold_title(words)).split())
    if not rest:
        return SmallTalk.OTHER if pictures else None
    kinds: list[SmallTalk] = []
    while rest:
        if found := _PHRASE.match(rest):
            kinds.append(_KINDS[found.group()])
        elif not kinds or not (found := _FILLER.match(rest)):
            return None
        rest = rest[found.end() :].lstrip()
    return min(kinds, key=list(SmallTalk).index)
