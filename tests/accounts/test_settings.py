"""Settings: read strictly, documented completely, checked with ids and hints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citycircle.configuration import SettingNotUnderstood, configuration, database

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "src/citycircle/settings.py").read_text("utf-8")


@pytest.mark.parametrize("page", ["settings.md", "settings.zh-CN.md"])
def test_every_setting_is_documented_and_nothing_else(page):
    read = {f"CITYCIRCLE_{name.upper()}" for name in re.findall(r'CITYCIRCLE\.\w+\("(\w+)"', SETTINGS)}
    told = set(re.findall(r"^\| `(CITYCIRCLE_\w+)`", (ROOT / "docs/reference" / page).read_text("utf-8"), re.MULTILINE))
    assert told == read | {"CITYCIRCLE_DATA", "CITYCIRCLE_CONFIGURATION"}


def test_the_environment_goes_before_the_file(tmp_path):
    (tmp_path / "citycircle.toml").write_text('hosts = ["a.example"]\nidle_minutes = 15\nhttps = false\n', "utf-8")
    read = configuration({"CITYCIRCLE_DATA": str(tmp_path), "CITYCIRCLE_IDLE_MINUTES": "20"})
    assert read.listed("hosts") == ["a.example"]
    assert read.number("idle_minutes", 30) == 20
    assert read.claim("https", default=True) is False


@pytest.mark.parametrize("text", ["hosts = [", "idle_minutes = 'many'"])
def test_a_file_or_a_value_that_is_not_understood_gets_a_sentence(tmp_path, text):
    (tmp_path / "citycircle.toml").write_text(text, "utf-8")
    with pytest.raises(SettingNotUnderstood):
        configuration({"CITYCIRCLE_DATA": str(tmp_path)}).number("idle_minutes", 30)


@pytest.mark.parametrize("address", ["mysql://host/name", "postgres://host", "circle"])
def test_a_database_of_another_kind_is_refused(address, tmp_path):
    with pytest.raises(SettingNotUnderstood):
        database(address, tmp_path)


def test_an_address_with_a_password_is_refused_without_repeating_it(tmp_path):
    with pytest.raises(SettingNotUnderstood) as refused:
        database("postgresql+other://clerk:s3cret@word@db.example/circle", tmp_path)
    assert "s3cret" not in refused.value.say("zh") + str(refused.value.as_json())


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"ALLOWED_HOSTS": ["*"]}, "E002"),
        ({"AUDIT_MONTHS": 5}, "E003"),
        ({"AUDIT_HASH": "md5"}, "E004"),
        ({"HTTPS": False}, "W001"),
        ({"DEMO": True}, "W002"),
        ({"KEY_FILE": Path("/nowhere")}, "E001"),
    ],
)
def test_each_check_finds_its_fault(settings, change, number):
    from django.core.checks import run_checks

    for name, value in change.items():
        setattr(settings, name, value)
    findings = {finding.id: finding for finding in run_checks(include_deployment_checks=True)}
    assert findings[f"citycircle.{number}"].hint


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_chain_may_change_over_to_another_hash(settings, region, do, algorithm):
    import hashlib

    from citycircle.accounts.actions.organisations import AddAlias
    from citycircle.accounts.audit.verification import verify
    from citycircle.accounts.models import AuditLine

    if algorithm not in hashlib.algorithms_available:
        pytest.skip(f"this OpenSSL has no {algorithm}")
    settings.AUDIT_HASH = algorithm
    do(AddAlias(organisation=region["dongbu"], alias="东埠"))
    assert AuditLine.objects.last().algorithm == algorithm
    assert verify().is_intact


def test_the_way_through_nginx_keeps_uploads_off_the_disk():
    assert "proxy_request_buffering off;" in (ROOT / "deploy/nginx.conf").read_text("utf-8")
