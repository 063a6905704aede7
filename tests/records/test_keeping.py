"""Backup, restore and export: everything comes back, nothing comes back by half."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from citycircle.accounts.actions.organisations import AddAlias
from citycircle.accounts.audit import keys, segments
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import Alias, AuditLine, Organisation, Person, SealedSegment
from citycircle.accounts.viewers import the_service
from citycircle.records.files.actions import take_in
from citycircle.records.files.models import StoredFile
from citycircle.records.keeping import tables
from citycircle.records.keeping.backup import back_up
from citycircle.records.keeping.export import export_all
from citycircle.records.keeping.replacing import RestoreNotIntact
from citycircle.records.keeping.restore import BackupDamaged, BackupOfAnotherVersion, restore

NOW = datetime(2026, 3, 2, 1, 30, 15, 123456, tzinfo=UTC)
DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full(region, somebody, do):
    """A region with people, an upload, a sealed segment and something in the log after it."""
    _, clerk = somebody("clerk", "filler", "lanchuan_edu", "Tinghe#2026")
    do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    segments.seal(now=datetime(2027, 6, 1, tzinfo=UTC), months=12)
    take_in("一、重点任务".encode(), "要点.txt", organisation=region["lanchuan_edu"], by=clerk, at=NOW)
    return region


def state():
    """Every row of every table but the log, which a restore makes longer."""
    log = {"accounts.auditline", "accounts.chainhead"}
    return {
        tables.label(model): list(tables.rows(model))
        for model in tables.kept_models()
        if tables.label(model) not in log
    }


def take_back(file):
    return restore(file, by=the_service(DAY), at=NOW)


def test_16_everything_comes_back_and_the_log_chain_verifies_after_the_restore(full, do, tmp_path):
    before, lines = state(), list(AuditLine.objects.values())
    manifest = back_up(tmp_path / "b.tar.gz", at=NOW)
    assert manifest.rows["accounts.organisation"] == Organisation.objects.count()
    do(AddAlias(organisation=full["dongbu"], alias="新别名"))
    Person.objects.update(name="改了")
    take_back(tmp_path / "b.tar.gz")
    assert state() == before
    assert list(AuditLine.objects.values())[:-1] == lines
    assert AuditLine.objects.last().action == "backup.restore"
    verdict = verify()
    assert verdict.is_intact, verdict.faults
    assert verdict.sealed > 0


def test_lines_written_after_the_backup_are_kept_beside_the_log(full, do, tmp_path, data_folder):
    back_up(tmp_path / "b.tar.gz", at=NOW)
    do(AddAlias(organisation=full["dongbu"], alias="新别名"))
    take_back(tmp_path / "b.tar.gz")
    (replaced,) = (data_folder / "audit").glob("replaced-*.jsonl")
    assert "新别名" in json.loads(replaced.read_text("utf-8"))["changes"]


def test_new_rows_can_be_added_after_a_restore(full, do, tmp_path):
    back_up(tmp_path / "b.tar.gz", at=NOW)
    take_back(tmp_path / "b.tar.gz")
    do(AddAlias(organisation=Organisation.objects.get(code="990102"), alias="栖云"))
    assert Alias.objects.filter(name="栖云").exists()


def test_files_and_keys_come_back_into_an_empty_folder(full, tmp_path, settings, data_folder):
    from citycircle.records.keeping.restore import install_keys

    upload, public = StoredFile.objects.get(), keys.public_key()
    back_up(tmp_path / "b.tar.gz", at=NOW)
    settings.DATA = tmp_path / "new"
    settings.DATA.mkdir()
    install_keys(tmp_path / "b.tar.gz", settings.DATA)
    take_back(tmp_path / "b.tar.gz")
    assert keys.public_key() == public
    assert upload.file.is_relative_to(settings.DATA)
    assert upload.file.read_bytes() == "一、重点任务".encode()
    assert (segments.folder() / SealedSegment.objects.get().file).is_file()
    assert verify().is_intact


def repacked(file, change):
    """The same backup with some parts changed or left out."""
    out = file.with_name("changed.tar.gz")
    with tarfile.open(file) as old, tarfile.open(out, "w:gz") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return out


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: content + b"x" if name.endswith("person.jsonl") else content,
        lambda name, content: None if name.endswith("person.jsonl") else content,
        lambda name, content: None if name == "manifest.json" else content,
        lambda name, content: b"{}" if name == "manifest.json" else content,
        lambda name, content: None if name.startswith("files/") else content,
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_touched(full, tmp_path, change):
    back_up(tmp_path / "b.tar.gz", at=NOW)
    before = state()
    with pytest.raises(BackupDamaged):
        take_back(repacked(tmp_path / "b.tar.gz", change))
    assert state() == before
    assert verify().is_intact


def test_a_truncated_backup_is_refused(full, tmp_path):
    file = tmp_path / "b.tar.gz"
    back_up(file, at=NOW)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(BackupDamaged):
        take_back(file)


def forged(file, altered):
    """A backup whose manifest was made to fit: only the chain still tells."""
    import hashlib

    changed = {}

    def change(name, content):
        if name == "tables/accounts.auditline.jsonl":
            content = altered(content)
            changed[name] = hashlib.sha256(content).hexdigest()
        return content

    first = repacked(file, change)
    first.rename(file)

    def fit(name, content):
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["sha256"] |= changed
            content = json.dumps(manifest).encode()
        return content

    return repacked(file, fit)


def test_a_backup_with_a_forged_log_is_refused_and_rolled_back(full, tmp_path):
    file = tmp_path / "b.tar.gz"
    back_up(file, at=NOW)
    before = state()
    with pytest.raises(RestoreNotIntact):
        take_back(forged(file, lambda content: content.replace("clerk某".encode(), "别人某".encode())))
    assert state() == before
    assert verify().is_intact


def test_a_backup_of_another_version_is_refused(full, tmp_path):
    def older(name, content):
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["migrations"].pop()
            content = json.dumps(manifest).encode()
        return content

    back_up(tmp_path / "b.tar.gz", at=NOW)
    with pytest.raises(BackupOfAnotherVersion):
        take_back(repacked(tmp_path / "b.tar.gz", older))


def test_an_export_reads_back_as_what_was_there(full, tmp_path):
    counts = export_all(tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "everything.xlsx", read_only=True)
    for model in tables.kept_models():
        name = tables.label(model)
        if name not in counts:
            continue
        written = json.loads((tmp_path / "out" / "json" / f"{name}.json").read_text("utf-8"))
        rows = [json.loads(tables.as_line(row)) for row in tables.rows(model)]
        assert (
            written == [{key: value for key, value in row.items() if key in written[0]} for row in rows]
            if rows
            else not written
        )
        sheet = book[name.replace("accounts.", "")[:31]]
        assert sum(1 for _ in sheet.iter_rows()) == counts[name] + 1 == len(rows) + 1
    people = json.loads((tmp_path / "out" / "json" / "accounts.person.json").read_text("utf-8"))
    assert "password" not in people[0]
    assert people[0]["name"] == "clerk某"
    organisations = json.loads((tmp_path / "out" / "json" / "accounts.organisation.json").read_text("utf-8"))
    assert "990101" in {row["code"] for row in organisations}
    with zipfile.ZipFile(tmp_path / "out" / "files.zip") as archive:
        (name,) = archive.namelist()
        assert archive.read(name) == "一、重点任务".encode()
    shutil.rmtree(tmp_path / "out")
