"""Milestones in order: circles and loose ends are refused by name."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.planning.schedule.network import (
    MilestonesInACircle,
    NegativeDays,
    PredecessorMissing,
    TwoMilestonesOfOneKey,
    network_of,
)
from citycircle.planning.schedule.nodes import Gap, Lack, Node, Predecessor, gaps

TODAY = date(2026, 6, 1)


def after(*keys):
    return tuple(Predecessor(key) for key in keys)


def test_a_circle_is_refused_and_its_ring_named_in_order():
    nodes = [
        Node("a", "立项"),
        Node("b", "选址", after=after("a", "d")),
        Node("c", "批复", after=after("b")),
        Node("d", "开工", after=after("c")),
        Node("e", "验收", after=after("d")),
    ]
    with pytest.raises(MilestonesInACircle) as refused:
        network_of(nodes)
    assert refused.value.sentences("zh")[0] == "时间节点互为前置，形成循环：选址→批复→开工→选址。"
    assert "选址 → 批复 → 开工 → 选址" in refused.value.say("en")


def test_a_milestone_that_waits_for_itself_is_a_circle():
    with pytest.raises(MilestonesInACircle) as refused:
        network_of([Node("a", "立项", after=after("a"))])
    assert "立项→立项" in refused.value.say("zh")


def test_missing_predecessors_are_named_with_the_milestone_that_asks_for_them():
    with pytest.raises(PredecessorMissing) as refused:
        network_of([Node("a", "立项"), Node("b", "开工", after=after("a", "x", "y"))])
    assert refused.value.sentences("zh")[0] == "节点“开工”的前置节点不在时间表中：x、y。"


@pytest.mark.parametrize("node", [Node("b", "开工", after=(Predecessor("a", -1),)), Node("b", "开工", days=-3)])
def test_days_below_zero_are_refused(node):
    with pytest.raises(NegativeDays):
        network_of([Node("a", "立项"), node])


def test_two_milestones_of_one_key_are_refused():
    with pytest.raises(TwoMilestonesOfOneKey):
        network_of([Node("a", "立项"), Node("a", "开工")])


def test_pieces_that_do_not_touch_are_reckoned_apart():
    net = network_of([Node("a", "立项"), Node("x", "单独"), Node("b", "开工", after=after("a"))])
    assert [list(part.nodes) for part in net.parts()] == [["a", "b"], ["x"]]
    assert net.after("a") == ("b",)


def test_gaps_name_what_is_missing_and_what_speaks_against_itself():
    nodes = [
        Node("a", "立项", baseline=date(2026, 5, 1), forecast=date(2026, 5, 20), post="澜川市发改委 投资科科长"),
        Node("b", "选址"),
        Node("c", "开工", after=(Predecessor("a", 10),), baseline=date(2026, 5, 8), post="岗位"),
        Node("d", "供地", after=after("a"), baseline=date(2026, 7, 1), actual=date(2026, 5, 30), post="岗位"),
    ]
    assert gaps(nodes, TODAY) == (
        Gap("a", Lack.STALE),
        Gap("b", Lack.DATE),
        Gap("b", Lack.POST),
        Gap("c", Lack.EARLY, "a"),
        Gap("d", Lack.AHEAD, "a"),
    )


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_any_net_is_either_in_order_or_refused_with_a_true_ring(pairs):
    nodes = [
        Node(str(key), str(key), after=after(*sorted({str(b) for a, b in pairs if a == key}))) for key in range(13)
    ]
    try:
        net = network_of(nodes)
    except MilestonesInACircle as refused:
        ring = str(refused.details["ring"].zh).split("→")
        assert ring[0] == ring[-1]
        assert all((int(later), int(before)) in pairs for before, later in pairwise(ring))
    else:
        place = {key: at for at, key in enumerate(net.nodes)}
        assert len(place) == 13
        assert all(place[str(before)] < place[str(key)] for key, before in pairs)
