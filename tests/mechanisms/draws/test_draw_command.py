"""`citycircle draw` from a workbook to a replay."""

import json
import stat

import pytest
import xlsxwriter

from citycircle.cli.dispatch import main

HEADER = ["编号", "name", "site", "employer"]
RULES = [
    ["类型", "名称", "字段", "取值", "数量", "理由", "英文理由"],
    ["分组", "主场专家", "site", "主场", 3, "", ""],
    ["分组", "副场专家", "site", "副场", 1, "", ""],
    ["招标人代表", "", "", "", 1, "", ""],
    ["取值回避", "", "employer", "单位3", "", "与投标人同单位", "works for a bidder"],
]


def workbook(path, rules=RULES, changed=None):
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("专家库")
    page.write_row(0, 0, HEADER)
    for number in range(1, 41):
        site = "副场" if number % 4 == 0 else "主场"
        name = "换人" if number == changed else f"专家{number}"
        page.write_row(number, 0, [number, name, site, f"单位{number % 9}"])
    if rules:
        sheet = book.add_worksheet("抽取规则")
        for line, row in enumerate(rules):
            sheet.write_row(line, 0, row)
    book.close()
    return path


@pytest.fixture
def command(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*words):
        code = main(["draw", *map(str, words), "--record", "抽取.json", "--lang", "en"])
        return code, capsys.readouterr()

    return call


def test_from_commit_to_replay(command, tmp_path):
    book = workbook(tmp_path / "专家库.xlsx")
    roster = ("--roster", book, "--id-column", "编号", "--label", "name")
    for party in ("澜川市交易中心", "禾阳市交易中心"):
        code, said = command("commit", *roster, "--party", party, "--title", "汀河新区污水厂")
        assert code == 0, said.err
    seeds = sorted(tmp_path.glob("*.seed"))
    assert len(seeds) == 2
    assert all(stat.S_IMODE(seed.stat().st_mode) == 0o600 for seed in seeds)
    code, said = command("run", *roster)
    assert code == 0, said.err
    assert len(said.out.splitlines()) == 4
    first = said.out.split("\t")[0]
    assert command("refuse", first, "--reason", "出差")[0] == 0
    code, said = command("run", *roster)
    assert (code, len(said.out.splitlines())) == (0, 1)
    assert "seed" not in json.dumps(json.loads((tmp_path / "抽取.json").read_text("utf-8"))["events"])
    assert command("reveal", *roster)[0] == 0
    code, said = command("replay", *roster)
    assert code == 0
    assert said.out.count("[holds]") == 6
    assert "Record of a draw: 汀河新区污水厂" in (tmp_path / "抽取.md").read_text("utf-8")
    assert "抽取记录：汀河新区污水厂" in (tmp_path / "抽取.zh-CN.md").read_text("utf-8")
    altered = workbook(tmp_path / "改动.xlsx", changed=5)
    code, said = command("replay", "--roster", altered, "--id-column", "编号")
    assert code == 1
    assert "[FAILS] the roster is the one announced" in said.out


def test_a_csv_with_rules_of_its_own(command, tmp_path):
    (tmp_path / "名册.csv").write_bytes("id,light\nT1,红\nT2,绿\nT3,绿\n".encode("gb18030"))
    (tmp_path / "规则.csv").write_text("kind,name,field,values,number\nshare,,,,10\nalways,红灯,light,红,\n", "utf-8")
    assert command("commit", "--roster", "名册.csv", "--rules", "规则.csv", "--party", "督查室")[0] == 0
    code, said = command("run", "--roster", "名册.csv")
    assert code == 0
    assert "T1\t红灯" in said.out
    assert len(said.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("run", "--roster", "专家库.xlsx", "--id-column", "编号"), "抽取.json cannot be read"),
        (("commit", "--roster", "专家库.xlsx", "--id-column", "编号"), "--party is missing"),
        (("commit", "--party", "甲"), "--roster is missing"),
        (("commit", "--roster", "无.xlsx", "--party", "甲"), "cannot be read"),
        (("commit", "--roster", "专家库.xlsx", "--party", "甲"), "it has no id"),
        (("commit", "--roster", "无规则.xlsx", "--party", "甲", "--id-column", "编号"), "No rules"),
        (("commit", "--roster", "偶数.xlsx", "--party", "甲", "--id-column", "编号"), "too few members"),
    ],
)
def test_what_cannot_be_done_says_why(command, tmp_path, words, complaint):
    workbook(tmp_path / "专家库.xlsx")
    workbook(tmp_path / "无规则.xlsx", rules=None)
    workbook(tmp_path / "偶数.xlsx", rules=[*RULES[:2], *RULES[3:]])
    code, said = command(*words)
    assert code != 0
    assert complaint in said.err
    assert not list(tmp_path.glob("*.seed"))


def test_a_heading_twice_or_none_is_refused(command, tmp_path):
    (tmp_path / "两列.csv").write_text("id,site,site\n1,主场,副场\n", "utf-8")
    (tmp_path / "无名.csv").write_text("id,\n1,主场\n", "utf-8")
    (tmp_path / "规则.csv").write_text("kind,name,number\nstratum,全部,1\n", "utf-8")
    words = ("commit", "--rules", "规则.csv", "--party", "甲", "--roster")
    assert "a heading twice: site" in command(*words, "两列.csv")[1].err
    assert "a cell has no heading" in command(*words, "无名.csv")[1].err


def test_a_folder_that_is_not_there_is_said(command, tmp_path, capsys):
    book = workbook(tmp_path / "专家库.xlsx")
    words = ("draw", "commit", "--roster", str(book), "--id-column", "编号", "--party", "甲", "--lang", "en")
    assert main([*words, "--record", "nowhere/draw.json"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_seed_is_never_written_over(command, tmp_path):
    book = workbook(tmp_path / "专家库.xlsx")
    words = ("commit", "--roster", book, "--id-column", "编号", "--party", "甲")
    assert command(*words)[0] == 0
    (tmp_path / "抽取.json").unlink()
    code, said = command(*words)
    assert code != 0
    assert "exists already" in said.err


def test_one_party_alone_is_named_as_a_weakness_and_nothing_is_replayed_before_its_seed(command, tmp_path):
    roster = ("--roster", workbook(tmp_path / "专家库.xlsx"), "--id-column", "编号")
    assert command("commit", *roster, "--party", "澜川市交易中心")[0] == 0
    code, said = command("run", *roster)
    assert code == 0
    assert "only one party committed" in said.err
    assert "only one party committed" in (tmp_path / "抽取.md").read_text("utf-8")
    assert "只有一方承诺" in (tmp_path / "抽取.zh-CN.md").read_text("utf-8")
    code, said = command("replay", *roster)
    assert code == 1
    assert "the seed of 澜川市交易中心 is not revealed yet" in said.err
