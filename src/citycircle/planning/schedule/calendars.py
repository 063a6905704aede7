"""Milestones and deadlines as a calendar that other programs subscribe to.

Written with the library `icalendar` (it comes with the service): lines are folded at 75 octets without cutting a
character, and commas, semicolons and line breaks in titles are escaped by it.

Source: RFC 5545 (iCalendar), RFC 7986 (NAME, REFRESH-INTERVAL).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Component, Event, Todo

from citycircle.core.messages import Language, Text

PRODID = "-//CityCircle//Schedule//ZH"
REFRESH = timedelta(hours=6)
AT_NINE = timedelta(hours=9)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

REACHED = Text("✓ {title}", "✓ {title}")
COMING = Text("{days}天后到期：{title}", "Due in {days} days: {title}")

Shape = Literal["event", "todo"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day in a calendar: a milestone or a deadline, with what is worth saying about it.

    `uid` stays the same for the same thing, so that a subscriber moves it instead of doubling it. `changed` is when
    it last changed; `done` the day on which it was reached.
    """

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""
    kind: Text | None = None
    done: date | None = None
    changed: datetime | None = None


def feed(  # what a subscriber reads
    name: str,
    days: Iterable[Day],
    *,
    stamp: datetime,
    language: Language = "zh",
    shape: Shape = "event",
    remind: int | None = None,
) -> bytes:
    """Write days as iCalendar: all-day events that take nobody's time, or to-dos with a due day.

    `stamp` (with its zone) is when the calendar was written. `remind` sets an alarm at nine in the morning so many
    days before each day that is not reached. Raises ValueError for a stamp without a zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("a stamp needs its zone")
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _plain(name))
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for each in days:
        one = _event(each) if shape == "event" else _todo(each)
        _describe(one, each, stamp, language)
        if remind is not None and each.done is None:
            one.add_component(_alarm(each, remind, language))
        calendar.add_component(one)
    content: bytes = calendar.to_ical()
    return content


def _event(each: Day) -> Component:
    event = Event()
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    return event


def _todo(each: Day) -> Component:
    todo = Todo()
    todo.add("due", each.day)
    todo.add("status", "NEEDS-ACTION" if each.done is None else "COMPLETED")
    if each.done is not None:
        todo.add("percent-complete", 100)
    return todo


def _describe(one: Component, each: Day, stamp: datetime, language: Language) -> None:
    title = _plain(each.title)
    one.add("uid", each.uid)
    one.add("dtstamp", stamp)
    one.add("summary", REACHED.say(language, title=title) if each.done is not None else title)
    if each.text:
        one.add("description", _plain(each.text))
    if each.url:
        one.add("url", each.url)
    if each.kind is not None:
        one.add("categories", [each.kind.say(language)])
    if each.changed is not None:
        one.add("last-modified", each.changed)


def _alarm(each: Day, days: int, language: Language) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", COMING.say(language, days=days, title=_plain(each.title)))
    alarm.add("trigger", AT_NINE - timedelta(days=days))
    return alarm


def _plain(words: str) -> str:
    """Words without the signs that a line of a calendar cannot hold."""
    return _CONTROL.sub("", words.replace("\r\n", "\n"))
