import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.errors import ContentRefused
from index.models import Content, ContentKind, FeedReading, PageReading, SitemapReading
from index.sources.readers import Limits, ReaderProcesses
from tests import files

Pool = Callable[..., ReaderProcesses]
LINE = "Ferries cross the lake at nine in the morning, and come back before it is dark. "
PAGE = f"<html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>{'<p>' + LINE * 4 + '</p>'}</article>"
GOOD = {
    ContentKind.TEXT: f"Ferries\n\n{LINE * 3}\n".encode(),
    ContentKind.MARKDOWN: f"# Ferries\n\n{LINE}".encode(),
    ContentKind.HTML: PAGE.encode(),
    ContentKind.PDF: files.pdf([[(72, 800, 20, "Ferries"), *files.paragraph(LINE * 3)]]),
    ContentKind.DOCX: files.docx(("Title", "Ferries"), ("", LINE)),
    ContentKind.EPUB: files.epub(f"<p>{LINE}</p>", told="<dc:title>Ferries</dc:title>"),
}
NOTE = Content(ContentKind.MARKDOWN, GOOD[ContentKind.MARKDOWN], "note.md")
SMALL = Limits(max_memory_bytes=400_000_000, cpu_s=2, wall_s=10)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells of a process only on Linux")


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    """Makes readers, and closes them."""
    made: list[ReaderProcesses] = []

    def make(*arguments: object, **options: object) -> ReaderProcesses:
        made.append(ReaderProcesses(*arguments, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for readers in made:
        await readers.close()


async def read(readers: ReaderProcesses, content: Content) -> PageReading:
    reading = await readers.read(content)
    assert isinstance(reading, PageReading)
    return reading


def nested_forms(depth: int) -> bytes:
    """A page that draws a form that draws another ten times, and so on."""
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm %d 0 R >> >> /Length 69 >>"
    forms = [head % (5 + at) + b"\nstream\n" + b"/Fm Do " * 10 + b"\nendstream" for at in range(depth)]
    return files.pdf_of([b"/Fm Do"], b"/XObject << /Fm 4 0 R >>", forms)


SLOW = Content(ContentKind.PDF, nested_forms(12), "slow.pdf")


async def at_work(readers: ReaderProcesses) -> tuple["asyncio.Task[object]", int]:
    """A read that will not end by itself, and the process that is at it, which was warm before."""
    await readers.read(Content(ContentKind.PDF, GOOD[ContentKind.PDF], "good.pdf"))
    task: asyncio.Task[object] = asyncio.create_task(readers.read(SLOW))
    await asyncio.sleep(0.3)
    return task, readers.pids[0]


def state(pid: int) -> str:
    """What a process does, "Z" if it has ended and nobody has asked, "" if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


@pytest.mark.parametrize("kind", GOOD)
async def test_every_kind_of_file_is_read(pool: Pool, kind: ContentKind) -> None:
    """Title and text of each kind come out, with the words as they are in the file."""
    article = (await read(pool(), Content(kind, GOOD[kind], "some.file"))).article
    assert article.title == "Ferries"
    assert LINE.strip() in article.text
    assert (article.page_starts == (0,)) is (kind is ContentKind.PDF)


RSS = "<rss version='2.0'><channel><title>Ferries</title>{}</channel></rss>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


async def test_feed_of_twenty_thousand_entries_is_read_up_to_the_limit(pool: Pool) -> None:
    """A feed that lists its whole past does not hold up the others."""
    entry = "<item><title>T</title><link>https://e.org/{0}</link><description>words {0}</description></item>"
    data = RSS.format("".join(entry.format(number) for number in range(20_000))).encode()
    reading = await pool(1).read(Content(ContentKind.FEED, data, "https://e.org/feed", max_entries=50))
    assert isinstance(reading, FeedReading)
    assert (reading.title, len(reading.entries)) == ("Ferries", 50)


async def test_sitemap_is_read(pool: Pool) -> None:
    """Pages that a sitemap lists come out with their days."""
    data = SITEMAP.format("<url><loc>https://e.org/a</loc><lastmod>2024-05-03</lastmod></url>").encode()
    reading = await pool(1).read(Content(ContentKind.SITEMAP, data, "https://e.org/sitemap.xml"))
    assert isinstance(reading, SitemapReading)
    assert [(page.url, page.modified_at) for page in reading.pages] == [("https://e.org/a", "2024-05-03")]


def self_form() -> bytes:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 4 0 R >> >> /Length 13 >>"
    return files.pdf_of(
        [b"/Fm Do"], b"/XObject << /Fm 4 0 R >>", [form + b"\nstream\n/Fm Do /Fm Do\nendstream"]
    )


def circular_xref() -> bytes:
    made = files.pdf([files.paragraph("word " * 20)])
    start = made.rpartition(b"startxref\n")[2].split()[0]
    return made.replace(b"trailer\n<<", b"trailer\n<< /Prev " + start).replace(b"/Kids [", b"/Kids [2 0 R ")


def zeros_docx() -> bytes:
    """A document of a gigabyte of zeros in four megabytes."""
    path = Path("zeros.docx")
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.docx_files("").items():
            if name != "word/document.xml":
                archive.writestr(name, content)
        with archive.open("word/document.xml", "w") as document:
            for _ in range(1_000):
                document.write(bytes(1_000_000))
    return path.read_bytes()


def lying_zip() -> bytes:
    """A document that says it is 100 bytes long, and is a hundred million."""
    made = files.zipped(files.docx_files(files.word("", "word " * 20) + " " * 10_000_000))
    size = len(files.docx_files(files.word("", "word " * 20) + " " * 10_000_000)["word/document.xml"])
    return made.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


HOSTILE: dict[str, tuple[ContentKind, Callable[[], bytes], str]] = {
    "a form that draws itself": (ContentKind.PDF, self_form, ""),
    "forms that draw each other": (ContentKind.PDF, lambda: nested_forms(12), "this file "),
    "a page of a gigabyte": (ContentKind.PDF, lambda: files.bomb_pdf(1_000), "this file stopped its reader"),
    "a truncated PDF": (ContentKind.PDF, lambda: GOOD[ContentKind.PDF][:300], "this PDF is broken"),
    "no PDF": (ContentKind.PDF, lambda: b"%PDF-1.7", "this PDF is broken"),
    "nothing": (ContentKind.PDF, lambda: b"", "this PDF is broken"),
    "a gigabyte of zeros": (ContentKind.DOCX, zeros_docx, "more than 100 MB are packed in this file"),
    "sizes that lie": (ContentKind.DOCX, lying_zip, "this file is broken"),
    "a truncated archive": (ContentKind.DOCX, lambda: GOOD[ContentKind.DOCX][:-40], "this file is broken"),
    "elements without end": (
        ContentKind.DOCX,
        lambda: files.zipped(files.docx_files("<w:ins>" * 50_000 + "</w:ins>" * 50_000)),
        "nested too deep",
    ),
    "an archive in an archive": (
        ContentKind.DOCX,
        lambda: files.zipped({"a.docx": GOOD[ContentKind.DOCX]}),
        "this Word file is broken",
    ),
    "no chapters": (ContentKind.EPUB, lambda: files.zipped({"a": "b"}), "this EPUB is broken"),
    "quotations without end": (ContentKind.MARKDOWN, lambda: b"> " * 100_000, "nested too deep"),
    "boxes without end": (ContentKind.HTML, lambda: b"<html>" + b"<div>" * 200_000 + b"x", "no article"),
    "binary text": (ContentKind.TEXT, lambda: bytes(range(256)), "a binary file"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_file_is_refused_and_the_next_one_read(pool: Pool, name: str) -> None:
    """Whatever a file does to its reader, there is one sentence about it, and the next file is read."""
    kind, make, words = HOSTILE[name]
    readers = pool(1, SMALL)
    with pytest.raises(ContentRefused) as refused:
        await readers.read(Content(kind, await asyncio.to_thread(make), "hostile"))
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert (await read(readers, NOTE)).article.title == "Ferries"


async def test_pages_in_a_circle_are_read_once(pool: Pool) -> None:
    """A PDF whose tables and pages lead back to themselves is no endless one."""
    article = (await read(pool(1, SMALL), Content(ContentKind.PDF, circular_xref(), "x"))).article
    assert article.text == " ".join(["word"] * 20)


async def test_what_takes_too_long_is_ended(pool: Pool) -> None:
    """A file that would keep its reader for hours is given up after the time it has."""
    readers = pool(1, Limits(wall_s=0.3, max_memory_bytes=2_000_000_000))
    with pytest.raises(ContentRefused, match="this file takes too long to read"):
        await readers.read(SLOW)
    assert (await read(readers, NOTE)).article.title == "Ferries"


@ON_LINUX
async def test_processor_time_is_limited_by_the_system(pool: Pool) -> None:
    """Also where the clock is generous, a busy reader is ended."""
    readers = pool(1, Limits(cpu_s=1, wall_s=60, max_memory_bytes=2_000_000_000))
    with pytest.raises(ContentRefused, match="this file takes too long to read"):
        await readers.read(SLOW)


async def test_reader_that_is_killed_at_work_is_replaced(pool: Pool) -> None:
    """Where the system ends a reader for want of memory, only its file is refused."""
    readers = pool(1)
    task, pid = await at_work(readers)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ContentRefused, match="or too much memory"):
        await task
    assert (await read(readers, NOTE)).article.title == "Ferries"


async def test_reader_that_dies_idle_is_replaced_without_a_word(pool: Pool) -> None:
    """A file is not refused for what happened to the process before it came."""
    readers = pool(1)
    await readers.read(NOTE)
    (pid,) = readers.pids
    os.kill(pid, signal.SIGKILL)
    assert (await read(readers, NOTE)).article.title == "Ferries"
    assert readers.pids != [pid]


async def test_cancelled_read_makes_room_at_once(pool: Pool) -> None:
    """Whoever gives up waiting leaves no process at work behind, and the next file is read."""
    readers = pool(1)
    task, pid = await at_work(readers)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await read(readers, NOTE)).article.title == "Ferries"
    assert pid not in readers.pids
    await readers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_reads_cancelled_while_they_wait_leave_the_others(pool: Pool) -> None:
    """Of many files in the queue any may be withdrawn."""
    readers = pool(1)
    tasks = [asyncio.create_task(read(readers, NOTE)) for _ in range(9)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(result, PageReading) for result in results] == [False, True] * 4 + [False]


async def test_closing_ends_what_is_at_work(pool: Pool) -> None:
    """Stopping does not wait for a file, and leaves no process."""
    readers = pool(2)
    task, pid = await at_work(readers)
    waiting = [asyncio.create_task(readers.read(SLOW)) for _ in range(3)]
    await asyncio.sleep(0.3)
    await readers.close()
    results = await asyncio.gather(task, *waiting, return_exceptions=True)
    assert all("Pullquote is stopping" in str(result) for result in results)
    assert readers.pids == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_files_are_read_in_the_order_they_came(pool: Pool) -> None:
    """Nobody's file waits for those that came later."""
    readers = pool(1)
    done: list[int] = []

    async def one(number: int) -> None:
        await readers.read(NOTE)
        done.append(number)

    await asyncio.gather(*(one(number) for number in range(20)))
    assert done == list(range(20))


async def test_processes_are_started_when_they_are_needed(pool: Pool) -> None:
    """One file after the other takes one process, and none is started before."""
    readers = pool(2)
    assert readers.pids == []
    for _ in range(3):
        await readers.read(NOTE)
    assert len(readers.pids) == 1
    await asyncio.gather(*(readers.read(NOTE) for _ in range(4)))
    assert len(readers.pids) == 2


async def test_reader_is_renewed_before_it_grows_old(pool: Pool) -> None:
    """Memory that a parser loses is given back, since its process does not live for ever."""
    readers = pool(1, Limits(max_jobs=2))
    seen = []
    for _ in range(4):
        await readers.read(NOTE)
        seen.append(len(readers.pids))
    assert seen == [1, 0, 1, 0]


async def test_reader_without_work_is_ended(pool: Pool) -> None:
    """A machine gets its memory back when nothing was read for a while, and the next file is read all the same."""
    readers = pool(1, Limits(idle_s=0.01))
    for _ in range(2):
        assert (await readers.read(NOTE)) is not None
        while readers.pids:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


@ON_LINUX
async def test_reader_that_has_grown_is_renewed(pool: Pool) -> None:
    """A process that holds more than it should is not kept for another file."""
    readers = pool(1, Limits(renew_bytes=1_000_000))
    await readers.read(NOTE)
    assert readers.pids == []


def worker(tmp_path: Path, script: str) -> list[str]:
    """A process that a hostile file has taken over; it says first that it is ready."""
    path = tmp_path / "worker.py"
    path.write_text(
        textwrap.dedent("""
            import json, os, struct, sys, time
            def say(body):
                os.write(1, struct.pack(">I", len(body)) + body)
            (length,) = struct.unpack(">I", sys.stdin.buffer.read(4))
            job = json.loads(sys.stdin.buffer.read(length))
            say(b'{"ready": true}')
            sys.stdin.buffer.read(job["bytes"])
        """)
        + script
    )
    return [sys.executable, str(path)]


ARTICLE = '{"title": "T", "text": "x", "url": null, "author": null, "published_at": null, "external_id": null, "origin": '
TAIL = '"left_out": [], "label": "", "is_date_guessed": false, "page_starts": []}'


@pytest.mark.parametrize(
    "script",
    [
        "while True: os.write(1, b'x' * 65536)",
        "say(b'x')",
        "say(b'[' * 1_000_000)",
        "say(b'{}')",
        "say(b'{\"reading\": null}')",
        'say(b\'{"refused": 1, "error": "x"}\')',
        f"""say(b'{{"reading": {{"feeds": [], "article": {ARTICLE}"/etc/passwd", {TAIL}}}}}')""",
        "os.write(1, struct.pack('>I', 10)); time.sleep(60)",
        "sys.exit(0)",
    ],
)
async def test_reader_that_says_anything_is_not_believed(pool: Pool, tmp_path: Path, script: str) -> None:
    """A process taken over by a file can neither flood us nor make us take what is no article."""
    readers = pool(1, Limits(wall_s=2), worker(tmp_path, script))
    words = "takes too long" if "exit" in script or "sleep" in script else "cannot be read"
    with pytest.raises(ContentRefused, match=f"this file {words}"):
        await readers.read(NOTE)
    assert readers.pids == []


async def test_reason_is_shown_in_one_line_without_controls(pool: Pool, tmp_path: Path) -> None:
    """What a process that was taken over gives as a reason cannot spoil a terminal."""
    script = r"""say(json.dumps({"refused": "a\x1b[2J\nb" + "c" * 9000, "error": "x"}).encode())"""
    with pytest.raises(ContentRefused) as refused:
        await pool(1, command=worker(tmp_path, script)).read(NOTE)
    assert str(refused.value).startswith("a [2J bccc")
    assert len(str(refused.value)) == 500


async def test_reader_that_cannot_start_is_told(pool: Pool) -> None:
    """Without a working installation there is a sentence and no waiting."""
    with pytest.raises(ContentRefused, match="no reader could be started"):
        await pool(command=[sys.executable, "-c", "raise SystemExit"]).read(NOTE)
    with pytest.raises(ContentRefused, match="no reader could be started"):
        await pool(command=["/nowhere/python"]).read(NOTE)


@ON_LINUX
async def test_reader_is_given_nothing_of_ours(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader has no token, no proxy, no home, no file it may write, and little memory."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    readers = pool(1, SMALL)
    await readers.read(NOTE)
    proc = Path(f"/proc/{readers.pids[0]}")
    environment, limits = await asyncio.to_thread(
        lambda: ((proc / "environ").read_bytes(), (proc / "limits").read_text())
    )
    names = {entry.partition(b"=")[0] for entry in environment.split(b"\0") if entry}
    assert names <= {b"PYTHONPATH", b"LD_LIBRARY_PATH"}
    told = {line[:25].strip(): line[25:].split()[:2] for line in limits.splitlines()}
    assert told["Max address space"] == ["400000000"] * 2
    assert told["Max file size"] == told["Max core file size"] == ["0"] * 2
    assert told["Max open files"] == ["64"] * 2


ORPHANING = """
import asyncio, os, sys
from tests.contract.test_readers import at_work
from index.sources.readers import Limits, ReaderProcesses
async def main():
    readers = ReaderProcesses(2, Limits(max_memory_bytes=4_000_000_000))
    task, pid = await at_work(readers)
    print(pid, flush=True)
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""


@ON_LINUX
def test_reader_ends_with_its_parent() -> None:
    """A bot that is killed leaves no process behind, whatever that was doing."""
    root = str(Path(__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-c", ORPHANING],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": root},
        timeout=60,
    )
    pid = int(result.stdout)
    for _ in range(100):
        if state(pid) in ("", "Z"):
            break
        time.sleep(0.05)
    assert state(pid) in ("", "Z")


REFUSED_CALLS = """
import os, socket, subprocess, urllib.request
from index.sources.readers import _confined
_confined.confine(2_000_000_000)
calls = [
    lambda: socket.socket(),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.fork(),
    lambda: open("x", "w"),
    lambda: open(os.open("x", os.O_CREAT | os.O_WRONLY)),
    lambda: os.mkdir("y"),
    lambda: os.rename("a", "b"),
]
with _confined.reading(10, 10):
    for number, call in enumerate(calls):
        try:
            call()
        except PermissionError as error:
            assert isinstance(error, _confined.Forbidden), (number, error)
        except Exception as error:
            assert "Forbidden" in repr(error) or "a reader" in repr(error), (number, error)
        else:
            raise SystemExit(f"call {number} was let through")
    open(os.__file__).close()
print("all refused")
"""


def test_no_library_can_reach_out_while_it_reads(tmp_path: Path) -> None:
    """Sockets, look-ups, programs and files to write are refused to whatever reads a file."""
    root = str(Path(__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-c", REFUSED_CALLS],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": root},
        timeout=60,
    )
    assert result.stdout == "all refused\n", result.stderr
    assert list(tmp_path.iterdir()) == []


def full_of_addresses(url: str) -> list[tuple[ContentKind, bytes]]:
    """Files of every kind that name an address wherever a reader might follow it."""
    types = f"<?xml version='1.0'?><?xml-stylesheet href='{url}/s.xsl'?>"
    types += f"<!DOCTYPE {{}} SYSTEM '{url}/d.dtd' [<!ENTITY x SYSTEM '{url}/x'><!ENTITY % p SYSTEM '{url}/p'> %p;]>"
    body = f"<p>{LINE * 3} {url} &x;<img src='{url}/i.png' srcset='{url}/j.png'/></p><iframe src='{url}/f'></iframe>"
    head = f"<base href='{url}'/><link rel='stylesheet canonical next amphtml' href='{url}/c'/><script src='{url}/j'></script>"
    head += (
        f"<meta http-equiv='refresh' content='0;url={url}/r'/><meta property='og:image' content='{url}/o'/>"
    )
    page = f"<html><head>{head}</head><body><article>{body * 5}</article></body></html>"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{relation.format(kind)}" Target="{url}/{kind}" TargetMode="External"/>'
        for kind in ("image", "attachedTemplate", "hyperlink", "styles", "footnotes")
    )
    drawing = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="image" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:drawing></w:r></w:p>'
    )
    word = files.docx_files(files.word("", LINE) + drawing)
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    word["word/_rels/document.xml.rels"] = f"<Relationships {namespace}>{relations}</Relationships>"
    action = f"<< /S /URI /URI ({url}/u) >>".encode()
    item = f"<item><title>T</title><link>{url}/1</link><enclosure url='{url}/e.mp3'/><description>{url} &x; {LINE}</description></item>"
    return [
        (ContentKind.HTML, page.encode()),
        (ContentKind.HTML, (types.format("html") + page).encode()),
        (ContentKind.FEED, (types.format("rss") + RSS.format(item)).encode()),
        (ContentKind.FEED, RSS.format(item.replace("&x;", "")).encode()),
        (
            ContentKind.SITEMAP,
            (types.format("urlset") + SITEMAP.format(f"<url><loc>{url}/&x;</loc></url>")).encode(),
        ),
        (ContentKind.SITEMAP, SITEMAP.format(f"<url><loc>{url}/</loc></url>").encode()),
        (ContentKind.PDF, GOOD[ContentKind.PDF].replace(b"/Catalog", b"/Catalog /OpenAction " + action)),
        (ContentKind.DOCX, files.zipped(word)),
        (ContentKind.EPUB, files.zipped(files.epub_files({"a.xhtml": types.format("html") + page}))),
        (ContentKind.EPUB, files.zipped(files.epub_files({}) | {"OPS/book.opf": types.format("package")})),
        (ContentKind.MARKDOWN, f"# T\n\n![i]({url}/i.png) <{url}> [a][b] {LINE}\n\n[b]: {url}/b\n".encode()),
        (ContentKind.TEXT, f"T\n\n{url} {LINE * 3}".encode()),
    ]


WATCHED = """
import sys
from index.errors import ContentRefused
from index.models import Content
from index.sources.readers._dispatch import reader_of
from tests.contract.test_readers import full_of_addresses

url, is_watching, texts = sys.argv[1], False, 0
WATCHED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "http.", "ftplib.")
def watch(event, arguments):
    if is_watching and event.startswith(WATCHED):
        print(event, arguments)
sys.addaudithook(watch)
for kind, data in full_of_addresses(url):
    read = reader_of(kind)
    is_watching = True
    try:
        texts += bool(read(Content(kind, data, url + "/page")))
    except ContentRefused as refusal:
        print(kind, refusal, file=sys.stderr)
    is_watching = False
print(texts, "read")
"""


def test_no_reader_follows_what_a_file_names() -> None:
    """Addresses of pictures, styles, types, entities and templates are words; nothing is fetched from them."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        result = subprocess.run(
            [sys.executable, "-c", WATCHED, f"http://127.0.0.1:{server.getsockname()[1]}"],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            timeout=60,
        )
        with pytest.raises(BlockingIOError):
            server.accept()
    *events, told = result.stdout.splitlines()
    assert events == [], result.stdout
    assert int(told.split()[0]) >= 9, result.stderr
