"""A data folder of an earlier version, brought to this one by `citycircle upgrade`: nothing lost, the log intact.

Until there is a tag, the earlier version is the first state of the service that could back itself up (`first.tar.gz`);
from the first tag on, the previous tag's own program makes the folder as well.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.elsewhere import ROOT, citycircle, finish, start
from tests.upgrade.older import FIRST

pytestmark = pytest.mark.slow
OLDER = Path(__file__).with_name("older.py")

LOOK = """
import django, json, sys
django.setup()
from datetime import datetime, UTC
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.catalogue import load
from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.signing_in import identify
from citycircle.accounts.viewers import the_service, viewer_of, visitor
from citycircle.records.keeping import tables
at = datetime(2026, 3, 3, 1, 30, tzinfo=UTC)
rows = {tables.label(model): model._base_manager.count() for model in tables.kept_models()}
person = identify("jiangli", "Tinghe-2026", by=visitor(at.date()), at=at)
bureau = Organisation.objects.get(code="990100-EDU")
carry_out(load()["organisation.add_alias"](organisation=bureau, alias="教育局"), by=the_service(at.date()), at=at)
print(json.dumps({"rows": rows, "roles": sorted(viewer_of(person, at.date()).roles)}))
"""


def test_16_a_folder_of_the_first_state_is_upgraded(elsewhere):
    finish(start(elsewhere, OLDER, FIRST))
    refused = start(elsewhere, "-m", "citycircle.cli", "--lang", "en", "backup")
    _, said = refused.communicate(timeout=60)
    assert refused.returncode == 1
    assert "citycircle upgrade" in said
    assert "Upgraded, audit chain intact" in citycircle(elsewhere, "upgrade")
    with tarfile.open(FIRST) as archive:
        before = json.load(archive.extractfile("manifest.json"))["rows"]
    after = json.loads(finish(start(elsewhere, "-c", LOOK)))
    assert {name: after["rows"].get(name) for name in before} == before
    assert after["roles"] == ["filler"]
    assert json.loads(citycircle(elsewhere, "audit", "verify", "--json"))["intact"]
    copies = list(Path(elsewhere["CITYCIRCLE_DATA"]).glob("before-upgrade-*.sqlite3"))
    assert len(copies) == ("CITYCIRCLE_DATABASE_URL" not in elsewhere)


def test_an_upgrade_of_a_tampered_log_undoes_itself(elsewhere):
    finish(start(elsewhere, OLDER, FIRST))
    tamper = (
        "import django; django.setup(); from django.db import connection as c; "
        "c.cursor().execute(\"UPDATE accounts_auditline SET reason = 'x' WHERE number = 3\")"
    )
    finish(start(elsewhere, "-c", tamper))
    upgrade = start(elsewhere, "-m", "citycircle.cli", "--lang", "en", "upgrade")
    _, said = upgrade.communicate(timeout=60)
    assert upgrade.returncode == 1
    assert "the audit chain is not intact: line 3" in said
    still_old = start(elsewhere, "-m", "citycircle.cli", "--lang", "en", "audit", "verify")
    assert "citycircle upgrade" in still_old.communicate(timeout=60)[1]


def previous_tag():
    """The tag before the present commit; a release has no tag of its own yet when its tests run."""
    told = subprocess.run(
        ["git", "describe", "--tags", "--abbrev=0", "--match", "v*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() if told.returncode == 0 else None


def test_16_a_folder_of_the_previous_tag_is_upgraded(elsewhere, tmp_path):
    """The previous tag's own program makes its demo region; this version upgrades that very folder."""
    tag = previous_tag()
    if tag is None:
        pytest.skip("there is no tag yet to upgrade from")
    packed = subprocess.run(["git", "archive", tag, "src"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path / "older", filter="data")
    environment = elsewhere | {"PYTHONPATH": str(tmp_path / "older/src")}
    made = subprocess.run([sys.executable, "-c", MAKE], env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert str(tmp_path / "older") in made.stdout
    assert "Upgraded, audit chain intact" in citycircle(elsewhere, "upgrade")
    assert json.loads(citycircle(elsewhere, "audit", "verify", "--json"))["lines"] > 100


MAKE = """
import citycircle
from citycircle.cli import service
service.wake(None)
service.prepare_folder()
service.migrate()
from datetime import datetime, UTC
from citycircle.demo.region.making import make
at = datetime.now(UTC)
make(day=at.date(), at=at, language="zh", say=lambda *_: None)
print(citycircle.__file__)
"""
