"""Organisations with their times: names resolve on a day, never by guessing; a faulty list is refused whole."""

from datetime import date

import pytest

from citycircle.core.organisation_lists import RegisterFaulty, read_csv
from citycircle.core.organisations import NameAmbiguous, NameNotInForce, NameUnknown

LIST = """代码,名称,英文名称,别名,类别,上级代码,启用日期,停用日期,承接单位代码,成员
99,汀河都市圈,Tinghe metropolitan circle,,都市圈,,,,,
990100,澜川市,Lanchuan,,市,99,,,,
990200,禾阳市,Heyang,,市,99,,,,
990201,禾城区,Hecheng,禾城区人民政府,县(市、区),990200,,,,
990202,稻溪县,Daoxi,,county,990200,,2025-12-31,990201,
990100-EM,澜川市应急管理局,,市应急局;市应急管理局,部门,990100,2019-03-01,,,
990100-WS,澜川市安全生产监督管理局,,市安监局,部门,990100,,2019-02-28,990100-EM,
990200-EM,禾阳市应急管理局,,市应急管理局,部门,990200,,,,
990200-ALL,各县(市、区)政府,,各县区,集合单位,990200,,,,kind=county
99-CITIES,各市政府,,,集合单位,99,,,,990100；990200
99-REL,市各有关单位,,,集合单位,99,,,,
"""


@pytest.fixture
def register():
    return read_csv(LIST)


def test_a_name_or_an_alias_resolves(register):
    assert register.resolve("市应急局", on=date(2026, 1, 1)).code == "990100-EM"
    assert register.resolve(" 禾城区 人民政府", on=None).code == "990201"


def test_brackets_of_either_width_are_one(register):
    assert register.resolve("各县（市、区）政府", on=None).code == "990200-ALL"


def test_two_bearers_of_a_name_need_a_place(register):
    with pytest.raises(NameAmbiguous) as problem:
        register.resolve("市应急管理局", on=date(2026, 1, 1))
    assert "澜川市应急管理局、禾阳市应急管理局" in problem.value.say("zh")
    assert register.resolve("市应急管理局", on=date(2026, 1, 1), within="990200").code == "990200-EM"


def test_what_ended_is_named_with_its_successor(register):
    with pytest.raises(NameNotInForce) as problem:
        register.resolve("市安监局", on=date(2026, 1, 1))
    assert "澜川市应急管理局" in problem.value.say("zh")
    assert register.resolve("市安监局", on=date(2018, 1, 1)).code == "990100-WS"


def test_a_name_nobody_knows_is_no_new_organisation(register):
    with pytest.raises(NameUnknown):
        register.resolve("市数据局", on=None)
    assert len(register) == 11


def test_the_successor_carries_on(register):
    old = register["990100-WS"]
    assert register.successor(old, on=date(2026, 1, 1)).code == "990100-EM"
    assert register.successor(old, on=date(2018, 1, 1)) is old


@pytest.mark.parametrize(("day", "codes"), [(date(2025, 12, 31), ["990201", "990202"]), (date(2026, 1, 1), ["990201"])])
def test_a_collective_name_means_whom_it_meant_on_the_day(register, day, codes):
    assert [each.code for each in register.expand(register["990200-ALL"], on=day)] == codes


def test_members_may_be_listed_and_may_be_unknown(register):
    assert [each.name for each in register.expand(register["99-CITIES"], on=None)] == ["澜川市", "禾阳市"]
    assert register.expand(register["99-REL"], on=None) == ()
    assert register.expand(register["990201"], on=None) == (register["990201"],)


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        ("", ["没有内容"]),
        ("代码,名称\n1,甲", ["第1行缺少“类别”列"]),
        ("code,name,kind,colour\n1,甲,city,red", ["第1行不认识的列“colour”"]),
        ("code,name,kind,code\n1,甲,city,1", ["第1行列“code”出现两次"]),
        ("code,name,kind\n,甲,city\n2,,city\n3,丙,planet", ["第2行缺少代码", "第3行缺少名称", "第4行类别“planet”"]),
        ("code,name,kind\n1,甲,city,x", ["第2行多出没有列名的内容"]),
        ("code,name,kind,valid_from\n1,甲,city,2026/1/1", ["第2行日期“2026/1/1”"]),
        ("code,name,kind,valid_from,valid_to\n1,甲,city,2026-01-02,2026-01-01", ["第2行停用日期早于启用日期"]),
        ("code,name,kind\n1,甲,city\n1,乙,city", ["第3行代码1与第2行重复"]),
        ("code,name,kind,parent\n1,甲,city,7", ["第2行上级代码7不在名录中"]),
        ("code,name,kind,parent\n1,甲,city,2\n2,乙,city,1", ["第2行上级代码绕回自身", "第3行上级代码绕回自身"]),
        ("code,name,kind,successor\n1,甲,city,1", ["第2行承接单位代码绕回自身"]),
        ("code,name,kind\n1,甲,city\n2,甲,county", ["第3行“甲”与第2行同时使用"]),
        ("code,name,kind,members\n1,甲,city,1", ["第2行只有集合单位可有成员"]),
        ("code,name,kind,members\n1,各市,collective,9", ["第2行成员9不在名录中"]),
        ("code,name,kind,members\n1,各市,collective,kind=moon", ["第2行成员kind=moon不在名录中"]),
        ("code,name,kind,members\n1,各市,collective,1", ["第2行集合单位的成员不能再是集合单位"]),
    ],
)
def test_every_fault_of_a_list_is_told_with_its_row(rows, sentences):
    with pytest.raises(RegisterFaulty) as refused:
        read_csv(rows)
    said = refused.value.say("zh")
    assert all(sentence in said for sentence in sentences), said
    assert refused.value.say("en").isprintable()
    assert len(refused.value.faults) >= len(sentences)


def test_one_name_may_pass_from_one_organisation_to_its_heir():
    rows = "code,name,kind,valid_from,valid_to\n1,市数据局,department,,2024-06-30\n2,市数据局,department,2024-07-01,\n"
    register = read_csv(rows)
    assert register.resolve("市数据局", on=date(2024, 6, 30)).code == "1"
    assert register.resolve("市数据局", on=date(2024, 7, 1)).code == "2"
