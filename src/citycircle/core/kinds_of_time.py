"""Days and moments as a rule takes and gives them."""

from __future__ import annotations

import re
from datetime import date, datetime

from citycircle.core.kinds import Label
from citycircle.core.messages import Text
from citycircle.core.refusals import NotADay, NotAMoment, NothingWritten

_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")


class Day:
    """A day of the calendar: 2026-03-01, 2026/3/1 or 2026年3月1日."""

    def read(self, given: object, field: Label) -> date:
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        text = str(given).strip()
        if not text:
            raise NothingWritten(field=field, expected=self.about())
        found = _DAY.fullmatch(text)
        try:
            return date(*map(int, found.groups())) if found else date.fromisoformat(text)
        except ValueError:
            raise NotADay(field=field, given=given) from None

    def show(self, value: date) -> Label:
        return value.isoformat()

    def as_json(self, value: date) -> str:
        return value.isoformat()

    def about(self) -> Text:
        return Text("日期，如 2026-03-01", "a day such as 2026-03-01")


class Moment:
    """A day and a time of day, local time without a zone: 2026-03-01 23:30."""

    def read(self, given: object, field: Label) -> datetime:
        if isinstance(given, datetime):
            return given
        text = str(given).strip()
        if not text:
            raise NothingWritten(field=field, expected=self.about())
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise NotAMoment(field=field, given=given) from None
        if len(text) <= len("2026-03-01"):  # a day alone would silently mean midnight
            raise NotAMoment(field=field, given=given)
        return moment

    def show(self, value: datetime) -> Label:
        return value.isoformat(" ", "minutes")

    def as_json(self, value: datetime) -> str:
        return value.isoformat(" ", "minutes")

    def about(self) -> Text:
        return Text("时间，如 2026-03-01 23:30", "a time such as 2026-03-01 23:30")
