"""The five real plans, scored against annotations made by hand; they never enter the project."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from citycircle.documents.reading import read
from citycircle.documents.writers import json as answers

pytestmark = pytest.mark.shared

BARS = {
    "document": 0.95,
    "sections": 0.98,
    "tasks": 1.0,
    "task text": 0.99,
    "lead units": 1.0,
    "responsible units": 0.99,
    "subitems": 1.0,
    "targets": 0.95,
    "target operator": 0.96,
    "target deadline": 0.95,
    "target period": 0.95,
    "target indicator": 0.95,
    "milestones": 0.85,
    "projects": 0.85,
    "project stage": 0.95,
}


@pytest.fixture(scope="module")
def figures(scorer: ModuleType, shared: Path) -> dict[str, object]:
    tallied: dict[str, object] = {
        name: scorer.Tally() if name in scorer.TALLIES else scorer.Share() for name in scorer.ORDER
    }
    for gold in sorted((shared / "plans" / "gold").glob("*.json")):
        reading = json.loads(answers.write(read(shared / "plans" / f"{gold.stem}.txt")))
        scorer.score(json.loads(gold.read_text("utf-8")), scorer.joined(reading), tallied, gold.stem)
    return tallied


@pytest.mark.parametrize("name", BARS)
def test_the_bar_is_held(name: str, figures: dict[str, object]) -> None:
    figure = figures[name]
    assert figure.f1 >= BARS[name], "\n".join(figure.notes)  # type: ignore[attr-defined]  # the scorer has no types


def test_every_word_is_accounted_for(shared: Path) -> None:
    for path in sorted((shared / "plans").glob("*.txt")):
        assert read(path).coverage.unread == ()
