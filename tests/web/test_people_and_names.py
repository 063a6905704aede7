"""Accounts and posts, the hand-over, names decided once, counterparts, notices, the log, the things of the day."""

from __future__ import annotations

import re

import pytest
from tests.region import DAY, NOW

from citycircle.accounts import naming
from citycircle.accounts.actions.names import QueueNames
from citycircle.accounts.audit.chain import Entry, append
from citycircle.accounts.models import AuditLine, Counterpart, Holding, Person, ReadName
from citycircle.accounts.viewers import viewer_of
from citycircle.core.messages import Text
from citycircle.records.notices.actions import SendNotice
from citycircle.records.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def security(enter, somebody):
    person, _ = somebody("security", "security_administrator", "office")
    return enter(person)


@pytest.fixture
def reviewer(enter, somebody):
    person, _ = somebody("reviewer", "office_reviewer", "lanchuan_drc")
    return enter(person)


@pytest.fixture
def waiting_name(do, region):
    do(QueueNames(names=("市教委", "市发改委员会"), city=region["lanchuan"], found_in="澜川市2026年工作要点"))
    return ReadName.objects.get(name="市教委")


def test_a_person_is_registered_appointed_and_given_a_code(security, region):
    security.post("/people/register", {"sign_in_name": "xu", "called": "许蔚"})
    person = Person.objects.get(sign_in_name="xu")
    security.post("/posts/create", {"organisation": region["lanchuan_edu"].pk, "called": "联络员", "role": "filler"})
    post = region["lanchuan_edu"].posts.get(title="联络员")
    security.post(f"/people/{person.pk}/appoint", {"post": post.pk, "valid_from": "2026-03-01"})
    assert Holding.objects.get(person=person).post == post
    answer = security.post(f"/people/{person.pk}/code", follow=True).content.decode()
    assert re.search(r"一次性代码：\S{6,}。", answer)
    assert "一次性代码：" not in security.get(f"/people/{person.pk}").content.decode()


def test_administrators_are_kept_apart_also_on_the_screen(security, somebody, region):
    person, _ = somebody("clerk", "filler", "lanchuan_edu")
    security.post("/posts/create", {"organisation": region["office"].pk, "called": "审计", "role": "auditor"})
    post = region["office"].posts.get(title="审计")
    answer = security.post(f"/people/{person.pk}/appoint", {"post": post.pk})
    assert answer.status_code == 422
    assert "三员分立" in answer.content.decode()


def test_a_post_is_handed_over_with_what_was_not_read(security, somebody, do, region):
    old, _ = somebody("old", "filler", "lanchuan_edu")
    new, _ = somebody("new", "filler", "heyang_drc")
    do(SendNotice(person=old, subject_line=Text("请报送三月进展", "Please report for March")))
    post = Holding.objects.get(person=old).post
    page = security.get(f"/posts/{post.pk}/hand-over").content.decode()
    assert "未读通知 1" in page
    security.post(f"/posts/{post.pk}/hand-over", {"person": new.pk, "valid_from": "2026-04-01"})
    assert Holding.objects.get(person=old).valid_to.isoformat() == "2026-03-31"
    assert Holding.objects.get(person=new, post=post).valid_from.isoformat() == "2026-04-01"
    assert Notice.objects.get().person == new
    lines = AuditLine.objects.filter(
        action__in=["post.hand_over", "post.leave", "post.appoint"], subject=f"post:{post.pk}"
    )
    assert set(lines.values_list("action", flat=True)) == {"post.hand_over", "post.leave", "post.appoint"}


def test_a_hand_over_that_may_not_be_leaves_everything_as_it_was(security, somebody):
    old, _ = somebody("old", "filler", "lanchuan_edu")
    auditor, _ = somebody("auditor", "auditor", "office")
    post = Holding.objects.get(person=old).post
    answer = security.post(f"/posts/{post.pk}/hand-over", {"person": auditor.pk, "valid_from": "2026-04-01"})
    assert answer.status_code == 422
    assert Holding.objects.get(person=old).valid_to is None


def test_a_lost_telephone_is_unbound_with_a_reason(security, somebody):
    signer, _ = somebody("signer", "leader", "lanchuan")
    Person.objects.filter(pk=signer.pk).update(second_factor="sealed", second_factor_step=7)
    assert f"/people/{signer.pk}/authenticator" in security.get(f"/people/{signer.pk}").content.decode()
    assert security.post(f"/people/{signer.pk}/authenticator", {"reason": ""}).status_code == 422
    security.post(f"/people/{signer.pk}/authenticator", {"reason": "手机丢失，已当面核对"})
    assert Person.objects.get(pk=signer.pk).second_factor == ""
    assert f"/people/{signer.pk}/authenticator" not in security.get(f"/people/{signer.pk}").content.decode()


def test_a_holder_names_a_stand_in_and_a_stranger_may_not(enter, somebody):
    holder, _ = somebody("holder", "filler", "lanchuan_edu")
    friend, _ = somebody("friend", "filler", "lanchuan_edu")
    stranger, _ = somebody("stranger", "filler", "lanchuan_drc")
    post = Holding.objects.get(person=holder).post
    days = {"valid_from": "2026-03-02", "valid_to": "2026-03-09"}
    assert enter(friend).post(f"/posts/{post.pk}/stand-in", days | {"stand_in": friend.pk}).status_code == 404
    assert enter(holder).post(f"/posts/{post.pk}/stand-in", days | {"stand_in": stranger.pk}).status_code == 422
    assert stranger.name not in enter(holder).get(f"/posts/{post.pk}/stand-in").content.decode()
    assert enter(holder).post(f"/posts/{post.pk}/stand-in", days | {"stand_in": friend.pk}).status_code == 302
    assert len(viewer_of(friend, DAY).grants) == 2


def test_a_name_is_decided_once_and_read_the_same_ever_after(reviewer, waiting_name, region):
    page = reviewer.get(f"/names/{waiting_name.pk}").content.decode()
    assert "澜川市教育局" in page
    reviewer.post(f"/names/{waiting_name.pk}", {"organisation": region["lanchuan_edu"].pk})
    read = naming.read(["市教委"], city=region["lanchuan"], day=DAY)
    assert read["市教委"].organisations == (region["lanchuan_edu"].pk,)
    assert "已认定" in reviewer.get("/names/").content.decode()


def test_a_name_may_be_no_organisation_and_may_be_decided_again_with_a_reason(reviewer, waiting_name):
    reviewer.post(f"/names/{waiting_name.pk}", {"aside": ""})
    assert ReadName.objects.get(pk=waiting_name.pk).set_aside
    assert reviewer.post(f"/names/{waiting_name.pk}", {"reopen": "", "reason": ""}).status_code == 422
    reviewer.post(f"/names/{waiting_name.pk}", {"reopen": "", "reason": "认错了"})
    assert ReadName.objects.get(pk=waiting_name.pk).is_waiting


def test_another_city_neither_sees_nor_decides_the_name(enter, somebody, waiting_name):
    stranger, _ = somebody("stranger", "office_reviewer", "heyang_drc")
    client = enter(stranger)
    assert "市教委" not in client.get("/names/").content.decode()
    assert client.get(f"/names/{waiting_name.pk}").status_code == 404


def test_a_counterpart_is_proposed_and_confirmed(reviewer, region):
    address = f"/organisations/{region['lanchuan_drc'].pk}/counterparts"
    assert "禾阳市发展和改革委员会" in reviewer.get(address).content.decode()
    reviewer.post(address, {"other": region["heyang_drc"].pk})
    assert Counterpart.objects.count() == 1


def test_a_notice_is_read_once_and_only_by_whom_it_was_for(enter, somebody, do):
    mine, _ = somebody("mine", "filler", "lanchuan_edu")
    other, _ = somebody("other", "filler", "lanchuan_drc")
    do(SendNotice(person=mine, subject_line=Text("请查收", "Please look"), link="https://elsewhere.example/"))
    notice = Notice.objects.get()
    assert enter(other).post("/notices/", {"notice": notice.pk}).status_code == 404
    answer = enter(mine).post("/notices/", {"notice": notice.pk})
    assert answer.url == "/notices/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_the_auditor_reads_lines_changes_and_the_verdict(enter, somebody, region):
    auditor, _ = somebody("auditor", "auditor", "office")
    client = enter(auditor)
    assert "增加单位" in client.get("/audit/", {"action": "organisation.add"}).content.decode()
    line = AuditLine.objects.filter(action="organisation.add").first()
    assert line.hash in client.get(f"/audit/{line.pk}").content.decode()
    assert "完整" in client.get("/audit/verify").content.decode()


def test_the_auditor_reads_the_sentence_of_a_failure_and_the_code_of_one_that_is_no_more(
    enter, somebody, region, reviewer
):
    reviewer.post(f"/organisations/{region['lanchuan_edu'].pk}/alias", {"alias": "市发改委"})
    failed = AuditLine.objects.get(outcome="failed")
    auditor, _ = somebody("auditor", "auditor", "office")
    client = enter(auditor)
    text = client.get(f"/audit/{failed.pk}").content.decode()
    assert "“…”已是…的名称或别名。 name_taken" in text
    assert "None" not in client.get("/audit/1").content.decode()
    append([Entry(at=NOW, actor=None, actor_name="", post="", address="", action="old.act", outcome="failed",
                  subject="", organisation=None, reason="", changes=[{"error": "long_gone"}])])  # fmt: skip
    gone = AuditLine.objects.order_by("-number").first()
    assert '<caption class="code">long_gone</caption>' in client.get(f"/audit/{gone.pk}").content.decode()


def test_the_home_page_shows_three_things_of_the_role(reviewer, waiting_name):
    text = reviewer.get("/").content.decode()
    assert text.count('<p class="figure">') == 3
    assert "待认定名称" in text


def test_accounts_that_nobody_used_for_ninety_days_are_shown_to_the_security_administrator(security, somebody):
    from datetime import timedelta

    from django.utils.timezone import now

    asleep, _ = somebody("asleep", "filler", "lanchuan_edu")
    never, _ = somebody("never", "filler", "lanchuan_edu")
    awake, _ = somebody("awake", "filler", "lanchuan_edu")
    long_ago = now() - timedelta(days=91)
    Person.objects.filter(pk=asleep.pk).update(last_login=long_ago)
    Person.objects.filter(pk=never.pk).update(last_login=None, password_set_at=long_ago)
    Person.objects.filter(pk=awake.pk).update(last_login=now(), password_set_at=long_ago)
    text = security.get("/people/unused").content.decode()
    assert "asleep某" in text
    assert "never某" in text
    assert "awake某" not in text
    assert "久未使用的账号" in security.get("/").content.decode()
