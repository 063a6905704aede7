"""Everything in open formats, to read without us or to leave with: JSON, Excel, and the files by their names."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import models

from citycircle.accounts.actions.ground import secrets_of
from citycircle.records.files.models import StoredFile
from citycircle.records.keeping import tables

EXCEL_ROWS = 1_048_576
LEFT_OUT = frozenset({"accounts.onetimecode", "accounts.pastpassword", "accounts.failedsignins"})
"""Tables that say nothing but how to get in."""


def export_all(folder: Path) -> dict[str, int]:
    """Write everything below a folder; gives the number of rows by table.

    `json/TABLE.json` is a list of objects, `everything.xlsx` has one sheet a table, `files.zip` holds the uploads as
    NUMBER-NAME, `index.json` says what is where. Passwords and second factors are left out.
    """
    (folder / "json").mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    target = folder / "everything.xlsx"
    with tables.one_moment(), xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        for model in tables.kept_models():
            name = tables.label(model)
            if name not in LEFT_OUT:
                counts[name] = _table(model, name, folder, book)
        uploads = list(StoredFile.objects.all())
    files = _files(uploads, folder / "files.zip")
    index = {"rows": counts, "files": files}
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1), "utf-8")
    return counts


def _table(model: type[models.Model], name: str, folder: Path, book: xlsxwriter.Workbook) -> int:
    hidden = secrets_of(model)
    names = [column.attname for column in tables.columns(model) if column.attname not in hidden]
    sheet = book.add_worksheet(name.replace("accounts.", "")[:31])
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, names)
    count = 0
    with (folder / "json" / f"{name}.json").open("w", encoding="utf-8") as out:
        out.write("[")
        for row in tables.rows(model):
            shown = {column: row[column] for column in names}
            line = tables.as_line(shown).decode().rstrip("\n")
            out.write(",\n" if count else "\n")
            out.write(line)
            count += 1
            if count < EXCEL_ROWS:
                for at, value in enumerate(json.loads(line).values()):
                    _cell(sheet, count, at, value)
        out.write("\n]\n")
    return count


def _cell(sheet: Any, row: int, column: int, value: object) -> None:
    """Numbers as numbers, everything else as text: nothing is a formula, nothing loses a leading zero."""
    if isinstance(value, bool) or value is None:
        sheet.write_string(row, column, "" if value is None else str(value).lower())
    elif isinstance(value, int | float) and abs(value) < 2**53:
        sheet.write_number(row, column, value)
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        sheet.write_string(row, column, text[:32767])


def _files(uploads: list[StoredFile], target: Path) -> dict[str, str]:
    """The uploads, packed; gives name in the archive → SHA-256. A proof destroyed after its keeping has no bytes."""
    kept = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for upload in uploads:
            if not upload.file.is_file():
                continue
            name = f"{upload.id}-{upload.name}"
            archive.writestr(name, upload.file.read_bytes())
            kept[name] = upload.sha256
    return kept
