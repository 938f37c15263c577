from pathlib import Path

import pytest

from index.errors import ContentRefused, TargetRefused
from index.models import Outcome, SourceKind
from tests.contract.gathering.conftest import BRIDGE, MARKET, SCHOOL
from tests.gathering import ANN, HERE, World, errors, outcomes, page


def write_notes(folder: Path, **notes: str | None) -> Path:
    """A folder with these files; None takes one away."""
    folder.mkdir(exist_ok=True)
    for name, text in notes.items():
        file = folder / f"{name}.md"
        file.write_text(text) if text else file.unlink()
    return folder


def note(title: str, paragraphs: list[str]) -> str:
    return f"# {title}\n\n" + "\n\n".join(paragraphs)


async def test_a_folder_is_read_again_when_asked(world: World, tmp_path: Path) -> None:
    """New files come in, changed ones change, and the article of one that was deleted is marked."""
    folder = tmp_path / "notes"
    write_notes(folder, bridge=note("Bridge closed", BRIDGE), market=note("Market moves", MARKET))
    assert outcomes(await world.add(folder)) == [Outcome.ADDED] * 2
    assert outcomes(await world.refresh()) == []
    write_notes(folder, bridge=note("Bridge open", BRIDGE), school=note("School opens", SCHOOL), market=None)
    assert set(outcomes(await world.refresh())) == {Outcome.UPDATED, Outcome.ADDED}
    gone = [article.citation.title for article in await world.articles() if article.citation.gone_at]
    assert gone == ["Market moves"]


async def test_an_uploaded_file_is_a_source(world: World) -> None:
    """A file that is dropped is known by its name: the same name again is news of the same article."""
    text = "# Bridge closed\n\n" + "\n\n".join(BRIDGE)
    for body, expected in (
        (text, Outcome.ADDED),
        (text, Outcome.UNCHANGED),
        (text + "\n\nMore.", Outcome.UPDATED),
    ):
        plan = world.sources.find_out_upload("bridge.md", body.encode())
        steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
        assert [expected] == outcomes(steps)
    assert errors(await world.refresh()) == []
    assert await world.titles() == ["Bridge closed"]


async def test_an_uploaded_file_may_be_read_before_it_is_added(world: World) -> None:
    """What is in it can be told first; nothing is noted of one that cannot be read."""
    text = "# Bridge closed\n\n" + "\n\n".join(BRIDGE)
    plan = await world.sources.read_upload(world.sources.find_out_upload("bridge.md", text.encode()))
    assert plan.article
    assert plan.article.title == "Bridge closed"
    assert await world.titles() == []
    steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
    assert outcomes(steps) == [Outcome.ADDED]
    assert await world.text() == plan.article.text
    with pytest.raises(ContentRefused):
        await world.sources.read_upload(world.sources.find_out_upload("bridge.pdf", b"%PDF-1.7 nothing"))


async def test_a_page_that_is_found_out_is_there_to_be_shown(world: World) -> None:
    """What a page says can be shown before it is added."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    plan = await world.plan(url)
    assert plan.article
    assert plan.article.text.startswith(BRIDGE[0])


async def test_a_file_by_its_address(world: World) -> None:
    """A text or Markdown file on the web is read as what it is."""
    url = world.site.add(
        "/bridge.md", "# Bridge closed\n\n" + "\n\n".join(BRIDGE), content_type="text/markdown"
    )
    await world.add(url)
    assert await world.titles() == ["Bridge closed"]


async def test_what_is_no_file_is_told_so(world: World, tmp_path: Path) -> None:
    """A wrong kind is refused with what it is."""
    with pytest.raises(TargetRefused, match="folder"):
        await world.plan(tmp_path, SourceKind.FEED)
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    with pytest.raises(ContentRefused, match="is a page and not a feed"):
        await world.plan(url, SourceKind.FEED)
    with pytest.raises(TargetRefused, match="web address"):
        await world.plan(url, SourceKind.FOLDER)
