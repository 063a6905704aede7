"""Forms, their burden and what came in, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Schema

from citycircle.core.messages import Text
from citycircle.records.month.actions.forms import AdmitForm, EndForm
from citycircle.records.month.completeness import month_of_reports
from citycircle.records.month.models import Report, ReportForm
from citycircle.records.month.reach import OVERSEES_MONTH, READS_MONTH
from citycircle.web.api.doors import offer, reading
from citycircle.web.api.listing import After, Limit, Listed, listed
from citycircle.web.requests import Request

router = Router()
NOUN = "forms"


class FormShape(Schema):
    id: int
    code: str
    name: str
    organisation: int
    basis: str
    cadence: str
    fields: list[dict[str, Any]]
    chain: list[dict[str, Any]]
    valid_from: date | None
    valid_to: date | None
    version: int


class CountShape(Schema):
    """Reports expected, received and in time, of one organisation in one month."""

    organisation: str
    expected: int
    received: int
    on_time: int


def shape(row: ReportForm) -> dict[str, Any]:
    names = ("code", "name", "basis", "cadence", "fields", "chain", "valid_from", "valid_to", "version")
    return {"id": row.pk, "organisation": row.organisation_id, **{name: getattr(row, name) for name in names}}


@reading(router, "", noun=NOUN, who=READS_MONTH, title=Text("报表", "Forms"), response=Listed[FormShape])
def forms(request: Request, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    return listed(ReportForm.objects.all(), after, limit, shape)


Month = Annotated[date, Query(description="any day of the month")]


@reading(
    router, "/completeness", noun=NOUN, who=OVERSEES_MONTH, title=Text("报送情况", "What came in"),
    response=list[CountShape],
)  # fmt: skip
def completeness(request: Request, month: Month) -> list[dict[str, Any]]:
    rows = Report.objects.filter(month=month.replace(day=1))
    viewer = request.viewer
    found = month_of_reports(rows if viewer.is_regional else rows.filter(city__in=viewer.cities))
    return [
        {"organisation": name, "expected": one.expected, "received": one.received, "on_time": one.on_time}
        for name, one in sorted(found.by_organisation.items())
    ]


offer(router, "/admit", AdmitForm, noun=NOUN)
offer(router, "/end", EndForm, noun=NOUN)
