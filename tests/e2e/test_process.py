"""The bot as a process of its own, before a Discord on this machine that is out of order."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

TOKEN = "bXktc2VjcmV0.c2VjcmV0.dG9rZW4"  # noqa: S105 - of nobody
# What `pullquote run` does, but for where Discord is.
RUN = """
import sys
import discord.http
discord.http.Route.BASE = sys.argv.pop(1)
from bot.__main__ import main
main()
"""

Start = Callable[..., subprocess.Popen[str]]


class BrokenDiscord(ThreadingHTTPServer):
    """Answers every request in the same way, or with ``answer`` None not at all."""

    answer: tuple[int, str] | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked, self.over = threading.Event(), threading.Event()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, BrokenDiscord)
        server.asked.set()
        if server.answer is None:
            server.over.wait()
            return
        status, body = server.answer
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def broken() -> Iterator[BrokenDiscord]:
    server = BrokenDiscord()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def start(broken: BrokenDiscord, tmp_path: Path) -> Iterator[Start]:
    """Start the bot with these settings."""
    started: list[subprocess.Popen[str]] = []

    def start(**more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", RUN, f"http://127.0.0.1:{broken.server_port}", "run", "--discord"]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=os.environ | {"DISCORD_TOKEN": TOKEN} | more,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("answer", [(403, "{}"), (503, "{}"), (200, "{}")], ids=["403", "503", "nonsense"])
def test_no_error_tells_the_token(
    broken: BrokenDiscord, start: Start, answer: tuple[int, str], log_format: str
) -> None:
    """Whatever Discord answers at login, the log has the traceback, and no part of the token."""
    broken.answer = answer
    process = start(PULLQUOTE_LOG_FORMAT=log_format, PULLQUOTE_LOG_LEVEL="debug")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" in err
    assert "Error: Something went wrong on our side" in err.splitlines()[-1]
    assert all(part not in out + err for part in TOKEN.split("."))
    assert "locals" not in err
    if log_format == "json":
        assert all(json.loads(line) for line in err.splitlines()[:-1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_during_login_ends_cleanly(broken: BrokenDiscord, start: Start, number: signal.Signals) -> None:
    """A service that is stopped while Discord does not answer ends at once, with exit code 0 and no error."""
    process = start()
    assert broken.asked.wait(60)
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert "rror" not in err
    assert "voice" not in err  # which the bot has no use for
