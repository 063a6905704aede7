"""Acts go on side by side; putting a backup in place of everything goes on alone.

On SQLite every write is alone already. On PostgreSQL an act takes a shared lock before it touches anything, a restore
the exclusive one: it waits for the acts under way and holds up the next ones, and no two wait for each other.
"""

from django.db import connection

LOCK = 9_901_004
"""Any number, as long as nothing else in the database uses it for an advisory lock."""


def beside_others() -> None:
    """Say at the beginning of an act's transaction that it is under way."""
    _take("pg_advisory_xact_lock_shared")


def alone() -> None:
    """Wait until no act is under way, and let none begin before this transaction ends."""
    _take("pg_advisory_xact_lock")


def _take(kind: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {kind}(%s)", [LOCK])
