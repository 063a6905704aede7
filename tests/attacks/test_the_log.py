"""Nobody works past the log: not an administrator, not a failing disk; and it holds up nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from tests import rights

from citycircle.accounts.actions import base
from citycircle.accounts.actions.catalogue import load
from citycircle.accounts.actions.organisations import AddAlias
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import Alias, AuditLine, ChainHead
from citycircle.accounts.models.audit import AuditIsAppendOnly
from citycircle.web.api.doors import DOORS

pytestmark = pytest.mark.django_db
PAGES = list(rights.pages(get_resolver().url_patterns))
MEANT = ("audit", "log", "chain", "seal")


def test_17_the_system_administrator_neither_reads_nor_changes_nor_stops_the_log(enter, somebody, do):
    person, _ = somebody("system", "system_administrator", "office")
    client = enter(person)
    kept = list(AuditLine.objects.values_list("number", "hash"))
    for pattern in PAGES:
        address = rights.address_of(pattern)
        client.get(address)
        if pattern.name not in {"sign_out", "language"}:
            client.post(address, {"reason": "停用日志", "months": "1", "audit": "off"})
        if pattern.name.startswith("audit"):
            assert client.get(address).status_code == 403, pattern.name
    for door in DOORS.values():
        path = f"/api/v1{door.path.replace('{int:pk}', '1')}"
        answer = client.get(path) if door.method == "GET" else client.post(path, {}, content_type="application/json")
        assert answer.status_code != 200 or "audit" not in path, path
    assert list(AuditLine.objects.values_list("number", "hash"))[: len(kept)] == kept
    assert AuditLine.objects.count() > len(kept)
    assert verify().is_intact


def test_17_no_action_of_anybody_touches_the_log():
    assert not [name for name in load() if name.split(".")[0] in MEANT]


@pytest.mark.parametrize("way", ["update", "delete", "bulk_update", "save", "delete_one"])
def test_17_no_way_through_the_models_changes_a_line(region, way):
    line = AuditLine.objects.first()
    line.reason = "改"
    ways = {
        "update": lambda: AuditLine.objects.update(reason="改"),
        "delete": lambda: AuditLine.objects.all().delete(),
        "bulk_update": lambda: AuditLine.objects.bulk_update([line], ["reason"]),
        "save": line.save,
        "delete_one": line.delete,
    }
    with pytest.raises(AuditIsAppendOnly):
        ways[way]()


def test_17_what_cannot_be_logged_is_not_done(region, do, monkeypatch):
    def full(_entries):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(base, "append", full)
    with pytest.raises(OSError, match="No space"):
        do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    assert not Alias.objects.filter(name="东埠").exists()


def test_one_act_holds_the_head_for_three_statements(region, do):
    """Whoever writes next waits for the head alone; everything else of an act comes before it is taken."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    taken = next(at for at, one in enumerate(statements) if ChainHead._meta.db_table in one)
    held = [one.split()[0] for one in statements[taken:]]
    assert held == ["SELECT", "INSERT", "UPDATE"]
    assert len(statements) <= 14
