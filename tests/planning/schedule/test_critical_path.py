"""The critical path method against a net worked on paper, and what holds for every net."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.schedule.nets import START, nets

from citycircle.planning.schedule.critical_path import critical_path, durations
from citycircle.planning.schedule.network import network_of
from citycircle.planning.schedule.nodes import Node, Predecessor


def after(*links):
    return tuple(Predecessor(*link) if isinstance(link, tuple) else Predecessor(link) for link in links)


def day(number):
    return START + timedelta(number)


# Worked on paper. Days after 1 January 2026; the lag stands on the arrow.
#
#   立项 A(10) ──► 选址 B(20) ──► 批复 D(15) ──► 开工 F(5) ──► 验收 G(30)
#        │                            ▲              ▲
#        └──► 勘测 C(12) ─── 3 ───────┘              │
#                                供地 E(40) ── 4 ────┘
#
#   forward   A 10   B 30   C 22   D max(30, 22+3)+15 = 45   E 40   F max(45, 40+4)+5 = 50   G 80
#   backward  G 80   F 50   D 45   E 50-5-4 = 41   B 30   C 45-15-3 = 27   A min(30-20, 27-12) = 10
#   float     A 0    B 0    C 5    D 0     E 1     F 0    G 0
PAPER = [
    Node("A", "立项", days=10),
    Node("B", "选址", after=after("A"), days=20),
    Node("C", "勘测", after=after("A"), days=12),
    Node("D", "批复", after=after("B", ("C", 3)), days=15),
    Node("E", "供地", days=40),
    Node("F", "开工", after=after("D", ("E", 4)), days=5),
    Node("G", "验收", after=after("F"), days=30),
]


def test_a_net_worked_on_paper():
    path = critical_path(network_of(PAPER), START)
    assert path.length == 80
    assert path.end == date(2026, 3, 22)
    assert {key: (one.early - START).days for key, one in path.timings.items()} == {
        "A": 10, "B": 30, "C": 22, "D": 45, "E": 40, "F": 50, "G": 80,
    }  # fmt: skip
    assert {key: (one.late - START).days for key, one in path.timings.items()} == {
        "A": 10, "B": 30, "C": 27, "D": 45, "E": 41, "F": 50, "G": 80,
    }  # fmt: skip
    assert {key: one.total_float for key, one in path.timings.items() if one.total_float} == {"C": 5, "E": 1}
    assert path.chains == (("A", "B", "D", "F", "G"),)
    assert path.chain_count == 1


def test_a_day_more_on_the_side_makes_a_second_critical_chain():
    nodes = [Node("E", "供地", days=41) if node.key == "E" else node for node in PAPER]
    path = critical_path(network_of(nodes), START)
    assert path.length == 80
    assert set(path.chains) == {("A", "B", "D", "F", "G"), ("E", "F", "G")}
    assert path.chain_count == 2


def test_promised_days_say_how_long_the_work_takes_where_nobody_did():
    nodes = [
        Node("a", "立项", baseline=day(31)),
        Node("b", "选址", after=after("a"), baseline=day(90)),
        Node("c", "批复", after=after("a", "b"), baseline=day(180)),
        Node("d", "供地", baseline=day(60)),
        Node("e", "开工", after=after("c", "d"), baseline=day(210)),
    ]
    net = network_of(nodes)
    assert durations(net, START) == {"a": 31, "b": 59, "c": 90, "d": 60, "e": 30}
    path = critical_path(net, START)
    assert path.chains == (("a", "b", "c", "e"),)
    assert path.end == day(210)
    assert path.timings["d"].total_float == 120


def test_so_many_chains_are_counted_and_only_some_written_out():
    nodes = [Node("0", "起")]
    for level in range(12):
        nodes += [Node(f"{level}{side}", side, after=after(nodes[-1].key if not level else f"{level - 1}e"), days=1)
                  for side in "ab"]  # fmt: skip
        nodes += [Node(f"{level}e", "汇", after=after(f"{level}a", f"{level}b"))]
    nodes[1] = Node("0a", "a", after=after("0"), days=1)
    nodes[2] = Node("0b", "b", after=after("0"), days=1)
    path = critical_path(network_of(nodes), START)
    assert path.length == 12
    assert path.chain_count == 2**12
    assert len(path.chains) == 20


def test_no_milestones_make_a_path_of_no_days():
    path = critical_path(network_of([]), START)
    assert (path.length, path.chains, path.chain_count) == (0, (), 0)


def longest(nodes, days):
    """The longest way through a net by trying them all: the slow truth."""
    known = {node.key: node for node in nodes}

    def way(key):
        links = known[key].after
        return days[key] + max((way(link.key) + link.lag for link in links), default=0)

    return max(way(key) for key in known)


@given(nets())
def test_float_is_never_negative_and_the_longest_chain_is_the_length(nodes):
    net = network_of(nodes)
    path = critical_path(net, START)
    assert all(one.total_float >= 0 for one in path.timings.values())
    assert path.length == longest(nodes, durations(net, START))
    assert path.chains
    for chain in path.chains:
        first, *others = (net.nodes[key] for key in chain)
        assert not first.after
        walked = path.timings[first.key].days
        for before, node in zip(chain, others, strict=False):
            walked += next(link.lag for link in node.after if link.key == before) + path.timings[node.key].days
        assert walked == path.length


@given(nets(), st.data())
def test_a_milestone_may_use_up_its_float_and_not_a_day_more(nodes, data):
    net = network_of(nodes)
    path = critical_path(net, START)
    said = [Node(n.key, n.title, after=n.after, days=path.timings[n.key].days) for n in nodes]
    chosen = data.draw(st.sampled_from(said))
    free = path.timings[chosen.key].total_float

    def length(extra):
        longer = [Node(n.key, n.title, after=n.after, days=(n.days or 0) + (extra if n is chosen else 0)) for n in said]
        return critical_path(network_of(longer), START).length

    assert length(free) == path.length
    assert length(free + 1) == path.length + 1
