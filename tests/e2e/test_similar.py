"""Articles like one, from the library and from the terminal."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

from index.library import Library
from index.models import Article, NewArticle
from tests.conftest import AddArticles, Terminal
from tests.texts import BRIDGE, LAMPS, LIGHTHOUSE


async def similar(library: Library, title: str, collection: str = "a", limit: int = 10) -> list[str]:
    """The titles of articles like that one."""
    article = await library.get_article(collection, title)
    found = await library.find_similar(collection, article, limit)
    assert [entry.rank for entry in found] == list(range(1, len(found) + 1))
    assert all(1 >= entry.score > 0 for entry in found)
    return [entry.article.citation.title for entry in found]


async def test_likeness_is_by_content_and_the_double_comes_first(library: Library, add: AddArticles) -> None:
    """An article's double comes before one on the same matter, itself and what is foreign not at all."""
    double = NewArticle("Under another title", LIGHTHOUSE.text, external_id="double")
    await add("a", BRIDGE, LAMPS, double, replace(LIGHTHOUSE, external_id="lighthouse"))
    (first, *others) = await similar(library, LIGHTHOUSE.title)
    assert (first, BRIDGE.title in others) == (double.title, False)
    assert sorted(await similar(library, LAMPS.title)) == [LIGHTHOUSE.title, double.title]
    assert len(await similar(library, LAMPS.title, limit=1)) == 1
    assert await similar(library, BRIDGE.title) == []


async def test_first_article_is_like_no_other(library: Library, add: AddArticles) -> None:
    """With one article alone, or none else with a word of it, nothing is similar, and nothing fails."""
    await add("a", LIGHTHOUSE)
    assert await similar(library, LIGHTHOUSE.title) == []
    await add("a", NewArticle("A", "!"), NewArticle("It", "Who is it?"))
    assert await similar(library, "A") == []
    assert await similar(library, "It") == []


async def test_other_collections_have_no_part_in_it(library: Library, add: AddArticles) -> None:
    """Only articles of the same collection are similar, and what others hold makes no difference."""
    await add("a", LIGHTHOUSE, BRIDGE, LAMPS)
    lamps = await library.get_article("a", LAMPS.title)
    before = await library.find_similar("a", lamps)
    assert before != []
    await add("b", NewArticle("Under another title", LAMPS.text), BRIDGE)
    assert before == await library.find_similar("a", lamps)
    assert await similar(library, BRIDGE.title, "b") == []


async def test_text_without_spaces_is_compared_too(library: Library, add: AddArticles) -> None:
    """Chinese articles on one matter are similar, and others are not."""
    await add(
        "a",
        NewArticle("灯塔", "波尔图的灯塔建于一八七四年,由工程师设计。灯塔的灯曾经燃烧鲸油。"),
        NewArticle("鲸油", "灯塔的灯曾经燃烧鲸油,波尔图的灯塔也是,后来工程师改用电灯。"),
        NewArticle("面包", "烤面包需要面粉、水和酵母,烤箱要先预热。"),
    )
    assert await similar(library, "灯塔") == ["鲸油"]
    assert await similar(library, "面包") == []


async def test_short_and_long_articles_are_alike_by_what_they_say(library: Library, add: AddArticles) -> None:
    """A long article is not like everything for its length, nor unlike a short one on its matter."""
    matters = "copper tin lead zinc nickel silver cobalt iron gold mercury chromium titanium".split()
    long = "\n\n".join(
        f"The mine gave {metal} and the miners of the valley sold the {metal} to smiths, who made {metal} wares. "
        "They went home by the river every evening and came again in the morning, whatever the weather was like."
        for metal in matters
    )
    news = (
        "Miners of the valley sold copper and tin to smiths, who made wares of tin and copper in the evening."
    )
    await add("a", NewArticle("Mines", long), NewArticle("News", news), BRIDGE, LIGHTHOUSE, LAMPS)
    assert await similar(library, "News") == ["Mines"]
    assert BRIDGE.title not in await similar(library, "Mines")


def test_terminal_lists_similar_articles(pullquote: Terminal, tmp_path: Path) -> None:
    """`similar` lists others with how like they are, as JSON too; none is a sentence and no failure."""
    articles = tmp_path / "in.jsonl"
    rows = [{"id": a.title, "title": a.title, "text": a.text} for a in (LIGHTHOUSE, BRIDGE, LAMPS)]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows))
    pullquote("import", articles)
    shown = pullquote("similar", "new lens")
    assert (shown.returncode, shown.stderr) == (0, "")
    (line,) = shown.stdout.splitlines()
    assert line.endswith("  The lighthouse of Porto Vento  (article 1)")
    form = json.loads(pullquote("similar", "--json", "new lens").stdout)
    assert form["article"]["title"] == LAMPS.title
    (other,) = form["similar"]
    assert (other["rank"], other["article"]["title"]) == (1, LIGHTHOUSE.title)
    assert line.startswith(f"{other['score']:.2f}  ")
    assert pullquote("similar", "bridge").stdout == (
        "No other article here is like “How the old bridge fell”.\n"
    )
    assert json.loads(pullquote("similar", "--json", "bridge").stdout)["similar"] == []
    assert pullquote("similar", "nowhere").returncode == 1


async def test_other_half_of_a_real_article_is_the_most_like_it(
    library: Library, add: AddArticles, squad: Path
) -> None:
    """Of real articles cut in two without their titles, nine in ten lead to their other half first."""
    with gzip.open(squad / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [str(json.loads(line)["text"]).split("\n\n") for line in lines]
    for number, paragraphs in enumerate(texts):
        half = len(paragraphs) // 2
        for name, part in (("a", paragraphs[:half]), ("b", paragraphs[half:])):
            await add("a", NewArticle(f"{number}{name}", "\n\n".join(part), external_id=f"{number}{name}"))
    right = 0
    everything: list[Article] = [article async for article in library.iter_articles("a")]
    for article in everything:
        first = next(iter(await library.find_similar("a", article, 1)), None)
        other = str(article.citation.external_id).translate(str.maketrans("ab", "ba"))
        right += first is not None and first.article.citation.external_id == other
    assert right >= 0.9 * len(everything)


async def test_text_that_begins_with_blanks_only_is_no_exception(library: Library, add: AddArticles) -> None:
    """Whatever an article looks like, those like it are found or not, and nothing fails."""
    blank = NewArticle(LIGHTHOUSE.title, "\n" * 60_000 + LIGHTHOUSE.text)
    await add("a", blank, LAMPS, BRIDGE)
    assert await similar(library, LIGHTHOUSE.title) == [LAMPS.title]
