"""Feeds that are wrong in all the ways that are about, each with what must come out of it."""

import gzip
import json
from dataclasses import dataclass

URL = "https://e.org/blog/feed.xml"
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


@dataclass(frozen=True)
class Kind:
    """A malformed feed. ``entries`` are the (title, text) that a person would find in it, in order.

    ``refusal`` is how the reason begins instead, if there is no feed to be found.
    """

    name: str
    data: bytes
    entries: tuple[tuple[str, str], ...] = ()
    refusal: str = ""
    charset: str | None = None
    urls: tuple[str | None, ...] | None = None
    dates: tuple[str | None, ...] | None = None


def rss(
    items: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>\n', namespaces: str = _NAMESPACES
) -> str:
    """An RSS feed around the items."""
    return f'{declaration}<rss version="2.0" {namespaces}><channel><title>F</title><link>https://e.org/</link>{items}</channel></rss>'


def item(title: str, text: str, more: str = "") -> str:
    """An item of RSS."""
    return f"<item><title>{title}</title><link>https://e.org/{title[:1]}</link><description>{text}</description>{more}</item>"


def atom(entries: str) -> str:
    """An Atom feed around the entries."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>urn:f</id>{entries}</feed>'


ONE = (("A", "Alpha"),)
TWO = (("A", "Alpha"), ("B", "Beta"))
_BOTH = item("A", "Alpha") + item("B", "Beta")
_JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "F"}
_ITEMS = [
    {"id": "1", "title": "A", "content_text": "Alpha", "url": "https://e.org/A"},
    {"id": 2, "title": "B", "content_html": "<p>Beta", "url": "/B"},
]
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _json(**changes: object) -> bytes:
    return json.dumps(_JSON | {"items": _ITEMS} | changes).encode()


KINDS = [
    # The XML is broken
    Kind(
        "cut off within an entry's text",
        rss(_BOTH).encode().partition(b"ta</desc")[0],
        (("A", "Alpha"), ("B", "Be")),
    ),
    Kind("cut off between entries", (rss("")[: -len("</channel></rss>")] + item("A", "Alpha")).encode(), ONE),
    Kind(
        "cut off within CDATA",
        rss(item("A", "<![CDATA[<p>Alpha</p><p>an")).partition("an</desc")[0].encode() + b"an",
        (("A", "Alpha\n\nan"),),
    ),
    Kind(
        "cut off within a tag",
        rss(_BOTH).encode().partition(b"<description>Beta")[0] + b"<descri",
        (("A", "Alpha"), ("B", "")),
    ),
    Kind(
        "tags that are not closed",
        rss("<item><title>A<description>Alpha</description></item>" + item("B", "Beta")).encode(),
        (("A", "Alpha"), ("B", "Beta")),
    ),
    Kind(
        "tags that cross",
        rss("<item><title>A</title><description>Alpha</item></description>" + item("B", "Beta")).encode(),
        TWO,
    ),
    Kind(
        "a lone & in text",
        rss(item("A", "Q & A, AT&T") + item("B", "Beta")).encode(),
        (("A", "Q & A, AT&T"), ("B", "Beta")),
    ),
    Kind(
        "a lone & in a link",
        rss(
            "<item><title>A</title><link>https://e.org/?a=1&copy=2</link><description>Alpha</description></item>"
        ).encode(),
        ONE,
        urls=("https://e.org/?a=1&copy=2",),
    ),
    Kind(
        "a lone < in text",
        rss(item("A", "1 < 2 and x <3") + item("B", "Beta")).encode(),
        (("A", "1 < 2 and x <3"), ("B", "Beta")),
    ),
    Kind(
        "entities of HTML, undefined",
        rss(item("A", "Caf&eacute;&nbsp;&mdash; &hellip;") + item("B", "Beta")).encode(),
        (("A", "Café\xa0— …"), ("B", "Beta")),
    ),
    Kind(
        "entities that nobody knows",
        rss(item("A", "one &bogus; two") + item("B", "Beta")).encode(),
        (("A", "one &bogus; two"), ("B", "Beta")),
    ),
    Kind(
        "references to no characters",
        rss(item("A", "Al&#0;p&#x1F;h&#xD800;a&#xFFFFFFF;") + item("B", "Beta")).encode(),
        TWO,
    ),
    Kind("control characters", rss(item("A", "Al\x00p\x0bh\x1fa") + item("B", "Beta")).encode(), TWO),
    Kind(
        "attributes without quotes",
        rss("<item><title type=text>A</title><description>Alpha</description></item>").encode(),
        ONE,
    ),
    Kind("a comment that is not closed", rss("<!-- begin" + item("A", "Alpha")).encode(), ONE),
    Kind(
        "CDATA within CDATA",
        rss(item("A", "<![CDATA[<p>one <![CDATA[two]]> three</p>]]>") + item("B", "Beta")).encode(),
        (("A", "one two three"), ("B", "Beta")),
    ),
    Kind(
        "CDATA within CDATA, neither closed",
        rss(item("A", "<![CDATA[Al<![CDATA[pha")).partition("</desc")[0].encode(),
        ONE,
    ),
    Kind(
        "]]> in text",
        rss(item("A", "Alpha ]]&gt; x ]]>") + item("B", "Beta")).encode(),
        (("A", "Alpha ]]> x ]]>"), ("B", "Beta")),
    ),
    Kind("two feeds in one file", (rss(item("A", "Alpha")) + rss(item("B", "Beta"))).encode(), TWO),
    Kind("words after the end", (rss(_BOTH) + "<!-- cached --> Done in 0.3 s").encode(), TWO),
    # Something stands before it
    Kind("blank lines before the declaration", b"\n\n  " + rss(_BOTH).encode(), TWO),
    Kind(
        "an error of PHP before it",
        b"<br />\n<b>Warning</b>: Undefined variable in <b>/var/www/x.php</b><br />\n" + rss(_BOTH).encode(),
        TWO,
    ),
    Kind("a declaration in the middle", b"<!-- hello -->\n" + rss(_BOTH).encode(), TWO),
    Kind("compressed twice", gzip.compress(gzip.compress(rss(_BOTH).encode())), TWO),
    Kind(
        "a compressed file cut off",
        gzip.compress(
            rss(item("A", "Alpha") + "<!--" + "".join(map(chr, range(200, 9000))) + "-->").encode()
        )[:-200],
        ONE,
    ),
    # Encodings
    Kind(
        "UTF-8 that claims Latin-1",
        rss(item("A", "Žluťoučký kůň €"), '<?xml version="1.0" encoding="ISO-8859-1"?>').encode(),
        (("A", "Žluťoučký kůň €"),),
        charset="iso-8859-1",
    ),
    Kind(
        "Windows-1251 that claims UTF-8",
        rss(item("A", "Съешь ещё этих булок")).encode("cp1251"),
        (("A", "Съешь ещё этих булок"),),
        charset="windows-1251",
    ),
    Kind(
        "Windows-1252 that claims Latin-1",
        rss(item("A", "“smart” – quotes…"), '<?xml version="1.0" encoding="iso-8859-1"?>').encode("cp1252"),
        (("A", "“smart” – quotes…"),),
    ),
    Kind(
        "a lone byte of Latin-1 in UTF-8",
        rss(item("A", "Zürich, München, X")).encode().replace(b"X", b"K\xf6ln"),
        (("A", "Zürich, München, Köln"),),
    ),
    Kind(
        "UTF-16 without a mark",
        rss(_BOTH, '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16-le"),
        TWO,
    ),
    Kind("UTF-16 that claims UTF-8", rss(_BOTH).encode("utf-16"), TWO, charset="utf-8"),
    Kind(
        "mark, header and declaration disagree",
        b"\xef\xbb\xbf" + rss(item("A", "Größe"), '<?xml version="1.0" encoding="windows-1252"?>').encode(),
        (("A", "Größe"),),
        charset="shift_jis",
    ),
    Kind(
        "an encoding that there is not",
        rss(_BOTH, '<?xml version="1.0" encoding="x-user-defined"?>').encode(),
        TWO,
        charset="bogus",
    ),
    Kind(
        "an encoding that is a trap",
        rss(_BOTH, '<?xml version="1.0" encoding="utf-7"?>').encode(),
        TWO,
        charset="unicode_escape",
    ),
    Kind(
        "Shift JIS",
        rss(item("A", "日本語のニュース"), '<?xml version="1.0" encoding="Shift_JIS"?>').encode("shift_jis"),
        (("A", "日本語のニュース"),),
    ),
    Kind(
        "UTF-8 encoded twice",
        rss(item("A", "Café déjà vu".encode().decode("latin-1"))).encode(),
        (("A", "Café déjà vu"),),
    ),
    # Namespaces
    Kind(
        "prefixes that are not declared",
        rss(
            "<item><title>A</title><dc:creator>Ann</dc:creator><content:encoded><![CDATA[<p>Alpha</p>]]></content:encoded></item>",
            namespaces="",
        ).encode(),
        ONE,
    ),
    Kind(
        "Atom within RSS",
        rss(
            '<atom:link href="x" rel="self"/>'
            + item(
                "A",
                "Alpha",
                "<atom:updated>2025-02-19T08:30:00Z</atom:updated><atom:summary>no</atom:summary>",
            )
        ).encode(),
        ONE,
    ),
    Kind(
        "RSS with a prefix",
        b'<r:rss xmlns:r="http://backend.userland.com/rss2" version="2.0"><r:channel><r:title>F</r:title><r:item><r:title>A</r:title><r:description>Alpha</r:description></r:item></r:channel></r:rss>',
        ONE,
    ),
    Kind(
        "Atom without its namespace",
        b"<feed><title>F</title><entry><title>A</title><content type='html'>&lt;p>Alpha</content></entry></feed>",
        ONE,
    ),
    Kind(
        "Atom in an old namespace",
        atom("<entry><title>A</title><summary>Alpha</summary></entry>")
        .replace("2005/Atom", "2003/Whatever")
        .encode(),
        ONE,
    ),
    Kind("tags in capitals", rss(_BOTH).replace("item>", "ITEM>").replace("title>", "TITLE>").encode(), TWO),
    Kind(
        "places, chapters and pictures that are broken",
        rss(
            "<textinput><name>x</name></textinput><width>x</width>"
            + item(
                "A",
                "Alpha",
                "<gml:pos>1</gml:pos><geo:lat>x</geo:lat><media:credit/></category><width>a</width>",
            )
            + item("B", "Beta", "</gml:pos></textinput></media:restriction>")
        ).encode(),
        TWO,
    ),
    # HTML in it
    Kind(
        "HTML escaped twice",
        rss(
            item("A", "&amp;lt;p&amp;gt;Al&amp;lt;b&amp;gt;pha&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;")
        ).encode(),
        ONE,
    ),
    Kind(
        "HTML that is not escaped",
        rss(item("A", "<p>Al<b>pha</b></p><p>more<br>lines</p>")).encode(),
        (("A", "Alpha\n\nmore\nlines"),),
    ),
    Kind(
        "scripts and styles",
        rss(item("A", "<![CDATA[<style>p{}</style><p>Alpha</p><script>alert('x')</script>]]>")).encode(),
        ONE,
    ),
    Kind(
        "HTML that is not closed", rss(item("A", "<![CDATA[<p>Alpha <a href='x' title=\"]]>")).encode(), ONE
    ),
    Kind(
        "HTML in titles",
        rss(
            "<item><title>&lt;b&gt;A&lt;/b&gt; &amp;amp; co</title><description>Alpha</description></item>"
        ).encode(),
        (("A & co", "Alpha"),),
    ),
    Kind(
        "XHTML of Atom",
        atom(
            '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b></div></title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Alpha</p><ul><li>x</li></ul></div></content></entry>'
        ).encode(),
        (("A b", "Alpha\n\n- x"),),
    ),
    # What is missing
    Kind(
        "no titles",
        rss(
            "<item><description>Alpha and more</description></item><item><description>&lt;p>Beta&lt;/p></description></item>"
        ).encode(),
        (("Alpha and more", "Alpha and more"), ("Beta", "Beta")),
    ),
    Kind(
        "no ids and no links",
        rss(
            "<item><title>A</title><description>Alpha</description></item><item><title>B</title><description>Beta</description></item>"
        ).encode(),
        TWO,
        urls=(None, None),
    ),
    Kind(
        "the same id twice",
        rss(
            item("A", "Alpha", "<guid>1</guid>") + item("A", "Alpha", "<guid>1</guid>") + item("B", "Beta")
        ).encode(),
        TWO,
    ),
    Kind("entries with nothing in them", rss("<item/><item></item>" + item("A", "Alpha")).encode(), ONE),
    Kind(
        "dates that are none",
        rss(
            item("A", "Alpha", "<pubDate>soon</pubDate>")
            + item("B", "Beta", "<pubDate>0000-00-00 00:00:00</pubDate>")
        ).encode(),
        TWO,
        dates=(None, None),
    ),
    Kind(
        "dates that cannot be",
        rss(
            item("A", "Alpha", "<pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate>")
            + item("B", "Beta", "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>")
        ).encode(),
        TWO,
        dates=(None, None),
    ),
    Kind(
        "dates of other countries",
        rss(
            item("A", "Alpha", "<pubDate>Mi, 19 Feb 2025 08:30:00 MEZ</pubDate>")
            + item("B", "Beta", "<pubDate>19 février 2025</pubDate>")
        ).encode(),
        TWO,
        dates=("2025-02-19T07:30:00Z", "2025-02-19"),
    ),
    Kind(
        "years of two digits, wrong zones",
        rss(
            item("A", "Alpha", "<pubDate>Wed, 19 Feb 25 08:30:00 +9999</pubDate>")
            + item("B", "Beta", "<pubDate>19 Feb 2025 08:30:00 XYZ</pubDate>")
        ).encode(),
        TWO,
        dates=("2025-02-19T08:30:00", "2025-02-19T08:30:00"),
    ),
    Kind(
        "relative links",
        rss(
            "<item><title>A</title><link>../a?x</link><description>Alpha</description></item><item><title>B</title><link>//f.org/b</link><description>Beta</description></item>"
        ).encode(),
        TWO,
        urls=("https://e.org/a?x", "https://f.org/b"),
    ),
    Kind(
        "relative to xml:base",
        atom(
            '<entry xml:base="https://f.org/x/"><title>A</title><link href="a"/><summary>Alpha</summary></entry>'
        ).encode(),
        ONE,
        urls=("https://f.org/x/a",),
    ),
    Kind(
        "links that are none",
        rss(
            "<item><title>A</title><link>javascript:alert(1)</link><description>Alpha</description></item><item><title>B</title><link>http://[::1</link><description>Beta</description></item>"
        ).encode(),
        TWO,
        urls=(None, None),
    ),
    Kind(
        "links with blanks",
        rss(
            "<item><title>A</title><link>\n  https://e.org/a b\n</link><description>Alpha</description></item>"
        ).encode(),
        ONE,
        urls=("https://e.org/a%20b",),
    ),
    Kind(
        "ids that are no links",
        rss("<item><title>A</title><guid>abc-1</guid><description>Alpha</description></item>").encode(),
        ONE,
        urls=(None,),
    ),
    # Traps
    Kind(
        "a billion laughs",
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>'.encode()
        + rss(item("A", "&l9;") + item("B", "Beta"), "").encode(),
        (("A", "&l9;"), ("B", "Beta")),
    ),
    Kind(
        "entities of one's own",
        b'<!DOCTYPE rss [<!ENTITY who "Alpha"><!ENTITY sp "&#160;">]>'
        + rss(item("A", "&who;") + item("B", "Beta&sp;x"), "").encode(),
        (("A", "Alpha"), ("B", "Beta\xa0x")),
    ),
    Kind(
        "entities from outside",
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:1/x.dtd"> %d;]>'
        + rss(item("A", "&x;"), "").encode(),
        (("A", "&x;"),),
    ),
    Kind(
        "a stylesheet and a DTD",
        b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="http://127.0.0.1:1/x.xsl"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
        + rss(_BOTH, "").encode(),
        TWO,
    ),
    # JSON Feed
    Kind(
        "JSON with a number as an id, a relative link",
        _json(),
        TWO,
        urls=("https://e.org/A", "https://e.org/B"),
    ),
    Kind("JSON cut off", _json()[:-30], ONE),
    Kind("JSON with a comma too much", _json().replace(b"]}", b",]}"), TWO),
    Kind(
        "JSON with line breaks in its words",
        _json().replace(b"Alpha", b"Al\npha"),
        (("A", "Al\npha"), ("B", "Beta")),
    ),
    Kind("JSON in UTF-16", _json().decode().encode("utf-16"), TWO),
    Kind(
        "JSON with wrong types",
        _json(
            title=[1],
            items=[None, 3, "x", {"id": {}, "title": 5, "content_text": ["x"]}, *_ITEMS],
            authors="Ann",
        ),
        (("5", ""), *TWO),
    ),
    Kind(
        "JSON with half characters",
        _json().replace(b"Alpha", rb"Alpha\ud83d"),
        (("A", "Alpha\ufffd"), ("B", "Beta")),
    ),
    Kind(
        "JSON escaped as HTML",
        _json(items=[{"id": "1", "title": "A &amp; B", "content_html": "&lt;p&gt;Alpha&lt;/p&gt;"}]),
        (("A & B", "Alpha"),),
    ),
    # No feed
    Kind(
        "a web page",
        b"<!DOCTYPE html><html><head><title>x</title></head><body><p>x</body></html>",
        refusal="this is a web page and not a feed",
    ),
    Kind(
        "a web page that calls itself XML",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        refusal="this is a web page and not a feed",
    ),
    Kind(
        "a sitemap",
        b"<urlset><url><loc>https://e.org/a</loc></url></urlset>",
        refusal="this is a sitemap and not a feed",
    ),
    Kind("a list of feeds", b'<opml version="2.0"><body/></opml>', refusal="this is a list of feeds"),
    Kind("nothing", b"", refusal="the feed is empty"),
    Kind("blanks", b" \n\t ", refusal="the feed is empty"),
    Kind("plain words", b"Service unavailable", refusal="this is no feed"),
    Kind("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), refusal="this is no feed"),
    Kind("other JSON", b'{"error": "not found"}', refusal="this is JSON, but no JSON Feed"),
    Kind("a list in JSON", b'[{"title": "A"}]', refusal="this is JSON, but no JSON Feed"),
    Kind("JSON nested too deep", b'{"a":' * 100_000, refusal="the feed is broken"),
    Kind("no entries", rss("").encode(), ()),
    Kind("no channel", b"<rss/>", ()),
]
