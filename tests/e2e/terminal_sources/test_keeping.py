import gzip
import json
from pathlib import Path

from tests.e2e.terminal_sources.conftest import FERRY, LIGHT, Run, clean, page, parsed
from tests.servers import Site


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
