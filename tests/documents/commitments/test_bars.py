"""The bars that the commitments of five real plans must clear, and that none of their names is known to the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citycircle.documents.commitments
import citycircle.language
from citycircle.documents.reading import read
from citycircle.documents.writers.json import as_json

BARS = {
    "targets": 0.95, "target operator": 0.96, "target deadline": 0.95, "target period": 0.95, "target indicator": 0.95,
    "milestones": 0.85, "projects": 0.85, "project stage": 0.95,
}  # fmt: skip


@pytest.fixture(scope="module")
def figures(scorer, shared) -> dict[str, float]:
    tallies = {name: scorer.Tally() if name in scorer.TALLIES else scorer.Share() for name in scorer.ORDER}
    for path in sorted((shared / "plans" / "gold").glob("*.json")):
        answer = json.loads(json.dumps(as_json(read(path.parent.parent / f"{path.stem}.txt"))))
        scorer.score(json.loads(path.read_text("utf-8")), scorer.joined(answer), tallies, path.stem)
    return {name: tally.f1 for name, tally in tallies.items()}


@pytest.mark.shared
@pytest.mark.parametrize("figure", BARS)
def test_the_five_plans_clear_the_bar(figures, figure):
    assert figures[figure] >= BARS[figure]


@pytest.mark.shared
def test_no_name_of_the_five_plans_is_known_to_the_reader(shared):
    names = set()
    for path in (shared / "plans" / "gold").glob("*.json"):
        gold = json.loads(path.read_text("utf-8"))
        names |= {record["name"] for record in gold["projects"] if record["confidence"] == "high"}
        names |= {unit for unit in gold["org_units"] if len(unit) > 5}  # every city has a 发改委
    for package in (citycircle.documents.commitments, citycircle.language):
        for path in Path(package.__path__[0]).iterdir():
            if path.suffix in (".py", ".txt"):
                text = path.read_text("utf-8")
                assert not [name for name in names if name in text], path.name
