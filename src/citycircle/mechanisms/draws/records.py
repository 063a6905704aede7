"""The record of a draw: what was announced, committed, drawn, refused and revealed, in order, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.mechanisms.draws.lots import SCHEME
from citycircle.mechanisms.draws.rosters import fingerprint
from citycircle.mechanisms.draws.rules import DrawRule, stored_rules


class RecordUnreadable(CityCircleError):
    """A record of a draw does not have its shape or its order."""

    what = Text("抽取记录无法采用：{reason}。", "The record of the draw cannot be used: {reason}.")
    why = Text(
        "记录须按公布、承诺、抽取、揭示的顺序完整保存。",
        "It must hold announcement, commitments, draws and seeds in order.",
    )
    then = Text("请使用原始记录文件。", "Please use the original record.")


class NotNow(CityCircleError):
    """A step of a draw comes too early or too late."""

    what = Text("现在不能{step}：{reason}。", "This cannot be done now ({step}): {reason}.")
    why = Text("顺序颠倒的抽取不能证明公正。", "A draw out of order proves nothing.")
    then = Text(
        "顺序为：公布与承诺、抽取、（拒绝与补抽、）揭示。",
        "The order is: commit, draw, (refuse and draw again,) reveal.",
    )


@dataclass(frozen=True, slots=True)
class Draw:
    """Where a draw stands: the replay of its record."""

    events: tuple[Mapping[str, Any], ...]
    title: str = ""
    roster: str = ""
    size: int = 0
    rules: tuple[DrawRule, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=dict)
    seated: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    rounds: int = 0
    seeds: Mapping[str, str] = field(default_factory=dict)

    @property
    def rules_fingerprint(self) -> str:
        return fingerprint([rule.as_json() for rule in self.rules])

    @property
    def gap(self) -> bool:
        """Whether somebody who was drawn has refused since the last draw."""
        return bool(self.events) and self.events[-1]["kind"] == "refuse"

    def as_json(self) -> dict[str, Any]:
        """The record as it is stored and sent."""
        return {"scheme": SCHEME, "events": [dict(event) for event in self.events]}

    def then(self, event: Mapping[str, Any]) -> Draw:
        """The draw after one more event. Raises NotNow, RecordUnreadable."""
        return _after(self, event)


def read_record(stored: Mapping[str, Any]) -> Draw:
    """Read a stored record by replaying it. Raises RecordUnreadable, NotNow."""
    if stored.get("scheme") != SCHEME or not isinstance(stored.get("events"), list):
        raise RecordUnreadable(reason=Text("格式或版本不认识", "its form or version is unknown"))
    draw = Draw(())
    for event in stored["events"]:
        draw = draw.then(event)
    if not draw.events:
        raise RecordUnreadable(reason=Text("没有内容", "it is empty"))
    return draw


def _after(draw: Draw, event: Mapping[str, Any]) -> Draw:
    try:
        kind, version = event["kind"], event["version"]
        moment = datetime.fromisoformat(event["at"])
        steps = {"announce": _announced, "commit": _committed, "draw": _drawn, "refuse": _refused, "reveal": _revealed}
        if kind not in steps or version != 1 or moment.tzinfo is None:
            raise RecordUnreadable(reason=Text(f"第{len(draw.events) + 1}条有误", f"event {len(draw.events) + 1}"))
        if draw.events and moment < datetime.fromisoformat(draw.events[-1]["at"]):
            raise RecordUnreadable(reason=Text("时间倒置", "its times run backwards"))
        return replace(steps[kind](draw, event), events=(*draw.events, event))
    except (KeyError, TypeError, ValueError) as error:
        number = len(draw.events) + 1
        raise RecordUnreadable(reason=Text(f"第{number}条缺项或有误", f"event {number} lacks something")) from error


def _announced(draw: Draw, event: Mapping[str, Any]) -> Draw:
    if draw.events:
        raise NotNow(step=Text("公布", "announce"), reason=Text("已公布过", "it was announced already"))
    roster = event["roster"]
    rules = stored_rules(event["rules"])
    return replace(draw, title=event["title"], roster=roster["fingerprint"], size=int(roster["entries"]), rules=rules)


def _committed(draw: Draw, event: Mapping[str, Any]) -> Draw:
    step = Text("承诺", "commit")
    if not draw.events:
        raise NotNow(step=step, reason=Text("尚未公布名册和规则", "roster and rules were not announced"))
    if draw.rounds:
        raise NotNow(step=step, reason=Text("已经抽取", "it was drawn already"))
    if event["party"] in draw.commitments:
        raise NotNow(step=step, reason=Text(f"{event['party']}已承诺", f"{event['party']} has committed already"))
    return replace(draw, commitments={**draw.commitments, event["party"]: event["commitment"]})


def _drawn(draw: Draw, event: Mapping[str, Any]) -> Draw:
    step = Text("抽取", "draw")
    if not draw.commitments:
        raise NotNow(step=step, reason=Text("无人承诺", "nobody has committed"))
    if draw.seeds:
        raise NotNow(
            step=step, reason=Text("种子已揭示，结果可被推知", "the seeds are known, and so is who comes next")
        )
    if draw.rounds and not draw.gap:
        raise NotNow(step=step, reason=Text("没有空缺", "nobody is missing"))
    seated = {**draw.seated, **{one["id"]: one["stratum"] for one in event["drawn"]}}
    return replace(draw, seated=seated, rounds=draw.rounds + 1)


def _refused(draw: Draw, event: Mapping[str, Any]) -> Draw:
    if event["id"] not in draw.seated or draw.seeds:
        raise NotNow(
            step=Text("登记拒绝", "record a refusal"),
            reason=Text(
                f"{event['id']}不在抽中名单或已揭示", f"{event['id']} is not among the drawn, or all is revealed"
            ),
        )
    seated = {name: stratum for name, stratum in draw.seated.items() if name != event["id"]}
    return replace(draw, seated=seated, refused={**draw.refused, event["id"]: str(event["reason"])})


def _revealed(draw: Draw, event: Mapping[str, Any]) -> Draw:
    step = Text("揭示", "reveal")
    if not draw.rounds:
        raise NotNow(step=step, reason=Text("尚未抽取", "nothing was drawn yet"))
    if draw.gap:
        raise NotNow(step=step, reason=Text("空缺尚未补抽", "the gap is not filled yet"))
    if event["party"] not in draw.commitments or event["party"] in draw.seeds:
        raise NotNow(step=step, reason=Text("该方未承诺或已揭示", "that party did not commit, or has revealed"))
    return replace(draw, seeds={**draw.seeds, event["party"]: event["seed"]})
