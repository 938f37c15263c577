import asyncio
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from tests.conftest import Terminal
from tests.e2e.terminal_sources.conftest import (
    FERRY,
    LIGHT,
    PDF,
    RSS,
    Run,
    clean,
    environment,
    feed,
    page,
    parsed,
)
from tests.files import locked_pdf, paragraph, pdf
from tests.servers import Certificates, Site, serving


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
