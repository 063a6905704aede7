"""The drawings in docs/reference/cases are those of the declarations."""

from datetime import date
from pathlib import Path

import pytest

from citycircle.core.machine_drawings import svg
from citycircle.domains.data_sharing.requests import data_request
from citycircle.mechanisms.cases.two_way import two_way_request

CASES = Path(__file__).parents[3] / "docs" / "reference" / "cases"
DAY = date(2026, 1, 1)
MACHINES = {"two_way_request": two_way_request(DAY).machine, "data_request": data_request(DAY).machine}


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize(("language", "ending"), [("zh", ".zh-CN.svg"), ("en", ".svg")])
def test_the_drawing_is_current(name, language, ending):
    """If this fails: citycircle case NAME --on 2025-08-01 --lang LANG --svg docs/reference/cases/NAME[.zh-CN].svg."""
    assert (CASES / f"{name}{ending}").read_text("utf-8") == svg(MACHINES[name], language)
