"""Frames, in which parent and worker talk: four bytes that give the length, big-endian, then JSON in UTF-8.

The parent says what is to come: ``{"kind", "name", "charset", "max_entries", "bytes"}``. The worker
imports the reader, limits itself and says ``{"ready": true}``. The parent sends the bytes themselves,
without a frame. The worker says ``{"reading": …}``, ``{"refused": sentence, "error": name}`` or
``{"failed": what}``, each with ``"memory"``, the bytes it holds.
"""

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">I")
LENGTH_BYTES = _LENGTH.size
# What the longest text takes with its signs escaped; far above any article.
MAX_ANSWER_BYTES = 64_000_000


def frame(form: dict[str, Any]) -> bytes:
    """The form with its length before it; half characters, which UTF-8 cannot hold, become "?"."""
    body = json.dumps(form, ensure_ascii=False).encode("utf-8", errors="replace")
    return _LENGTH.pack(len(body)) + body


def length_of(lead: bytes) -> int:
    """How many bytes follow."""
    (length,) = _LENGTH.unpack(lead)
    return int(length)


def read_frame(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next form of a stream that is trusted; None at its end."""
    lead = stream.read(LENGTH_BYTES)
    if len(lead) < LENGTH_BYTES:
        return None
    form: dict[str, Any] = json.loads(stream.read(length_of(lead)))
    return form
