"""Conditions of a report alone, and how they are judged."""

from __future__ import annotations

from collections.abc import Mapping

from citycircle.core.messages import Text
from citycircle.core.parameters import Table
from citycircle.core.terms import day_of
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.cases.events import Event
from citycircle.mechanisms.cases.types import Judge
from citycircle.mechanisms.draws.rosters import fingerprint
from citycircle.mechanisms.reports.cells import cells_of, open_questions, pending_slip
from citycircle.mechanisms.reports.rules import limit

GUARDS = {
    "known_cells": Text("填报了表中没有的单元格", "it fills a cell that the form does not have"),
    "required_filled": Text("必填项尚为空", "a required cell is empty"),
    "questions_answered": Text(
        "报送前的提问尚未逐条说明或修改", "a question before sending is neither answered nor settled"
    ),
    "short_streak": Text(
        "已连续多月无变化，请选择“仍无变化，说明原因”",
        "nothing changed for months on end; please say why in a few words",
    ),
    "has_section": Text("本单位不设科室审核，请直接送负责人", "there is no section here; please send it to the head"),
    "no_section": Text("须先经科室审核", "the section checks it first"),
    "all_answered": Text("退回的单元格尚未逐格答复", "a returned cell has no answer yet"),
    "questions_name_cells": Text("退回须逐格提出问题", "a return puts a question to each cell it means"),
    "old_is_current": Text("更正前的值与现值不符", "the old value is not what the cell holds"),
    "new_differs": Text("更正前后的值相同", "old and new value are the same"),
    "effects_listed": Text(
        "影响须逐条列出，没有影响也须写明", "effects are listed one by one, and none is said as none"
    ),
    "effects_seen": Text(
        "批准所依据的影响清单不是列明的那一份", "the effects that were seen are not those that were listed"
    ),
}


def judges(limits: Table) -> Mapping[str, Judge]:
    """The judges of a report, by the limits of a city."""
    return {
        "known_cells": _known_cells,
        "required_filled": lambda case, _: not missing_cells(case),
        "questions_answered": _questions_answered,
        "short_streak": lambda case, event: _short_streak(case, event, limits),
        "has_section": lambda case, _: bool(case.facts.get("section_checks", True)),
        "no_section": lambda case, _: not case.facts.get("section_checks", True),
        "all_answered": _all_answered,
        "questions_name_cells": _questions_name_cells,
        "old_is_current": lambda case, event: cells_of(case).get(str(event.data.get("cell")), "") == _old(event),
        "new_differs": lambda _, event: str(event.data.get("new", "")) != _old(event),
        "effects_listed": lambda _, event: isinstance(_sentences(event), list),
        "effects_seen": lambda case, event: event.data.get("effects_seen") == effects_shown(case),
    }


def missing_cells(case: Case) -> tuple[str, ...]:
    """Required cells that are still empty."""
    cells = cells_of(case)
    return tuple(name for name in case.facts.get("required", ()) if not cells.get(name, "").strip())


def effects_shown(case: Case) -> str:
    """The fingerprint of the effects that were listed last; whoever signs quotes it."""
    shown = [event for event in case.events if event.kind == "show_effects"]
    slip = pending_slip(case)
    if not shown or slip is None or shown[-1].moment < slip.at:
        return ""
    return fingerprint(_sentences(shown[-1]))


def _known_cells(case: Case, event: Event) -> bool:
    cells = event.data.get("cells", {})
    fields = case.facts.get("fields")
    return isinstance(cells, Mapping) and (not fields or set(cells) <= set(fields))


def _questions_answered(_: Case, event: Event) -> bool:
    asked, reasons = event.data.get("asked", []), event.data.get("reasons", {})
    return isinstance(reasons, Mapping) and all(str(reasons.get(key, "")).strip() for key in asked)


def _short_streak(case: Case, event: Event, limits: Table) -> bool:
    before = int(case.facts.get("no_changes", 0))
    return before < int(limit("no_change_in_a_row", day_of(event.moment), limits))


def _all_answered(case: Case, event: Event) -> bool:
    answers = event.data.get("answers", {})
    return isinstance(answers, Mapping) and all(str(answers.get(cell, "")).strip() for cell in open_questions(case))


def _questions_name_cells(case: Case, event: Event) -> bool:
    questions = event.data.get("questions")
    if not isinstance(questions, Mapping) or not all(str(words).strip() for words in questions.values()):
        return False
    fields = case.facts.get("fields")
    return not fields or set(questions) <= set(fields)


def _old(event: Event) -> str:
    return str(event.data.get("old", ""))


def _sentences(event: Event) -> object:
    effects = event.data.get("effects")
    return effects.get("sentences") if isinstance(effects, Mapping) else None
