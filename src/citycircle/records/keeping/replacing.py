"""Putting the rows of a checked backup in place of all rows, and looking whether it came out whole."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import AuditLine, ChainHead
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.keeping import tables
from citycircle.records.keeping.backup import Manifest


class RestoreNotIntact(CityCircleError):
    what = Text("恢复后的核验未通过：{faults}", "The restored state did not pass verification: {faults}")
    why = Text("已退回恢复前的状态。", "Everything is back as it was before.")
    then = Text("请换用另一份备份，并告知审计管理员。", "Please use another backup, and tell the audit administrator.")


def keep_later_lines(manifest: Manifest) -> None:
    """Lines written after the backup would vanish with the restore; they stay as a file beside the sealed segments."""
    later = AuditLine.objects.filter(number__gt=manifest.audit_number).order_by("number")
    first = later.first()
    if first is None:
        return
    target = Path(settings.DATA) / "audit" / f"replaced-{first.number:012d}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    names = [column.attname for column in tables.columns(AuditLine)]
    with target.open("wb") as out:
        for row in later.values(*names).iterator(tables.ROWS_AT_ONCE):
            out.write(tables.as_line(row))


def replace_rows(folder: Path) -> None:
    models = [model for model in tables.kept_models() if model is not ChainHead]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608, SLF001  (our own table names)
    for model in models:
        with _table(folder, model).open("rb") as lines:
            while chunk := list(islice(lines, tables.ROWS_AT_ONCE)):
                model._base_manager.bulk_create([tables.from_line(model, line) for line in chunk])  # noqa: SLF001  (Django's documented API)
    tables.from_line(ChainHead, _table(folder, ChainHead).read_bytes()).save()  # in place: other writers wait for it
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _table(folder: Path, model: type[Model]) -> Path:
    return folder / "tables" / f"{tables.label(model)}.jsonl"


def check_restored(manifest: Manifest) -> None:
    """Everything arrived, nothing points nowhere, the chain holds."""
    counts = {tables.label(model): model._base_manager.count() for model in tables.kept_models()}  # noqa: SLF001  (Django's documented API)
    connection.check_constraints()
    verdict = verify(remember=False, compare=False)
    faults = [f"{name}: {counts[name]} ≠ {rows}" for name, rows in manifest.rows.items() if counts.get(name) != rows]
    faults += verdict.faults
    if faults:
        raise RestoreNotIntact(faults="; ".join(faults))
