"""A restore while the service runs and somebody writes: every page answers, nothing is mixed, the chain holds."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest
from tests.crash.test_kill_9 import LOOK, SET_UP, WRITE
from tests.elsewhere import citycircle, finish, start

pytestmark = pytest.mark.slow

PREPARE = f"""
{SET_UP}
{WRITE}
from pathlib import Path
from citycircle.cli import service
from citycircle.records.keeping.backup import back_up
service.prepare_folder()
write("early")
back_up(Path(sys.argv[1]), at=datetime.now(UTC))
write("late")
"""

WRITE_ON = f"""
import django
django.setup()
{WRITE}
for number in range(100000):
    write(f"meanwhile-{{number}}")
    print(number, flush=True)
"""


class Reader(threading.Thread):
    """Somebody who opens pages one after the other and notes how each was answered."""

    def __init__(self, address):
        super().__init__(daemon=True)
        self.address, self.answers, self.stopped = address, [], threading.Event()

    def run(self):
        while not self.stopped.is_set():
            for page in ("/sign-in/", "/-/alive"):
                self.answers.append(answered(self.address + page))


def answered(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError as error:
        return str(error)


@pytest.fixture
def served(elsewhere, tmp_path):
    """The address of a running service with a backup beside it."""
    finish(start(elsewhere, "-c", PREPARE, tmp_path / "b.tar.gz"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bind = ("--bind", f"127.0.0.1:{port}", "--workers", "2", "--no-jobs")
    service = start(elsewhere, "-m", "citycircle.cli", "serve", *bind)
    address = f"http://127.0.0.1:{port}"
    late = time.monotonic() + 60
    while answered(f"{address}/-/alive") != 200:
        assert service.poll() is None, service.stderr.read()
        assert time.monotonic() < late
        time.sleep(0.1)
    yield address
    service.terminate()
    service.communicate(timeout=60)
    assert service.returncode == 0


def test_pages_answer_and_writers_go_on(elsewhere, served, tmp_path):
    writer = start(elsewhere, "-c", WRITE_ON)
    assert writer.stdout.readline()
    reader = Reader(served)
    reader.start()
    try:
        citycircle(elsewhere, "restore", tmp_path / "b.tar.gz", "--replace")
        until = time.monotonic() + 60
        before = len(reader.answers)
        while len(reader.answers) < before + 4 and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        reader.stopped.set()
        reader.join(timeout=60)
        writer.kill()
        writer.communicate()
    assert set(reader.answers) == {200}
    process = start(elsewhere, "-c", LOOK)
    out, err = process.communicate("state\n", timeout=60)
    after = json.loads(out or "{}")
    assert after.get("intact"), after.get("faults", err)
    assert "early" in after["hierarchies"]
    assert "late" not in after["hierarchies"]
