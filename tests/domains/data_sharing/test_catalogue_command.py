"""`citycircle catalogue`: entries of a workbook are checked, and what passes becomes DCAT-AP."""

import json

import pytest

from citycircle.cli.dispatch import main

HEADER = (
    "信息资源名称,信息资源代码,提供方,提供方代码,摘要,信息项,格式,更新周期,共享属性,共享方式,使用条件,分类分级,"
    "安全风险评估,负责人审核同意,发布日期,向社会开放\n"
)
GOOD = (
    "公交站点,307025/3,禾阳市交通运输局,11990100MB09900168,站名与坐标,站名:string;经度:decimal,csv,每月,无条件共享,接口,,"
    "一般数据一级,是,是,2026-11-20,是\n"
)
BAD = GOOD.replace("公交站点", "用电量").replace("无条件共享", "有条件共享")


@pytest.fixture
def command(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*words):
        return main(["catalogue", *words, "--on", "2026-11-24", "--lang", "en"]), capsys.readouterr()

    return call


def test_what_passes_is_written_and_what_does_not_is_named(command, tmp_path):
    (tmp_path / "目录.csv").write_text(HEADER + GOOD + BAD, "utf-8")
    code, said = command("目录.csv", "--address", "https://catalogue.example", "--out", "目录.jsonld")
    assert code == 1
    assert "1 entries accepted, 1 returned" in said.out
    assert "Line 3: Please return the entry “用电量”" in said.err
    graph = json.loads((tmp_path / "目录.jsonld").read_text("utf-8"))["@graph"]
    datasets = [node for node in graph if node["@type"] == "dcat:Dataset"]
    assert [node["dct:title"][0]["@value"] for node in datasets] == ["公交站点"]
    code, _ = command("目录.csv", "--address", "https://catalogue.example", "--out", "目录.ttl")
    assert "@prefix dcat:" in (tmp_path / "目录.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "words", "complaint"),
    [
        (HEADER.replace("摘要", "简介") + GOOD, (), "columns that are not known: 简介"),
        (HEADER + GOOD, ("--out", "x.ttl"), "is no address for a catalogue"),
    ],
)
def test_what_cannot_be_done_says_why(command, tmp_path, content, words, complaint):
    (tmp_path / "目录.csv").write_text(content, "utf-8")
    code, said = command("目录.csv", *words)
    assert code != 0
    assert complaint in said.err
