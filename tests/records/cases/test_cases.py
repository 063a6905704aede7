"""Cases in the office's memory: the kernel replays them, and no side acts for the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.region import NOW


@pytest.fixture
def people(somebody):
    return {
        "lanchuan": somebody("lan", "office_reviewer", "lanchuan")[1],
        "heyang": somebody("he", "office_reviewer", "heyang")[1],
        "office": somebody("ting", "office_reviewer", "office")[1],
    }


@pytest.fixture
def opened(region, people):
    from citycircle.accounts.actions.base import carry_out
    from citycircle.records.cases.actions import OpenCase

    parties = {"proposer": region["lanchuan"], "counterpart": region["heyang"], "coordinator": region["office"]}
    facts = {"matter": "望汀大桥北岸接线未列入计划", "basis": "三年行动方案第2条", "wished_date": "2026-12-31"}
    action = OpenCase(
        kind="two_way_request", about="望汀大桥接线", opener=region["lanchuan"], other=region["heyang"],
        parties=parties, facts=facts,
    )  # fmt: skip
    return carry_out(action, by=people["lanchuan"], at=NOW)


def take(record, step, role, acting, by, *, days=1, **data):
    from citycircle.accounts.actions.base import carry_out
    from citycircle.records.cases.actions import TakeStep

    action = TakeStep(case=record, seen=record.version, step=step, role=role, acting=acting, data=data)
    return carry_out(action, by=by, at=NOW + timedelta(days=days))


def test_a_case_stands_where_its_events_lead(region, people, opened):
    from citycircle.records.cases.standing import standing_in_names

    assert (opened.state, opened.holder, opened.due.isoformat()) == ("sent", region["heyang"], "2026-03-04")
    record = take(opened, "acknowledge", "counterpart", region["heyang"], people["heyang"])
    record = take(
        record, "accept", "counterpart", region["heyang"], people["heyang"], days=2,
        wording="同步列入本市计划", agreed_date="2026-11-30",
    )  # fmt: skip
    assert (record.state, record.holder, record.due.isoformat(), record.version) == (
        "doing", region["heyang"], "2026-11-30", 3,
    )  # fmt: skip
    case = standing_in_names(record)
    assert case.holder == "禾阳市"
    assert case.time_in_hand(NOW + timedelta(days=2))["禾阳市"] == timedelta(days=2)


def test_nobody_takes_the_step_of_the_other_side(region, people, opened):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.mechanisms.cases.case import NotThisOrganisation

    with pytest.raises(NotAllowed):
        take(opened, "acknowledge", "counterpart", region["heyang"], people["lanchuan"])
    with pytest.raises(NotAllowed):
        take(opened, "acknowledge", "counterpart", region["heyang"], people["office"])
    with pytest.raises(NotThisOrganisation):
        take(opened, "acknowledge", "counterpart", region["lanchuan"], people["lanchuan"])
    opened.refresh_from_db()
    assert (opened.state, opened.version) == ("sent", 1)


def test_a_step_from_an_old_page_is_refused(region, people, opened):
    from citycircle.records.cases.actions import CaseMovedOn

    take(opened, "acknowledge", "counterpart", region["heyang"], people["heyang"])
    opened.version = 1
    with pytest.raises(CaseMovedOn):
        take(opened, "counter", "counterpart", region["heyang"], people["heyang"], wording="改为2027年")


def test_whoever_has_to_act_next_is_told(region, people, opened):
    from citycircle.records.notices.models import Notice

    assert list(Notice.objects.values_list("person__sign_in_name", "subject_zh")) == [("he", "请办理：望汀大桥接线")]


def test_a_kind_that_nobody_offers_is_refused_with_those_there_are(region, people):
    from citycircle.accounts.actions.base import carry_out
    from citycircle.records.cases.actions import OpenCase
    from citycircle.records.cases.standing import NoSuchCaseType

    action = OpenCase(kind="wish", about="", opener=region["lanchuan"], other=None, parties={}, facts={})
    with pytest.raises(NoSuchCaseType, match="two_way_request"):
        carry_out(action, by=people["lanchuan"], at=NOW)
