"""The visible chain of deadlines from the superior down: how much earlier each layer asks, and how long each took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from citycircle.core.errors import CityCircleError
from citycircle.core.kinds import Choice
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Table, table_beside

CHAIN_RULES = table_beside(
    __file__,
    "chain_rules",
    Text("提前量规则", "Rules of buffers"),
    key={
        "rule": Choice(
            {"buffer_needs_reason": Text("提前量超过多少天须说明理由", "buffers longer than this need a reason")}
        )
    },
    value={"days": Whole()},
)
_LINK = Text(
    "{name}{due}（较上一级提前{buffer}天{reason}）", "{name} {due} ({buffer} days before the layer above{reason})"
)
_TOP = Text("{name}{due}（原始时限）", "{name} {due} (the original deadline)")
_BECAUSE = Text("，理由：{reason}", ", because: {reason}")
_TOOK = Text("{name}：收到至转发用时{days}天", "{name} took {days} days to pass it on")
_LEFT = Text("{name}：留给办理{days}天", "{name} has {days} days to do it")


class BufferUnexplained(CityCircleError):
    """A layer asks much earlier than the one above and gives no reason."""

    what = Text(
        "{name}的时限比上一级早{buffer}天，超过{most}天，未写明理由。",
        "{name} asks {buffer} days before the layer above, more than {most}, without a reason.",
    )
    why = Text(
        "层层提前会把时间压在最后一级；提前量对所有人可见。",
        "Each layer's buffer is taken from the last one; buffers are there for all to see.",
    )
    then = Text("请缩短提前量，或写明理由。", "Please shorten the buffer or give the reason.")


class DeadlineAfterSuperior(CityCircleError):
    """A lower layer's deadline lies after that of the layer above."""

    what = Text(
        "{name}的时限{due}晚于上一级的{above}。", "{name}'s deadline {due} lies after {above} of the layer above."
    )
    why = Text("按此时限将误了上一级的报送。", "The report would come too late for the layer above.")
    then = Text("请把时限改到{above}或之前。", "Please set it to {above} or before.")


class PassedOnBeforeReceived(CityCircleError):
    """A layer passes on what it has not received yet."""

    what = Text(
        "{name}的转发日期{passed_on}早于收到日期{received}。", "{name} passed it on ({passed_on}) before {received}."
    )
    why = Text("用时将成为负数。", "The time it took would be negative.")
    then = Text("请核对日期。", "Please check the days.")


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a request: who, until when, when it came in and went on, and why it asks earlier than asked."""

    name: str
    due: date
    received: date | None = None
    passed_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A layer in its chain: days before the layer above, days it took to pass on, days the last layer has left."""

    layer: Layer
    buffer: int
    needs_reason: bool
    took: int | None
    left: int | None = None

    @property
    def sentence(self) -> Text:
        """The layer's deadline as everybody sees it."""
        reason = _BECAUSE.fill(reason=self.layer.reason) if self.layer.reason else Text("", "")
        shape = _TOP if self.buffer < 0 else _LINK
        return shape.fill(name=self.layer.name, due=_day(self.layer.due), buffer=self.buffer, reason=reason)


@dataclass(frozen=True, slots=True)
class Chain:
    """The layers from the superior down. `buffer` is all that the layers together take from the last one."""

    links: tuple[Link, ...]

    @property
    def buffer(self) -> int:
        """Days between the superior's deadline and that of the last layer."""
        return (self.links[0].layer.due - self.links[-1].layer.due).days

    @property
    def sentence(self) -> Text:
        """The whole chain on one line: 省30日 → 市28日 → 县27日."""
        zh, en = (" → ".join(link.sentence.say(each) for link in self.links) for each in ("zh", "en"))
        return Text(zh, en)

    @property
    def times(self) -> tuple[Text, ...]:
        """How long each layer kept it, and what was left to the last one, where the days are known."""
        times = [_TOOK.fill(name=link.layer.name, days=link.took) for link in self.links if link.took is not None]
        last = self.links[-1]
        return (*times, *([_LEFT.fill(name=last.layer.name, days=last.left)] if last.left is not None else []))


def chain_of(layers: Sequence[Layer], *, on: date, rules: Table = CHAIN_RULES) -> Chain:
    """The chain of deadlines from the superior down, strictly: no layer after the one above, long buffers explained.

    >>> asked = {"省": date(2026, 6, 30), "市": date(2026, 6, 28), "县": date(2026, 6, 27)}
    >>> chain = chain_of([Layer(*each) for each in asked.items()], on=date(2026, 6, 1))
    >>> chain.buffer, [link.buffer for link in chain.links[1:]]
    (3, [2, 1])

    Raises BufferUnexplained, DeadlineAfterSuperior, PassedOnBeforeReceived, NoRuleInForce; ValueError without layers.
    """
    if not layers:
        raise ValueError("a chain has at least one layer")
    most = int(rules.edition(on).row("buffer_needs_reason")["days"])
    for above, below in pairwise(layers):
        if below.due > above.due:
            raise DeadlineAfterSuperior(name=below.name, due=_day(below.due), above=_day(above.due))
    buffers = [-1, *((above.due - below.due).days for above, below in pairwise(layers))]
    for layer, buffer in zip(layers, buffers, strict=True):
        if buffer > most and not layer.reason.strip():
            raise BufferUnexplained(name=layer.name, buffer=buffer, most=most)
    last = layers[-1]
    return Chain(
        tuple(
            Link(layer, buffer, buffer > most, _took(layer), _left(layer) if layer is last else None)
            for layer, buffer in zip(layers, buffers, strict=True)
        )
    )


def _took(layer: Layer) -> int | None:
    if layer.received is None or layer.passed_on is None:
        return None
    if layer.passed_on < layer.received:
        raise PassedOnBeforeReceived(name=layer.name, passed_on=_day(layer.passed_on), received=_day(layer.received))
    return (layer.passed_on - layer.received).days


def _left(layer: Layer) -> int | None:
    return None if layer.received is None else (layer.due - layer.received).days


def _day(day: date) -> Text:
    return Text(f"{day.month}月{day.day}日", day.isoformat())
