"""A sheet as it leaves: the filled template with version and short code, as Excel, Word or plain text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, replace
from typing import Any

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text
from citycircle.paper.excel import workbook
from citycircle.paper.word import tables_across
from citycircle.planning.lists.drawing import Stamp, drawn, flat_rows
from citycircle.planning.lists.filling import FilledList, fill
from citycircle.planning.lists.templates import ListTemplate
from citycircle.records.baselines.versions import latest
from citycircle.records.lists.entries import cities_named, listed_of
from citycircle.records.lists.models import SheetExport
from citycircle.records.lists.scopes import Scope
from citycircle.records.lists.templates import content_of

FORMATS: dict[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}
NOT_ISSUED = Text("未印发稿", "not issued")
LIST_VERSION = Text("清单第{number}稿", "list, state {number}")
COMES_BACK = Text(
    "改好后可将本表退回系统：请保留表头和识别码列（已隐藏），所有改动经核对后才生效。",
    "An edited copy can be sent back: keep the headings and the hidden row codes; changes count once reviewed.",
)


@dataclass(frozen=True, slots=True)
class SheetMade:
    """What an export gives: its record, and the list as it stood."""

    export: SheetExport
    filled: FilledList


def filled_for(template: ListTemplate, scope: Scope, viewer: Viewer) -> FilledList:
    """The tasks of a scope in a template, as this viewer may see them. A list prints under its own name."""
    entries = listed_of(scope.tasks(viewer), of=scope.list, viewer=viewer)
    filled = fill(template, entries, plan=scope.title(), places=cities_named())
    return replace(filled, title=str(scope.list)) if scope.list is not None else filled


def version_said(scope: Scope) -> str:
    """Which version a sheet shows: of its list, or of its plan."""
    if scope.list is not None:
        return LIST_VERSION.say(number=scope.list.version)
    issued = latest(scope.plan) if scope.plan is not None else None
    return f"v{issued.number}" if issued is not None else NOT_ISSUED.say()


def content(filled: FilledList) -> dict[str, Any]:
    """What a sheet says, as its record keeps it."""
    shown = filled.shown
    return {
        "template": content_of(filled.template),
        "title": filled.title,
        "lines": [[key, cells] for key, cells in shown.items()],
    }


def digest_of(said: dict[str, Any]) -> str:
    """The digest of what a sheet says."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def went_out(export: SheetExport) -> dict[str, dict[str, str]]:
    """What a sheet said when it left: line code → column → words."""
    return {key: dict(cells) for key, cells in export.content.get("lines", [])}


def file_of(made: SheetMade, kind: str, version: str) -> bytes:
    """The sheet as a file; `kind` is a key of FORMATS."""
    stamp = Stamp(version, made.export.short_code)
    if kind == "csv":
        out, rows = io.StringIO(), flat_rows(made.filled)
        csv.writer(out).writerows([*rows, [stamp.say(), *[""] * (len(rows[0]) - 1)]])
        return ("\ufeff" + out.getvalue()).encode()
    notes = [COMES_BACK.say()] if kind == "xlsx" else []
    table = drawn(made.filled, stamp=stamp, notes=notes)
    return workbook([table]) if kind == "xlsx" else tables_across([table])


def name_of(made: SheetMade, kind: str) -> str:
    """What the file is called: title and short code, so that two exports never have one name."""
    return f"{made.filled.title[:60]}_{made.export.short_code}.{kind}"
