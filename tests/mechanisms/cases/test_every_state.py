"""Every state of every kind of case is reached by events, and explains itself in both languages."""

from collections import deque
from datetime import date, datetime, timedelta

import pytest

from citycircle.core.errors import CityCircleError
from citycircle.core.workdays import national
from citycircle.domains.data_sharing.requests import REQUIRED, data_request
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.replay import happen, replay
from citycircle.mechanisms.cases.sentences import sentence
from citycircle.mechanisms.cases.two_way import two_way_request

START = "2026-03-02T09:00:00+08:00"
TWO_WAY = {"matter": "省际公交", "basis": "工作要点", "wished_date": "2026-12-31"}
DATA = {**dict.fromkeys(REQUIRED, "有"), "attribute": "conditional", "requester_place": "990100"}
KINDS = [
    (two_way_request(date(2026, 3, 2)), [TWO_WAY]),
    (
        data_request(date(2026, 3, 2)),
        [{**DATA, "provider_place": "990200"}, {**DATA, "provider_place": "990100"}],
    ),
]


def filed(kind, facts):
    parties = {role: f"{role}单位" for role in kind.parties}
    return replay(
        kind,
        [Event("file", START, parties[kind.opener], kind.opener, {"parties": parties, "facts": facts})],
        national(),
    )


def after(case, step, role, hours):
    given = {
        **dict.fromkeys(case.kind.machine.papers, "有"),
        "term": "5 workday",
        "papers": ["依据"],
        "organisation": "上级",
    }
    if "agreed_date" in given:
        given["agreed_date"] = "2026-12-01"
    at = (case.at + timedelta(hours=hours)).isoformat()
    try:
        return happen(case, Event(step, at, case.parties.get(role, ""), role, given))
    except CityCircleError:
        return None


def reached(kind, facts):
    """Walk every way through the machine, each step soon and late."""
    found = {}
    waiting = deque([filed(kind, facts)])
    while waiting:
        case = waiting.popleft()
        known = (case.state, case.pause is not None, any(event.kind == "deliver" for event in case.events))
        if known in found:
            continue
        found[known] = case
        for step in case.may_now():
            for role in step.roles:
                for hours in (1, 24 * 40):
                    if (further := after(case, step.name, role, hours)) and further.at.year == 2026:
                        waiting.append(further)
    return found


@pytest.mark.parametrize(("kind", "facts"), KINDS, ids=[kind.name for kind, _ in KINDS])
def test_every_state_is_reached_and_explains_itself(kind, facts):
    found = {}
    for one in facts:
        found |= reached(kind, one)
    assert {state for state, *_ in found} == {state.name for state in kind.machine.states}
    now = datetime.fromisoformat("2026-12-31T09:00:00+08:00")
    for case in found.values():
        for language in ("zh", "en"):
            words = sentence(case, now, language)
            assert case.here.title.say(language) in words
            assert case.closed or case.holder in words
            assert "{" not in words
