"""Commit, draw, refuse, reveal: each adds one event to the record; whoever holds roster and record can replay it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.mechanisms.draws.lots import commitment, key_of
from citycircle.mechanisms.draws.records import Draw, NotNow
from citycircle.mechanisms.draws.rosters import Roster
from citycircle.mechanisms.draws.rules import DrawRule
from citycircle.mechanisms.draws.selection import PassedOver, RosterTooSmall, Selection, select

SEED = re.compile(r"[0-9a-f]{64}")


class RosterAltered(CityCircleError):
    """The roster at hand is not the one that was announced."""

    what = Text(
        "名册与公布的不一致：公布时{announced}条，指纹{expected}；现在{entries}条，指纹{found}。",
        "The roster is not the one announced: then {announced} entries, {expected}; now {entries} entries, {found}.",
    )
    why = Text("公布后改动名册会改变结果。", "A roster altered afterwards would change the result.")
    then = Text(
        "请使用公布时的名册；确需改动的，请重新公布并抽取。", "Please use the roster announced, or announce anew."
    )


class SeedDoesNotMatch(CityCircleError):
    """A seed is not the one that its party committed to."""

    what = Text("{party}的种子缺失或与其承诺不符。", "The seed of {party} is missing or is not what it committed to.")
    why = Text("换过种子的抽取可以挑选结果。", "Whoever may change the seed may choose the result.")
    then = Text("请使用承诺时保存的种子文件。", "Please use the file of the seed that was kept when committing.")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a replay looked at: whether it holds, and what it is."""

    holds: bool
    what: Text


def same_roster(draw: Draw, roster: Roster) -> None:
    """Let only the roster pass that was announced. Raises RosterAltered."""
    if roster.fingerprint != draw.roster:
        raise RosterAltered(
            announced=draw.size, expected=draw.roster[:16], entries=len(roster), found=roster.fingerprint[:16]
        )


def announce(
    roster: Roster, rules: tuple[DrawRule, ...], *, title: str, by: str, at: str, basis: Iterable[Text] = ()
) -> Draw:
    """Begin a draw: fix the fingerprint of the roster and the rules. Nothing of the roster itself is stored.

    `basis` are the sentences of rules that allow a draw of this make-up, for the protocol.
    """
    return Draw(()).then(
        {
            "version": 1,
            "kind": "announce",
            "at": at,
            "by": by,
            "title": title,
            "roster": {"fingerprint": roster.fingerprint, "entries": len(roster)},
            "rules": [rule.as_json() for rule in rules],
            "basis": [{"zh": sentence.zh, "en": sentence.en} for sentence in basis],
        }
    )


def commit(draw: Draw, *, party: str, seed: str, at: str) -> Draw:
    """Let one party commit to its secret seed (64 hexadecimal digits of chance). Raises NotNow, SeedDoesNotMatch."""
    if not SEED.fullmatch(seed):
        raise SeedDoesNotMatch(party=party)
    bound = commitment(party, seed, draw.roster, draw.rules_fingerprint)
    return draw.then({"version": 1, "kind": "commit", "at": at, "party": party, "commitment": bound})


def run(draw: Draw, roster: Roster, seeds: Mapping[str, str], *, at: str) -> Draw:
    """Draw, or draw again for the gap that refusals left. Every party's seed is needed, none is written down.

    Raises RosterAltered, SeedDoesNotMatch, RosterTooSmall, NotNow.
    """
    same_roster(draw, roster)
    for party in draw.commitments:
        if not _seed_holds(draw, party, seeds.get(party, "")):
            raise SeedDoesNotMatch(party=party)
    key = key_of({party: seeds[party] for party in draw.commitments}, draw.roster, draw.rules_fingerprint)
    found = select(roster, draw.rules, key, draw.seated, frozenset(draw.refused))
    return draw.then(_as_event(found, draw.rounds + 1, at))


def refuse(draw: Draw, identifier: str, *, reason: str, at: str) -> Draw:
    """Record that somebody who was drawn cannot or will not, with the reason. Raises NotNow."""
    return draw.then({"version": 1, "kind": "refuse", "at": at, "id": identifier, "reason": reason})


def reveal(draw: Draw, *, party: str, seed: str, at: str) -> Draw:
    """Publish a party's seed, so that everybody can recompute the draw. Raises NotNow, SeedDoesNotMatch."""
    if party in draw.commitments and not _seed_holds(draw, party, seed):
        raise SeedDoesNotMatch(party=party)
    return draw.then({"version": 1, "kind": "reveal", "at": at, "party": party, "seed": seed})


def replay(draw: Draw, roster: Roster) -> list[Check]:
    """Recompute a revealed draw from the roster and hold everything against the record.

    Each check stands alone, so that a dispute knows what to look at; all of them must hold. Raises NotNow before all
    seeds are revealed.
    """
    if silent := [party for party in draw.commitments if party not in draw.seeds]:
        names = listed(silent)
        raise NotNow(
            step=Text("复算", "replay"),
            reason=Text(f"{names.zh}的种子尚未揭示", f"the seed of {names.en} is not revealed yet"),
        )
    checks = [
        Check(roster.fingerprint == draw.roster, Text("名册与公布的一致", "the roster is the one announced")),
    ]
    for party in draw.commitments:
        words = Text(f"{party}揭示的种子与承诺相符", f"the seed revealed by {party} is the one committed to")
        checks.append(Check(_seed_holds(draw, party, draw.seeds.get(party, "")), words))
    if all(check.holds for check in checks):
        checks += _recomputed(draw, roster)
    return checks


def _recomputed(draw: Draw, roster: Roster) -> list[Check]:
    checks, sofar = [], Draw(())
    key = key_of(draw.seeds, draw.roster, draw.rules_fingerprint)
    for event in draw.events:
        if event["kind"] == "draw":
            number = sofar.rounds + 1
            words = Text(f"第{number}轮抽取逐项复算一致", f"round {number} is recomputed to the same result")
            checks.append(Check(_round_again(sofar, roster, key, number, event) == dict(event), words))
        sofar = sofar.then(event)
    return checks


def _round_again(sofar: Draw, roster: Roster, key: str, number: int, event: Mapping[str, Any]) -> dict[str, Any] | None:
    try:
        again = select(roster, sofar.rules, key, sofar.seated, frozenset(sofar.refused))
    except RosterTooSmall:
        return None
    return _as_event(again, number, event["at"])


def _as_event(found: Selection, number: int, at: str) -> dict[str, Any]:
    return {
        "version": 1,
        "kind": "draw",
        "at": at,
        "round": number,
        "drawn": [{"id": one.id, "stratum": one.stratum, "lot": one.lot} for one in found.drawn],
        "excluded": _with_reasons(found.excluded),
        "passed_over": _with_reasons(found.passed_over),
    }


def _with_reasons(several: tuple[PassedOver, ...]) -> list[dict[str, str]]:
    return [{"id": one.id, "reason_zh": one.reason.zh, "reason_en": one.reason.en} for one in several]


def _seed_holds(draw: Draw, party: str, seed: str) -> bool:
    return commitment(party, seed, draw.roster, draw.rules_fingerprint) == draw.commitments[party]
