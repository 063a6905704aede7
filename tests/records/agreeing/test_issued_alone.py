"""Issuing without a comment round, papers of an old plan, and the way from a cell of a version to its words."""

from __future__ import annotations

import pytest
from tests.records.agreeing.test_pages import as_, body  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("data_folder")
def test_who_asks_nobody_says_why_and_a_plan_of_years_ago_is_printed(as_, plan):  # noqa: F811
    office, given = as_("shenyi"), {"issued_on": "2019-01-24"}
    assert "不征求意见的理由" in body(office.get(f"/plans/{plan.pk}/issue"))
    assert office.post(f"/plans/{plan.pk}/issue", given).status_code == 422
    assert not plan.baselines.exists()
    office.post(f"/plans/{plan.pk}/issue", given | {"reason": "联络员会议已通过"})
    version = plan.baselines.get()
    page = body(office.get(f"/baselines/{version.pk}"))
    assert "未征求意见" in page
    assert "联络员会议已通过" in page
    for kind in ("docx", "xlsx"):
        assert office.get(f"/baselines/{version.pk}?format={kind}").status_code == 200
    task = plan.tasks.first()
    assert f"/tasks/{task.pk}/?cell=lead#original-head" in page
    assert office.get(f"/tasks/{task.pk}/?cell=lead").status_code == 200


def test_after_a_round_nobody_is_asked_for_such_a_reason(as_, opened, plan):  # noqa: F811
    assert "不征求意见的理由" not in body(as_("shenyi").get(f"/plans/{plan.pk}/issue"))
