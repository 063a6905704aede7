"""Acceptance checks 1 and 15 of the users' paper, through the service itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.utils.timezone import now
from tests.records.plans.lanchuan import TEXT
from tests.region import NOW

from citycircle.accounts.models import AuditLine
from citycircle.documents.reading import read
from citycircle.records.files.guard import SecrecyMarkFound
from citycircle.records.files.models import StoredFile
from citycircle.records.notices.models import Notice
from citycircle.records.plans.actions.importing import import_upload
from citycircle.records.plans.models import Plan, SourceDocument, Task

pytestmark = pytest.mark.django_db

COUNTS = {"000": (26, None), "001": (28, 86), "004": (46, None)}
"""Tasks and sub-items that the check names; for the other two plans it names none."""


@pytest.mark.shared
def test_acceptance_1_the_five_plans_are_imported_whole(shared, region, keeper, work):
    """Counts are right, garbage is reported, nothing is dropped unsaid; the rows say what the reading says."""
    for file in sorted((shared / "plans").glob("0*.txt")):
        data = file.read_bytes()
        document = import_upload(data, file.name, organisation=region["lanchuan_drc"], by=keeper, at=NOW)
        work()
        document.refresh_from_db()
        plan, reading = document.plans.get(), read(data, name=file.name)
        tasks = list(plan.tasks.filter(role="task"))
        wanted, subitems = COUNTS.get(file.name[:3], (None, None))
        assert wanted in {None, len(tasks)}, file.name
        assert subitems in {None, sum(len(task.subitems) for task in tasks)}, file.name
        assert plan.tasks.count() == len(reading.plans[0].tasks)
        assert plan.targets.exclude(value=None).count() == len(reading.plans[0].targets)
        assert document.text == reading.source.text
        assert document.notes["coverage"]["unread"] == [], "every word is accounted for"
        assert len(document.notes["repairs"]) == len(reading.repairs)


REPORTED = {
    "000": ("*", {"M011"}),
    "001": ("advertising in place of a name, a style sheet", {"spam", "M005", "style_sheet"}),
    "002": ("pinyin among the words, traditional characters, two issuers", {"pinyin", "script", "M001"}),
    "003": ("20xx, a goal with two values", {"P302", "P301"}),
    "004": ("no lead, broken headings", {"P201", "broken_heading"}),
}
"""What each plan is dirty with, and the kinds under which it must stand among repairs, asides and remarks."""


@pytest.mark.shared
def test_acceptance_1_garbage_is_reported_with_its_place(shared, region, keeper, work):
    for file in sorted((shared / "plans").glob("0*.txt")):
        document = import_upload(file.read_bytes(), file.name, organisation=region["lanchuan_drc"], by=keeper, at=NOW)
        work()
        document.refresh_from_db()
        told = [*document.notes["repairs"], *document.notes["asides"], *document.plans.get().notes]
        kinds = {each.get("kind") or each.get("reason") or each.get("code") for each in told}
        what, wanted = REPORTED[file.name[:3]]
        assert wanted <= kinds, what
        assert all(
            0 <= each["start"] <= each["end"] <= len(document.text) for each in told if each["start"] is not None
        )


def files_below(folder: Path) -> list[Path]:
    return [Path(place) / name for place, _, names in os.walk(folder) for name in names]


def test_acceptance_15_a_marked_plan_stops_and_leaves_no_copy(region, keeper, somebody, data_folder, monkeypatch):
    """Upload with 机密★ stops, leaves no copy on disk, and tells the secrecy officer."""
    monkeypatch.setenv("TMPDIR", str(data_folder))
    officer = somebody("baomi", "secrecy_officer", "lanchuan_drc")[0]
    with pytest.raises(SecrecyMarkFound):
        import_upload(
            f"机密★1年\n{TEXT}".encode(), "要点.txt", organisation=region["lanchuan_drc"], by=keeper, at=now()
        )
    assert not any(model.objects.exists() for model in (StoredFile, SourceDocument, Plan, Task))
    assert [file for file in files_below(data_folder) if "机密★1年".encode() in file.read_bytes()] == []
    assert Notice.objects.filter(person=officer, subject_zh__contains="拦截").count() == 1
    assert AuditLine.objects.filter(action="file.stop_marked").count() == 1
    assert not AuditLine.objects.filter(action="plan.import").exists()
