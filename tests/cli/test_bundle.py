"""The offline package: made here, installed where there is no network, tried as a visitor would."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.without_network import offline

from citycircle.cli import bundle
from citycircle.cli.dispatch import main

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / bundle.LOCK).read_text("utf-8")


@pytest.mark.parametrize("machine", bundle.MACHINES)
def test_what_runs_is_pinned_with_hashes_and_nothing_else(machine):
    wanted = bundle.needed(LOCK, machine, "3.11")
    names = {line.partition("==")[0] for line in wanted.splitlines() if not line.startswith(" ")}
    assert {"django", "gunicorn", "psycopg-binary", "lxml", "duckdb"} <= names
    assert not names & {"colorama", "pytest", "mypy", "playwright"}
    assert wanted.count("--hash=sha256:") >= len(names)
    assert ";" not in wanted


def test_every_requirement_is_pinned_as_in_the_lock_of_the_tests():
    ours = dict(_pins(LOCK))
    tested = dict(_pins((ROOT / "requirements.lock").read_text("utf-8")))
    assert ours
    assert ours == {name: tested[name] for name in ours}


def _pins(lock):
    for line in lock.splitlines():
        if line and line[0] not in " #":
            name, _, version = line.split(" ")[0].partition("==")
            yield name, version


def test_outside_a_copy_of_the_repository_it_says_so(tmp_path, capsys):
    assert main(["bundle", "--source", str(tmp_path), "--lang", "en"]) == 1
    assert "is no copy of the repository" in capsys.readouterr().err


def test_the_same_parts_give_the_same_bytes(tmp_path):
    folder = tmp_path / "parts"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels/a.whl").write_bytes(b"a")
    (folder / "install.sh").write_bytes(b"b")
    for name in ("one.tar", "two.tar"):
        bundle.pack(folder, tmp_path / name)
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    with tarfile.open(tmp_path / "one.tar") as archive:
        assert archive.getmember("parts/install.sh").mode == 0o755


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The package for this kind of machine, unpacked; made once."""
    probe = ["-m", "pip", "--retries", "0", "--timeout", "10", "download", "--no-deps", "--quiet", "segno"]
    folder = tmp_path_factory.mktemp("bundle")
    if subprocess.run([sys.executable, *probe, "-d", folder / "probe"], capture_output=True, check=False).returncode:
        pytest.skip("no package index is reachable, so no offline package can be made here")
    if platform.machine() not in bundle.MACHINES:
        pytest.skip(f"offline packages are not made for {platform.machine()}")
    assert main(["bundle", "--source", str(ROOT), "--out", str(folder), "--machine", platform.machine()]) == 0
    (packed,) = folder.glob("*.tar")
    digest = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert (folder / f"{packed.name}.sha256").read_text() == f"{digest}  {packed.name}\n"
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / packed.stem


@pytest.mark.slow
def test_16_a_machine_without_a_network_installs_and_serves(package, tmp_path):
    installed = offline("sh", package / "install.sh", tmp_path / "env", folder=tmp_path, PYTHON=sys.executable)
    assert installed.returncode == 0, installed.stderr
    program = tmp_path / "env/bin/citycircle"
    version = offline(program, "--version", folder=tmp_path)
    assert version.stdout.strip() == bundle.__version__
    served = offline(program, "--lang", "en", "demo", "--check", folder=tmp_path)
    assert "The demo runs" in served.stdout, served.stdout + served.stderr


@pytest.mark.slow
def test_an_altered_package_is_refused(package, tmp_path):
    (package / "nginx.conf").write_bytes(b"altered")
    refused = offline("sh", package / "install.sh", tmp_path / "env", folder=tmp_path, PYTHON=sys.executable)
    assert refused.returncode != 0
    assert "nothing was installed" in refused.stderr
    assert not (tmp_path / "env").exists()
