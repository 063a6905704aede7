"""When the last backup was made: a small file in the data folder, for the administrator's page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class LastBackup:
    made_at: datetime
    file: str
    rows: int
    size: int


def _note() -> Path:
    return Path(settings.DATA) / "last-backup.json"


def note(backup: LastBackup) -> None:
    """Remember a backup that is whole on disk."""
    draft = _note().with_suffix(".new")
    draft.write_text(json.dumps(asdict(backup) | {"made_at": backup.made_at.isoformat()}), "utf-8")
    draft.replace(_note())


def last() -> LastBackup | None:
    """The last backup made from this data folder; None when there was none, or its note cannot be read."""
    try:
        values = json.loads(_note().read_text("utf-8"))
        return LastBackup(**(values | {"made_at": datetime.fromisoformat(values["made_at"])}))
    except (OSError, ValueError, KeyError, TypeError):
        return None
