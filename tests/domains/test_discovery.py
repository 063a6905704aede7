"""A domain is found by looking: a copied folder, or a distribution's entry point, and nothing else is edited."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import citycircle
from citycircle.domains.discovery import NoSuchRule, find_domains, find_rule

HOME = Path(citycircle.__file__).parent
ENVIRONMENT = HOME / "domains" / "environment"
ENTRY_POINT = "[citycircle.domains]\nweather = yunze_rules.weather:DOMAIN\n"


def citycircle_command(path: Path, *words: str) -> str:
    """Run the command line in a process of its own that sees only this path."""
    code = "import sys; from citycircle.cli.dispatch import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": str(path), "CITYCIRCLE_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_copied_folder_is_a_domain(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "web", "locale")
    shutil.copytree(HOME, tmp_path / "citycircle", ignore=ignored)
    shutil.copytree(ENVIRONMENT, tmp_path / "citycircle" / "domains" / "weather", ignore=ignored)
    listed = [line.split()[0] for line in citycircle_command(tmp_path, "rules").splitlines()]
    assert "weather.air.sub_index" in listed
    assert "environment.air.sub_index" in listed
    answer = citycircle_command(
        tmp_path, "rule", "weather.air.sub_index", "--on", "2026-03-01", "--sentence",
        "pollutant=pm25", "period=day", "concentration=60",
    )  # fmt: skip
    assert answer == "PM2.5, 24-hour mean 60 µg/m³: sub-index 100, good.\n"
    audited = citycircle_command(tmp_path, "rules", "--audit", "weather")
    assert "weather.air.sub_index: complete" in audited.splitlines()


def test_another_distribution_offers_a_domain(tmp_path: Path) -> None:
    package = tmp_path / "yunze_rules"
    package.mkdir()
    (package / "__init__.py").touch()
    shutil.copytree(ENVIRONMENT, package / "weather", ignore=shutil.ignore_patterns("__pycache__"))
    metadata = tmp_path / "yunze_rules-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: yunze-rules\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(ENTRY_POINT, encoding="utf-8")
    listed = citycircle_command(tmp_path, "rules")
    assert "weather.air.daily_index" in listed
    shown = citycircle_command(tmp_path, "rule", "weather.air.sub_index", "--example", "co-2.2-is-55")
    assert "sub-index 55" in shown


def test_a_rule_is_found_by_its_whole_name_and_a_near_one_is_proposed() -> None:
    assert find_rule("environment.air.sub_index").name == "environment.air.sub_index"
    with pytest.raises(NoSuchRule) as caught:
        find_rule("air.sub_index")
    assert "environment.air.sub_index" in caught.value.say("en")


def test_domains_stand_in_their_own_folders() -> None:
    for slug, domain in find_domains().items():
        assert domain.slug == slug
        assert all(rule.name.startswith(f"{slug}.") for rule in domain.rules)
