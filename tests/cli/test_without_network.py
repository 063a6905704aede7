"""Everything that a machine without a network does: read a plan, serve the demo, back up, restore, upgrade."""

from __future__ import annotations

import json
import sys

import pytest
from tests.without_network import namespace, offline

pytestmark = pytest.mark.slow


@pytest.fixture
def run(tmp_path):
    def citycircle(*words, data="data"):
        ran = offline(
            sys.executable, "-m", "citycircle.cli", "--lang", "en", *words,
            folder=tmp_path, CITYCIRCLE_DATA=str(tmp_path / data), CITYCIRCLE_DATABASE_URL="",
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    return citycircle


def test_there_really_is_no_network(tmp_path):
    """203.0.113.0/24 is kept for examples (RFC 5737); where a network exists the answer is a time-out, not this."""
    program = "import socket; socket.create_connection(('203.0.113.1', 80), timeout=5)"
    ran = offline(sys.executable, "-c", program, folder=tmp_path)
    assert "unreachable" in ran.stderr or "no network in this test" in ran.stderr, ran.stderr
    if namespace():
        assert "OSError" in ran.stderr


def test_16_the_demo_is_served_backed_up_restored_and_upgraded_without_a_network(run, tmp_path):
    assert "The demo runs" in run("demo", "--data", "demo", "--check")
    assert "Backed up" in run("backup", "b.tar.gz", data="demo")
    assert "audit chain intact" in run("restore", "b.tar.gz", data="other")
    assert "audit chain intact" in run("upgrade", data="other")
    verdict = json.loads(run("audit", "verify", "--json", data="other"))
    assert verdict["intact"]
    assert verdict["lines"] > 100


def test_a_plan_is_read_without_a_network(run, tmp_path):
    run("sample", "documents")
    read = json.loads(run("read", "documents/汀河都市圈建设三年行动方案.txt", "--format", "json", "--out", "tables"))
    assert read["tasks"]
    assert list((tmp_path / "tables").iterdir())
