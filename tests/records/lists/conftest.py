"""A plan of 澜川市 as it was imported, lists of it, and sheets that go out and come back."""

from __future__ import annotations

import io
import itertools
from datetime import timedelta

import openpyxl
import pytest
from tests.records.plans.lanchuan import TEXT
from tests.region import NOW


@pytest.fixture
def keeper(somebody):
    """The office's reviewer of 澜川市."""
    return somebody("shenyi", "office_reviewer", "lanchuan_drc")[1]


@pytest.fixture
def clock(monkeypatch):
    """The hour of the next act: each is a minute after the one before."""
    minutes = itertools.count(1)

    def tick():
        return NOW + timedelta(minutes=next(minutes))

    monkeypatch.setattr("citycircle.records.plans.jobs.now", tick)
    return tick


@pytest.fixture
def act(clock, keeper):
    """Carry out an action as the office's reviewer."""
    from citycircle.accounts.actions.base import carry_out

    return lambda action, by=None, reason="": carry_out(action, by=by or keeper, at=clock(), reason=reason)


@pytest.fixture
def plan(region, keeper, clock):
    from citycircle.records.jobs.work import do_next
    from citycircle.records.plans.actions.importing import import_text

    document = import_text(TEXT, organisation=region["lanchuan_drc"], by=keeper, at=NOW)
    while do_next(clock):
        pass
    document.refresh_from_db()
    return document.plans.get()


@pytest.fixture
def some_list(act, plan, region):
    """A list of the city with every task of the plan on it."""
    from citycircle.records.lists.actions.keeping import CreateList, PutOnList

    made = act(CreateList(organisation=region["lanchuan_drc"], called="汀河都市圈重点任务清单", template="T1"))
    act(PutOnList(list=made, tasks=tuple(plan.tasks.filter(role="task"))))
    made.refresh_from_db()
    return made


@pytest.fixture
def send_out(act, region, keeper):
    """Export a list or a plan; gives the export and the workbook's bytes."""
    from citycircle.records.lists.actions.sending import ExportSheet
    from citycircle.records.lists.sheets import SheetMade, file_of, filled_for, version_said
    from citycircle.records.lists.templates import template_of

    def export(kind="xlsx", template="T1", **scope):
        action = ExportSheet(organisation=region["lanchuan_drc"], template=template, **scope)
        made = act(action)
        filled = filled_for(template_of(template, on=keeper.day), action.scope(), keeper)
        return made, file_of(SheetMade(made, filled), kind, version_said(action.scope()))

    return export


@pytest.fixture
def come_back(act, clock, keeper, region):
    """Take an edited sheet back; gives the set of changes."""
    from citycircle.records.files.actions import take_in
    from citycircle.records.lists.actions.taking_back import TakeSheetBack

    def take(data, edit=None, name="清单（改）.xlsx", by=None, **of):
        if edit:
            book = openpyxl.load_workbook(io.BytesIO(data))
            edit(book.active)
            out = io.BytesIO()
            book.save(out)
            data = out.getvalue()
        who = by or keeper
        file = take_in(data, name, organisation=region["lanchuan_drc"], by=who, at=clock())
        return act(TakeSheetBack(organisation=region["lanchuan_drc"], file=file, **of), by=who)

    return take


@pytest.fixture
def decide(act, keeper):
    """Accept or reject a proposed change as one who sees what the ledger says now."""
    from citycircle.records.lists.actions.taking_back import DecideChange
    from citycircle.records.lists.returning import standing

    def decided(change, *, accept=True, stands=None):
        seen = standing(change, keeper) if stands is None else stands
        return act(DecideChange(change=change, accept=accept, stands=seen))

    decided.act = act
    return decided


def under(sheet, heading, row):
    """The cell under a heading in the given row of the table, counted from 1, in a sheet of openpyxl."""
    place = next(cell for line in sheet.iter_rows(min_row=3, max_row=4) for cell in line if cell.value == heading)
    return sheet.cell(4 + row, place.column)


def row_of(sheet, words):
    """The row in which a cell begins with some words."""
    return next(cell.row for line in sheet.iter_rows() for cell in line if str(cell.value or "").startswith(words)) - 4
