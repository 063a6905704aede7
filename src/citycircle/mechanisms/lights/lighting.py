"""From a policy and the facts of a day to one light, with the sentence that prints its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from citycircle.core.findings import Working
from citycircle.core.messages import SEMICOLON, Text, listed
from citycircle.core.parameters import Certainty, Row, Source, least_sure
from citycircle.core.terms import day_said
from citycircle.mechanisms.lights.bands import Interval
from citycircle.mechanisms.lights.colours import WORDS, Colour, gravest
from citycircle.mechanisms.lights.facts import Facts, Waiting
from citycircle.mechanisms.lights.measured import Asked, Value
from citycircle.mechanisms.lights.measures import MEASURES
from citycircle.mechanisms.lights.tables import EVERY, PACKAGE, Policies, measures_of, title_of, word_of

_SENTENCE = Text(
    "截至{day}，{ground}，按“{policy}”亮{colour}（{word}）{open}。",
    "As of {day}: {ground}; by “{policy}” this is {colour} ({word}){open}.",
)
_IN_BAND = Text("{said}（属“{band}”一档）", "{said} (the band “{band}”)")
_GRAVEST = Text("{said}，从重", "{said}, of which the graver counts")
_SILENT = Text("（该档原文未列明，按系统建议值）", ", a band the source leaves open and this product fills")
_UNVERIFIED = Text("（依据未经核实）", ", resting on an unverified source")
_DONE = Text("已于{done}完成", "done on {done}")
_DISPUTED = Text("职责归属有异议、尚待书面决定", "whose duty it is awaits a written decision")
_NOT_COMPARABLE = Text("该事项不能与计划数相比", "it cannot be set beside a planned number")
_MISSING = Text("尚缺{facts}", "{facts} not known yet")
_WAITING = Text(
    "因{cause}自{since}起由{owner}处理、已等待{days}天{beneath}",
    "waiting since {since} ({days} days) for {owner}, {cause}{beneath}",
)
_BENEATH = Text("（不计等待则为{colour}：{ground}）", " (without the wait: {colour}, {ground})")


@dataclass(frozen=True, slots=True)
class Light:
    """The light that a policy gives: colour, word, the sentence with its arithmetic, and all that it rests on.

    `policy` and `version` name the rule; `values` are the measures, exact. `waiting` says for whom a grey light waits,
    and `beneath` is the colour without that wait.
    """

    colour: Colour
    word: Text
    sentence: Text
    policy: str
    version: str
    on: date
    values: tuple[tuple[str, Value], ...] = ()
    rows: tuple[Row, ...] = ()
    waiting: Waiting | None = None
    beneath: Colour | None = None

    @property
    def named(self) -> Text:
        """Colour and word together, as a list prints them: 黄灯·落后 10 至 30 个百分点."""
        colour = WORDS[self.colour]
        return Text(f"{colour.zh}·{self.word.zh}", f"{colour.en}: {self.word.en}")

    @property
    def certainty(self) -> Certainty:
        """As sure as the least sure row it rests on."""
        return least_sure(self.rows)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its rules stand, each once."""
        return tuple(dict.fromkeys(row.source for row in self.rows))


class _Found(NamedTuple):
    colour: Colour
    word: Text
    ground: Text
    values: tuple[tuple[str, Value], ...] = ()
    silent: bool = False


def light(policy: str, facts: Facts, *, on: date, tables: Policies = PACKAGE) -> Light:
    """Compute the light of a matter on a day by one policy.

    What is done is done; a disputed duty and a wait for somebody else are grey with their cause; then the measures
    decide, and of several the gravest.

    >>> from decimal import Decimal
    >>> half = Facts(target=Decimal(100), actual=Decimal(45), planned=Decimal(60))
    >>> found = light("yinchuan_progress", half, on=date(2026, 6, 30))
    >>> found.colour, found.word.zh
    ('yellow', '落后序时')

    Raises NoRuleInForce, NotInTable.
    """
    work = Working(on)
    row = work.edition(tables.policies).row(policy)
    work.use((row,))
    found = _standing(work, row, facts, tables)
    waiting = facts.waiting if found is None else None
    beneath = None
    if found is None:
        measured = _measured(work, row, facts, tables)
        beneath = measured.colour if waiting else None
        found = _waiting(work, row, waiting, measured, tables) if waiting else measured
    return Light(
        colour=found.colour,
        word=found.word,
        sentence=_sentence(found, row, work),
        policy=policy,
        version=_version(work, row, tables),
        on=on,
        values=found.values,
        rows=tuple(work.rows),
        waiting=waiting,
        beneath=beneath,
    )


def _sentence(found: _Found, row: Row, work: Working) -> Text:
    unsure = _UNVERIFIED if found.values and least_sure(work.rows) == "unverified" else Text("", "")
    return _SENTENCE.fill(
        day=day_said(work.on),
        ground=found.ground,
        policy=title_of(row),
        colour=WORDS[found.colour],
        word=found.word,
        open=_SILENT if found.silent else unsure,
    )


def _version(work: Working, row: Row, tables: Policies) -> str:
    """The version of a policy and the day since which it stands so, bands and all: 1@2020-01-01."""
    bands = work.edition(tables.bands).group(row["policy"]) if measures_of(row) else ()
    return f"{row.version}@{max(each.valid_from for each in (row, *bands)).isoformat()}"


def _standing(work: Working, row: Row, facts: Facts, tables: Policies) -> _Found | None:
    """The light of a case in which no number is looked at, or None."""
    if facts.done is not None and facts.done <= work.on:
        return _case(work, row, "done", _DONE.fill(done=day_said(facts.done)), tables)
    if facts.disputed:
        return _case(work, row, "disputed", _DISPUTED, tables)
    return None


def _case(work: Working, row: Row, case: str, ground: Text, tables: Policies) -> _Found:
    edition = work.edition(tables.cases)
    own = row["policy"] if edition.has(row["policy"], case) else EVERY
    found = edition.row(own, case)
    work.use((found,))
    return _Found(found["colour"], word_of(found), ground)


def _waiting(work: Working, row: Row, waiting: Waiting, beneath: _Found, tables: Policies) -> _Found:
    ground = _WAITING.fill(
        cause=waiting.words,
        owner=waiting.owner,
        since=day_said(waiting.since),
        days=max(0, (work.on - waiting.since).days),
        beneath=_BENEATH.fill(colour=WORDS[beneath.colour], ground=beneath.ground),
    )
    return _case(work, row, "waiting", ground, tables)._replace(values=beneath.values)


def _measured(work: Working, row: Row, facts: Facts, tables: Policies) -> _Found:
    if not facts.comparable:
        return _case(work, row, "not_comparable", _NOT_COMPARABLE, tables)
    asked = Asked(facts, work.on, row["among"])
    taken = {name: MEASURES[name].take(asked) for name in measures_of(row)}
    lacking = [name for name in row["required"] if taken[name] is None]
    if lacking or not any(taken.values()):
        needs = dict.fromkeys(MEASURES[name].needs for name in lacking or taken)
        return _case(work, row, "missing", _MISSING.fill(facts=listed(needs)), tables)
    values = tuple((name, value) for name, value in taken.items() if value is not None)
    bands = [_band(work, row["policy"], name, value, tables) for name, value in values]
    return _of_bands(values, bands)


def _of_bands(values: tuple[tuple[str, Value], ...], bands: list[Row]) -> _Found:
    colour = gravest(band["colour"] for band in bands)
    deciding = [band for band in bands if band["colour"] == colour]
    ground = listed(_grounds(values, bands), SEMICOLON)
    return _Found(
        colour,
        listed(dict.fromkeys(word_of(band) for band in deciding)),
        _GRAVEST.fill(said=ground) if len({band["colour"] for band in bands}) > 1 else ground,
        values,
        silent=all(band["source_silent"] for band in deciding),
    )


def _grounds(values: tuple[tuple[str, Value], ...], bands: list[Row]) -> Iterator[Text]:
    for (name, value), band in zip(values, bands, strict=True):
        interval: Interval = band["bounds"]
        unit = MEASURES[name].unit
        yield _IN_BAND.fill(said=value.said, band=interval.say(unit)) if unit.zh else value.said


def _band(work: Working, policy: str, measure: str, value: Value, tables: Policies) -> Row:
    rows = work.edition(tables.bands).group(policy, measure)
    found = next(row for row in rows if row["bounds"].holds(value.value))
    work.use((found,))
    return found
