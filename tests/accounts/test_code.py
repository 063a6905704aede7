"""`citycircle code`: nobody who owns the machine is locked out of the service, and the log shows it."""

from __future__ import annotations

import re

import pytest

from citycircle.accounts.models import AuditLine, OneTimeCode, Person
from citycircle.cli.dispatch import main

pytestmark = pytest.mark.django_db


def test_the_only_security_administrator_gets_back_in(somebody, client, capsys):
    guard, _ = somebody("guard", "security_administrator", "office", "Tinghe#2026")
    Person.objects.filter(pk=guard.pk).update(second_factor="sealed", second_factor_step=7)
    assert main(["code", "guard", "--unbind", "--reason", "手机丢失，已当面核对"]) == 0
    code = re.search(r"：(\S+?)。", capsys.readouterr().out)[1]
    given = {"sign_in_name": "guard", "code": code, "password": "Heyang#2027", "again": "Heyang#2027"}
    assert client.post("/sign-in/reset/", given).status_code == 302
    assert Person.objects.get(pk=guard.pk).second_factor == ""
    lines = AuditLine.objects.filter(action__in=("password.issue_code", "second_factor.remove"))
    assert {(line.actor_name, line.reason) for line in lines} == {("系统", "手机丢失，已当面核对")}


def test_nobody_of_that_name_gets_nothing(region, capsys):
    assert main(["code", "nobody", "--reason", "试"]) == 1
    assert "nobody" in capsys.readouterr().err
    assert not OneTimeCode.objects.exists()
