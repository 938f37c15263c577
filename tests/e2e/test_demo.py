"""The demo in a terminal, as somebody sits before it."""

import os
import pty
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

# `pullquote run` with the terminal it is given as its own, so that Ctrl-C reaches it.
RUN = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from bot.__main__ import main
main()
"""


@pytest.mark.parametrize("ending", [b"\x03", b"\x04", b"\n"], ids=["Ctrl-C", "Ctrl-D", "an empty line"])
def test_demo_answers_until_it_is_ended_once(tmp_path: Path, ending: bytes) -> None:
    """In a terminal one may ask on; Ctrl-C, Ctrl-D or an empty line, once, ends the demo with exit code 0."""
    near, far = pty.openpty()
    demo = subprocess.Popen(
        [sys.executable, "-c", RUN, "run"],
        stdin=far,
        stdout=far,
        stderr=far,
        cwd=tmp_path,
        start_new_session=True,
    )
    os.close(far)
    try:
        read_until(near, b"an empty line ends.\r\n\r\n? ")
        os.write(near, b"Which permissions does the bot need?\n")
        assert b"Read Message History" in read_until(near, b"\r\n\r\n? ")
        assert end(demo, near, ending) == 0
    finally:
        demo.kill()
        demo.wait()
        os.close(near)


def end(demo: subprocess.Popen[bytes], terminal: int, ending: bytes) -> int:
    """Press the key that ends it; returns the exit code.

    Python loses a Ctrl-C in the instant between showing a prompt and reading, which a program hits
    and a person does not, so after a while it is pressed again. One that is ignored for another
    reason would end the second time with another exit code.
    """
    for _ in range(3):
        os.write(terminal, ending)
        with suppress(subprocess.TimeoutExpired):
            return demo.wait(10)
    return demo.wait(10)


def read_until(terminal: int, end: bytes) -> bytes:
    """What the terminal shows up to these signs."""
    shown = b""
    while not shown.endswith(end):
        assert select.select([terminal], [], [], 60)[0], shown
        shown += os.read(terminal, 10_000)
    return shown
