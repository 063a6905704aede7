"""What a stranger installs: the wheel, in an environment that holds nothing but what reading needs."""

import json
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from citycircle.demo.documents import REGIONAL_PLAN, write_documents

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def needed(name, seen):
    """The distributions that one needs, by their own declarations, without extras."""
    key = name.lower().replace("_", "-")
    if key in seen:
        return
    seen[key] = metadata.distribution(name)
    for text in seen[key].requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed(requirement.name, seen)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def stranger(wheel, tmp_path_factory):
    """A Python in an environment of its own: the wheel and what it requires, copied from here without a network."""
    folder = tmp_path_factory.mktemp("stranger")
    venv.create(folder / "env", with_pip=False)
    site = next((folder / "env").glob("lib/python*/site-packages"))
    seen = {}
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
        declared = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        requires = metadata.PathDistribution(zipfile.Path(wheel, declared.split("/")[0] + "/")).requires
    for text in requires:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed(requirement.name, seen)
    for distribution in seen.values():
        for file in distribution.files or ():
            source = Path(file.locate())
            if ".." not in file.parts and source.is_file() and "__pycache__" not in file.parts:
                target = site / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(source)
    return folder / "env/bin/python"


def run(python, *words, cwd):
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        [python, "-m", "citycircle", *words], cwd=cwd, env=environment, capture_output=True, check=False
    )


def test_the_wheel_carries_what_it_needs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "citycircle/py.typed",
        "citycircle/documents/writers/reading-1.schema.json",
        "citycircle/demo/plans/regional_three_year_plan.txt",
    ):
        assert wanted in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/", "bench/"))]


def test_a_stranger_reads_a_plan(stranger, tmp_path):
    write_documents(tmp_path)
    ran = run(stranger, "read", REGIONAL_PLAN, "--format", "json", "--out", "out", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr.decode()
    assert len(json.loads(ran.stdout)["tasks"]) == 34
    assert len(list((tmp_path / "out").iterdir())) == 7


def test_every_kind_of_document_is_read(stranger, tmp_path):
    for path in write_documents(tmp_path)[:4]:
        ran = run(stranger, "read", path.name, "--format", "json", cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr.decode()
        assert len(json.loads(ran.stdout)["tasks"]) >= 10, path.name


def test_the_stranger_has_no_web_server(stranger, tmp_path):
    for package in ("django", "gunicorn", "duckdb", "pyarrow", "pytest"):
        ran = subprocess.run([stranger, "-c", f"import {package}"], cwd=tmp_path, capture_output=True, check=False)
        assert b"ModuleNotFoundError" in ran.stderr, package


def test_help_lists_every_verb_there_too(stranger, tmp_path):
    ran = run(stranger, "--lang", "en", "--help", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr.decode()
    assert "read" in ran.stdout.decode()
    assert "rule" in ran.stdout.decode()


def test_a_verb_of_the_service_says_what_is_missing(stranger, tmp_path):
    ran = run(stranger, "--lang", "en", "check", cwd=tmp_path)
    assert ran.returncode in {1, 2}
    assert b"Traceback" not in ran.stderr
