"""An index in a folder: a file per segment, the vocabulary, and ``index.json``, which names them.

Files are never changed. New ones are written under names of their own and made durable, and then
``index.json`` is replaced in one step, so that at every instant the folder holds the old copy whole
or the new one. Each file's SHA-256 is in ``index.json``, which carries its own: a copy that is
truncated, damaged or mixed with another is noticed when it is opened, before anything is answered
from it. Segments are mapped into memory and not read into it. Processes that save take turns.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock
import numpy as np
from numpy.typing import NDArray

from index.bm25._model import Model
from index.bm25._segment import Ints, Segment
from index.errors import IndexDamaged, IndexNotSaved

MANIFEST = "index.json"
FORMAT = 1
_LOCK = "lock"
# How long another process may take to save before ours gives up for this time.
_LOCK_TIMEOUT_S = 60
_ALIGNMENT = 64
# How often a copy may be replaced by a newer one while it is being read.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, and what it holds."""

    name: str
    sha256: str


Mapped = tuple[Segment, File]


@dataclass(frozen=True, slots=True)
class Copy:
    """What is kept of an index: segments with their dead passages, and the files they lie in, if any."""

    model: Model
    vocabulary: list[str]
    segments: Sequence[tuple[Segment, Ints, File | None]]
    facts: Mapping[str, Any]


def load(folder: Path) -> Copy:
    """The index in the folder, every byte of it checked.

    Raises:
        FileNotFoundError: there is none.
        IndexDamaged: it is not as it was saved.
    """
    for _ in range(_TRIES):
        manifest = _bytes(folder / MANIFEST)
        try:
            return _load(folder, manifest)
        except Exception as error:  # noqa: BLE001 - a file of somebody else's may hold anything
            failure = error
        if manifest == _bytes(folder / MANIFEST):
            break  # and no newer copy has been put in its place meanwhile
    reason = getattr(failure, "strerror", None) or failure
    raise IndexDamaged(f"The index in {folder} is not as it was saved: {reason}.") from failure


def save(folder: Path, copy: Copy) -> list[Mapped]:
    """Make a copy in the folder, reusing files that are there; returns the segments in their files.

    Raises:
        IndexNotSaved: it could not be written; the copy that was there is still good.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / _LOCK, timeout=_LOCK_TIMEOUT_S):
            return _save(folder, copy)
    except OSError as error:  # filelock's Timeout is one
        raise IndexNotSaved(_why(folder, copy, error)) from error


def _save(folder: Path, copy: Copy) -> list[Mapped]:
    before = {path.name for path in folder.iterdir()}
    try:
        mapped = [_in_file(folder, segment, file) for segment, _, file in copy.segments]
        terms = _write(folder, "terms", [json.dumps(copy.vocabulary).encode()])
        entries = [
            {"name": file.name, "sha256": file.sha256, "dead": dead.tolist()}
            for (_, file), (_, dead, _) in zip(mapped, copy.segments, strict=True)
        ]
        manifest = {
            "format": FORMAT,
            "k1": copy.model.k1,
            "b": copy.model.b,
            "facts": dict(copy.facts),
            "vocabulary": {"name": terms.name, "sha256": terms.sha256},
            "segments": entries,
        }
        body = json.dumps(manifest)
        whole = json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "index": body})
        file = _write(folder, "manifest", [whole.encode()])
        (folder / file.name).replace(folder / MANIFEST)
    except OSError:
        _remove(folder, {path.name for path in folder.iterdir()} - before)
        raise
    _sync(folder)
    # Whatever else is there is of earlier copies, or of saves that were broken off.
    named = {MANIFEST, _LOCK, terms.name, *(file.name for _, file in mapped)}
    _remove(folder, {path.name for path in folder.iterdir()} - named)
    return mapped


def map_segment(path: Path) -> Segment:
    """The segment in a file, its arrays mapped; ValueError if it is cut off."""
    with path.open("rb") as file:
        fields = json.loads(file.readline())
    arrays: dict[str, Any] = {"average": float(fields.pop("average"))}
    size = path.stat().st_size
    for name, (dtype, shape, offset) in fields.items():
        count = int(np.prod(shape))
        if offset + count * np.dtype(dtype).itemsize > size:
            raise ValueError(f"{path.name} is cut off")
        arrays[name] = (
            np.memmap(path, dtype, "r", offset, tuple(shape)).view(np.ndarray)
            if count
            else np.zeros(shape, dtype)
        )
    return Segment(**arrays)


def _load(folder: Path, manifest: bytes) -> Copy:
    whole = json.loads(manifest)
    if hashlib.sha256(whole["index"].encode()).hexdigest() != whole["sha256"]:
        raise ValueError(f"{MANIFEST} is damaged")
    index = json.loads(whole["index"])
    if index["format"] != FORMAT:
        raise ValueError(f"it has the form {index['format']}, and this version reads {FORMAT}")
    vocabulary = json.loads(_checked(folder, File(**index["vocabulary"])).read_bytes())
    segments: list[tuple[Segment, Ints, File | None]] = []
    for entry in index["segments"]:
        file = File(entry["name"], entry["sha256"])
        segments.append((map_segment(_checked(folder, file)), np.array(entry["dead"], np.int32), file))
    return Copy(Model(index["k1"], index["b"]), vocabulary, segments, index["facts"])


def _in_file(folder: Path, segment: Segment, file: File | None) -> Mapped:
    """The segment in its file, which is written if it is not there."""
    if file is not None and (folder / file.name).exists():
        return segment, file
    file = _write_segment(folder, segment)
    return map_segment(folder / file.name), file


def _write_segment(folder: Path, segment: Segment) -> File:
    arrays = segment.arrays()
    fields: dict[str, object] = {"average": segment.average}
    # The header's own size is not known before; it is given room for the largest offsets.
    room = _aligned(200 * (len(arrays) + 1))
    offset = room
    for name, array in arrays.items():
        fields[name] = (array.dtype.str, array.shape, offset)
        offset = _aligned(offset + array.nbytes)
    header = json.dumps(fields).encode()
    parts: list[bytes | memoryview] = [header + b" " * (room - len(header) - 1) + b"\n"]
    for array in arrays.values():
        parts += [_bytes_of(array), b"\0" * (_aligned(array.nbytes) - array.nbytes)]
    return _write(folder, "segment", parts)


def _bytes_of(array: NDArray[np.generic]) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def _write(folder: Path, kind: str, parts: Sequence[bytes | memoryview]) -> File:
    """A new file of the parts, durable when this returns."""
    name = f"{secrets.token_hex(8)}.{kind}"
    digest = hashlib.sha256()
    with (folder / name).open("xb") as file:
        for part in parts:
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return File(name, digest.hexdigest())


def _checked(folder: Path, file: File) -> Path:
    """The file's path, once its bytes are those that were written."""
    with (folder / file.name).open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
            raise ValueError(f"{file.name} is damaged")
    return folder / file.name


def _bytes(manifest: Path) -> bytes:
    try:
        return manifest.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:  # no folder is where one should be, or it may not be read
        raise FileNotFoundError(manifest) from error


def _sync(folder: Path) -> None:
    """Make the folder's entries durable where that takes doing; the files themselves are already."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(folder: Path, names: set[str]) -> None:
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _why(folder: Path, copy: Copy, error: OSError) -> str:
    size = sum(segment.nbytes for segment, _, file in copy.segments if file is None)
    reason = (error.strerror or str(error)).lower()
    return (
        f"The index could not be saved in {folder} ({reason}); make the folder writable and see that "
        f"{size / 1e6:,.0f} MB are free there. The copy from before is still good; questions are answered "
        "all the same, and the next start takes longer."
    )
