"""The chain: whatever is altered, removed, added or reordered behind the service's back is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from citycircle.accounts.actions.organisations import AddAlias, AmendOrganisation
from citycircle.accounts.audit import segments
from citycircle.accounts.audit.verification import verify
from citycircle.accounts.errors import EditedMeanwhile, NotAllowed
from citycircle.accounts.models import AuditLine, ChainHead, Organisation, SealedSegment
from citycircle.accounts.models.audit import AuditIsAppendOnly

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TABLE = "accounts_auditline"


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_chain_is_intact(region):
    verdict = verify()
    assert verdict.is_intact, verdict.faults
    assert verdict.lines == AuditLine.objects.count() == len(region)


ALTERED = {
    "actor_name": "别人",
    "reason": "改过",
    "changes": "[]",
    "outcome": "refused",
    "at": "2020-01-01 00:00:00+00:00",
    "subject": "organisation:99",
    "organisation": 99,
    "address": "10.0.0.1",
    "hash": "f" * 64,
    "previous": "f" * 64,
}


@pytest.mark.parametrize(("column", "value"), ALTERED.items())
def test_an_altered_line_is_found(region, column, value):
    sql(f"UPDATE {TABLE} SET {column} = %s WHERE number = 4", value)
    verdict = verify()
    assert any("4" in fault or "5" in fault for fault in verdict.faults), verdict.faults


def test_a_line_altered_with_a_fresh_hash_is_found(region):
    from citycircle.accounts.audit.chain import line_hash

    sql(f"UPDATE {TABLE} SET actor_name = '别人' WHERE number = 4")
    sql(f"UPDATE {TABLE} SET hash = %s WHERE number = 4", line_hash(AuditLine.objects.get(pk=4)))
    assert not verify().is_intact


def test_a_removed_line_is_found(region):
    sql(f"DELETE FROM {TABLE} WHERE number = 4")
    assert not verify().is_intact


def test_removed_last_lines_are_found(region):
    sql(f"DELETE FROM {TABLE} WHERE number > 6")
    assert not verify().is_intact


def test_removed_last_lines_with_a_head_set_back_are_found_by_the_signature(region):
    last = AuditLine.objects.get(pk=6)
    sql(f"DELETE FROM {TABLE} WHERE number > 6")
    sql("UPDATE accounts_chainhead SET number = 6, hash = %s", last.hash)
    assert not verify().is_intact


def test_a_log_turned_back_to_an_honest_earlier_state_is_found_by_the_last_verification(region, do):
    before = ChainHead.objects.values().get()
    do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    assert verify().is_intact
    sql(f"DELETE FROM {TABLE} WHERE number > %s", before["number"])
    sql("UPDATE accounts_chainhead SET number = %s, hash = %s, signature = %s",
        before["number"], before["hash"], before["signature"])  # fmt: skip
    assert not verify().is_intact


def test_an_emptied_log_is_found(region):
    assert verify().is_intact
    sql(f"DELETE FROM {TABLE}")
    sql("UPDATE accounts_chainhead SET number = 0, hash = %s, signature = ''", "0" * 64)
    assert not verify().is_intact


def test_swapped_lines_are_found(region):
    sql(f"UPDATE {TABLE} SET number = 1000 WHERE number = 3")
    sql(f"UPDATE {TABLE} SET number = 3 WHERE number = 4")
    sql(f"UPDATE {TABLE} SET number = 4 WHERE number = 1000")
    assert not verify().is_intact


def test_an_added_line_is_found(region):
    line = AuditLine.objects.last()
    line.number += 1
    AuditLine.objects.bulk_create([line])
    assert not verify().is_intact


def test_the_model_itself_refuses_to_change(region):
    line = AuditLine.objects.get(pk=1)
    for attempt in (
        line.save,
        line.delete,
        AuditLine.objects.all().delete,
        lambda: AuditLine.objects.update(reason=""),
    ):
        with pytest.raises(AuditIsAppendOnly):
            attempt()


def test_lines_past_retention_leave_as_a_sealed_segment_and_the_chain_still_verifies(region, do):
    count = AuditLine.objects.count()
    segment = segments.seal(now=NOW + timedelta(days=400), months=12)
    assert (segment.first, segment.last) == (1, count)
    assert AuditLine.objects.count() == 0
    do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    verdict = verify()
    assert verdict.is_intact, verdict.faults
    assert (verdict.sealed, verdict.lines) == (count, count + 1)
    assert segments.seal(now=NOW, months=12) is None


def test_a_tampered_or_lost_segment_is_found(region, do, data_folder):
    segment = segments.seal(now=NOW + timedelta(days=400), months=12)
    file = data_folder / "audit" / segment.file
    whole = file.read_bytes()
    file.write_bytes(whole.replace("澜川市教育局".encode(), "澜川市水利局".encode()))
    assert not verify().is_intact
    file.unlink()
    assert not verify().is_intact
    file.write_bytes(whole)
    assert verify().is_intact
    sql("UPDATE accounts_sealedsegment SET first = 2")
    assert not verify().is_intact


def test_17_the_floor_of_six_months_cannot_be_lowered(region):
    with pytest.raises(segments.RetentionTooShort):
        segments.seal(now=NOW, months=5)
    assert SealedSegment.objects.count() == 0


def test_retention_below_six_months_fails_the_check(settings):
    from citycircle.accounts.checks import audit_is_kept_long_enough

    settings.AUDIT_MONTHS = 5
    (finding,) = audit_is_kept_long_enough()
    assert finding.id == "citycircle.E003"


def test_a_refused_try_leaves_a_line_and_no_change(region, somebody, do):
    _, clerk = somebody("clerk", "filler", "lanchuan_edu")
    with pytest.raises(NotAllowed):
        do(AddAlias(organisation=region["dongbu"], alias="东埠"), by=clerk)
    line = AuditLine.objects.last()
    assert (line.action, line.outcome, line.actor) == ("organisation.add_alias", "refused", clerk.person)
    assert not region["dongbu"].aliases.exists()


def test_two_people_editing_the_same_thing_lose_nothing(region, somebody, do):
    _, office = somebody("office", "office_reviewer", "office")
    first, second = (Organisation.objects.get(code="990101") for _ in range(2))
    common = {"kind": "county", "parent": region["lanchuan"]}
    do(
        AmendOrganisation(organisation=first, seen=first.version, called="东埠区", called_en="Dongbu", **common),
        by=office,
    )
    with pytest.raises(EditedMeanwhile) as caught:
        do(AmendOrganisation(organisation=second, seen=second.version, called="东埠区", called_en="Dong Bu", **common))
    (difference,) = caught.value.differences
    assert (difference.field, difference.now, difference.yours) == ("name_en", "Dongbu", "Dong Bu")
    assert "office某" in caught.value.say("zh")
    assert Organisation.objects.get(code="990101").name_en == "Dongbu"


def test_a_line_holds_old_and_new_values(region, do):
    do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    import json

    made = json.loads(
        AuditLine.objects.get(action="organisation.add", subject=f"organisation:{region['dongbu'].pk}").changes
    )
    assert made[0]["new"]["code"] == "990101"
    county = Organisation.objects.get(code="990101")
    values = {"called": "东埠新区", "called_en": "", "kind": "county", "parent": county.parent}
    do(AmendOrganisation(organisation=county, seen=county.version, **values))
    (change,) = json.loads(AuditLine.objects.last().changes)
    assert (change["old"], change["new"]) == ({"name": "东埠区"}, {"name": "东埠新区"})


def test_passwords_never_stand_in_the_log(somebody):
    somebody("clerk", "filler", "lanchuan_edu", password="Tinghe#2026")
    for changes in AuditLine.objects.values_list("changes", flat=True):
        assert "argon2" not in changes
        assert "md5" not in changes
