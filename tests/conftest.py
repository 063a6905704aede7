"""What every test may ask for."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

pytest_plugins = ["tests.left_out", "tests.region", "tests.elsewhere", "tests.parts_in_hand"]

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")

SHARED = Path(os.environ.get("CITYCIRCLE_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the five real plans, which exists beside the checkout only where the project is built."""
    if not (SHARED / "plans" / "score.py").exists():
        pytest.skip("the folder ../shared with the real plans is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def scorer(shared) -> ModuleType:
    """The program that scores a reading against the annotations made by hand."""
    spec = importlib.util.spec_from_file_location("score", shared / "plans" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a PostgreSQL server that tests may fill and empty."""
    address = os.environ.get("CITYCIRCLE_TEST_POSTGRES")
    if not address:
        pytest.skip("CITYCIRCLE_TEST_POSTGRES names no PostgreSQL server")
    return address


@pytest.fixture(scope="session")
def office() -> str:
    """The LibreOffice program, for looking at what we export."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("LibreOffice is not installed (see deploy/debian-packages.txt)")
    return program


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's Chromium, for the journeys."""
    program = shutil.which("chromium")
    if not program:
        pytest.skip("Chromium is not installed (see deploy/debian-packages.txt)")
    return program
