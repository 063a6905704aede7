"""Expected reports follow duties with their dates, so a reorganisation makes no ghosts."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from citycircle.core.organisations import Organisation, Register
from citycircle.mechanisms.reports.expected import Duty, Node, expected_reports

TRANSPORT, PLANNING, MERGED = "990100-T", "990100-P", "990100-U"
LOST = "990100-X"
REGISTER = Register(
    [
        Organisation(TRANSPORT, "澜川市交通运输局", "department", valid_to=date(2026, 9, 30), successor=MERGED),
        Organisation(PLANNING, "澜川市规划局", "department", valid_to=date(2026, 9, 30), successor=MERGED),
        Organisation(MERGED, "澜川市城乡交通局", "department", valid_from=date(2026, 10, 1)),
        Organisation(LOST, "澜川市临时指挥部", "office", valid_to=date(2026, 6, 30)),
    ]
)
START = date(2026, 1, 5)


def expected(*duties, month="2026-11", due=date(2026, 11, 28)):
    return expected_reports(duties, month, due, REGISTER)


def asked(*duties, **when):
    return [(each.organisation, each.task) for each in expected(*duties, **when).expected]


def test_an_organisation_reports_under_its_own_name_while_it_exists_and_its_heir_afterwards():
    duty = Duty("12", TRANSPORT, START)
    assert asked(duty, month="2026-08", due=date(2026, 8, 28)) == [(TRANSPORT, "12")]
    assert asked(duty, month="2026-09", due=date(2026, 9, 28)) == [(TRANSPORT, "12")]
    assert asked(duty, month="2026-10", due=date(2026, 10, 28)) == [(MERGED, "12")]


def test_two_duties_that_fall_together_in_one_heir_are_one_report_that_names_both():
    found = expected(Duty("12", TRANSPORT, START), Duty("12", PLANNING, START), Duty("13", PLANNING, START)).expected
    assert [(each.organisation, each.task, each.owed_by) for each in found] == [
        (MERGED, "12", (TRANSPORT, PLANNING)),
        (MERGED, "13", (PLANNING,)),
    ]


def test_an_organisation_without_an_heir_is_put_before_the_office_and_never_chased():
    month = expected(Duty("12", LOST, START), Duty("13", "990100-moon", START))
    assert month.expected == ()
    assert [each.duty.task for each in month.undecided] == ["12", "13"]
    assert "临时指挥部" in month.undecided[0].reason.zh
    assert "990100-moon" in month.undecided[1].reason.en


def test_acceptance_4_a_completed_task_never_asks_again():
    duty = Duty("12", MERGED, START, finished=date(2026, 11, 20))
    assert asked(duty, month="2026-10", due=date(2026, 10, 28)) == [(MERGED, "12")]
    for month, due in (
        ("2026-11", date(2026, 11, 28)),
        ("2026-12", date(2026, 12, 28)),
        ("2027-11", date(2027, 11, 28)),
    ):
        found = expected(duty, month=month, due=due)
        assert found.expected == ()
        assert "2026-11-20" in found.not_asked[0].reason.zh


def test_a_duty_has_a_first_and_a_last_day():
    duty = Duty("12", MERGED, date(2026, 11, 29), date(2026, 12, 15))
    assert asked(duty) == []
    assert asked(duty, month="2026-12", due=date(2026, 12, 15)) == [(MERGED, "12")]
    assert asked(duty, month="2026-12", due=date(2026, 12, 28)) == []


def test_a_long_task_reports_in_months_with_a_node_and_while_one_is_overdue():
    nodes = (Node("2026-03"), Node("2026-11", reached=date(2027, 1, 10)), Node("2027-06"))
    reached = (Node("2026-03", reached=date(2026, 3, 20)), *nodes[1:])
    long = Duty("12", MERGED, START, long=True, nodes=reached)
    months = {month: bool(asked(long, month=f"{month}", due=date.fromisoformat(f"{month}-28"))) for month in (
        "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-06")}  # fmt: skip
    assert months == {
        "2026-10": False, "2026-11": True, "2026-12": True, "2027-01": True, "2027-02": False, "2027-06": True,
    }  # fmt: skip
    overdue = Duty("12", MERGED, START, long=True, nodes=nodes[:1])
    assert asked(overdue) == [(MERGED, "12")]
    assert "without a node" in expected(long, month="2026-10", due=date(2026, 10, 28)).not_asked[0].reason.en


DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))
DUTIES = st.builds(
    Duty,
    task=st.sampled_from(["1", "2", "3"]),
    organisation=st.sampled_from([TRANSPORT, PLANNING, MERGED, LOST, "nobody"]),
    since=DAYS,
    until=st.none() | DAYS,
    finished=st.none() | DAYS,
    long=st.booleans(),
    nodes=st.lists(st.builds(Node, st.sampled_from(["2026-05", "2026-11"]), st.none() | DAYS), max_size=2).map(tuple),
)


@given(st.lists(DUTIES, max_size=12), DAYS)
def test_no_duty_is_lost_no_report_is_asked_twice_and_nobody_gone_is_asked(duties, due):
    month = expected_reports(duties, f"{due:%Y-%m}", due, REGISTER)
    assert len({each[:3] for each in month.expected}) == len(month.expected)
    assert all(REGISTER[each.organisation].exists(due) for each in month.expected)
    at_rest = Counter(each.duty for each in (*month.not_asked, *month.undecided))
    for duty in duties:
        owed = any(duty.organisation in each.owed_by and duty.task == each.task for each in month.expected)
        assert owed or at_rest[duty]
