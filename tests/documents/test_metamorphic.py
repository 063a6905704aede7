"""A plan rewritten without changing what it says is read the same, to within one point of every figure."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
from tests.documents import metamorphic as rewrites

from citycircle.documents.reading import read
from citycircle.documents.repair.mend import mend
from citycircle.documents.writers.json import as_json

ONE_POINT = 0.01


@pytest.fixture(scope="session")
def cases(shared) -> dict:
    """The plans as found; one damaged character by character is mended first, so that rewrites find words."""
    found = {}
    for path in sorted((shared / "plans").glob("*.txt")):
        text = path.read_text("utf-8")
        mended = mend(text)
        damaged = sum(repair.kind == "pinyin" for repair in mended.repairs) > 100
        gold = json.loads((shared / "plans" / "gold" / f"{path.stem}.json").read_text("utf-8"))
        found[path.stem] = rewrites.Case(mended.text if damaged else text, gold)
    return found


def figures(scorer: ModuleType, cases: dict) -> dict[str, float]:
    tallies = {name: scorer.Tally() if name in scorer.TALLIES else scorer.Share() for name in scorer.ORDER}
    for name, case in cases.items():
        answer = json.loads(json.dumps(as_json(read(case.text.encode(), name=f"{name}.txt"))))
        scorer.score(case.gold, scorer.joined(answer), tallies, name)
    return {name: tally.f1 for name, tally in tallies.items()}


@pytest.fixture(scope="session")
def as_found(scorer, cases) -> dict[str, float]:
    return figures(scorer, cases)


@pytest.mark.shared
@pytest.mark.parametrize("rewrite", rewrites.REWRITES)
def test_a_rewritten_plan_is_read_the_same(scorer, cases, as_found, rewrite):
    rewritten = {name: rewrites.REWRITES[rewrite](case) for name, case in cases.items()}
    assert any(rewritten[name].text != case.text for name, case in cases.items()), "the rewrite changes nothing"
    lost = {
        name: (round(as_found[name], 3), round(figure, 3))
        for name, figure in figures(scorer, rewritten).items()
        if figure < as_found[name] - ONE_POINT
    }
    assert not lost
