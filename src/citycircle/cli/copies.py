"""An exact copy of the SQLite file, made page by page while others may be working."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_database(target: Path) -> Path | None:
    """Copy the database; None where it is not a file of ours (PostgreSQL) or does not exist yet."""
    from django.db import connection

    source = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not source.is_file():
        return None
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    target.chmod(0o600)
    return target
