"""What a document's own table prints in further columns stands in the ledger again."""

from __future__ import annotations

import pytest

from citycircle.documents.reading import Reading, read
from citycircle.documents.writers import markdown, tables
from citycircle.documents.writers.tables import quarter_of
from citycircle.paper.tables import PrintedTable

TABLE = """序号,重点任务,工作内容,年度目标,一季度,四季度,牵头领导,牵头单位,来源文件及条款,所属清单,联系人,备注
1,跨江大桥,年内开工,建成接线6公里,完成批复,完成桩基,张某某,市交通局,《方案》第3条,重大项目,孙某某,跨市
2,绕城公路,年内开工,,,,张某某,市交通局,,,,
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(TABLE.encode(), name="rows.csv")


def cells(table: PrintedTable) -> list[dict[str, str]]:
    heads = [column.heading for column in table.columns]
    return [
        {head: str(entry.value) for head, entry in zip(heads, row, strict=True) if entry is not None}
        for row in table.rows
    ]


@pytest.mark.parametrize("by_hand", [True, False])
def test_nothing_of_the_table_is_lost(reading: Reading, by_hand: bool) -> None:
    first, second = cells(tables.breakdown(reading.plans[0], read_from="", by_hand=by_hand))
    assert first["牵头领导"] == "张某某"
    assert first["来源文件及条款"] == "《方案》第3条"
    assert first["所属清单"] == "重大项目"
    assert first["备注"] == "跨市\n联系人：孙某某"
    assert "建成接线6公里" in first["年度目标"]
    assert "牵头领导" not in second  # reaches down from above


def test_the_schedule_of_the_table_stands_in_the_quarters(reading: Reading) -> None:
    first, second = cells(tables.quarterly(reading.plans[0], read_from=""))
    assert (first["一季度"], first["二季度"]) == ("完成批复", "")
    assert first["四季度"].startswith("完成桩基")
    assert second["一季度"] == ""


def test_the_goal_of_the_table_is_said_once(reading: Reading) -> None:
    assert markdown.write(reading.plans).count("接线6公里") == 1


def test_a_ledger_without_remarks_has_no_column_for_them() -> None:
    plan = read("序号,重点任务,牵头单位\n1,建桥,市交通局\n".encode(), name="a.csv").plans[0]
    assert "备注" not in {column.heading for column in tables.breakdown(plan, read_from="").columns}


@pytest.mark.parametrize(
    ("heading", "quarter"), [("一季度", 0), ("第2季度", 1), ("上半年", 1), ("下半年", 3), ("7月", 2), ("Q4", 3)]
)
def test_quarters_by_heading(heading: str, quarter: int) -> None:
    assert quarter_of(heading) == quarter
