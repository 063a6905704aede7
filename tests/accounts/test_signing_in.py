"""Signing in: what is asked, what is counted, what is never told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings as django_settings

from citycircle.accounts import second_factor, signing_in
from citycircle.accounts.actions import posts, sign_in
from citycircle.accounts.errors import NotAllowed, NotUnderstood
from citycircle.accounts.models import AuditLine, Person
from citycircle.accounts.viewers import viewer_of, visitor

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
GOOD = "Tinghe#2026"


def identify(name, password, at=NOW):
    return signing_in.identify(name, password, by=visitor(DAY), at=at)


def test_argon2_is_the_hash_outside_the_tests():
    from citycircle import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert django_settings.LOCK_AFTER == 5


def test_five_failures_lock_a_name_for_thirty_minutes(somebody):
    person, _ = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    for _ in range(5):
        with pytest.raises(signing_in.SignInRefused):
            identify("clerk", "wrong")
    with pytest.raises(signing_in.SignInLocked):
        identify("clerk", GOOD)
    assert identify("clerk", GOOD, NOW + timedelta(minutes=31)) == person
    assert AuditLine.objects.filter(action="session.count_failure").count() == 5


def test_an_unknown_name_is_locked_like_a_known_one_and_tells_nothing(region):
    told = set()
    for _ in range(5):
        with pytest.raises(signing_in.SignInRefused) as caught:
            identify("nobody", "wrong")
        told.add(caught.value.say("zh"))
    assert len(told) == 1
    with pytest.raises(signing_in.SignInLocked):
        identify("nobody", "wrong")


def test_failures_are_forgotten_after_signing_in(somebody):
    person, viewer = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    for _ in range(3):
        for _ in range(3):
            with pytest.raises(signing_in.SignInRefused):
                identify("clerk", "wrong")
        signing_in.begin(person, by=viewer, at=NOW)
    assert identify("clerk", GOOD) == person


@pytest.mark.parametrize("weak", ["Short#1", "alllowercase", "NoDigits##aa", "nocapital#123", "NoSign12345"])
def test_a_weak_password_is_refused_with_hints(somebody, do, weak):
    person, viewer = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    with pytest.raises(NotUnderstood) as caught:
        do(sign_in.ChangePassword(person=person, password=weak), by=viewer)
    assert caught.value.fields["password"]


def test_the_last_five_passwords_do_not_come_back(somebody, do):
    person, viewer = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    for number in range(4):
        do(sign_in.ChangePassword(person=person, password=f"Tinghe#20{number}0x"), by=viewer)
        with pytest.raises(NotUnderstood):
            do(sign_in.ChangePassword(person=person, password=GOOD), by=viewer)
    do(sign_in.ChangePassword(person=person, password="Another#2031"), by=viewer)
    do(sign_in.ChangePassword(person=person, password=GOOD), by=viewer)


def test_a_password_grows_old_after_ninety_days(somebody):
    person, _ = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    assert not signing_in.password_is_old(person, NOW + timedelta(days=89))
    assert signing_in.password_is_old(person, NOW + timedelta(days=91))


def test_a_one_time_code_works_once_and_opens_a_locked_name(somebody, do):
    person, _ = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    _, security = somebody("security", "security_administrator", "office")
    for _ in range(5):
        with pytest.raises(signing_in.SignInRefused):
            identify("clerk", "wrong")
    code = do(sign_in.IssueOneTimeCode(person=person), by=security)
    assert all(code not in changes for changes in AuditLine.objects.values_list("changes", flat=True))

    def use(password="Fresh#20261"):
        return signing_in.set_password_with_code("clerk", code, password, by=visitor(DAY), at=NOW)

    use()
    assert identify("clerk", "Fresh#20261") == person
    with pytest.raises(signing_in.SignInRefused):
        use("Other#20261")


def test_a_one_time_code_expires(somebody, do):
    person, _ = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    code = do(sign_in.IssueOneTimeCode(person=person))
    with pytest.raises(signing_in.SignInRefused):
        signing_in.set_password_with_code("clerk", code, "Fresh#20261", by=visitor(DAY), at=NOW + timedelta(hours=25))


def test_a_code_of_the_app_counts_once(somebody, do):
    person, viewer = somebody("leader", "leader", "lanchuan", GOOD)
    assert signing_in.needs_second_factor(viewer)
    assert signing_in.still_to_do(person, viewer, NOW) == "second_factor"
    secret = second_factor.new_secret()
    do(sign_in.SetUpSecondFactor(person=person, secret=secret), by=viewer)
    assert secret not in Person.objects.get(pk=person.pk).second_factor
    code = second_factor.code_at(secret, NOW)
    step = signing_in.check_code(person, code, by=viewer, at=NOW)
    signing_in.begin(person, by=viewer, at=NOW, step=step)
    with pytest.raises(signing_in.SignInRefused):
        signing_in.check_code(person, code, by=viewer, at=NOW)
    late = second_factor.code_at(secret, NOW + timedelta(seconds=30))
    assert signing_in.check_code(person, late, by=viewer, at=NOW + timedelta(seconds=55)) == step + 1
    with pytest.raises(signing_in.SignInRefused):
        signing_in.check_code(person, late, by=viewer, at=NOW + timedelta(minutes=5))


def test_totp_follows_rfc_6238_appendix_b():
    import base64

    secret = base64.b32encode(b"12345678901234567890").decode()
    assert second_factor.code_at(secret, datetime.fromtimestamp(59, UTC)) == "287082"
    assert second_factor.code_at(secret, datetime.fromtimestamp(1111111109, UTC)) == "081804"


def test_nobody_does_anothers_own_business(somebody, do):
    person, _ = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    _, other = somebody("security", "security_administrator", "office")
    with pytest.raises(NotAllowed):
        do(sign_in.ChangePassword(person=person, password="Fresh#20261"), by=other)


def test_a_post_that_ended_opens_nothing_and_a_stand_in_has_dates(somebody, do):
    person, viewer = somebody("head", "section_head", "lanchuan_edu", GOOD)
    second, _ = somebody("clerk", "filler", "lanchuan_edu", GOOD)
    post = person.holdings.get().post
    do(posts.Delegate(post=post, stand_in=second, valid_from=DAY, valid_to=DAY + timedelta(days=3)), by=viewer)
    assert "section_head" in viewer_of(second, DAY).roles
    assert "section_head" not in viewer_of(second, DAY + timedelta(days=4)).roles
    do(posts.EndHolding(holding=person.holdings.get(), last_day=DAY))
    assert viewer_of(person, DAY + timedelta(days=1)).grants == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("system_administrator", "auditor"),
        ("auditor", "security_administrator"),
        ("filler", "auditor"),
        ("auditor", "leader"),
    ],
)
def test_17_administrators_are_kept_apart(somebody, region, do, first, second):
    from citycircle.accounts.roles import Role

    person, _ = somebody("one", first, "office")
    post = do(posts.CreatePost(organisation=region["office"], role=Role(second), called="岗位"))
    with pytest.raises(posts.AdministratorsKeptApart):
        do(posts.Appoint(person=person, post=post))
    do(posts.EndHolding(holding=person.holdings.get(), last_day=DAY))
    do(posts.Appoint(person=person, post=post, valid_from=DAY + timedelta(days=1)))
