"""One Excel file sets up a region; a faulty one writes nothing and tells every fault."""

from __future__ import annotations

from datetime import UTC, date, datetime

import openpyxl
import pytest

from citycircle.accounts.models import AuditLine, Holding, Organisation, Person
from citycircle.accounts.setting_up import actions, workbook
from citycircle.accounts.signing_in import identify, set_password_with_code
from citycircle.accounts.viewers import visitor

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

ROWS = {
    "区域": [["tinghe", "汀河都市圈", "Tinghe", "都市圈", "990100；990101"]],
    "单位": [
        ["99", "云泽省", "Yunze", "", "省", "", "", "", "", ""],
        [990100, "澜川市", "Lanchuan", "", "市", "99", "", "", "", ""],
        [990101, "东埠区", "Dongbu", "东埠", "县(市、区)", 990100, "", "", "", ""],
        ["99-OFFICE", "汀河都市圈建设领导小组办公室", "", "都市圈办;圈办", "领导小组办公室", "99", "", "", "", ""],
        ["990100-EDU", "澜川市教育局", "", "", "部门", 990100, "", datetime(2026, 6, 30), "990100-ES", ""],  # noqa: DTZ001
        ["990100-ES", "澜川市教育体育局", "", "", "部门", 990100, "2026-07-01", "", "", ""],
        ["990100-ALL", "各县(市、区)政府", "", "", "集合单位", 990100, "", "", "", "kind=county"],
    ],
    "人员": [
        ["shenyi", "沈亦", "Shen Yi", "99-OFFICE", "办公室初核", "综合岗", "", "", "", ""],
        ["luming", "陆鸣", "", "99-OFFICE", "办公室初核", "综合岗", "是", "", "", "en"],
        ["jiangli", "江离", "", 990101, "filler", "", "", "", "", ""],
    ],
    "管理员": [
        ["xt", "系统甲", "", "99-OFFICE", "系统管理员"],
        ["aq", "安全乙", "", "99-OFFICE", "安全管理员"],
        ["sj", "审计丙", "", "99-OFFICE", "审计管理员"],
    ],
}


@pytest.fixture
def filled(tmp_path):
    """Fill the template as a person would, and save it with another program."""

    def fill(rows=ROWS, *, change=lambda book: None):
        file = tmp_path / "区域.xlsx"
        file.write_bytes(workbook.template("zh"))
        book = openpyxl.load_workbook(file)
        for sheet, lines in rows.items():
            for line in lines:
                book[sheet].append(line)
        change(book)
        book.save(file)
        return file

    return fill


@pytest.mark.django_db
def test_a_region_is_set_up_from_one_file_and_people_get_in(filled, data_folder):
    invitations = actions.set_up(workbook.read(filled()), day=DAY, at=NOW)
    assert len(invitations) == Person.objects.count() == 6
    assert Organisation.objects.get(code="990101").city.code == "990100"
    assert Organisation.objects.get(code="990100-EDU").successor.code == "990100-ES"
    assert [(held.person.name, held.deputy) for held in Holding.objects.filter(post__title="综合岗")] == [
        ("沈亦", False),
        ("陆鸣", True),
    ]
    code = next(one.code for one in invitations if one.sign_in_name == "shenyi")
    set_password_with_code("shenyi", code, "Tinghe#2026", by=visitor(DAY), at=NOW)
    assert identify("shenyi", "Tinghe#2026", by=visitor(DAY), at=NOW).name == "沈亦"
    assert all(code not in changes for changes in AuditLine.objects.values_list("changes", flat=True))
    with pytest.raises(actions.AlreadySetUp):
        actions.set_up(workbook.read(filled()), day=DAY, at=NOW)


def replaced(sheet, row, column, value):
    rows = {name: [list(line) for line in lines] for name, lines in ROWS.items()}
    rows[sheet][row][column] = value
    return rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (replaced("人员", 0, 3, "990999"), "“人员”第3行：单位代码990999不在“单位”表中"),
        (replaced("人员", 1, 0, "shenyi"), "“人员”第4行：登录名“shenyi”重复"),
        (replaced("人员", 0, 4, "皇帝"), "不认识的角色“皇帝”"),
        (replaced("人员", 0, 4, "审计管理员"), "应写在另一张表"),
        (replaced("管理员", 2, 4, "系统管理员"), "缺少审计管理员"),
        (replaced("单位", 2, 5, "990300"), "“单位”第5行：上级代码990300不在名录中"),
        (replaced("区域", 0, 3, "星座"), "不认识的类别“星座”"),
        (replaced("区域", 0, 4, "990100;5"), "成员5不在“单位”表中"),
        (replaced("人员", 2, 1, ""), "“人员”第5行：缺少姓名"),
    ],
)
def test_every_fault_is_told_with_its_row_and_nothing_is_written(filled, data_folder, rows, told):
    with pytest.raises(workbook.SetUpFaulty) as caught:
        actions.set_up(workbook.read(filled(rows)), day=DAY, at=NOW)
    assert told in caught.value.say("zh")
    assert not Organisation.objects.exists()


def test_unknown_sheets_and_columns_are_told(filled):
    def change(book):
        book.create_sheet("备注")
        book["人员"]["K1"] = "星座"

    with pytest.raises(workbook.SetUpFaulty) as caught:
        workbook.read(filled(change=change))
    assert "备注" in caught.value.say("zh")
    assert "不认识的列“星座”" in caught.value.say("zh")


def test_a_file_that_is_no_workbook_gets_a_sentence(tmp_path):
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"nothing")
    with pytest.raises(workbook.SetUpFileUnreadable):
        workbook.read(file)


@pytest.mark.django_db
def test_reading_the_same_register_again_changes_nothing(filled, do):
    from citycircle.accounts.actions.register import TakeRegister
    from citycircle.core.organisation_lists import from_rows

    register = from_rows([row for _, row in workbook.read(filled()).register])
    first, second = (do(TakeRegister(register=register)) for _ in range(2))
    assert (first.added, first.corrected) == (6, 0)
    assert (second.added, second.corrected, second.unchanged) == (0, 0, 6)
