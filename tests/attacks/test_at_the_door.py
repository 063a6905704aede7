"""Ways in that must stay shut: without the form's token, with a kept session, by guessing, by replaying, by detours."""

from __future__ import annotations

import math
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils.timezone import now
from tests import rights
from tests.region import DAY, NOW

from citycircle.accounts import passwords, second_factor, signing_in
from citycircle.accounts.actions import sign_in
from citycircle.accounts.actions.people import RegisterPerson, SignInNameTaken
from citycircle.accounts.errors import NotUnderstood
from citycircle.accounts.models import AuditLine, FailedSignIns, OneTimeCode, Person
from citycircle.accounts.viewers import visitor

pytestmark = pytest.mark.django_db
GOOD = "Tinghe#2026"
PAGES = list(rights.pages(get_resolver().url_patterns))


@pytest.fixture
def fresh(somebody):
    """Somebody whose password was set just now."""

    def make(name, role="filler", organisation="lanchuan_edu", **values):
        person, _ = somebody(name, role, organisation, GOOD)
        Person.objects.filter(pk=person.pk).update(password_set_at=now(), **values)
        return Person.objects.get(pk=person.pk)

    return make


def send(client, name, password=GOOD, **more):
    return client.post("/sign-in/", {"sign_in_name": name, "password": password, **more})


def identify(name, password, at=NOW):
    return signing_in.identify(name, password, by=visitor(DAY), at=at)


def fail(name, times, password="wrong"):
    for _ in range(times):
        with pytest.raises(signing_in.SignInRefused):
            identify(name, password)


def test_no_page_takes_a_form_without_its_token(fresh):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(fresh("clerk"))
    for pattern in PAGES:
        if hasattr(pattern.callback.view_class, "post"):
            assert strict.post(rights.address_of(pattern), {"language": "en"}).status_code == 403, pattern.name
    assert not AuditLine.objects.exclude(actor=None).exists()


def test_no_door_of_the_api_takes_a_session_without_the_token_of_a_form(fresh):
    strict = Client(enforce_csrf_checks=True)
    person = fresh("reviewer", "office_reviewer", "office")
    strict.force_login(person)
    session = strict.session
    session["seen"] = int(now().timestamp())
    session.save()
    body = {"code": "990103", "called": "望汀区", "kind": "county"}
    answer = strict.post("/api/v1/organisations/add", body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "form_too_old")


def test_the_session_gets_a_new_key_at_signing_in(client, fresh):
    fresh("leader", "leader", "lanchuan", second_factor=second_factor.seal(secret := second_factor.new_secret()))
    send(client, "leader")
    half = client.session.session_key
    assert half
    client.post("/sign-in/code/", {"code": second_factor.code_at(secret, now())})
    assert client.get("/").status_code == 200
    assert client.session.session_key != half
    other = Client()
    other.cookies["citycircle"] = half
    assert other.get("/").status_code == 302


def test_a_session_that_was_signed_out_is_worth_nothing(client, fresh):
    fresh("clerk")
    send(client, "clerk")
    key = client.session.session_key
    client.post("/sign-out/")
    client.cookies["citycircle"] = key
    assert client.get("/").url.startswith("/sign-in/")


def test_a_new_password_ends_the_other_sessions(client, fresh):
    fresh("clerk")
    send(client, "clerk")
    other = Client()
    send(other, "clerk")
    client.post("/me/password/", {"present": GOOD, "password": "Fresh#20261", "again": "Fresh#20261"})
    assert client.get("/").status_code == 200
    assert other.get("/").url.startswith("/sign-in/")


AWAY = [
    "https://a.example/", "//a.example", "\\\\a.example", "///a.example", "javascript:alert(1)", "people",
    "/\\a.example",
    "http:a.example", " //a.example", "\t//a.example", "\x01//a.example", "x\r\nSet-Cookie: a=b",
]  # fmt: skip


def test_no_link_leads_out_of_the_house(fresh):
    fresh("clerk")
    for away in AWAY:
        client = Client()
        for answer in (send(client, "clerk", next=away), client.post("/language/", {"language": "en", "next": away})):
            assert answer.status_code == 302, away
            assert answer["Location"].startswith("/"), away
            assert not answer["Location"].startswith(("//", "/\\")), away
            assert "Set-Cookie: a=b" not in str(answer.headers), away


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "testserver:80@evil.example", "a b"])
def test_another_hosts_name_gets_a_sentence_and_no_link(client, host):
    answer = client.get("/sign-in/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert client.get("/api/v1/organisations", headers={"host": host}).json()["error"]["code"] == "request_refused"


def test_every_answer_carries_the_strict_headers(client, fresh, settings, monkeypatch):
    settings.DEBUG = False
    fresh("clerk")
    answers = [client.get("/sign-in/"), client.get("/"), client.get("/nowhere"), client.get("/api/v1/organisations")]
    send(client, "clerk")
    answers += [client.get(path) for path in ("/", "/people/", "/organisations/", "/api/v1/organisations", "/nowhere")]
    answers.append(Client(enforce_csrf_checks=True).post("/sign-in/"))
    answers.append(client.get("/sign-in/", headers={"host": "evil.example"}))
    client.raise_request_exception = False
    monkeypatch.setattr("citycircle.web.pages.home.Home.context", lambda _page: 1 / 0)
    answers.append(broken := client.get("/"))
    assert broken.status_code == 500
    for answer in answers:
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, answer
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Server" not in answer
        assert not re.search(r"<script(?! src)|\sstyle=|\son[a-z]+=", answer.content.decode())


def test_a_shared_computer_keeps_no_page_of_who_was_in(client, fresh):
    fresh("clerk")
    send(client, "clerk")
    assert "no-store" in client.get("/").headers["Cache-Control"]
    assert '"historyCacheSize": 0' in client.get("/").content.decode()


SPELT = ["clerk", " clerk", "clerk\t", "ｃｌｅｒｋ", "cl\u200berk", "clerk\u00a0"]


def test_no_spelling_of_a_name_gets_more_than_five_tries(fresh):
    fresh("clerk")
    for spelt in SPELT[:5]:
        fail(spelt, 1)
    for spelt in SPELT:
        with pytest.raises(signing_in.SignInLocked):
            identify(spelt, GOOD)
    assert FailedSignIns.objects.get().failures == 5


def test_capitals_are_another_name_which_nobody_else_can_have(fresh, do):
    fresh("clerk")
    fail("CLERK", 1, GOOD)
    for alike in ("CLERK", "Ｃlerk", "cle rk"):
        with pytest.raises(SignInNameTaken):
            do(RegisterPerson(sign_in_name=alike, called="冒名"))
    with pytest.raises(NotUnderstood):
        do(RegisterPerson(sign_in_name="\u200b ", called="无名"))


def test_tries_that_were_under_way_when_the_lock_fell_do_not_open_it(fresh, do):
    """Many at once all look before any of them counts; the sixth and seventh must not begin a new count."""
    person = fresh("clerk")
    for _ in range(8):
        do(sign_in.CountFailedSignIn(sign_in_name="clerk", person=person))
    with pytest.raises(signing_in.SignInLocked):
        identify("clerk", GOOD)
    later = NOW + timedelta(minutes=31)
    fail("other", 1)
    assert identify("clerk", GOOD, later) == person


def test_the_code_of_the_app_is_guessed_five_times_at_most(client, fresh):
    fresh("leader", "leader", "lanchuan", second_factor=second_factor.seal(secret := second_factor.new_secret()))
    send(client, "leader")
    right = second_factor.code_at(secret, now())
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert client.post("/sign-in/code/", {"code": wrong}).status_code == 422
    assert "锁定" in client.post("/sign-in/code/", {"code": right}).content.decode()
    assert "锁定" in send(Client(), "leader").content.decode()
    assert client.get("/").url.startswith("/sign-in/")


def test_signing_in_again_with_the_password_gives_no_new_tries_for_the_code(client, fresh):
    fresh("leader", "leader", "lanchuan", second_factor=second_factor.seal(second_factor.new_secret()))
    for _ in range(5):
        send(client, "leader")
        client.post("/sign-in/code/", {"code": "12345x"})
    assert "锁定" in send(client, "leader").content.decode()


def test_a_code_that_bound_the_app_or_opened_the_door_opens_no_second_one(client, fresh):
    fresh("leader", "leader", "lanchuan")
    send(client, "leader")
    client.get("/me/authenticator/")
    secret = client.session["new_secret"]
    code = second_factor.code_at(secret, now())
    client.post("/me/authenticator/", {"code": code})
    other = Client()
    send(other, "leader")
    assert other.post("/sign-in/code/", {"code": code}).status_code == 422


def test_a_bound_app_is_not_replaced_at_a_computer_left_alone(client, fresh):
    person = fresh("leader", "leader", "lanchuan")
    send(client, "leader")
    client.get("/me/authenticator/")
    secret = client.session["new_secret"]
    client.post("/me/authenticator/", {"code": second_factor.code_at(secret, now())})
    kept = Person.objects.get(pk=person.pk).second_factor
    client.get("/me/authenticator/")
    another = client.session["new_secret"]
    answer = client.post("/me/authenticator/", {"code": second_factor.code_at(another, now())})
    assert answer.status_code == 422
    assert Person.objects.get(pk=person.pk).second_factor == kept


@pytest.mark.parametrize("code", ["", "abcdef", "１２３４５x", "同城", "1" * 10_000, "12345\u0000"])
def test_a_strange_code_is_only_wrong(client, fresh, code):
    fresh("leader", "leader", "lanchuan", second_factor=second_factor.seal(second_factor.new_secret()))
    send(client, "leader")
    assert client.post("/sign-in/code/", {"code": code}).status_code == 422


def test_digits_of_a_chinese_input_method_are_digits(fresh):
    secret = second_factor.new_secret()
    wide = second_factor.code_at(secret, NOW).translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
    assert second_factor.accepted_step(secret, wide, at=NOW, after=0)


def test_a_one_time_code_is_too_long_to_guess_and_guessing_is_locked(fresh, do):
    """While the name is locked the right code still opens it (that is what it is for): its length bears the weight."""
    fresh("clerk")
    assert 11 * math.log2(len("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789")) > 60
    code = do(sign_in.IssueOneTimeCode(person=Person.objects.get()))
    assert len(code) == 12
    assert passwords.kinds(code) == 4

    def guess(at=NOW, given="wrong"):
        signing_in.set_password_with_code("clerk", given, "Fresh#20261", by=visitor(DAY), at=at)

    for _ in range(5):
        with pytest.raises(signing_in.SignInRefused):
            guess()
    with pytest.raises(signing_in.SignInLocked):
        guess()
    assert OneTimeCode.objects.get().code != code
    guess(given=code)


def test_an_unknown_name_takes_as_many_hashes_as_a_known_one(fresh, monkeypatch):
    """Counted, not timed: the hash is what takes the time."""
    from django.contrib.auth import hashers

    fresh("clerk")
    done = []
    hasher = type(hashers.get_hasher())
    original = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given: done.append(1) or original(*given))
    counted = {}
    for name in ("clerk", "nobody"):
        done.clear()
        with pytest.raises(signing_in.SignInRefused):
            identify(name, "wrong")
        counted[name] = len(done)
    assert counted == {"clerk": 1, "nobody": 1}


@pytest.mark.parametrize(
    "weak",
    [
        "Clerk#2026",
        "clerk#Clerk2026",
        "密码密码密码密码密码",
        "Aa1#" * 2,
        "P@ssw0rd",
    ],
)
def test_a_password_that_is_the_name_or_short_or_of_one_kind_is_refused(fresh, do, weak):
    person = fresh("clerk")
    with pytest.raises(NotUnderstood):
        do(sign_in.ChangePassword(person=person, password=weak))


@pytest.mark.parametrize(
    "strong", ["同城Tinghe2026", "Zoë#Lanchuan7", "Tinghe 2026 行动", "🙂Tinghe2026", "Tt1#" + "长" * 500]
)
def test_a_password_may_be_chinese_and_long(fresh, do, strong):
    person = fresh("clerk")
    do(sign_in.ChangePassword(person=person, password=strong))
    assert identify("clerk", strong) == person


@pytest.mark.parametrize("cookie", ["en", "zh", "../../etc", "fr", "<script>", "x" * 5000])
def test_the_language_cookie_chooses_between_two_languages_only(client, db, cookie):
    client.cookies["language"] = cookie
    answer = client.get("/sign-in/")
    assert answer.status_code == 200
    assert answer["Content-Language"] == ("en" if cookie == "en" else "zh-Hans")


def test_no_secret_stands_in_the_log_or_in_an_error(client, fresh, caplog):
    fresh("clerk")
    send(client, "clerk", "Guessed#2026")
    send(client, "clerk")
    client.post("/me/password/", {"present": GOOD, "password": "Fresh#20261", "again": "Fresh#2026x"})
    client.post("/me/password/", {"present": GOOD, "password": "Fresh#20261", "again": "Fresh#20261"})
    client.get("/me/authenticator/")
    secret = client.session["new_secret"]
    client.post("/me/authenticator/", {"code": second_factor.code_at(secret, now())})
    text = "".join(f"{line.changes}{line.reason}{line.subject}" for line in AuditLine.objects.all()) + caplog.text
    for secret_word in ("Guessed#2026", GOOD, "Fresh#20261", secret, Person.objects.get().password):
        assert secret_word not in text
