"""No library may fetch by itself: what pages name is never looked up."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .test_pages import BODY, page

REAL_PAGES = Path(__file__).parents[3] / "shared" / "data" / "article-extraction" / "html"
# Reads pages and prints what of the network it caused, while importing and while reading. At its import urllib3,
# which trafilatura brings along, binds a socket of the machine itself once to see whether there is IPv6.
READER = """
import logging, sys
seen = []
WATCHED = ("socket.", "http.", "urllib.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "webbrowser.")
sys.addaudithook(lambda event, _: event.startswith(WATCHED) and globals()["seen"].append(event))
logging.disable(logging.CRITICAL)
from pathlib import Path
from index.errors import ContentRefused
from index.sources.pages import read_page
imported, seen = sorted(set(seen)), []
read = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_page(path.read_bytes(), "https://news.example.com/2024/a-bridge")
        read += 1
    except ContentRefused:
        pass
if "--prove" in sys.argv:
    import socket
    socket.getaddrinfo("localhost", 80)
print(read, set(imported) <= {"socket.__new__", "socket.bind"}, sorted(set(seen)))
"""
NAMES = """
    <base href="http://base.example.org/"><link rel=canonical href="http://news.example.com/canonical">
    <link rel=stylesheet href="http://style.example.org/a.css"><link rel=alternate type="application/rss+xml" href="/feed">
    <script src="http://script.example.org/a.js"></script><meta http-equiv=refresh content="0; url=http://next.example.org/">
    <script type="application/ld+json">{"@context": "http://context.example.org", "@type": "NewsArticle",
      "author": "http://author.example.org/ann", "image": "http://image.example.org/a.png", "datePublished": "http://x.example.org"}
    </script>
"""
BODY_NAMES = "<img src=http://image.example.org/a.png><iframe src=http://frame.example.org/></iframe><object data=http://o.example.org>"


def read_in_a_process(folder: Path, *options: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", READER, str(folder), *options],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout.strip()


@pytest.fixture
def naming_pages(tmp_path: Path) -> Path:
    """Pages that name other hosts wherever a page can, one of them by a doctype and an entity too."""
    (tmp_path / "a.html").write_bytes(page(NAMES, BODY_NAMES + BODY))
    doctype = b'<!DOCTYPE html SYSTEM "http://dtd.example.org/a.dtd" [<!ENTITY e SYSTEM "http://entity.example.org/">]>'
    (tmp_path / "b.html").write_bytes(doctype + page(NAMES, "<p>&e;</p>" + BODY))
    (tmp_path / "c.html").write_bytes(b"https://url.example.org/")
    return tmp_path


def test_reading_pages_reaches_for_nothing(naming_pages: Path) -> None:
    """A page that names other hosts in every place it can is read without a look-up or a connection."""
    assert read_in_a_process(naming_pages) == "2 True []"


def test_the_watch_would_have_seen_it(naming_pages: Path) -> None:
    """The test above would fail if a host were looked up."""
    assert read_in_a_process(naming_pages, "--prove") == "2 True ['socket.getaddrinfo']"


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="the real pages are not on this machine")
def test_reading_real_pages_reaches_for_nothing(tmp_path: Path) -> None:
    """Real pages, with all that they name, are read without a look-up or a connection."""
    for packed in sorted(REAL_PAGES.glob("*.html.gz"))[::3]:
        (tmp_path / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    read, _, seen = read_in_a_process(tmp_path).partition(" ")
    assert int(read) > 50
    assert seen == "True []"
