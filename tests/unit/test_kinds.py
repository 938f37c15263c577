import gzip
import io
import tarfile
import zlib
from zipfile import ZipFile

import pytest

from index.errors import ContentRefused
from index.models import ContentKind
from index.sources.kinds import recognise
from tests import files

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "content_type", "name", "kind"),
    [
        (files.pdf([]), "", "notes.txt", ContentKind.PDF),
        (b"junk before it\n%PDF-1.4", "application/pdf", "", ContentKind.PDF),
        (files.docx(("", "x")), "application/zip", "a.zip", ContentKind.DOCX),
        (files.epub("x"), "text/plain", "book", ContentKind.EPUB),
        (files.zipped({"META-INF/container.xml": "", "a": "b"}), "", "", ContentKind.EPUB),
        (XML + "<!-- made by hand --><rss version='2.0'>", "text/html", "", ContentKind.FEED),
        (XML + "<feed xmlns='http://www.w3.org/2005/Atom'>", "", "", ContentKind.FEED),
        ("\n<rdf:RDF xmlns:rdf='x'>", "", "", ContentKind.FEED),
        ("<atom:feed xmlns:atom='x'>", "", "", ContentKind.FEED),
        ("<br />\n<b>Warning</b>: oops in x.php\n<rss>", "", "", ContentKind.FEED),
        ('{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}', "", "", ContentKind.FEED),
        ((XML + "<rss>").encode("utf-16"), "", "", ContentKind.FEED),
        (XML + "<urlset xmlns='x'>", "", "", ContentKind.SITEMAP),
        (XML + "<sitemapindex>", "", "", ContentKind.SITEMAP),
        (gzip.compress((XML + "<urlset>").encode(), mtime=0), "", "", ContentKind.SITEMAP),
        ("<!DOCTYPE html><title>x</title>", "text/plain", "page.txt", ContentKind.HTML),
        (XML + '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html>', "", "", ContentKind.HTML),
        ("<!-- saved from url -->\n<HTML lang=en>", "", "", ContentKind.HTML),
        ("<div>part of a page</div>", "", "", ContentKind.HTML),
        ("words", "text/html", "", ContentKind.HTML),
        ("words", "", "https://e.org/page.html?a=b", ContentKind.HTML),
        ("<div align=center>\n\n# Read me", "", "README.md", ContentKind.MARKDOWN),
        ("# Read me", "text/markdown", "", ContentKind.MARKDOWN),
        ("# Read me", "text/plain", "https://e.org/README.md", ContentKind.MARKDOWN),
        ("How to write <html> and <rss> by hand", "", "notes", ContentKind.TEXT),
        ("BMW and MZ are motorcycles", "", "notes.txt", ContentKind.TEXT),
        ("plain words".encode("utf-16"), "", "notes.txt", ContentKind.TEXT),
        ("größer".encode("latin-1"), "", "", ContentKind.TEXT),
        ("[1] a list\n{2} of notes", "text/plain", "", ContentKind.TEXT),
    ],
)
def test_what_it_is_counts_and_not_what_it_is_called(
    data: str | bytes, content_type: str, name: str, kind: ContentKind
) -> None:
    """First bytes decide, then what the server says, then the name."""
    data = data.encode() if isinstance(data, str) else data
    assert kind is recognise(data, content_type, name)


def tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "the file is empty"),
        (b" \n ", "", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0", "a.pdf", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a.docx", "a picture (JPEG)"),
        (b"RIFF\0\0\0\0WEBP", "", "a picture (WebP)"),
        (b"\0\0\0\x18ftypmp42", "", "a video (MP4)"),
        (b"\0\0\0\x18ftypavif", "", "a picture (AVIF)"),
        (b"\x1aE\xdf\xa3", "", "a video"),
        (b"ID3\3\0", "", "a sound file"),
        (b"\xff\xfb\x90\0", "", "a sound file"),
        (b"MZ\x90\0\3", "setup.txt", "a program for Windows"),
        (b"\x7fELF\2\1", "", "a program"),
        (OLD_OFFICE, "a.doc", "before 2007"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "protected with a password"),
        (b"{\\rtf1", "a.doc", "a rich text file"),
        (b"SQLite format 3\0", "", "a database"),
        (bytes(60) + b"BOOKMOBI", "", "a Kindle book"),
        (tar(), "", "an archive (tar)"),
        (gzip.compress(b"words", mtime=0), "", "a compressed file (gzip)"),
        (gzip.compress(b"{}", mtime=0), "a.jsonl.gz", "pullquote import"),
        (b"\x1f\x8b broken", "", "a compressed file (gzip)"),
        (b"Rar!\x1a\7\0", "", "an archive (RAR)"),
        (files.zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "a.docx", "an Excel table"),
        (files.zipped({"[Content_Types].xml": "", "ppt/a.xml": ""}), "", "a PowerPoint presentation"),
        (files.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "", "OpenDocument"),
        (files.zipped({"a.txt": "x", "b.docx": files.docx()}), "", "an archive (zip) of 2 files"),
        (files.docx(("", "x"))[:-30], "", "is broken"),
        (b"PK\3\4", "", "is broken"),
        (b"<svg xmlns='x'>", "", "a drawing (SVG)"),
        (b"<?xml version='1.0'?><opml>", "", "pullquote source import"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>", "", "begins with <a>"),
        (b'{"a": 1}', "a.json", "JSON data"),
        (b'{"id": 1}', "a.jsonl", "pullquote import"),
        (b"a,b\n1,2", "a.csv", "a table (CSV)"),
        (b"no pdf at all", "a.pdf", "is not one"),
        (b"\1\2\0\3", "", "a binary file"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, name: str, words: str) -> None:
    """Who drops a picture or a table is told that it is one, in a sentence."""
    with pytest.raises(ContentRefused) as refused:
        recognise(data, "", name)
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.endswith(".")
    assert name == "" or name not in sentence


def test_archive_of_a_million_names_is_told_as_quickly_as_one_of_a_few() -> None:
    """A list of contents is not read further than it tells anything."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"{number}", "")
    with pytest.raises(ContentRefused, match="2,000 files or more"):
        recognise(packed.getvalue(), "", "")


def test_no_gzip_is_unpacked_further_than_its_beginning() -> None:
    """A gzip of a gigabyte costs no more than its first bytes."""
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    with pytest.raises(ContentRefused, match="gzip"):
        recognise(bomb, "", "")
