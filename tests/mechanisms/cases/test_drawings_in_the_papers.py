"""The drawings in docs/reference/cases are those of the declarations."""

from datetime import date
from pathlib import Path

import pytest

from citycircle.core.machine_drawings import mermaid, svg
from citycircle.domains.data_sharing.requests import data_request
from citycircle.mechanisms.cases.two_way import two_way_request
from citycircle.mechanisms.orders.order import order
from citycircle.mechanisms.reports.report import monthly_report
from citycircle.mechanisms.tasks.task import task

CASES = Path(__file__).parents[3] / "docs" / "reference" / "cases"
DAY = date(2026, 1, 1)
MACHINES = {
    "two_way_request": two_way_request(DAY).machine,
    "data_request": data_request(DAY).machine,
    "task": task(DAY).machine,
    "monthly_report": monthly_report(DAY).machine,
    "order": order(DAY).machine,
}


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize(("language", "ending"), [("zh", ".zh-CN.svg"), ("en", ".svg")])
def test_the_drawing_is_current(name, language, ending):
    """If this fails: citycircle case NAME --on 2025-08-01 --lang LANG --svg docs/reference/cases/NAME[.zh-CN].svg."""
    assert (CASES / f"{name}{ending}").read_text("utf-8") == svg(MACHINES[name], language)


@pytest.mark.parametrize("name", ["task", "monthly_report", "order"])
@pytest.mark.parametrize(("language", "ending"), [("zh", ".zh-CN.mmd"), ("en", ".mmd")])
def test_the_drawing_as_text_is_current(name, language, ending):
    """If this fails: citycircle case NAME --on 2026-01-01 --lang LANG --mermaid > (this file)."""
    assert (CASES / f"{name}{ending}").read_text("utf-8") == mermaid(MACHINES[name], language)
