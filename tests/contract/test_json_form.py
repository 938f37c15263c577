import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema

from bot.cli._answers import answer_form, check_form, hits_form
from index.models import (
    Answer,
    Change,
    ChangedRun,
    Citation,
    Hit,
    Passage,
    Quote,
    QuoteCheck,
    QuoteMatch,
    Span,
    Status,
)
from tests.conftest import Terminal

NULLABLE = {"type": ["string", "null"]}
COUNT = {"type": "integer", "minimum": 0}


def record(**properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


ARTICLE = record(
    id={"type": "integer"},
    external_id=NULLABLE,
    title={"type": "string"},
    url=NULLABLE,
    author=NULLABLE,
    published_at=NULLABLE,
)
SCORE = {"type": "number", "minimum": 0, "maximum": 1}
PAIR = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
QUOTE = record(
    rank={"type": "integer", "minimum": 1},
    text={"type": "string"},
    article=ARTICLE,
    start=COUNT,
    end=COUNT,
    score=SCORE,
    highlights={"type": "array", "items": PAIR},
)
ANSWER = record(
    id=NULLABLE,
    question={"type": "string"},
    answer_id={"type": "string"},
    status={"enum": ["answered", "partial", "nothing_found"]},
    score=SCORE,
    took_ms={"type": "number", "minimum": 0},
    quotes={"type": "array", "items": QUOTE},
    closest={"type": "array", "items": QUOTE},
    missing_terms={"type": "array", "items": {"type": "string"}},
)
HIT = record(
    rank={"type": "integer", "minimum": 1},
    score={"type": "number"},
    article=ARTICLE,
    start=COUNT,
    end=COUNT,
    text={"type": "string"},
)
HITS = record(id=NULLABLE, question={"type": "string"}, hits={"type": "array", "items": HIT})
TEXT = "Ferries 🦓 cross the lake.\n\nThe last ferry leaves at nine. Its captain is Peter Holm."


def test_json_of_answers_and_hits_has_the_documented_form(pullquote: Terminal, tmp_path: Path) -> None:
    """Programs can rely on the fields, their types, and on offsets that give the text back."""
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"id": "f", "title": "Ferries", "text": TEXT}))
    pullquote("import", source)
    for question in (
        "When does the last ferry leave?",
        "Who paints the ferry gallery ceiling?",
        "what is it?",
    ):
        questions = tmp_path / "q.jsonl"
        questions.write_text(json.dumps({"id": "1", "text": question}))
        answer = json.loads(pullquote("ask", "--json", "--questions", questions).stdout)
        jsonschema.validate(answer, ANSWER)
        assert bool(answer["quotes"]) == (answer["status"] != "nothing_found")
        for i, quote in enumerate(answer["quotes"] or answer["closest"], 1):
            assert quote["rank"] == i
            assert quote["text"] == TEXT[quote["start"] : quote["end"]]
            assert all(quote["start"] <= a < b <= quote["end"] for a, b in quote["highlights"])
        hits = json.loads(pullquote("search", "--json", "--questions", questions).stdout)
        jsonschema.validate(hits, HITS)
        for i, hit in enumerate(hits["hits"], 1):
            assert hit["rank"] == i
            assert hit["text"] == TEXT[hit["start"] : hit["end"]]


def test_json_tells_pages_guesses_and_what_is_gone_only_where_they_are() -> None:
    """A quote from a PDF has the first and last page it stands on; no other quote has the field."""
    article = Citation(1, None, "T", None, None, "2024", True, "2026-05-03T08:00:00+00:00")
    quote = Quote(1, "x", article, 1, Span(0, 1), 1.0, (), pages=(12, 13))
    answer = Answer("Why?", "id", Status.ANSWERED, 1.0, (quote, replace(quote, pages=None)), (), ())
    first, second = json.loads(json.dumps(answer_form(None, answer)["quotes"]))
    more = {"is_date_guessed": {"const": True}, "gone_at": {"type": "string"}}
    article_form = record(**ARTICLE["properties"], **more)
    quote_form = record(**QUOTE["properties"] | {"article": article_form})
    jsonschema.validate(second, quote_form)
    jsonschema.validate(first, record(**quote_form["properties"], pages=PAIR))
    assert first["pages"] == [12, 13]
    passage = Passage(1, 1, Span(0, 9), "words", article, (0, 4))
    hit = hits_form(None, "Why?", [Hit(1, 1.0, passage)])["hits"]
    assert isinstance(hit, list)
    jsonschema.validate(hit[0], record(**HIT["properties"] | {"article": article_form}, pages=PAIR))
    assert hit[0]["pages"] == [1, 2]


def test_json_tells_what_was_carried_and_that_sources_differ_only_where_they_do() -> None:
    """An answer that is no follow-up has neither field."""
    plain = Answer("Why?", "id", Status.ANSWERED, 1.0, (), (), ())
    jsonschema.validate(json.loads(json.dumps(answer_form(None, plain))), ANSWER)
    both = json.loads(json.dumps(answer_form(None, replace(plain, carried=("Kursk",), differing=True))))
    more = {"carried": {"type": "array", "items": {"type": "string"}}, "differing": {"const": True}}
    jsonschema.validate(both, record(**ANSWER["properties"], **more))


def test_json_of_a_check_has_the_documented_form() -> None:
    """Programs can tell the four outcomes apart, and show what differs."""
    run = {
        "type": "array",
        "prefixItems": [{"enum": ["kept", "removed", "added"]}, {"type": "string"}, COUNT, COUNT],
        "minItems": 4,
        "maxItems": 4,
    }
    form = record(
        match={"enum": ["verbatim", "nearly", "elsewhere", "not_found"]},
        text={"type": "string"},
        quote={"anyOf": [{"type": "null"}, QUOTE]},
        differences={"type": "array", "items": run},
        named={"anyOf": [{"type": "null"}, ARTICLE]},
        is_earlier={"type": "boolean"},
    )
    article = Citation(1, None, "T", None, None, None)
    quote = Quote(1, "nine", article, 1, Span(0, 4), 1.0, ())
    differences = (
        ChangedRun(Change.REMOVED, "nine", Span(0, 4)),
        ChangedRun(Change.ADDED, "ten", Span(0, 3)),
    )
    check = QuoteCheck(QuoteMatch.NEARLY, "ten", quote, differences, article)
    for each in (check, QuoteCheck(QuoteMatch.NOT_FOUND, "ten")):
        jsonschema.validate(json.loads(json.dumps(check_form(each))), form)


def test_answer_id_is_the_same_until_the_collection_changes(pullquote: Terminal, tmp_path: Path) -> None:
    """The id tells whether an answer was made of the same question, quotes and articles."""
    source = tmp_path / "a.jsonl"

    def answer_id() -> str:
        return str(
            json.loads(pullquote("ask", "--json", "When does the last ferry leave?").stdout)["answer_id"]
        )

    source.write_text(json.dumps({"id": "f", "title": "Ferries", "text": TEXT}))
    pullquote("import", source)
    first = answer_id()
    pullquote("import", source)
    assert answer_id() == first
    source.write_text(json.dumps({"id": "g", "title": "Tides", "text": "The moon pulls."}))
    pullquote("import", source)
    assert answer_id() != first
