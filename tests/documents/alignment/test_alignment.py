"""Names that may be one organisation are proposed with a reason; different organisations are left alone."""

import pytest

from citycircle.documents.alignment import likely_same


def pairs(*names):
    return [each.names for each in likely_same(names)]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("市应急局", "市应急管理局"),
        ("市发改委", "市发展改革委"),
        ("市发改委", "市发展和改革委员会"),
        ("市人社局", "市人力资源和社会保障局"),
        ("市市监局", "市市场监管局"),
        ("市卫健委", "市卫生健康委员会"),
        ("市文旅局", "市文化和旅游局"),
        ("市住建局", "市住房和城乡建设局"),
        ("市人防办", "市人民防空办公室"),
        ("市数据局", "市大数据局"),
        ("市市场监管局", "市市场监管局(市知识产权局)"),
        ("市政府办", "市政府办公室"),
        ("城建局", "市城建局"),
        ("组织部", "市委组织部"),
        ("市教育局", "禾阳市教育局"),
        ("经开区管委会", "经济技术开发区管委会"),
        ("汀河新区管委会", "汀河新区管理委员会"),
    ],
)
def test_one_organisation_written_in_two_ways(short, long):
    assert pairs(short, long) == pairs(long, short) == [(short, long)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市财政局", "市民政局"),
        ("市教育局", "市体育局"),
        ("市国资委", "市国资公司"),
        ("市城管局", "市城管委"),
        ("市教育局", "县教育局"),
        ("禾阳市教育局", "松渚市教育局"),
        ("禾阳市教育局", "禾阳市教育和体育事业中心"),
        ("市公安局", "市公安局交警支队"),
        ("市生态环境局", "芦湾生态环境分局"),
        ("各县(市、区)政府", "县政府"),
        ("望汀区政府", "东埠区政府"),
        ("市税务局", "市水务局"),
    ],
)
def test_different_organisations_are_left_alone(one, other):
    assert pairs(one, other) == []


def test_a_department_without_place_is_not_guessed_where_several_places_have_it():
    assert pairs("市水利局", "禾阳市水利局", "松渚市水利局") == []


def test_spaces_and_widths_are_no_difference():
    found = likely_same(["开发区 ·临港园管委会", "开发区·临港园管委会"])
    assert found[0].reason.say("zh") == "只有空格或括号不同"


def test_the_reason_is_said_in_both_languages():
    reason = likely_same(["市应急局", "市应急管理局"])[0].reason
    assert reason.say("zh") == "“应急”可能是“应急管理”的简称"
    assert reason.say("en") == "“应急” may be short for “应急管理”"


def test_collective_names_are_no_candidates():
    assert pairs("市直各部门", "市直部门") == []


def test_many_names_take_no_time():
    """A million pairs would be compared without the limit; a text with so many names of one kind is no plan."""
    assert likely_same(f"第{at}局" for at in range(20_000)) == ()
