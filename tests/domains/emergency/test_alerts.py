"""An alert is valid under the published schema, and what is wrong is said."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from lxml import etree

from citycircle.cli.dispatch import main
from citycircle.core.errors import CityCircleError
from citycircle.core.refusals import NotAChoice, NotAMoment
from citycircle.domains.emergency.alerts import (
    NAMESPACE,
    Alert,
    AlertEndsBeforeItBegins,
    AlertFieldUnknown,
    AlertIncomplete,
    as_xml,
)

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parents[2] / "schemas" / "cap-1.2.xsd")))
TEMPLATE = files("citycircle.domains.emergency").joinpath("alert_template.yaml").read_text("utf-8")


@pytest.fixture
def given():
    return yaml.load(TEMPLATE, Loader=yaml.BaseLoader)


def problems(message):
    SCHEMA.validate(etree.fromstring(message))
    return [entry.message for entry in SCHEMA.error_log]


def test_the_template_is_a_valid_alert_in_both_languages(given):
    message = as_xml(Alert.of(given))
    assert problems(message) == []
    root = etree.fromstring(message)
    found = [
        (info.findtext(f"{{{NAMESPACE}}}language"), info.findtext(f"{{{NAMESPACE}}}severity")) for info in root[6:]
    ]
    assert found == [("zh-CN", "Moderate"), ("en", "Moderate")]
    assert root.findtext(f"{{{NAMESPACE}}}sent") == "2026-11-24T09:30:00+08:00"


def test_the_schema_can_fail(given):
    message = as_xml(Alert.of(given)).replace(b"<severity>Moderate", b"<severity>Yellow")
    assert problems(message)


@pytest.mark.parametrize("optional", ["instruction", "senderName", "effective", "expires", "divisions"])
def test_what_may_be_left_out_leaves_a_valid_alert(given, optional):
    del given[optional]
    assert problems(as_xml(Alert.of(given))) == []


def test_signs_of_markup_stay_text(given):
    given["description"] = {"zh": "氨氮 < 2.0 & 上升", "en": "ammonia < 2.0 & rising"}
    message = as_xml(Alert.of(given))
    assert problems(message) == []
    assert "氨氮 < 2.0 & 上升" in "".join(etree.fromstring(message).itertext())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"event": {"zh": "只有中文"}}, AlertIncomplete),
        ({"headline": None}, AlertIncomplete),
        ({"msgType": "Cancel"}, AlertIncomplete),
        ({"severity": "Extreme"}, AlertFieldUnknown),
        ({"expires": "2026-11-24 09:30"}, AlertEndsBeforeItBegins),
        ({"status": "Real"}, NotAChoice),
        ({"sent": "2026-11-24"}, NotAMoment),
    ],
)
def test_what_is_wrong_is_said_in_both_languages(given, change, error):
    given.update(change)
    with pytest.raises(error) as refused:
        Alert.of(given)
    assert isinstance(refused.value, CityCircleError)
    assert refused.value.say("zh") != refused.value.say("en")


def test_a_day_before_the_levels_were_law_is_refused(given):
    given.update(sent="2024-10-31 09:30", effective="2024-10-31 09:30")
    with pytest.raises(CityCircleError):
        as_xml(Alert.of(given))


def test_the_command_writes_the_message(tmp_path, capsys):
    assert main(["alert", "--template"]) == 0
    (tmp_path / "alert.yaml").write_text(capsys.readouterr().out, "utf-8")
    assert main(["alert", str(tmp_path / "alert.yaml"), "--out", str(tmp_path / "alert.xml")]) == 0
    assert problems((tmp_path / "alert.xml").read_bytes()) == []


@pytest.mark.parametrize("content", ["- a list", "{", "\udcff"])
def test_a_file_that_is_no_alert_gets_a_sentence(tmp_path, capsys, content):
    (tmp_path / "alert.yaml").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert main(["alert", str(tmp_path / "alert.yaml"), "--lang", "en"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_gets_a_sentence(tmp_path, capsys):
    assert main(["alert", "--template"]) == 0
    (tmp_path / "alert.yaml").write_text(capsys.readouterr().out, "utf-8")
    assert main(["alert", str(tmp_path / "alert.yaml"), "--out", str(tmp_path / "no" / "a.xml"), "--lang", "zh"]) == 1
    assert "文件或文件夹不存在" in capsys.readouterr().err


def test_the_line_where_a_file_is_no_yaml_is_named(tmp_path, capsys):
    (tmp_path / "alert.yaml").write_text("event: x\nheadline: [\n", "utf-8")
    assert main(["alert", str(tmp_path / "alert.yaml"), "--lang", "zh"]) == 1
    assert "第 3 行" in capsys.readouterr().err
