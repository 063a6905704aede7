"""What waits for whose step is on today's list and on a page, for the posts of the very city alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests.region import NOW

from citycircle.accounts.roles import Role
from citycircle.records.month.waiting import WAIT_FOR, parts_waiting, slips_waiting

pytestmark = pytest.mark.django_db
WHO = {"office": Role.OFFICE_REVIEWER, "supervision": Role.SUPERVISOR, "leaders": Role.LEADER}


def test_every_state_that_somebody_holds_waits_for_that_post():
    from citycircle.records.cases.standing import case_type

    before_parts, never_waits = {"drafted", "commenting", "settling"}, {"closed"}
    states = case_type("task", date(2026, 3, 1)).machine.states
    held = {role: {state.name for state in states if state.holder == side} for side, role in WHO.items()}
    assert {role: set(names) for role, names in WAIT_FOR.items()} == {
        role: names - before_parts - never_waits for role, names in held.items()
    }


@pytest.mark.parametrize(
    ("state", "role", "organisation"),
    [
        ("acknowledged", "filler", "lanchuan_edu"),
        ("acknowledged", "organisation_head", "lanchuan_edu"),
        ("coordinating", "office_reviewer", "lanchuan_drc"),
        ("extension_asked", "supervisor", "lanchuan_drc"),
        ("extension_deciding", "leader", "lanchuan"),
    ],
)
def test_a_part_waits_for_one_post_of_its_own_city(part, somebody, enter, *, state, role, organisation):
    made = part("lanchuan_edu", state=state)
    other = part("heyang_drc", number=2, state=state)
    person, viewer = somebody("ren", role, organisation)
    assert list(parts_waiting(viewer)) == [made]
    client = enter(person)
    assert "待您办理的任务" in client.get("/").content.decode()
    page = client.get("/parts/waiting/").content.decode()
    assert f"/parts/{made.pk}" in page
    assert f"/parts/{other.pk}" not in page
    strangers = {"filler": "lanchuan_drc", "organisation_head": "lanchuan_drc"}
    _, stranger = somebody("mo", role, strangers.get(role, "heyang_drc" if role != "leader" else "heyang"))
    assert made not in parts_waiting(stranger)


def test_a_slip_waits_for_the_office_then_for_its_leader_and_then_for_nobody(part, somebody):
    from citycircle.records.month.models import CorrectionSlip, Entry

    part("lanchuan_edu", "50")
    slip = CorrectionSlip.objects.create(
        entry=Entry.objects.get(), new_words="40", reason="多报", asked_at=NOW, effects=[]
    )
    _, office = somebody("ban", "office_reviewer", "lanchuan_drc")
    _, leader = somebody("ling", "leader", "lanchuan")
    _, stranger = somebody("he", "office_reviewer", "heyang_drc")
    assert (list(slips_waiting(office)), list(slips_waiting(leader)), list(slips_waiting(stranger))) == ([slip], [], [])
    CorrectionSlip.objects.update(effects=[{"zh": "合计由50改为40", "en": "total 50 becomes 40"}])
    assert (list(slips_waiting(office)), list(slips_waiting(leader))) == ([], [slip])
    CorrectionSlip.objects.update(decision="signed")
    assert not slips_waiting(leader)
