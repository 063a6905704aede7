"""Forms as they are kept, in the words of the burden meter; and what a month asks of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count

from citycircle.core.kinds_of_time import Day
from citycircle.core.messages import Text
from citycircle.mechanisms.burden.facts import register_of
from citycircle.mechanisms.burden.forms import Form, FormField, field_of
from citycircle.mechanisms.burden.meter import Cost, Request, cost_of
from citycircle.mechanisms.cadences.chain import Layer
from citycircle.mechanisms.reports.cells import MONTHLY
from citycircle.records.month.models import Report, ReportForm

COMMON = "monthly"
"""The common monthly sheet, which needs no admission of its own: it is the product's own form."""
COMMON_TITLE = Text("月进展报送", "monthly report")
_COMMON_KINDS = {
    "progress": "words",
    "total": "number",
    "share": "percent",
    "problems": "words",
    "coordination": "words",
    "next_step": "words",
    "proof": "reference",
}


def form_of(row: ReportForm) -> Form:
    """A kept form as the burden meter reads it. Raises FormIncomplete, FieldsRepeated, FieldUnreadable."""
    return Form(
        code=row.code,
        title=row.name,
        asked_by=row.organisation.name,
        fields=fields_of(row.fields),
        basis=row.basis,
        first=row.valid_from or date.min,
        last=row.valid_to,
    )


def fields_of(kept: Iterable[Mapping[str, object]]) -> tuple[FormField, ...]:
    """The fields of a form as they are kept. Raises FieldUnreadable."""
    return tuple(field_of(each, number) for number, each in enumerate(kept, start=1))


def common_form() -> Form:
    """The common monthly sheet as a form, so that the meter counts it too."""
    fields = (FormField(each.name, each.title.zh, _COMMON_KINDS.get(each.name, "line"), each.unit) for each in MONTHLY)
    title = COMMON_TITLE.zh
    return Form(
        code=COMMON, title=title, asked_by="同城圈", fields=tuple(fields), basis=title, first=date.min, last=date.max
    )


def layers_of(kept: Iterable[Mapping[str, str]]) -> tuple[Layer, ...]:
    """The chain of deadlines of a form, from the superior down. Raises NotADay, NothingWritten."""
    day = Text("时限", "deadline")
    return tuple(Layer(each["name"], Day().read(each["due"], day), reason=each.get("reason", "")) for each in kept)


def forms_in_force(day: date) -> list[Form]:
    """The admitted forms of all places on a day, and the common sheet."""
    rows = ReportForm.objects.on(day).filter(admitted_at__isnull=False).select_related("organisation")
    return [common_form(), *map(form_of, rows)]


def asked_in(month: date, city: int | None, day: date) -> list[Cost]:
    """What a month asks in a place, form by form, counted by the reports that were really opened for it."""
    forms = {form.code: form for form in forms_in_force(day)}
    register = register_of(forms.values())
    rows = (
        Report.objects.filter(month=month.replace(day=1), city=city)
        .values_list("form__code", "organisation__name")
        .annotate(times=Count("pk"))
        .order_by("form__code", "organisation__name")
    )
    asked: dict[tuple[str, int], list[str]] = {}
    for code, organisation, times in rows:
        asked.setdefault((code or COMMON, times), []).append(organisation)
    return [
        cost_of(Request(forms[code], tuple(organisations), times), register, forms.values(), on=day)
        for (code, times), organisations in asked.items()
        if code in forms
    ]
