"""Every table that is ours, row by row, in a form that either database can write and read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

ROWS_AT_ONCE = 2000
_OURS = "citycircle."


def kept_models() -> list[type[models.Model]]:
    """Every model of ours; sessions are left out, so people sign in again after a restore."""
    configs = [config for config in apps.get_app_configs() if config.name.startswith(_OURS)]
    found = [model for config in configs for model in config.get_models(include_auto_created=True)]
    return sorted((model for model in found if model._meta.managed and not model._meta.proxy), key=label)  # noqa: SLF001  (Django's documented API)


def label(model: type[models.Model]) -> str:
    """How a table is called in a backup: `accounts.person`."""
    return model._meta.label_lower  # noqa: SLF001  (Django's documented API)


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001  (Django's documented API)


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """The rows of a table, in the order of their numbers."""
    names = [column.attname for column in columns(model)]
    found = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001  (Django's documented API)
    for values in found.iterator(ROWS_AT_ONCE):
        yield dict(zip(names, values, strict=True))


def as_line(row: dict[str, Any]) -> bytes:
    """A row as one line of JSON; moments keep their microseconds."""
    return (json.dumps(row, ensure_ascii=False, cls=_Exact) + "\n").encode()


def from_line(model: type[models.Model], line: bytes | str) -> models.Model:
    """A row again, every value of the type that its column has."""
    values = json.loads(line)
    return model(**{column.attname: column.to_python(values[column.attname]) for column in columns(model)})


class _Exact(DjangoJSONEncoder):
    """Django cuts moments to milliseconds; an audit line would no longer match its hash."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


@contextmanager
def one_moment() -> Iterator[None]:
    """Read all tables as they were at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # deferred: in WAL mode a reader keeps its view and holds up nobody
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def applied_migrations() -> list[str]:
    """The shape of the database, as names of migrations."""
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415  (needs the apps)

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
