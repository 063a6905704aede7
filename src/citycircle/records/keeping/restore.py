"""Taking a backup back: checked first, then put in place of everything in one transaction, verified before it counts.

Whoever works meanwhile sees the old state or the new one, never a mixture; so does a machine that loses power.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.rights import Viewer
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.records.keeping import tables
from citycircle.records.keeping.actions import RestoreBackup
from citycircle.records.keeping.backup import KEYS, MANIFEST, Manifest


class BackupDamaged(CityCircleError):
    what = Text("备份文件“{file}”不完整或被改动：{part}。", "The backup {file} is incomplete or was altered: {part}.")
    why = Text(
        "恢复前逐项核对校验值；现有数据未动。",
        "Every part is checked against its hash first; the present data is untouched.",
    )
    then = Text("请换用另一份备份。", "Please use another backup.")


class BackupMissing(CityCircleError):
    what = Text("没有找到备份文件“{file}”。", "There is no backup {file}.")
    why = Text(
        "恢复从一个备份文件开始；现有数据未动。", "Restoring starts from a backup; the present data is untouched."
    )
    then = Text("请核对路径和文件名。", "Please check the path and the name.")


BREAKS_OFF = Text("内容中断，或不是备份文件", "it breaks off, or is no backup")


class BackupOfAnotherVersion(CityCircleError):
    what = Text(
        "此备份由{version}版生成，数据库结构不同。",
        "This backup was made by version {version}, with another database structure.",
    )
    why = Text(
        "不同结构直接写入会丢失内容；现有数据未动。",
        "Writing it into this structure would lose content; the present data is untouched.",
    )
    then = Text("请先用{version}版恢复，再升级。", "Please restore it with version {version}, then upgrade.")


def restore(file: Path, *, by: Viewer, at: datetime) -> Manifest:
    """Restore a backup into this data folder, which the present version has migrated.

    Raises BackupDamaged, BackupOfAnotherVersion, RestoreNotIntact; each leaves everything as it was.
    """
    with unpacked(file) as (folder, manifest):
        if manifest.migrations != tables.applied_migrations():
            raise BackupOfAnotherVersion(version=manifest.version)
        _put_files(folder)  # under their own hashes: nothing that is there is overwritten
        restored = carry_out(RestoreBackup(folder=folder, manifest=manifest), by=by, at=at)
    verify()
    return restored


@contextmanager
def unpacked(file: Path) -> Iterator[tuple[Path, Manifest]]:
    """The parts of a backup in a folder of their own, each checked; the folder is gone afterwards.

    One at a time: whoever holds the lock also clears away what a killed one left (it would hold keys).
    """
    data = Path(settings.DATA)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = data / "restoring"
    with (data / "restoring.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder, _unpack(file, folder)
        finally:
            shutil.rmtree(folder)


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises BackupDamaged."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            return _manifest(archive, file)
    except FileNotFoundError as error:
        raise BackupMissing(file=file) from error
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupDamaged(file=file.name, part=BREAKS_OFF) from error


def install_keys(file: Path, folder: Path) -> None:
    """Put the keys of a backup into a data folder that has none yet."""
    with tarfile.open(file, "r:gz") as archive:
        manifest = _manifest(archive, file)
        for name in KEYS:
            content = archive.extractfile(name) if name in manifest.sha256 else None
            if content is not None and not (folder / name).exists():
                with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    out.write(content.read())


def _manifest(archive: tarfile.TarFile, file: Path) -> Manifest:
    try:
        content = archive.extractfile(MANIFEST)
        assert content is not None  # a manifest is a plain file
        return Manifest(**json.load(content))
    except (KeyError, TypeError, ValueError, AssertionError) as error:
        raise BackupDamaged(file=file.name, part=MANIFEST) from error


def _unpack(file: Path, folder: Path) -> Manifest:
    """Only parts that the manifest names are written, and only below the folder."""
    manifest = read_manifest(file)
    waiting = dict(manifest.sha256)
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                if member.name not in waiting:
                    continue
                if not member.isreg() or ".." in Path(member.name).parts or Path(member.name).is_absolute():
                    raise BackupDamaged(file=file.name, part=member.name)
                digest = _written(archive, member, folder / member.name)
                if digest != waiting.pop(member.name):
                    raise BackupDamaged(file=file.name, part=member.name)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupDamaged(file=file.name, part=BREAKS_OFF) from error
    if waiting:
        raise BackupDamaged(file=file.name, part=next(iter(waiting)))
    return manifest


def _written(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    assert content is not None  # `_unpack` lets plain files through only
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while piece := content.read(1 << 20):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def _put_files(folder: Path) -> None:
    data = Path(settings.DATA)
    for path in [*folder.glob("files/*/*"), *folder.glob("audit/*")]:
        target = data / path.relative_to(folder)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
