"""The invented region's documents hold the difficulties they are meant to hold, and are read."""

import zipfile

import pytest

from citycircle.demo.documents import (
    CITY_POINTS,
    LAST_YEARS_POINTS,
    ORGANISATIONS,
    REGIONAL_PLAN,
    TASK_TABLE,
    documents,
)
from citycircle.documents.naming import named, unresolved
from citycircle.documents.reading import read
from citycircle.paper.organisation_files import read_register


@pytest.fixture(scope="module")
def made():
    return dict(documents())


@pytest.fixture(scope="module")
def regional(made):
    return read(made[REGIONAL_PLAN], name=REGIONAL_PLAN)


def test_the_regional_plan_is_dirty_in_many_ways(regional):
    kinds = {repair.kind for repair in regional.repairs}
    assert len(kinds) >= 6, kinds
    assert {"pinyin", "script", "spam", "page_number"} <= kinds


def test_the_regional_plan_is_read_whole(regional):
    plan = regional.plans[0]
    assert plan.document.doc_number == "汀都圈办发〔2025〕8号"
    assert plan.document.issued_on.isoformat() == "2025-03-28"
    assert (plan.document.effective_from_year, plan.document.effective_to_year) == (2025, 2027)
    assert [task.number for task in plan.tasks if task.role == "task"] == [str(at) for at in range(1, 31)]
    assert [task.number[1] for task in plan.tasks if task.role == "safeguard"] == list("一二三四")
    assert sum(len(task.duty.lead) == 0 for task in plan.tasks if task.role == "task") == 1
    assert not regional.coverage.unread


def test_pinyin_and_page_numbers_are_gone_from_the_tasks(regional):
    text = "".join(task.body.text for task in regional.plans[0].tasks)
    assert "抽水蓄能电站1座" in text
    assert "集中处置中心1座" in text
    assert "Qiwazo" not in text
    assert "(liàn)" not in text


def test_a_line_broken_after_a_semicolon_belongs_to_its_task(regional):
    wetland = regional.plans[0].tasks[18]
    assert "湿地公园4处" in wetland.body.text
    assert "水鸟栖息地12处" in wetland.body.text


def test_word_hides_the_numbers_and_the_rule_names_the_leads(made):
    assert "一、" not in zipfile.ZipFile(__import__("io").BytesIO(made[CITY_POINTS])).read("word/document.xml").decode()
    plan = read(made[CITY_POINTS], name=CITY_POINTS).plans[0]
    assert [task.number for task in plan.tasks] == [str(at) for at in range(1, 16)]
    assert [section.marker for section in plan.sections] == ["一、", "二、", "三、", "四、", "五、"]
    assert {task.duty.lead_from for task in plan.tasks} == {"rule"}
    assert plan.tasks[0].duty.lead[0].text == "市交通运输局"


def test_last_years_page_says_gb2312_and_is_gb18030(made):
    assert b"charset=gb2312" in made[LAST_YEARS_POINTS]
    reading = read(made[LAST_YEARS_POINTS], name=LAST_YEARS_POINTS)
    assert reading.source.encoding == "gb18030"
    assert [task.number for task in reading.plans[0].tasks] == [str(at) for at in range(1, 11)]
    assert all(task.duty.lead for task in reading.plans[0].tasks)


def test_the_table_gives_its_rows_as_tasks(made):
    tasks = read(made[TASK_TABLE], name=TASK_TABLE).plans[0].tasks
    assert [task.number for task in tasks] == [str(at) for at in range(1, 13)]
    assert tasks[2].duty.lead[0].text == "松渚市交通运输局"
    assert [each.text for each in tasks[0].duty.cooperating] == ["汀铁建设集团"]
    assert tasks[1].duty.cooperating == ()


def test_the_register_knows_nearly_everybody(made, regional, tmp_path):
    (tmp_path / ORGANISATIONS).write_bytes(made[ORGANISATIONS])
    register = read_register(tmp_path / ORGANISATIONS)
    names = named(regional.plans[0], register)
    assert len(unresolved(names)) <= len(names) // 10
    for name in (CITY_POINTS, LAST_YEARS_POINTS):
        names = named(read(made[name], name=name).plans[0], register)
        assert not unresolved(names), [(each.name, str(each.open)) for each in unresolved(names)]


def test_equal_documents_every_time(made):
    assert {name: content for name, content in documents() if not name.endswith((".docx", ".xlsx"))} == {
        name: content for name, content in made.items() if not name.endswith((".docx", ".xlsx"))
    }
