"""A database as an older version left it, from a backup which that version made itself.

`python older.py BACKUP` builds the older shape in the empty database of the environment, on SQLite or PostgreSQL: it
migrates as far as the backup says, and puts the rows in through the models of that time. No older program is needed.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path

FIRST = Path(__file__).with_name("first.tar.gz")
"""Made by `keep.py`: a small region set up by the first state of the service that could back itself up."""


def build(file: Path) -> None:
    from django.conf import settings
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    with tarfile.open(file) as archive:
        parts = {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}
    manifest = json.loads(parts["manifest.json"])
    last = dict(name.split(".", 1) for name in manifest["migrations"])
    executor = MigrationExecutor(connection)
    executor.migrate(list(last.items()))
    models = executor.loader.project_state(list(last.items())).apps
    with transaction.atomic():
        for name in manifest["rows"]:
            _put(models.get_model(name), parts[f"tables/{name}.jsonl"])
        kept = [models.get_model(name) for name in manifest["rows"]]
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            connection.cursor().execute(statement)
    folder = Path(settings.DATA)
    for name in set(parts) - {"manifest.json"}:
        if not name.startswith("tables/"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(parts[name])


def _put(model, lines: bytes) -> None:
    model._base_manager.all().delete()
    columns = model._meta.concrete_fields
    for line in lines.splitlines():
        values = json.loads(line)
        row = model(**{column.attname: column.to_python(values[column.attname]) for column in columns})
        row.save(force_insert=True)


if __name__ == "__main__":
    import django

    django.setup()
    build(Path(sys.argv[1]))
