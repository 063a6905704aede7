"""What happened to a case, as plain data that any system can store and send."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

VERSION = 1
FILED = "file"
"""The first event of every case: its data name the parties and the facts."""


class EventUnreadable(CityCircleError):
    """An event does not have the shape of an event."""

    what = Text("第{number}条事件无法读取：{reason}。", "Event {number} cannot be read: {reason}.")
    why = Text(
        "事项状态由事件逐条推演得出，缺一条就会得出不同结果。",
        "The state is the replay of the events; one short, and it would differ.",
    )
    then = Text("请核对原始记录后补正该条。", "Please check the original record and mend the event.")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that one organisation did, in one role, at one moment (with its time zone).

    >>> filed = Event("file", "2026-11-23T09:00:00+08:00", "澜川市数据局", "requester", {"basis": "…"})
    >>> Event.read(filed.as_json(), 1) == filed
    True
    """

    kind: str
    at: str
    by: str
    role: str
    data: Mapping[str, Any] = field(default_factory=dict)
    version: int = VERSION

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def as_json(self) -> dict[str, Any]:
        """The event as it is stored; keys in a fixed order."""
        return {
            "version": self.version,
            "kind": self.kind,
            "at": self.at,
            "by": self.by,
            "role": self.role,
            "data": dict(self.data),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any], number: int) -> Event:
        """Read a stored event. Raises EventUnreadable with its number in the list."""
        if stored.get("version") != VERSION:
            raise EventUnreadable(number=number, reason=Text("版本不认识", "its version is unknown"))
        if not all(isinstance(stored.get(name), str) and stored[name] for name in ("kind", "at", "by", "role")):
            raise EventUnreadable(number=number, reason=Text("缺少必填项", "something is missing"))
        data = stored.get("data", {})
        if not isinstance(data, Mapping) or set(stored) - {"version", "kind", "at", "by", "role", "data"}:
            raise EventUnreadable(number=number, reason=Text("多出或错放的项", "something is out of place"))
        event = cls(stored["kind"], stored["at"], stored["by"], stored["role"], dict(data))
        try:
            zoned = event.moment.tzinfo is not None
        except ValueError:
            zoned = False
        if not zoned:
            raise EventUnreadable(number=number, reason=Text("时间有误或缺时区", "its time or time zone is wrong"))
        return event


def write_events(events: Iterable[Event]) -> str:
    """Write a list of events, one JSON object a line."""
    return "".join(json.dumps(event.as_json(), ensure_ascii=False) + "\n" for event in events)


def read_events(text: str) -> tuple[Event, ...]:
    """Read what `write_events` wrote. Raises EventUnreadable."""
    events = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        try:
            stored = json.loads(line)
        except ValueError as error:
            raise EventUnreadable(number=number, reason=Text("不是 JSON", "it is no JSON")) from error
        if not isinstance(stored, dict):
            raise EventUnreadable(number=number, reason=Text("不是 JSON 对象", "it is no JSON object"))
        events.append(Event.read(stored, number))
    return tuple(events)
