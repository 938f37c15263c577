"""Sources from the terminal: each command a process of its own, before web sites on this machine."""

import asyncio
import gzip
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.conftest import Terminal
from tests.files import locked_pdf, paragraph, pdf
from tests.servers import Certificates, Site, serving

Run = Callable[..., Awaitable[subprocess.CompletedProcess[str]]]
RSS, XML, PDF = "application/rss+xml", "application/xml", "application/pdf"

FERRY = [
    "The ferry across Lake Orrin made its last crossing on Sunday, after 88 years of service between the two shores.",
    "Its captain, Peter Holm, said that he would keep the bell and hang it above the door of his house in the village.",
    "The council has promised a bridge by the year 2031, but nobody who waited at the pier believed that it would come.",
    "Children had painted the railings blue in the night, and the crew left the paint as it was for the final run.",
]
LIGHT = [
    "The lighthouse at Cape Finnan will keep its keeper, although the lamp has been turned by a motor since the spring.",
    "Mary Quill has lived in the tower for thirty years and paints the gallery every April with four buckets of lime.",
    "The harbour office said that a person sees what a camera does not, and that storms take cameras before people.",
]
MARKET = [
    "The Saturday market moves to the old harbour in June, where the sheds have stood empty since the herring left.",
    "Forty stalls will find room under the iron roof, which the town has mended for ninety thousand crowns this year.",
    "Fish is sold from six in the morning; the baker opens at seven, and the band plays at ten if it does not rain.",
]


def page(title: str, paragraphs: list[str], head: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="2025-03-03T08:00:00Z">{head}</head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def feed(site: Site, *entries: tuple[str, str]) -> str:
    """A feed of (path, title); each entry's text is on its page."""
    listed = "".join(
        f"<item><title>{title}</title><link>{site.at(path)}</link><guid>{path}</guid></item>"
        for path, title in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>{listed}</channel></rss>'


def sitemap(site: Site, *paths: str) -> str:
    listed = "".join(f"<url><loc>{site.at(path)}</loc></url>" for path in paths)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    )


def environment(*hosts: str, **more: str) -> dict[str, str]:
    """With leave to fetch from these, and from nowhere else that is not public."""
    return dict(os.environ, PULLQUOTE_PRIVATE_HOSTS=",".join(hosts), PULLQUOTE_HOST_PAUSE_S="0") | more


# The command line, again and again in one process, which imports everything once: a line of arguments in,
# a line of exit code and output out.
SESSION = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from bot.__main__ import main
for line in sys.stdin:
    sys.argv = ["pullquote", *json.loads(line)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as exit:
            code = exit.code or 0
    print(json.dumps([code, *(each.buffer.getvalue().decode() for each in (out, err))]), flush=True)
"""


@pytest.fixture
async def run(site: Site, tmp_path: Path) -> AsyncIterator[Run]:
    """The command line in a process with leave to fetch from the site, which goes on answering."""
    session = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SESSION),
        cwd=tmp_path,
        env=environment(site.host),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=10_000_000,
    )

    async def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        assert session.stdin
        assert session.stdout
        session.stdin.write(json.dumps(arguments).encode() + b"\n")
        answer = await asyncio.wait_for(session.stdout.readline(), 120)
        return subprocess.CompletedProcess(arguments, *json.loads(answer))

    yield run
    session.kill()
    await session.wait()


@pytest.fixture
def news(site: Site) -> Site:
    """A site with three pages, a feed of two of them, which every page announces, and a sitemap."""
    announced = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">'
    site.add("/ferry", page("The last ferry", FERRY, announced))
    site.add("/light", page("A light and its keeper", LIGHT, announced))
    site.add("/market", page("The market moves", MARKET, announced))
    entries = ("/ferry", "The last ferry"), ("/light", "A light and its keeper")
    site.add("/feed.xml", feed(site, *entries), content_type=RSS)
    site.add("/sitemap.xml", sitemap(site, "/light", "/market", "/lost"), content_type=XML)
    return site


def parsed(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def clean(result: subprocess.CompletedProcess[str], code: int = 0) -> str:
    """What was said, where nothing of Python's or of the log's may be."""
    assert result.returncode == code, result.stderr
    for noise in ("Traceback", "[warning", "[error", "went wrong on our side"):
        assert noise not in result.stdout + result.stderr
    return result.stdout


async def test_every_kind_of_target_is_told_by_itself_and_added(news: Site, run: Run, tmp_path: Path) -> None:
    """Pages, feeds, sitemaps, PDFs, files and folders go in by one command, each article once."""
    news.add(
        "/report.pdf",
        pdf([paragraph("The pier was measured in May and is nine metres short.")]),
        content_type=PDF,
    )
    news.add("/copy", page("The last ferry", FERRY))
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "kettle.md").write_text("# The kettle\n\nThe kettle whistles at noon.\n")
    (tmp_path / "notes" / "tides.html").write_text(page("Tides", LIGHT[::-1]))
    (tmp_path / "plain.txt").write_text("Winds\n\nWinds change twice a day, and nobody knows why.\n")
    targets = [
        *(news.at(path) for path in ("/ferry", "/feed.xml", "/sitemap.xml", "/report.pdf", "/copy")),
        "notes",
        "plain.txt",
    ]
    result = await run("add", *targets)
    said = clean(result)
    for line in (
        "added     The last ferry  (article 1, 2025-03-03, ",
        f"This page announces a feed: {news.at('/feed.xml')}; to follow it: pullquote add {news.at('/feed.xml')} --as feed",
        "unchanged The last ferry  (article 1, ",
        "added     A light and its keeper  (article 2, ",
        "Harbour News is source 2: a feed that lists 2 entries, looked at again in ",
        "unchanged A light and its keeper  (article 2, ",
        "added     The market moves  (article 3, ",
        "joined    The last ferry  (with article 1: its text is the same)",
        "added     The kettle  (article 5, ",
        "added     Winds  (article 7, ",
        "7 added, 2 unchanged, 1 joined, 1 gone",
    ):
        assert line in said
    assert f"gone      {news.at('/lost')}: 127.0.0.1 answered 404: there is no such page." in result.stderr
    sources = parsed(await run("source", "list", "--json"))
    assert [(each["kind"], each["articles"], each["health"]) for each in sources] == [
        ("page", 1, "well"),
        ("feed", 2, "well"),
        ("sitemap", 2, "well"),
        ("page", 1, "well"),
        ("page", 1, "well"),
        ("folder", 2, "well"),
        ("file", 1, "well"),
    ]
    again = clean(await run("add", *targets[1:3], "notes"))
    assert again.splitlines()[-1] == "6 unchanged, 1 gone"
    assert "p. 1" in clean(await run("ask", "How short is the pier?"))


async def test_dry_run_says_what_it_would_add_and_stores_nothing(
    news: Site, run: Run, tmp_path: Path
) -> None:
    """Kind, title, address, how much is listed and what of it would be read; not even a database is made."""
    (tmp_path / "plain.txt").write_text("Winds\n\nWinds change twice a day.\n")
    targets = [news.at("/feed.xml"), news.at("/ferry"), "plain.txt"]
    said = clean(await run("add", "--dry-run", "--max-articles", "1", *targets))
    assert said.splitlines() == [
        f"feed      Harbour News  ({news.at('/feed.xml')})",
        "          lists 2 entries, of which the newest 1 is read:",
        "            The last ferry",
        f"page      The last ferry  ({news.at('/ferry')})",
        f"This page announces a feed: {news.at('/feed.xml')}; to follow it: pullquote add {news.at('/feed.xml')} --as feed",
        f"file      plain.txt  ({tmp_path / 'plain.txt'})",
    ]
    assert not (tmp_path / "pullquote.db").exists()


async def test_bad_targets_are_told_in_a_sentence_each_and_leave_nothing(
    news: Site, pullquote: Terminal, tmp_path: Path
) -> None:
    """Whatever is named that cannot be added: why, in a line; exit code 1; no source, no article, no trace."""
    news.add("/image", b"\x89PNG\r\n\x1a\n" + bytes(90), content_type="image/png")
    news.add("/locked.pdf", locked_pdf(), content_type=PDF)
    news.add("/empty", b"")
    news.add("/nothing.xml", feed(news), content_type=RSS)
    news.add("/forbidden", "no", status=403)
    news.redirect("/round", news.at("/about"))
    news.redirect("/about", news.at("/round"))
    news.handle("/endless", endless)
    (tmp_path / "locked.pdf").write_bytes(locked_pdf())
    (tmp_path / "zero.txt").write_bytes(b"")
    (tmp_path / "really.docx").write_text("This is a text, whatever it is called.\n")
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    (tmp_path / "nothing").mkdir()
    certificates = Certificates()
    (tmp_path / "authority.pem").write_bytes(certificates.authority.cert_pem.bytes())
    expired = certificates.server("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    async with serving() as closed:
        port = closed.port
    reasons = {
        news.at("/image"): "sent an image",
        news.at("/locked.pdf"): "password",
        news.at("/empty"): "empty",
        news.at("/nothing.xml"): "This feed lists nothing yet",
        news.at("/forbidden"): "answered 403: it does not let programs read it",
        news.at("/gone"): "answered 404: there is no such page",
        news.at("/round"): "leads round in circles",
        news.at("/endless"): "sent more than 5 MB",
        f"http://127.0.0.1:{port}/": "refuses the connection",
        "http://10.0.0.1/": "is not the address of a public web page",
        "nowhere.invalid/page": "https://nowhere.invalid/page",
        "gopher://example.org/": "only web addresses that begin with https:// or http:// can be added",
        "missing.txt": "there is no such file or folder",
        "locked.pdf": "password",
        "zero.txt": "the file is empty",
        "really.docx": "is not one: it is broken, or has the wrong name",
        "table.csv": "this is a table (CSV)",
        "nothing": "there is no article in this folder",
    }
    async with serving(tls=expired) as old:
        reasons[old.at("/")] = "has expired"
        env = environment(
            news.host, old.host, f"127.0.0.1:{port}", SSL_CERT_FILE=str(tmp_path / "authority.pem")
        )
        result = await asyncio.to_thread(pullquote, "add", *reasons, env=env)
    clean(result, 1)
    lines = result.stderr.splitlines()
    assert len(lines) == len(reasons), result.stderr
    for (target, reason), line in zip(reasons.items(), lines, strict=True):
        assert target in line
        assert reason in line, line
    assert result.stdout == f"{len(reasons)} refused\n"
    assert not (tmp_path / "pullquote.db").exists()


async def endless(request: web.Request) -> web.StreamResponse:
    """A page that never ends."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    try:
        while True:
            await response.write(b"<p>and on and on</p>" * 5_000)
    except ConnectionError:
        return response


async def test_a_refused_page_tells_which_feed_it_announces(site: Site, run: Run) -> None:
    """Whoever names a site's front page learns where its feed is, and `--as feed` follows it there."""
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.add("/", f"<html><head><title>Home</title>{head}</head><body><p>Cookies?</p></body></html>")
    site.add("/ferry", page("The last ferry", FERRY))
    site.add("/feed.xml", feed(site, ("/ferry", "The last ferry")), content_type=RSS)
    refused = await run("add", site.at("/"))
    assert f"to follow it: pullquote add {site.at('/feed.xml')} --as feed" in clean(refused, 1)
    assert len(refused.stderr.splitlines()) == 1
    assert "added     The last ferry" in clean(
        await run("add", site.at("/"), "--as", "feed", "--every", "6h")
    )
    (source,) = parsed(await run("source", "list", "--json"))
    assert (source["kind"], source["every_s"]) == ("feed", 6 * 3600)
    listed = f"<urlset><url><loc>{site.at('/')}</loc></url></urlset>"
    mapped = await run("add", site.add("/map.xml", listed, content_type="application/xml"))
    assert "no article was found" in mapped.stderr
    assert "to follow it" not in mapped.stdout
    wrong = await run("add", site.at("/"), "--every", "soon")
    clean(wrong, 2)
    assert "is no length of time; write it like 90m, 6h, 1d12h or 2 weeks." in wrong.stderr


async def test_what_becomes_of_pages_is_told_shown_and_can_be_taken_back(news: Site, run: Run) -> None:
    """A page that changes, shrinks or goes is told by refresh and check; what was removed comes back."""
    clean(await run("add", news.at("/feed.xml"), news.at("/market")))
    news.add(
        "/light", page("A light and its keeper", [LIGHT[0], LIGHT[1].replace("thirty", "forty"), LIGHT[2]])
    )
    news.add("/ferry", page("The last ferry", [FERRY[0]]))
    news.add("/market", "gone", status=410)
    result = await run("source", "refresh", "--all-pages")
    said = clean(result, 1)
    assert "updated   A light and its keeper  (article 2, " in said
    assert "doubtful  The last ferry  (article 1, " in said
    assert "to take it in: pullquote source refresh 1 --accept-shrunken" in said
    assert "the page is gone for good" in result.stderr
    checked = clean(await run("source", "check"), 1)
    assert "article 1, The last ferry: Its page has " in checked
    assert "127.0.0.1 answered 410: the page is gone for good." in checked
    shown = clean(await run("source", "history", "--article", "2")).splitlines()
    assert [line for line in shown if line.startswith(("-", "+"))] == [
        f"- {LIGHT[1]}",
        f"+ {LIGHT[1].replace('thirty', 'forty')}",
    ]
    assert "updated   The last ferry" in clean(await run("source", "refresh", "1", "--accept-shrunken"))
    assert "removed   Harbour News  (source 1, with 2 articles)" in clean(
        await run("source", "remove", "harbour")
    )
    assert "restored  Harbour News  (2 articles)" in clean(await run("restore", "1"))
    events = parsed(await run("source", "history", "1", "--json"))
    assert [each["event"] for each in events if each["event"].startswith("source")] == [
        "source added",
        "source removed",
        "source restored",
    ]
    assert {each["place"] for each in events} == {"terminal"}


async def test_a_source_is_paused_resumed_and_shown(news: Site, run: Run) -> None:
    """A paused source is left alone by `--due` and is due at once when it is resumed."""
    clean(await run("add", news.at("/feed.xml"), "--max-articles", "1", "--since", "2024"))
    assert "paused    Harbour News  (source 1)" in clean(await run("source", "pause", "1"))
    assert "(feed, 1 article, well, paused)" in clean(await run("source", "list"))
    assert clean(await run("source", "refresh", "--due")) == "looked at 0 sources\n"
    assert "resumed   Harbour News" in clean(await run("source", "resume", news.at("/feed.xml")))
    assert clean(await run("source", "refresh", "--due")) == "looked at 1 source\n"
    shown = clean(await run("source", "show", "harbour"))
    for fact in (
        "kind          feed\n",
        "at most       the newest 1 that it lists\n",
        "since         2024\n",
    ):
        assert fact in shown
    for command in ("show", "pause", "remove", "refresh", "check", "history"):
        missing = await run("source", command, "nowhere")
        assert missing.stderr.startswith("Error: There is no source 'nowhere' here")
        clean(missing, 1)


async def test_lists_of_sources_go_out_and_come_in(news: Site, run: Run, tmp_path: Path) -> None:
    """Feeds go out as OPML and all sources as JSON Lines; both come in again, and what is bad is named."""
    clean(await run("add", news.at("/feed.xml"), news.at("/market"), "--every", "2h"))
    clean(await run("source", "pause", "2"))
    out = await run("source", "export", "--opml", "--output", "feeds.opml")
    assert (clean(out), out.stderr) == ("", "OPML holds feeds only, so 1 other source was left out.\n")
    exported = parsed(await run("source", "export"))
    assert [(each["kind"], each["every_s"], each.get("paused")) for each in exported] == [
        ("feed", 7200, None),
        ("page", 7200, True),
    ]
    lines = [json.dumps(exported[0]), '{"kind": "wiki"}', "not json", json.dumps(exported[1])]
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    mixed = await run("--collection", "a", "source", "import", "in.jsonl.gz")
    said = clean(mixed, 1)
    assert "2 sources added\n" in said
    assert said.count("added     ") == 2
    assert [line.split(":")[0] for line in mixed.stderr.splitlines()] == ["line 2", "line 3"]
    assert parsed(await run("--collection", "a", "source", "export")) == exported
    later = clean(await run("--collection", "b", "source", "import", "feeds.opml", "--later"))
    assert later == "1 source added\n"
    assert "(feed, 0 articles, new, due now)" in clean(await run("--collection", "b", "source", "list"))
    (tmp_path / "page.opml").write_text("<html><body>no list</body></html>")
    wrong = await run("source", "import", "page.opml")
    clean(wrong, 1)
    assert len(wrong.stderr.splitlines()) == 1


async def test_ctrl_c_in_the_middle_keeps_what_was_told(site: Site, run: Run, tmp_path: Path) -> None:
    """Whoever breaks off an addition learns how far it came; all that was told is stored, each article whole."""
    stuck = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        stuck.set()
        await asyncio.sleep(600)
        return web.Response()

    site.add("/ferry", page("The last ferry", FERRY))
    site.handle("/stuck", never)
    site.add("/feed.xml", feed(site, ("/ferry", "The last ferry"), ("/stuck", "Stuck")), content_type=RSS)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "add", site.at("/feed.xml"), cwd=tmp_path, env=environment(site.host, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    told = await asyncio.wait_for(process.stdout.readline(), 60)
    await asyncio.wait_for(stuck.wait(), 60)
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert told.startswith(b"added     The last ferry")
    assert (process.returncode, out) == (1, b"stopped early, after at least 1 added\n")
    assert b"Traceback" not in err
    (source,) = parsed(await run("source", "list", "--json"))
    assert source["articles"] == 1
    assert "The last ferry" in clean(await run("articles"))


def test_lines_are_printed_past_the_bar(tmp_path: Path) -> None:
    """In a terminal the progress bar and the lines about articles stand each on a line of its own."""
    (tmp_path / "notes").mkdir()
    for number in range(150):  # more than are stored together, so that some are told while others are read
        (tmp_path / "notes" / f"{number:03}.txt").write_text(
            f"Note {number}\n\nThe number of it is {number}.\n"
        )
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "bot", "add", "notes", "missing.txt"]
    env = environment(TERM="xterm", COLUMNS="100")
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        shown = b""
        while part := read_pty(ours):
            shown += part
        assert process.wait(60) == 1
    lines = [line.split("\r")[-1] for line in shown.decode().replace("\r\n", "\n").split("\n")]
    assert "━" in shown.decode()
    assert [line for line in lines if "━" in line and ("added" in line or "missing" in line)] == []
    assert sum("added " in line for line in lines) == 150


def read_pty(descriptor: int) -> bytes:
    """What is shown next; nothing at the end, which Linux tells by an error."""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
