import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.bm25 import BM25Index, _build
from index.errors import IndexDamaged, IndexNotSaved

PASSAGES = [(i, [f"w{i % 7}", f"w{i % 11}", "the", f"only{i}"]) for i in range(60)]
QUERY = ["w3", "w5", "the", "only17"]


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an index in it that has all kinds of rows, and a dead passage."""
    monkeypatch.setattr(_build, "COMMON_FROM_PASSAGES", 10)
    index = BM25Index()
    index.add(PASSAGES)
    index.remove([5])
    index.change(facts={"version": 3})
    index.save(tmp_path / "index")
    return tmp_path / "index"


def test_what_was_saved_is_there_after_a_restart(saved: Path) -> None:
    """The same results, and the facts that were given."""
    expected = BM25Index()
    expected.add(passage for passage in PASSAGES if passage[0] != 5)
    index = BM25Index.load(saved)
    assert index.frozen().facts == {"version": 3}
    assert expected.top(QUERY, 20) == index.top(QUERY, 20)
    index.add([(5, ["w3"])])
    index.change(facts={"version": 4})
    index.save(saved)
    again = BM25Index.load(saved)
    assert ({"version": 4}, index.top(QUERY, 20)) == (again.frozen().facts, again.top(QUERY, 20))


def test_no_index_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    """A folder without an index is no damage."""
    with pytest.raises(FileNotFoundError):
        BM25Index.load(tmp_path)
    with pytest.raises(FileNotFoundError):
        BM25Index.load(tmp_path / "nowhere")


def test_any_damage_to_any_file_is_noticed(saved: Path) -> None:
    """Cut off anywhere, a byte changed anywhere, or gone: it is never served."""
    for path in saved.glob("*.*"):
        whole = path.read_bytes()
        step = max(1, len(whole) // 25)
        for at in range(0, len(whole), step):
            for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
                path.write_bytes(broken)
                with pytest.raises(IndexDamaged):
                    BM25Index.load(saved)
        path.unlink()
        with pytest.raises((IndexDamaged, FileNotFoundError)):
            BM25Index.load(saved)
        path.write_bytes(whole)
    BM25Index.load(saved)


def test_file_of_another_format_is_not_read(saved: Path) -> None:
    """An index that is no JSON, or JSON of another kind, is damage and no error of ours."""
    for content in (
        "",
        "{}",
        "[]",
        '"x"',
        "5",
        "[" * 99_999,
        *(json.dumps({"sha256": "", "index": i}) for i in ("{}", 5)),
    ):
        (saved / "index.json").write_text(content)
        with pytest.raises(IndexDamaged):
            BM25Index.load(saved)


def test_saving_again_leaves_nothing_of_earlier_copies(saved: Path) -> None:
    """However often an index is saved, the folder holds one copy, and the lock of those who save."""
    index = BM25Index.load(saved)
    for i in range(100, 110):
        index.add([(i, ["new", f"w{i}"])])
        index.merge_all()
        index.save(saved)
    assert sorted(path.suffix for path in saved.iterdir()) == ["", ".json", ".segment", ".terms"]


def test_copy_is_usable_while_another_process_replaces_it(saved: Path) -> None:
    """What was loaded stays as it was when the files it is mapped from have been replaced."""
    old = BM25Index.load(saved)
    before = old.top(QUERY, 20)
    new = BM25Index()
    new.add([(1, ["quite", "different"])])
    new.save(saved)
    assert before == old.top(QUERY, 20)


def test_folder_that_cannot_be_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    """Where there is no room for a folder, saving says so in a sentence, and the index goes on."""
    (tmp_path / "file").write_text("in the way")
    index = BM25Index()
    index.add(PASSAGES)
    with pytest.raises(IndexNotSaved, match=r"could not be saved in .*; make the folder writable"):
        index.save(tmp_path / "file" / "index")
    assert index.top(["only17"], 1)[0][0] == 17


FULL = """
import resource, signal, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from index.bm25 import BM25Index
from index.errors import IndexNotSaved
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
index = BM25Index.load(Path(sys.argv[1]))
index.add((i, [f"more{i}", f"and{i}"]) for i in range(1_000, 4_000))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    index.change(facts={"version": 9})
    index.save(Path(sys.argv[1]))
except IndexNotSaved as failure:
    print(failure)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits on files are POSIX's")
def test_disk_that_fills_up_while_saving_leaves_the_old_copy_good(saved: Path) -> None:
    """A save that runs out of room says how much it needs, and takes nothing away."""
    before = {path.name for path in saved.iterdir()}
    command = [sys.executable, "-c", FULL, str(saved)]
    result = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert "MB are free there. The copy from before is still good" in result.stdout
    assert before == {path.name for path in saved.iterdir()}
    assert BM25Index.load(saved).frozen().facts == {"version": 3}


def test_two_that_save_into_one_folder_take_turns(saved: Path) -> None:
    """However the saves of two indexes meet, whoever loads sees one copy or the other, whole."""

    def save_on(first: int) -> None:
        index = BM25Index()
        for i in range(first, first + 25):
            index.add([(i, ["shared", f"w{i}"])])
            index.change(facts={"passages": len(index), "first": first})
            index.save(saved)

    with ThreadPoolExecutor(2) as pool:
        saving = [pool.submit(save_on, first) for first in (1_000, 2_000)]
        while not all(each.done() for each in saving):
            state = BM25Index.load(saved).frozen()
            if "passages" in state.facts:
                first, passages = state.facts["first"], state.facts["passages"]
                assert state.passage_ids().tolist() == list(range(first, first + passages))
        for each in saving:
            each.result()
    assert len(list(saved.iterdir())) == 4
