"""Names of encodings as the web uses them.

Only those that browsers know are believed (WHATWG Encoding Standard, section 4.2): UTF-7, which has hidden
markup from filters, and Python's own that are none ("rot13", "unicode_escape") are passed over.
"""

import codecs

# By Python's names; what browsers read under a name where it is more than the name says.
_WIDER = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "hz"), "gb18030"),
    **dict.fromkeys(("euc_kr", "johab"), "cp949"),
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
}
_KNOWN = frozenset(
    """
    utf-8 utf-16 utf-16-le utf-16-be gb18030 big5hkscs cp949 cp932 euc_jp iso2022_jp koi8-r koi8-u
    cp866 cp874 mac-roman mac-cyrillic cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
    iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13
    iso8859-14 iso8859-15 iso8859-16
    """.split()
)


def find_encoding(name: str | None) -> str | None:
    """Python's name of the encoding that browsers read under this name; None if they know no such."""
    try:
        known = codecs.lookup((name or "").strip().lower().removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    known = _WIDER.get(known, known)
    return known if known in _KNOWN else None
