"""The net that milestones and their predecessors make: refused where it runs in a circle or points at nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.planning.schedule.nodes import Node, Predecessor

ARROW = Text("→", " → ")


class MilestonesInACircle(CityCircleError):
    """Milestones wait for each other; `ring` names them in order, the first one again at the end."""

    what = Text("时间节点互为前置，形成循环：{ring}。", "Milestones wait for each other in a circle: {ring}.")
    why = Text("循环中的节点没有一个能先开始。", "None of them could ever begin.")
    then = Text("请去掉其中一个前置关系。", "Please take out one of these predecessors.")


class PredecessorMissing(CityCircleError):
    """A milestone names a predecessor that is not in the schedule."""

    what = Text("节点“{node}”的前置节点不在时间表中：{missing}。",
                "The schedule lacks predecessors of “{node}”: {missing}.")  # fmt: skip
    why = Text("缺少前置节点，无法推算日期。", "Without them its dates cannot be worked out.")
    then = Text("请补充这些节点，或去掉该前置关系。", "Please add these milestones, or take the predecessors out.")


class NegativeDays(CityCircleError):
    """A lag or a duration below zero."""

    what = Text(
        "节点“{node}”的间隔或用时为负数（{days}天）。", "“{node}” has a lag or duration below zero ({days} days)."
    )
    why = Text("后续节点不能早于前置节点。", "A milestone cannot come before what it waits for.")
    then = Text("请填写0或正整数。", "Please give zero or more.")


class TwoMilestonesOfOneKey(CityCircleError):
    what = Text("时间表中有两个节点编号为“{key}”。", "Two milestones of the schedule have the key “{key}”.")
    why = Text("前置关系按编号指向节点。", "Predecessors point to milestones by key.")
    then = Text("请使每个节点的编号不同。", "Please give each milestone a key of its own.")


@dataclass(frozen=True, slots=True)
class Network:
    """Milestones in an order in which each comes after its predecessors, and who follows whom."""

    nodes: Mapping[str, Node]
    followers: Mapping[str, tuple[Predecessor, ...]]
    """For each milestone those that wait for it, with the lag."""

    def after(self, key: str) -> tuple[str, ...]:
        """Every milestone that waits for one, straight or through others, in order. Raises KeyError."""
        reached, waiting = {key}, [link.key for link in self.followers[key]]
        while waiting:
            one = waiting.pop()
            if one not in reached:
                reached.add(one)
                waiting += [link.key for link in self.followers[one]]
        return tuple(each for each in self.nodes if each in reached and each != key)

    def parts(self) -> tuple[Network, ...]:
        """The net as the pieces that do not touch each other, each with an end of its own, in order of the first."""
        mark: dict[str, str] = {}
        for start in self.nodes:
            waiting = [] if start in mark else [start]
            while waiting:
                one = waiting.pop()
                if one not in mark:
                    mark[one] = start
                    beside = (*self.nodes[one].after, *self.followers[one])
                    waiting += [link.key for link in beside]
        pieces: dict[str, dict[str, Node]] = {}
        for key, node in self.nodes.items():
            pieces.setdefault(mark[key], {})[key] = node
        return tuple(Network(piece, {key: self.followers[key] for key in piece}) for piece in pieces.values())


def network_of(nodes: Iterable[Node]) -> Network:
    """Lay milestones out so that each comes after its predecessors; ties keep the order they came in.

    >>> from citycircle.planning.schedule.nodes import Predecessor as P
    >>> list(network_of([Node("b", "开工", after=(P("a"),)), Node("a", "立项")]).nodes)
    ['a', 'b']

    Raises MilestonesInACircle, PredecessorMissing, NegativeDays, TwoMilestonesOfOneKey.
    """
    known: dict[str, Node] = {}
    for node in nodes:
        if known.setdefault(node.key, node) is not node:
            raise TwoMilestonesOfOneKey(key=node.key)
    followers = _followers(known)
    left = {key: len(node.after) for key, node in known.items()}
    ready = [key for key, count in left.items() if not count]
    ordered: dict[str, Node] = {}
    for key in ready:  # grows while it is walked
        ordered[key] = known[key]
        for link in followers[key]:
            left[link.key] -= 1
            if not left[link.key]:
                ready.append(link.key)
    if len(ordered) < len(known):
        ring = _ring({key: node for key, node in known.items() if key not in ordered})
        raise MilestonesInACircle(ring=listed([known[key].title or key for key in ring], ARROW))
    return Network(ordered, followers)


def _followers(known: Mapping[str, Node]) -> dict[str, tuple[Predecessor, ...]]:
    found: dict[str, list[Predecessor]] = {key: [] for key in known}
    for node in known.values():
        if missing := [link.key for link in node.after if link.key not in known]:
            raise PredecessorMissing(node=node.title or node.key, missing=listed(missing))
        for days in (*(link.lag for link in node.after), node.days or 0):
            if days < 0:
                raise NegativeDays(node=node.title or node.key, days=days)
        for link in node.after:
            found[link.key].append(Predecessor(node.key, link.lag))
    return {key: tuple(links) for key, links in found.items()}


def _ring(stuck: Mapping[str, Node]) -> list[str]:
    """One circle among milestones that never became ready, in the order in which they follow each other."""
    path: list[str] = [next(iter(stuck))]
    while True:
        before = next(link.key for link in stuck[path[-1]].after if link.key in stuck)
        if before in path:
            return [before, *reversed(path[path.index(before) :])]
        path.append(before)
