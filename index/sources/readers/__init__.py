"""Readers of bytes from outside, in processes of their own: the adapter of the port ``Readers``.

A hostile file can hang, abort or fill every parser there is, so none is called in the process that
answers questions. A few workers (``python -m index.sources.readers``) are started when they are needed
and kept warm; each reads one file at a time, with limits on its memory, time and reach. One that
oversteps is killed and another takes its place. Nothing is pickled, and what a worker says is bounded
in size and checked field by field (``_forms``), since one that has read a hostile file may say anything.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.sources.readers._processes import Limits, ReaderProcesses

__all__ = ["Limits", "ReaderProcesses"]


def __getattr__(name: str) -> object:
    """Only who asks for the adapter imports asyncio with it: a worker, which begins here too, does not."""
    if name in __all__:
        from index.sources.readers import _processes  # noqa: PLC0415  # see above

        return getattr(_processes, name)
    raise AttributeError(name)
