"""Nets of milestones as hypothesis draws them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from citycircle.planning.schedule.nodes import Node, Predecessor

START = date(2026, 1, 1)


@st.composite
def nets(draw):
    """A net without circles: each milestone waits only for some of those before it."""
    size = draw(st.integers(1, 14))
    nodes = []
    for number in range(size):
        before = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        links = tuple(Predecessor(str(one), draw(st.integers(0, 5))) for one in sorted(before))
        baseline = draw(st.none() | st.integers(0, 200).map(lambda number: START + timedelta(number)))
        nodes.append(Node(str(number), str(number), after=links, baseline=baseline,
                          days=draw(st.none() | st.integers(0, 40))))  # fmt: skip
    return draw(st.permutations(nodes))
