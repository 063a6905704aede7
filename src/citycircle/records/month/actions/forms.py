"""Letting a form in (报表准入) with its basis and last day, and ending it; what has an owner is not asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.parameters import NotInTable
from citycircle.mechanisms.burden.facts import admit, register_of
from citycircle.mechanisms.burden.forms import Form
from citycircle.mechanisms.cadences.chain import chain_of
from citycircle.mechanisms.cadences.recurrences import CADENCES
from citycircle.records.month.forms import fields_of, form_of, forms_in_force, layers_of
from citycircle.records.month.models import ReportForm
from citycircle.records.month.rights import REVIEWS


class FormCodeTaken(CityCircleError):
    what = Text("代码“{code}”的表在同一时间已有效。", "A form with the code “{code}” is in force at that time.")
    why = Text("同一代码同一时间只能指一张表。", "At one time a code means one form.")
    then = Text("请换一个代码，或先让原表到期。", "Please choose another code, or end that form first.")


class NobodyAsked(CityCircleError):
    what = Text("没有写明要求哪些单位填报。", "Nobody is named to fill the form.")
    why = Text("填报负担按“指标×单位×用时”计算。", "The burden is fields × organisations × minutes.")
    then = Text("请选择填报单位。", "Please choose the organisations.")


class EndsBeforeToday(CityCircleError):
    what = Text("截止日{last}早于{day}。", "The last day {last} lies before {day}.")
    why = Text("已经填报的月份不能事后取消。", "Months that were filled are not taken back.")
    then = Text("请把截止日定在{day}或以后。", "Please let it end on {day} or later.")


@dataclass(frozen=True, kw_only=True)
class AdmitForm(Action[ReportForm]):
    """Let a form in for organisations of one's own place, if nobody owns what it asks."""

    name: ClassVar[str] = "form.admit"
    title: ClassVar[Text] = Text("报表准入", "Admit a form")
    who: ClassVar[Right] = REVIEWS

    organisation: Organisation
    code: str
    called: str
    basis: str
    cadence: str
    fields: tuple[Mapping[str, Any], ...]
    valid_from: date
    valid_to: date | None
    asked: tuple[Organisation, ...]
    called_en: str = ""
    chain: tuple[Mapping[str, str], ...] = ()

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> ReportForm:
        """Raises FactHasOwner, FormIncomplete, FieldsRepeated, FieldUnreadable, NobodyAsked, FormCodeTaken,
        BufferUnexplained, DeadlineAfterSuperior, NotInTable.
        """
        form = self._checked()
        row = ReportForm(
            code=self.code, name=self.called, name_en=self.called_en, organisation=self.organisation,
            basis=self.basis, cadence=self.cadence, fields=[each.as_json() for each in form.fields],
            chain=[dict(each) for each in self.chain], valid_from=self.valid_from, valid_to=self.valid_to,
            admitted_by_id=ground.by.person, admitted_at=ground.at,
        )  # fmt: skip
        ground.create(row)
        ground.note(asked=[each.code for each in self.asked])
        return row

    def _checked(self) -> Form:
        if not self.asked:
            raise NobodyAsked
        table = CADENCES.edition(self.valid_from)
        if not table.has(self.cadence):
            known = listed(row["cadence"] for row in table.rows)
            raise NotInTable(table=CADENCES.title, since=table.since, key=self.cadence, known=known)
        form = Form(
            code=self.code, title=self.called, asked_by=self.organisation.name, fields=fields_of(self.fields),
            basis=self.basis, first=self.valid_from, last=self.valid_to,
        )  # fmt: skip
        if self.chain:
            chain_of(layers_of(self.chain), on=self.valid_from)
        running = Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)
        if ReportForm.objects.filter(running, code=self.code, valid_from__lte=self.valid_to).exists():
            raise FormCodeTaken(code=self.code)
        register = register_of(forms_in_force(self.valid_from))
        return admit(form, [each.name for each in self.asked], register)


@dataclass(frozen=True, kw_only=True)
class EndForm(Action[ReportForm]):
    """End a form earlier; longer it runs only by a new admission."""

    name: ClassVar[str] = "form.end"
    title: ClassVar[Text] = Text("停用报表", "End a form")
    who: ClassVar[Right] = REVIEWS
    needs_reason: ClassVar[bool] = True

    form: ReportForm
    seen: int
    last: date

    def subject(self) -> ReportForm:
        return self.form

    def perform(self, ground: Ground) -> ReportForm:
        """Raises EndsBeforeToday, FormIncomplete for a day after the last one it was admitted for."""
        if self.last < ground.day:
            raise EndsBeforeToday(last=self.last, day=ground.day)
        until = form_of(self.form).last
        last = self.last if until is None else min(self.last, until)
        return ground.change(self.form, seen=self.seen, valid_to=last)
