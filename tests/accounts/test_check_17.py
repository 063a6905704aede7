"""Acceptance check 17 of the users' papers: the system administrator cannot change or stop the audit log, and nobody
lowers the floor of six months.

Tampering by SQL behind the service's back is found: see test_audit_chain.py.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from tests import rights

from citycircle.accounts.actions.catalogue import load
from citycircle.accounts.actions.organisations import AddAlias
from citycircle.accounts.audit import segments
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.models import Alias, AuditLine, ChainHead, SealedSegment
from citycircle.accounts.models.audit import AuditIsAppendOnly
from citycircle.accounts.roles import Role
from citycircle.cli.dispatch import main
from citycircle.cli.serve import SettingsNotReady, refuse_unsafe_settings

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def administrator(somebody):
    return somebody("admin", Role.SYSTEM_ADMINISTRATOR, "office")


def test_17_no_page_and_no_door_to_the_log_opens_for_the_system_administrator(administrator, enter):
    doors = {what: reaches for what, reaches in rights.listed().items() if "audit" in what}
    assert len(doors) >= 5
    assert {reaches[Role.SYSTEM_ADMINISTRATOR.value] for reaches in doors.values()} == {"-"}
    client = enter(administrator[0])
    for address in ("/audit/", "/audit/verify", "/audit/1", "/api/v1/audit", "/api/v1/audit/verdict"):
        assert client.get(address).status_code in {401, 403}, address
        assert client.post(address).status_code in {401, 403, 405}, address


def test_17_no_action_is_about_the_log():
    """Whatever the service can do is an action; none of them names a line, the head or a sealed segment."""
    logs = {AuditLine.__name__, ChainHead.__name__, SealedSegment.__name__}
    for name, action in load().items():
        about = {str(field.type) for field in action.__dataclass_fields__.values()}
        assert not [one for one in about if any(log in one for log in logs)], name


def test_17_lines_refuse_to_be_changed_and_removed(region):
    line = AuditLine.objects.get(number=3)
    for attempt in (
        line.save,
        line.delete,
        AuditLine.objects.all().delete,
        lambda: AuditLine.objects.update(reason=""),
    ):
        with pytest.raises(AuditIsAppendOnly):
            attempt()
    assert verify().is_intact


def test_17_what_the_administrator_does_and_what_is_refused_both_leave_a_line(region, administrator, do):
    from citycircle.accounts.actions.people import RegisterPerson
    from citycircle.accounts.errors import NotAllowed

    _, viewer = administrator
    before = AuditLine.objects.count()
    do(AddAlias(organisation=region["dongbu"], alias="东埠"), by=viewer)
    with pytest.raises(NotAllowed):
        do(RegisterPerson(sign_in_name="friend", called="某"), by=viewer)
    lines = AuditLine.objects.filter(number__gt=before).values_list("action", "outcome", "actor")
    assert list(lines) == [
        ("organisation.add_alias", "done", viewer.person),
        ("person.register", "refused", viewer.person),
    ]


@pytest.mark.parametrize("stop", ["no such hash", "no head"])
def test_17_where_the_log_cannot_be_written_nothing_is_done(region, do, settings, stop):
    """Stopping the log stops the service, never only the log."""
    if stop == "no such hash":
        settings.AUDIT_HASH = "none"
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_chainhead")
    with pytest.raises((ValueError, DatabaseError, ChainHead.DoesNotExist)):
        do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    assert not Alias.objects.filter(name="东埠").exists()


def test_17_the_service_does_not_start_with_less_than_six_months(settings, data_folder, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the journeys' browser leaves it in the process
    settings.KEY_FILE = data_folder / "secret.key"
    settings.KEY_FILE.write_text("a key for this test only")
    refuse_unsafe_settings()
    for months in (5, 1, 0):
        settings.AUDIT_MONTHS = months
        with pytest.raises(SettingsNotReady):
            refuse_unsafe_settings()


def test_17_no_command_seals_what_is_younger_than_six_months(region, settings, capsys):
    settings.AUDIT_MONTHS = 1
    for words in (["audit", "seal"], ["audit", "seal", "--months", "5"], ["audit", "seal", "--months", "0"]):
        assert main([*words, "--lang", "en"]) == 1
        assert "12 is advised" in capsys.readouterr().err
    assert SealedSegment.objects.count() == 0
    assert segments.seal(now=NOW + timedelta(days=150), months=6) is None
    assert AuditLine.objects.count() == len(region)
