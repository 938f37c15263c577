from dataclasses import replace
from datetime import timedelta

from index.models import (
    Finding,
    Span,
    Status,
    Verdict,
)
from tests.clocks import START
from tests.contract.communities.conftest import ANN, DIGEST, WISH, Stores
from tests.texts import LIGHTHOUSE


async def test_nothing_of_a_community_shows_in_another(stores: Stores) -> None:
    """Whatever happens in one, another is as it was."""
    for collection in "ba":
        before = await stores.everything("b")
        article = await stores.article(LIGHTHOUSE, collection)
        answer_id = await stores.ask("Who?", "ann", Status.PARTIAL, article, collection=collection)
        await stores.say(answer_id, "ann", Verdict.NOT_HELPFUL, "No.", collection)
        await stores.communities.change_settings(collection, {"quotes": 3}, ANN)
        watch, _ = await stores.communities.add_watch(replace(WISH, collection=collection))
        found = Finding(watch.id, article.id, article.revision_id, Span(0, 9))
        await stores.communities.add_findings([found], ("seen", "1"))
        await stores.communities.set_digest(replace(DIGEST, collection=collection), ANN)
    assert before == await stores.everything("b")
    assert before != await stores.everything("c")
    await stores.communities.remove_watch("a", watch.id)
    await stores.communities.remove_digest("a", "hall", ANN)
    await stores.communities.change_settings("a", {"quotes": None}, ANN)
    await stores.communities.forget_askings("a", START + timedelta(days=1))
    assert before == await stores.everything("b")
