"""A list of organisations is added to the register after `init`: twice is once, a faulty one writes nothing."""

from __future__ import annotations

import openpyxl
import pytest

from citycircle.accounts.models import AuditLine, CollectiveName, Organisation
from citycircle.cli.dispatch import main

pytestmark = pytest.mark.django_db
HEADINGS = ("代码", "名称", "别名", "类别", "上级代码", "成员")
ROWS = [
    ("990100-TRA", "澜川市交通运输局", "市交通局;市交通运输局", "部门", "990100", ""),
    ("990100-TRA-1", "澜川市公路中心", "", "事业单位", "990100-TRA", ""),
    ("990100-RIVER", "沿江各区", "", "集合单位", "990100", "990101"),
]


@pytest.fixture
def taken_in(tmp_path, capsys, region, data_folder):
    def take_in(*rows, name="单位.xlsx", headings=HEADINGS, language="zh"):
        file = tmp_path / name
        if name.endswith(".csv"):
            file.write_text("\n".join(",".join(row) for row in (headings, *rows)), encoding="gb18030")
        else:
            book = openpyxl.Workbook()
            for row in (headings, *rows):
                book.active.append(row)
            book.save(file)
        code = main(["register", str(file), "--lang", language])
        said = capsys.readouterr()
        return code, said.out + said.err

    return take_in


@pytest.mark.parametrize("name", ["单位.xlsx", "单位.csv"])
def test_a_list_is_added_below_what_is_there_and_twice_is_once(taken_in, name, region):
    assert taken_in(*ROWS, name=name) == (0, "已导入：新增2个，更正0个，无变化0个。\n")
    centre = Organisation.objects.get(code="990100-TRA-1")
    assert (centre.parent.code, centre.city) == ("990100-TRA", region["lanchuan"])
    assert {alias.name for alias in centre.parent.aliases.all()} == {"市交通局", "市交通运输局"}
    assert [one.organisation for one in CollectiveName.objects.get().members.all()] == [region["dongbu"]]
    count = Organisation.objects.count()
    assert taken_in(*ROWS, name=name, language="en") == (0, "Taken in: 0 added, 0 corrected, 2 unchanged.\n")
    assert (Organisation.objects.count(), CollectiveName.objects.get().members.count()) == (count, 1)
    assert AuditLine.objects.filter(action="register.take").first().reason == name


def test_an_empty_cell_leaves_what_stands_in_the_register(taken_in, region):
    headings = ("代码", "名称", "英文名称", "类别")
    code, said = taken_in(("990100-EDU", "澜川市教育局", "Education", "部门"), headings=headings)
    assert (code, said) == (0, "已导入：新增0个，更正1个，无变化0个。\n")
    education = Organisation.objects.get(code="990100-EDU")
    assert (education.parent, education.name_en) == (region["lanchuan"], "Education")
    assert education.aliases.get().name == "市教育局"


def test_every_bad_row_is_told_and_nothing_is_written(taken_in):
    count = Organisation.objects.count()
    code, said = taken_in(
        ("990100-A", "澜川市甲局", "", "部门", "999999", ""),
        ("990100-B", "澜川市乙局", "", "局", "990100", ""),
        ("990100-C", "澜川市丙局", "市教育局", "部门", "990100", ""),
        ("990100-D", "澜川市丁局", "", "部门", "990100", ""),
    )
    assert code == 1
    assert "第2行上级代码999999不在名录中" in said
    assert "第3行类别“局”" in said
    assert "第4行“市教育局”已是澜川市教育局（990100-EDU）的名称或别名" in said
    assert Organisation.objects.count() == count


def test_an_organisation_cannot_come_to_stand_below_itself(taken_in):
    code, said = taken_in(
        ("990100", "澜川市", "", "市", "990100-X", ""), ("990100-X", "澜川市外局", "", "部门", "990100-EDU", "")
    )
    assert code == 1
    assert "绕回自身" in said
