"""Completeness and timeliness of a month from the reports that were opened for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from citycircle.core.terms import day_of
from citycircle.mechanisms.cadences.completeness import Count, Expected, count
from citycircle.records.month.forms import COMMON
from citycircle.records.month.models import Report

EXCUSED = "excused"


class Month(NamedTuple):
    """What was expected and what came, as `mechanisms.cadences.completeness` counts it."""

    expected: tuple[Expected, ...]
    received: dict[tuple[str, str, str, date], date]

    def by(self, key: Callable[[Expected], str]) -> dict[str, Count]:
        """Counted by whatever of a report: its organisation, its form."""
        return count(self.expected, self.received, key)

    @property
    def by_organisation(self) -> dict[str, Count]:
        return self.by(lambda one: one.organisation)

    @property
    def by_form(self) -> dict[str, Count]:
        return self.by(lambda one: one.form)


def month_of_reports(reports: QuerySet[Report] | Iterable[Report]) -> Month:
    """The reports of one or several months as expected and received; an excused one is not expected.

    A report is opened for whoever has the duty at that time, under the name of that time: a reorganisation leaves no
    ghosts behind. What counts is when it was first submitted.
    """
    rows = reports.select_related("organisation", "form") if isinstance(reports, QuerySet) else reports
    expected, received = [], {}
    for row in rows:
        if row.state == EXCUSED:
            continue
        one = Expected(
            row.organisation.name, row.form.code if row.form else COMMON, str(row.part_id), row.month, row.due
        )
        expected.append(one)
        if row.submitted_at is not None:
            received[one.organisation, one.form, one.matter, one.month] = day_of(row.submitted_at)
    return Month(tuple(expected), received)
