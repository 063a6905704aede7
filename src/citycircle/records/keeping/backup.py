"""One file that holds everything: tables, uploads, sealed audit segments, keys; each part with its hash.

It is made while people work, and either database can take it back.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models

from citycircle import __version__
from citycircle.accounts.models import ChainHead, SealedSegment
from citycircle.records.files.models import StoredFile
from citycircle.records.keeping import tables
from citycircle.records.keeping.last import LastBackup, note

MANIFEST = "manifest.json"
KEYS = ("secret.key", "audit.key")


@dataclass(slots=True)
class Manifest:
    """What a backup holds, so that it can be checked without being restored."""

    made_at: str
    version: str = __version__
    migrations: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    audit_number: int = 0
    audit_hash: str = ""


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write a backup whole or not at all; only its owner may read it, for it holds the keys."""
    manifest = Manifest(made_at=at.isoformat())
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
                _put_everything(archive, manifest)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
        note(LastBackup(at, target.name, sum(manifest.rows.values()), target.stat().st_size))
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _put_everything(archive: tarfile.TarFile, manifest: Manifest) -> None:
    with tables.one_moment():
        manifest.migrations = tables.applied_migrations()
        head = ChainHead.objects.get(pk=1)
        manifest.audit_number, manifest.audit_hash = head.number, head.hash
        for model in tables.kept_models():
            _put_table(archive, manifest, model)
        uploads = sorted(set(StoredFile.objects.values_list("sha256", flat=True)))
        segments = list(SealedSegment.objects.values_list("file", flat=True))
    data = Path(settings.DATA)
    for name in [f"files/{one[:2]}/{one}" for one in uploads] + [f"audit/{one}" for one in segments] + list(KEYS):
        if (data / name).is_file():
            _put(archive, manifest, name, (data / name).read_bytes())
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    archive.addfile(_info(MANIFEST, len(text)), io.BytesIO(text))


def _put_table(archive: tarfile.TarFile, manifest: Manifest, model: type[models.Model]) -> None:
    name = f"tables/{tables.label(model)}.jsonl"
    digest, count = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=32 << 20) as spool:
        for row in tables.rows(model):
            line = tables.as_line(row)
            digest.update(line)
            spool.write(line)
            count += 1
        size = spool.tell()
        spool.seek(0)
        archive.addfile(_info(name, size), spool)
    manifest.rows[tables.label(model)] = count
    manifest.sha256[name] = digest.hexdigest()


def _put(archive: tarfile.TarFile, manifest: Manifest, name: str, content: bytes) -> None:
    archive.addfile(_info(name, len(content)), io.BytesIO(content))
    manifest.sha256[name] = hashlib.sha256(content).hexdigest()


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info
