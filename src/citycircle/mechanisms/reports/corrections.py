"""What a correction after the lock would change: totals, lights, ranks and papers that are out, before it is signed.

Nothing here changes anything. The list is what the approver sees, and its fingerprint is what is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from citycircle.core.messages import LANGUAGES, Text
from citycircle.core.quantities import EXACT, plain, round_half_even
from citycircle.mechanisms.draws.rosters import fingerprint

Method = Literal["sum", "mean", "largest", "smallest"]


class Change(NamedTuple):
    """The value that a slip changes: whose, of what, for which month, in which unit."""

    organisation: str
    what: str
    month: str
    old: Decimal
    new: Decimal
    unit: str = ""


class Total(NamedTuple):
    """A total that used the value: its parts by organisation, how they become one, and what rests on it in turn.

    In `uses` the total stands under its own title: a county's value moves its city's total, and that the region's.
    A mean is rounded to `places`.
    """

    title: str
    parts: Mapping[str, Decimal]
    method: Method = "sum"
    unit: str = ""
    places: int = 2
    uses: Uses | None = None


class Light(NamedTuple):
    """A light that rests on the value: `colour` gives its word for a value, by the policy that lit it."""

    title: str
    policy: str
    colour: Callable[[Decimal], Text]


class Reading(NamedTuple):
    """A light that was read twice, with the old value and with the new one, where more than the value decides it.

    `by_hand` is the light that a person set in its place, which a correction never touches.
    """

    title: Text | str
    policy: Text | str
    old: Text
    new: Text
    by_hand: Text | None = None


class Ranking(NamedTuple):
    """A list of places that used the value. Ties share a place; the next one is skipped."""

    title: str
    values: Mapping[str, Decimal]
    higher_is_better: bool = True


class IssuedPaper(NamedTuple):
    """A paper that is out and prints the value, or a total that rests on it: where and how it is printed."""

    title: str
    number: str
    day: str
    place: str
    printed: str


class Effect(NamedTuple):
    """One thing that would change, as a sentence; `kind` sorts them for the page."""

    kind: Literal["total", "light", "rank", "paper"]
    sentence: Text


@dataclass(frozen=True, slots=True)
class Uses:
    """Where the old value was used."""

    totals: Sequence[Total] = ()
    lights: Sequence[Light] = ()
    rankings: Sequence[Ranking] = ()
    papers: Sequence[IssuedPaper] = ()
    readings: Sequence[Reading] = ()
    elsewhere: Sequence[Text] = ()
    """Where else the value stands, each in a sentence of its own: pages, lists, later reports."""


TOTAL = Text("“{title}”由{old}{unit}变为{new}{unit}。", "{title} changes from {old} {unit} to {new} {unit}.")
LIGHT = Text(
    "“{title}”由{old}变为{new}（按{policy}）。", "The light of {title} changes from {old} to {new} (by {policy})."
)
STAYS = Text("“{title}”仍为{old}（按{policy}）。", "The light of {title} stays {old} (by {policy}).")
BY_HAND = Text(
    "{sentence}人工改定的{light}不受影响，照常显示。",
    "{sentence} The light {light}, set by a person, is not touched and is shown as before.",
)
RANK = Text(
    "“{title}”：{organisation}由第{old}位变为第{new}位。", "{title}: {organisation} moves from place {old} to {new}."
)
PAPER = Text(
    "已印发的《{title}》（{number}，{day}）{place}印有“{printed}”，须发更正说明。",
    "“{title}” ({number}, {day}) is out and prints “{printed}” {place}; it needs a note of correction.",
)
NONE = Text("没有汇总数、亮灯、位次和已印发文件受到影响。", "No total, light, rank or issued paper is touched.")


def effects(change: Change, uses: Uses) -> tuple[Effect, ...]:
    """List what would change, totals first and papers last; empty when nothing does. A light read twice says both.

    >>> change = Change("栖云县", "到位资金", "2026-10", Decimal("3.2"), Decimal("2.3"), "亿元")
    >>> total = Total("到位资金合计", {"栖云县": Decimal("3.2"), "东埠区": Decimal("5")}, unit="亿元")
    >>> [effect.sentence.zh for effect in effects(change, Uses(totals=[total]))]
    ['“到位资金合计”由8.2亿元变为7.3亿元。']
    """
    return (
        *(found for total in uses.totals for found in _total(change, total)),
        *(found for light in uses.lights for found in _light(change, light)),
        *(Effect("light", told_of(reading)) for reading in uses.readings),
        *(found for ranking in uses.rankings for found in _ranking(change, ranking)),
        *(Effect("paper", PAPER.fill(**paper._asdict())) for paper in uses.papers),
        *(Effect("paper", words) for words in uses.elsewhere),
    )


def as_shown(found: Iterable[Effect]) -> dict[str, list[dict[str, str]]]:
    """The list as the event `show_effects` carries it; one without effects says so."""
    several = [effect.sentence for effect in found] or [NONE]
    return {"sentences": [{language: words.say(language) for language in LANGUAGES} for words in several]}


def seen(shown: Mapping[str, object]) -> str:
    """What the event `sign_correction` quotes as `effects_seen`: the fingerprint of the list that was shown."""
    return fingerprint(shown["sentences"])


def places(values: Mapping[str, Decimal], *, higher_is_better: bool = True) -> dict[str, int]:
    """The place of each; equal values share one.

    >>> places({"甲": Decimal(3), "乙": Decimal(5), "丙": Decimal(3)})
    {'甲': 2, '乙': 1, '丙': 2}
    """
    sign = 1 if higher_is_better else -1
    return {name: 1 + sum(sign * other > sign * value for other in values.values()) for name, value in values.items()}


def _total(change: Change, total: Total) -> Iterable[Effect]:
    if change.organisation not in total.parts:
        return
    old = _together(total, total.parts)
    new = _together(total, {**total.parts, change.organisation: change.new})
    if old == new:
        return
    yield Effect("total", TOTAL.fill(title=total.title, old=plain(old), new=plain(new), unit=total.unit))
    if total.uses:
        yield from effects(Change(total.title, change.what, change.month, old, new, total.unit), total.uses)


def _together(total: Total, parts: Mapping[str, Decimal]) -> Decimal:
    if total.method == "mean":
        return round_half_even(EXACT.divide(_sum(parts.values()), Decimal(len(parts))), total.places)
    return _METHODS[total.method](parts.values())


def _light(change: Change, light: Light) -> Iterable[Effect]:
    old, new = light.colour(change.old), light.colour(change.new)
    if old != new:
        yield Effect("light", LIGHT.fill(title=light.title, old=old, new=new, policy=light.policy))


def told_of(reading: Reading) -> Text:
    """What a correction does to a light, in one sentence; also that it stays."""
    shape = STAYS if reading.old == reading.new else LIGHT
    told = shape.fill(title=reading.title, old=reading.old, new=reading.new, policy=reading.policy)
    return told if reading.by_hand is None else BY_HAND.fill(sentence=told, light=reading.by_hand)


def _ranking(change: Change, ranking: Ranking) -> Iterable[Effect]:
    if change.organisation not in ranking.values:
        return
    new_values = {**ranking.values, change.organisation: change.new}
    before = places(ranking.values, higher_is_better=ranking.higher_is_better)
    after = places(new_values, higher_is_better=ranking.higher_is_better)
    for organisation, old in before.items():
        if after[organisation] != old:
            words = {"title": ranking.title, "organisation": organisation, "old": old, "new": after[organisation]}
            yield Effect("rank", RANK.fill(**words))


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


_METHODS: Mapping[str, Callable[[Iterable[Decimal]], Decimal]] = {
    "sum": _sum,
    "largest": max,
    "smallest": min,
}
