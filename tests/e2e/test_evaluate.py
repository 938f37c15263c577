import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Terminal
from tests.e2e.test_bad_input import check
from tests.texts import BRIDGE, LIGHTHOUSE

FERRY = (
    "The ferry across Lake Orrin made its last crossing on Sunday. Its captain, Peter Holm, kept the bell."
)
MARKET = "The fish market opens at dawn on every Thursday. Its oldest seller is called Greta Lund."
ARTICLES = [
    {"id": "light", "title": LIGHTHOUSE.title, "text": LIGHTHOUSE.text},
    {"id": "bridge", "title": BRIDGE.title, "text": BRIDGE.text},
    {"id": "ferry", "title": "The last ferry", "text": FERRY},
    {"id": "market", "title": "The market of Orrin", "text": MARKET},
]


def place(article: int, words: str) -> dict[str, object]:
    text = str(ARTICLES[article]["text"])
    start = text.index(words)
    return {"article": ARTICLES[article]["id"], "start": start, "end": start + len(words)}


QUESTIONS: list[dict[str, Any]] = [
    {"id": "q1", "text": "Who built the lighthouse of Porto Vento?", "gold": [place(0, "Clara Moretti")]},
    {"id": "q2", "text": "What would a new bridge cost?", "gold": [place(1, "14 million crowns")]},
    {"id": "q3", "text": "Who was the captain of the ferry?", "gold": [place(2, "Peter Holm")]},
    {"id": "q4", "text": "Who conducts the Vienna orchestra?", "unanswerable": True},
    {"id": "q5", "text": "Who is it?", "gold": [place(3, "Greta Lund")]},
]


def write(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> Path:
    folder.mkdir(exist_ok=True)
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return folder


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A set of four articles and five questions, of which the last one cannot be searched for."""
    folder = tmp_path / "harbour"
    write(folder, "articles.jsonl.gz", ARTICLES)
    return write(folder, "questions.jsonl", QUESTIONS)


def measured(pullquote: Terminal, *arguments: str | Path) -> list[dict[str, Any]]:
    """The sets that the command saves."""
    result = pullquote("evaluate", *arguments, "--json", "run.json")
    assert (result.returncode, result.stderr) == (0, "")
    saved: list[dict[str, Any]] = json.loads((Path.cwd() / "run.json").read_text(encoding="utf-8"))["sets"]
    return saved


def test_set_is_measured_and_nothing_of_ones_own_is_touched(
    pullquote: Terminal, harbour: Path, tmp_path: Path
) -> None:
    """Every figure of a small set comes out as counted by hand; no database is made or changed."""
    (run,) = measured(pullquote, harbour)
    assert (run["name"], run["articles"], run["questions"], run["answerable"]) == ("harbour", 4, 5, 4)
    figures = run["figures"]
    # Three of four answerable questions are right; the one of common words finds nothing.
    ranking = ("hit@1", "hit@5", "hit@10", "MRR@10", "article hit@1")
    assert {name: figures[name] for name in ranking} == dict.fromkeys(ranking, 0.75)
    assert figures["answer-in-quote@1"] == figures["answer-in-quote@3 with closest"] == 0.75
    assert figures["verbatim"] == 1
    assert (figures["answerable: answered"], figures["answerable: refused"]) == (0.75, 0.25)
    assert (figures["hard: refused"], figures["hard: AUROC"]) == (1, 0.875)
    # Stored are the lighthouse and the ferry.
    assert (figures["in collection: answered"], figures["out of collection: refused"]) == (1, 1)
    assert not any(name.startswith("article nDCG") for name in figures)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["harbour", "run.json"]


def test_each_question_leaves_a_row(pullquote: Terminal, harbour: Path) -> None:
    """What was shown, where the answer stood and how it was decided is saved for each question."""
    (run,) = measured(pullquote, harbour)
    rows = {row["id"]: row for row in run["rows"]}
    assert list(rows) == ["q1", "q2", "q3", "q4", "q5"]
    assert "Clara Moretti" in rows["q1"]["quote"]
    assert (rows["q1"]["passage_rank"], rows["q1"]["quote_rank"], rows["q1"]["status"]) == (1, 1, "answered")
    assert (rows["q1"]["half_stored"], rows["q2"]["half_stored"]) == (True, False)
    assert (rows["q4"]["answerable"], rows["q4"]["passage_rank"], rows["q4"]["half_stored"]) == (
        False,
        None,
        None,
    )
    assert (rows["q5"]["status"], rows["q5"]["passage_rank"], rows["q5"]["quote"]) == (
        "nothing_found",
        0,
        None,
    )


def test_several_sets_stand_beside_each_other(pullquote: Terminal, harbour: Path, tmp_path: Path) -> None:
    """A column for each folder; what a set does not have is a dash, and what none has is left out."""
    easy = write(tmp_path / "easy", "articles.jsonl", ARTICLES)
    write(easy, "questions.jsonl", QUESTIONS[:3])
    result = pullquote("evaluate", harbour, easy, "--no-out-of-collection")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["harbour", "easy"]
    assert ["questions", "5", "3"] in lines
    assert ["hit@1", "0.7500", "1.0000"] in lines
    assert ["hard:", "refused", "1.0000", "–"] in lines
    assert "out of collection" not in result.stdout


def test_beir_form_is_measured_by_article(pullquote: Terminal, tmp_path: Path) -> None:
    """Grades give nDCG and recall over articles; queries that nothing is right for are left out."""
    folder = tmp_path / "beir"
    corpus = [{"_id": row["id"], "title": row["title"], "text": row["text"]} for row in ARTICLES[:3]]
    write(folder, "corpus.jsonl.gz", [*corpus, {"_id": "bare", "title": "", "text": MARKET}])
    queries = [
        {"_id": "1", "text": "lighthouse of Porto Vento"},
        {"_id": "2", "text": "old bridge"},
        {"_id": "3", "text": "orchestra"},
        {"_id": "4", "text": "fish market"},
    ]
    write(folder, "queries.jsonl.gz", queries)
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\n1\tlight\t2\n1\tbridge\t0\n2\tferry\t1\n2\tbridge\t2\n4\tbare\t1\n"
    )
    (run,) = measured(pullquote, folder)
    assert [row["id"] for row in run["rows"]] == ["1", "2", "4"]
    # Of query 2 the bridge is found and the ferry is not: 2 over 2 + 1/log2(3).
    assert [row["article_ndcg"] for row in run["rows"]] == [1, pytest.approx(0.760188, abs=1e-6), 1]
    assert run["figures"]["article recall@10"] == pytest.approx(2.5 / 3, abs=1e-6)
    assert run["figures"]["article hit@1"] == 1
    assert "hit@1" not in run["figures"]
    assert "hard: refused" not in run["figures"]


def test_own_questions_are_put_to_the_collection_as_it_stands(pullquote: Terminal, tmp_path: Path) -> None:
    """Gold may be an imported id, a number or only words; the collection is as it was before."""
    write(tmp_path, "mine.jsonl", ARTICLES)
    assert pullquote("--collection", "club", "import", "mine.jsonl").returncode == 0
    own: list[dict[str, Any]] = [
        QUESTIONS[0],
        {"text": "Who was the captain of the ferry?", "gold": [{"article": 3}], "answers": ["peter holm"]},
        {"text": "When does the fish market open?", "answers": ["At dawn", "daybreak"]},
        {"text": "When does the fish market open?", "answers": ["at noon"]},
        {"text": "Who conducts the Vienna orchestra?", "unanswerable": True},
    ]
    folder = write(tmp_path / "own", "questions.jsonl", own)
    before = pullquote("--collection", "club", "export").stdout
    (run,) = measured_in(pullquote, "club", folder)
    assert (run["articles"], run["figures"]["hit@1"], run["figures"]["answer-in-quote@1"]) == (
        None,
        0.75,
        0.75,
    )
    assert [row["article_rank"] for row in run["rows"]] == [1, 1, None, None, None]
    assert (run["figures"]["hard: refused"], run["figures"]["verbatim"]) == (1, 1)
    assert "out of collection: AUROC" not in run["figures"]
    assert pullquote("--collection", "club", "export").stdout == before


def measured_in(pullquote: Terminal, collection: str, folder: Path) -> list[dict[str, Any]]:
    result = pullquote("--collection", collection, "evaluate", folder, "--json", "own.json")
    assert (result.returncode, result.stderr) == (0, "")
    saved: list[dict[str, Any]] = json.loads((Path.cwd() / "own.json").read_text(encoding="utf-8"))["sets"]
    return saved


def test_sample_is_the_same_each_time(pullquote: Terminal, harbour: Path) -> None:
    """Two samples of a size are of the same questions, in order, whatever runs before."""
    first, second = (measured(pullquote, harbour, "--sample", "2") for _ in range(2))
    ids = [row["id"] for row in first[0]["rows"]]
    assert len(ids) == 2
    assert ids == sorted(ids)
    assert ids == [row["id"] for row in second[0]["rows"]]


def test_comparison_shows_what_moved_and_which_questions(
    pullquote: Terminal, harbour: Path, tmp_path: Path
) -> None:
    """Each figure has its difference and interval, a dash if only one run has it; questions won and lost are named."""
    assert pullquote("evaluate", harbour, "--json", "a.json").returncode == 0
    shorter = [
        ARTICLES[0],
        ARTICLES[1] | {"text": BRIDGE.text + " Who is it? It is Greta Lund."},
        *ARTICLES[2:],
    ]
    write(harbour, "articles.jsonl.gz", shorter)
    lost = QUESTIONS[0] | {"gold": [place(1, "Nobody was hurt")]}
    write(harbour, "questions.jsonl", [lost, *QUESTIONS[1:]])
    assert pullquote("evaluate", harbour, "--json", "b.json", "--no-out-of-collection").returncode == 0
    result = pullquote("evaluate", "--compare", "a.json", "b.json")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert (result.returncode, result.stderr) == (0, "")
    assert ["hit@1", "0.7500", "0.5000", "-0.2500", "-0.7500", "to", "+0.0000"] in lines
    assert ["answerable:", "answered", "0.7500", "0.7500", "+0.0000", "+0.0000", "to", "+0.0000"] in lines
    assert ["out", "of", "collection:", "AUROC", "1.0000", "–", "–", "–", "to", "–"] in lines
    assert "article hit@1: " not in result.stdout
    assert "hit@1: won 0\nhit@1: lost 1\n  Who built the lighthouse of Porto Vento?\n" in result.stdout
    back = pullquote("evaluate", "--compare", "b.json", "a.json", "--show", "0").stdout
    assert "hit@1: won 1\n  … and 1 more\nhit@1: lost 0\n" in back
    assert result.stdout == pullquote("evaluate", "--compare", "a.json", "b.json").stdout


# Bad input


@pytest.mark.parametrize("questions", [None, "", '{"text": "Who?", "answers": ["I"]}\n{"text": "Why?"}\n'])
def test_folder_that_is_no_set_is_refused(pullquote: Terminal, harbour: Path, questions: str | None) -> None:
    """A folder without questions, or with one that is not in form, is refused in a sentence that names the file."""
    if questions is None:
        (harbour / "questions.jsonl").unlink()
    else:
        (harbour / "questions.jsonl").write_text(questions)
    check(pullquote("evaluate", harbour), "questions.jsonl")


def test_own_collection_with_a_shorter_article_is_told(pullquote: Terminal, tmp_path: Path) -> None:
    """Gold that lies after the text that is stored is no question that all answers fail."""
    write(tmp_path, "mine.jsonl", ARTICLES[:1])
    assert pullquote("import", "mine.jsonl").returncode == 0
    place = {"article": ARTICLES[0]["id"], "start": 0, "end": 9999}
    folder = write(tmp_path / "own", "questions.jsonl", [{"id": "q9", "text": "Why?", "gold": [place]}])
    check(pullquote("evaluate", folder), "question 'q9'", "ends after the text of article")


def test_own_collection_without_the_article_is_told(pullquote: Terminal, tmp_path: Path) -> None:
    """Questions about an empty collection, or one without the gold article, say so."""
    folder = write(tmp_path / "own", "questions.jsonl", QUESTIONS[:1])
    write(tmp_path, "mine.jsonl", ARTICLES[1:2])
    assert pullquote("import", "mine.jsonl").returncode == 0
    check(
        pullquote("evaluate", folder),
        "question 'q1'",
        "an article 'light'",
        "under that id or of that number",
    )
    check(pullquote("--collection", "empty", "evaluate", folder), "'empty' has no articles")


def test_article_that_cannot_be_stored_is_told(pullquote: Terminal, harbour: Path) -> None:
    """A set whose article the library refuses is not measured without it."""
    write(
        harbour,
        "articles.jsonl.gz",
        [*ARTICLES, {"id": "x", "title": "x", "text": "y", "published_at": "once"}],
    )
    check(pullquote("evaluate", harbour), "An article of the set cannot be stored: line 5", "'once'")


def test_runs_of_different_questions_are_not_compared(
    pullquote: Terminal, harbour: Path, tmp_path: Path
) -> None:
    """Other questions, other sets and files that are no runs are refused, each in a sentence."""
    other = write(tmp_path / "other", "articles.jsonl", ARTICLES)
    write(other, "questions.jsonl", QUESTIONS[:1])
    few = ("--no-out-of-collection", "--sample", "1")
    assert pullquote("evaluate", harbour, "--json", "a.json", *few).returncode == 0
    assert pullquote("evaluate", harbour, "--json", "b.json", "--sample", "2").returncode == 0
    assert pullquote("evaluate", other, "--json", "c.json").returncode == 0
    check(
        pullquote("evaluate", "--compare", "a.json", "b.json"),
        "harbour are over different questions (1 and 2)",
    )
    check(pullquote("evaluate", "--compare", "a.json", "c.json"), "no set in both", "harbour", "other")
    check(
        pullquote("evaluate", "--compare", "a.json", "harbour/questions.jsonl"), "questions.jsonl is not what"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["Give either folders of questions, or --compare"]),
        (["harbour", "--compare", "a.json", "a.json"], ["Give either folders of questions, or --compare"]),
        (
            ["--compare", "a.json", "a.json", "--json", "b.json"],
            ["Give either folders of questions, or --compare"],
        ),
        (["nowhere"], ["'nowhere' does not exist"]),
        (["harbour", "--sample", "0"], ["--sample"]),
        (["harbour", "--json", "nowhere/run.json"], ["there is no folder nowhere"]),
    ],
)
def test_wrong_usage_ends_with_two(
    pullquote: Terminal, harbour: Path, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    """What is asked for wrongly is told before anything is measured."""
    (tmp_path / "a.json").write_text("{}")
    check(pullquote("evaluate", *arguments), *words, code=2)


def test_folders_of_one_name_are_refused(pullquote: Terminal, harbour: Path, tmp_path: Path) -> None:
    """Two sets that could not be told apart in a table or a saved run are not measured together."""
    (tmp_path / "deep").mkdir()
    same = write(tmp_path / "deep" / "harbour", "questions.jsonl", QUESTIONS)
    check(pullquote("evaluate", harbour, same), "2 of the folders are named 'harbour'")
