"""An index in a folder: a file per segment, the vocabulary, and ``index.json``, which names them.

Files are never changed. New ones are written under names of their own and made durable, and then
``index.json`` is replaced in one step, so that at every instant the folder holds the old copy whole
or the new one. Each file's SHA-256 is in ``index.json``, which carries its own: a copy that is
truncated, damaged or mixed with another is noticed when it is opened, before anything is answered
from it. Segments are mapped into memory and not read into it.
"""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bm25._model import Model
from index.bm25._segment import Ints, Segment
from index.errors import IndexDamaged, IndexNotSaved

MANIFEST = "index.json"
FORMAT = 1
_ALIGNMENT = 64
# Files nobody names may be another process's that it is about to name.
_ORPHAN_AGE_S = 3_600

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, and what it holds."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What ``load`` gives back."""

    model: Model
    vocabulary: list[str]
    segments: list[tuple[Segment, Ints, File]]
    facts: dict[str, Any]


def load(folder: Path) -> Saved:
    """The index in the folder, every byte of it checked.

    Raises:
        FileNotFoundError: there is none.
        IndexDamaged: it is not as it was saved.
    """
    try:
        try:
            return _load(folder)
        except FileNotFoundError:
            return _load(folder)  # another process may just have put a newer copy in its place
    except OSError as error:
        if not (folder / MANIFEST).exists():
            raise FileNotFoundError(folder) from error
        raise IndexDamaged(f"The index in {folder} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"The index in {folder} is not as it was saved: {error}.") from error


def _load(folder: Path) -> Saved:
    manifest = _read_manifest(folder / MANIFEST)
    vocabulary = File(**manifest["vocabulary"])
    return Saved(
        Model(manifest["k1"], manifest["b"]),
        json.loads(_checked(folder, vocabulary).read_bytes()),
        [_open(folder, entry) for entry in manifest["segments"]],
        manifest["facts"],
    )


def _open(folder: Path, entry: dict[str, Any]) -> tuple[Segment, Ints, File]:
    file = File(entry["name"], entry["sha256"])
    return map_segment(_checked(folder, file)), np.array(entry["dead"], np.int32), file


def save(
    folder: Path,
    model: Model,
    vocabulary: list[str],
    parts: list[tuple[Segment, Ints, File | None]],
    facts: Facts,
) -> list[File]:
    """Make a copy in the folder, reusing files that are there; returns the segments' files.

    Raises:
        IndexNotSaved: it could not be written; the copy that was there is still good.
    """
    written: list[File] = []
    before = _named(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for segment, _, file in parts:
            if file is None or not (folder / file.name).exists():
                file = _write_segment(folder, segment)  # noqa: PLW2901 - the file it has from now on
                written.append(file)
            files.append(file)
        terms = _write(folder, "terms", [json.dumps(vocabulary).encode()])
        written.append(terms)
        entries = [
            {"name": file.name, "sha256": file.sha256, "dead": dead.tolist()}
            for file, (_, dead, _) in zip(files, parts, strict=True)
        ]
        _write_manifest(
            folder,
            {
                "format": FORMAT,
                "k1": model.k1,
                "b": model.b,
                "facts": dict(facts),
                "vocabulary": {"name": terms.name, "sha256": terms.sha256},
                "segments": entries,
            },
        )
    except OSError as error:
        _unlink(folder, [file.name for file in written])
        raise IndexNotSaved(_why(folder, parts, error)) from error
    _clean(folder, {terms.name, *(file.name for file in files)}, before)
    return files


def map_segment(path: Path) -> Segment:
    """The segment in a file, its arrays mapped; ValueError if it is not one."""
    with path.open("rb") as file:
        header = file.readline()
        fields = json.loads(header)
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


def _write(folder: Path, kind: str, parts: list[bytes] | list[bytes | memoryview]) -> File:
    """A new file of the parts, durable when this returns."""
    name = f"{secrets.token_hex(8)}.{kind}"
    digest = hashlib.sha256()
    try:
        with (folder / name).open("xb") as file:
            for part in parts:
                digest.update(part)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        _unlink(folder, [name])
        raise
    return File(name, digest.hexdigest())


def _write_manifest(folder: Path, manifest: dict[str, object]) -> None:
    body = json.dumps(manifest)
    whole = json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "index": body})
    file = _write(folder, "manifest", [whole.encode()])
    (folder / file.name).replace(folder / MANIFEST)
    if os.name == "posix":  # Windows can neither open a folder nor needs it to
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read_manifest(path: Path) -> dict[str, Any]:
    whole = json.loads(path.read_bytes())
    if hashlib.sha256(whole["index"].encode()).hexdigest() != whole["sha256"]:
        raise ValueError(f"{path.name} is damaged")
    manifest: dict[str, Any] = json.loads(whole["index"])
    if manifest["format"] != FORMAT:
        raise ValueError(f"it has the form {manifest['format']}, and this version reads {FORMAT}")
    return manifest


def _checked(folder: Path, file: File) -> Path:
    """The file's path, once its bytes are those that were written."""
    with (folder / file.name).open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
            raise ValueError(f"{file.name} is damaged")
    return folder / file.name


def _named(folder: Path) -> set[str]:
    """The files of the present copy."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        manifest = _read_manifest(folder / MANIFEST)
        return {manifest["vocabulary"]["name"], *(entry["name"] for entry in manifest["segments"])}
    return set()


def _clean(folder: Path, named: set[str], before: set[str]) -> None:
    """Remove the earlier copy's files, and those that a save left which was broken off long ago."""
    for path in folder.iterdir():
        if path.name not in named and path.name != MANIFEST:
            with suppress(OSError):
                if path.name in before or time.time() - path.stat().st_mtime > _ORPHAN_AGE_S:
                    path.unlink()


def _unlink(folder: Path, names: list[str]) -> None:
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _why(folder: Path, parts: list[tuple[Segment, Ints, File | None]], error: OSError) -> str:
    size = sum(segment.nbytes for segment, _, file in parts if file is None)
    reason = (error.strerror or str(error)).lower()
    return (
        f"The index could not be saved in {folder} ({reason}); make the folder writable and see that "
        f"{size / 1e6:,.0f} MB are free there. The copy from before is still good; questions are answered "
        "all the same, and the next start takes longer."
    )
