"""The worker: reads one file after the other, as its parent sends them, until the pipe ends.

Arguments: the memory it may have in bytes, processor and wall time for a file in seconds.
"""

import os
import sys
from collections.abc import Sequence
from typing import IO

from index.errors import ArticleRefused, ContentRefused
from index.models import Content, ContentKind
from index.sources.readers._confined import confine, memory_bytes, reading
from index.sources.readers._dispatch import Read, reader_of
from index.sources.readers._forms import to_form
from index.sources.readers._frames import LENGTH_BYTES, MAX_ANSWER_BYTES, frame, read_frame

_TOO_MUCH_MEMORY = "this file takes too much memory to read; save it smaller, or in parts."
_TOO_DEEP = "this file is nested too deep to be read: lists in lists, or boxes in boxes, without end."
_TOO_MUCH_TEXT = "there is too much text in this file; divide it into parts."


def main(max_memory_bytes: int, cpu_s: float, wall_s: float) -> None:
    """Serve the parent."""
    asked, answers = _take_pipes()
    confine(max_memory_bytes)
    while job := read_frame(asked):
        try:
            read = reader_of(ContentKind(job["kind"]))
        except Exception as error:  # noqa: BLE001  # an installation may lack anything
            _say(answers, frame({"failed": f"{type(error).__name__}: {error}"}))
            return
        _say(answers, frame({"ready": True}))
        content = Content(
            ContentKind(job["kind"]),
            asked.read(job["bytes"]),
            job["name"],
            job["charset"],
            job["max_entries"],
        )
        with reading(cpu_s, wall_s):
            answer = _answer(read, content)
        del content
        _say(answers, answer)
        del answer


def _say(answers: IO[bytes], answer: bytes) -> None:
    answers.write(answer)
    answers.flush()


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, out of the way of libraries that print."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return asked, answers


def _answer(read: Read, content: Content) -> bytes:
    """The frame of the answer, whatever comes of it."""
    try:
        answer = frame({"reading": to_form(read(content)), "memory": memory_bytes()})
        if len(answer) > LENGTH_BYTES + MAX_ANSWER_BYTES:
            return _refused(_TOO_MUCH_TEXT)
    except (ContentRefused, ArticleRefused) as refusal:
        return _refused(str(refusal), type(refusal).__name__, feeds=getattr(refusal, "feeds", ()))
    except RecursionError:
        return _refused(_TOO_DEEP)
    except MemoryError:
        # What is left of it may be in any state: another worker takes over.
        return _refused(_TOO_MUCH_MEMORY, spent=True)
    except Exception as error:  # noqa: BLE001  # parsers raise what they like at a broken file
        return frame({"failed": f"{type(error).__name__}: {error}"[:300], "memory": memory_bytes()})
    return answer


def _refused(
    sentence: str, error: str = "ContentRefused", *, feeds: Sequence[str] = (), spent: bool = False
) -> bytes:
    memory = 1 << 62 if spent else memory_bytes()
    return frame({"refused": sentence, "error": error, "feeds": list(feeds), "memory": memory})


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
