"""What a worker does to itself before it reads: limits, no network, and an end when its parent ends.

The kernel holds what it can: address space, processor time, files written (none), and on Linux a network
of its own with nothing in it, where that is allowed. An audit hook (PEP 578) refuses in Python what no
reader has to do, on every system. Where a limit is not to be had (Windows has no ``resource``), the
parent's clock still ends what takes too long.
"""

import ctypes
import math
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_MAX_OPEN_FILES = 64
# linux/prctl.h and linux/sched.h
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_REFUSED_PREFIXES = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.",
    "webbrowser.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "os.chmod",
    "os.chown",
    "os.kill",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "os.utime",
    "shutil.",
    "tempfile.",
    "ctypes.dlopen",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_is_reading = False


class Forbidden(PermissionError):
    """A library tried to reach out, to write or to start something while it was reading."""


def confine(max_memory_bytes: int) -> None:
    """Limit this process for good; libraries may still be imported afterwards."""
    _die_with_parent()
    _leave_network()
    if resource is not None:
        _limit(resource.RLIMIT_AS, max_memory_bytes)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_NOFILE, _MAX_OPEN_FILES)
    sys.addaudithook(_refuse)


@contextmanager
def reading(cpu_s: float, wall_s: float) -> Iterator[None]:
    """While a file is read: nothing but reading, and an end to it even if the parent is no more."""
    global _is_reading  # noqa: PLW0603  # an audit hook has no other way to know
    _set_alarm(cpu_s, wall_s)
    _is_reading = True
    try:
        yield
    finally:
        _is_reading = False
        _set_alarm(None, 0)


def memory_bytes() -> int:
    """What this process holds now; 0 where that cannot be told."""
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123  # a path object would import more
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux
        pass
    if resource is None:
        return 0
    # The most that it ever held, in bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if not _is_reading:
        return
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(sign in mode for sign in "wax+")
        if writes or (isinstance(flags, int) and flags & _WRITING):
            raise Forbidden("a reader writes no files")
    elif event.startswith(_REFUSED_PREFIXES):
        raise Forbidden(f"a reader does not call {event}")


def _limit(which: int, value: int) -> None:
    """Lower a limit; a host may have set it lower already."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with suppress(OSError, ValueError):  # macOS knows some only by name
        resource.setrlimit(which, (value, value))


def _set_alarm(cpu_s: float | None, wall_s: float) -> None:
    """SIGXCPU after so much processor time from now, SIGALRM after so much time; both end the process."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard
    if cpu_s is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = math.ceil(used.ru_utime + used.ru_stime + cpu_s)
        soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    signal.setitimer(signal.ITIMER_REAL, wall_s)


def _die_with_parent() -> None:
    """On Linux at once; elsewhere at the end of the pipe, or of the time for a file."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended meanwhile
        raise SystemExit


def _leave_network() -> None:
    """Into a network with no way out; many containers do not allow it, and then the hook has to do."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) != 0 and os.geteuid() != 0:
        # Root in a namespace of users would lose files that are not root's.
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
