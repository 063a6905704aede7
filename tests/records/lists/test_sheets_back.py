"""Lists as views on tasks filed once; a sheet goes out, is edited in a spreadsheet, comes back and is decided on."""

import io

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from tests.records.lists.conftest import row_of, under
from tests.records.plans.lanchuan import task


def changes(made):
    return [(each.kind, each.field, each.old, each.new, each.state) for each in made.changes.all()]


def test_a_task_filed_once_stands_on_the_lists_of_several_superiors(act, plan, some_list, region, keeper):
    from citycircle.records.lists.actions.keeping import CreateList, PutOnList
    from citycircle.records.lists.scopes import Scope
    from citycircle.records.lists.sheets import filled_for
    from citycircle.records.lists.templates import template_of

    one = task(plan, 1)
    other = act(CreateList(organisation=region["lanchuan_drc"], called="省重大事项清单", template="T7-matters"))
    assert act(PutOnList(list=other, tasks=(one,))) == 1
    assert act(PutOnList(list=other, tasks=(one,))) == 0
    filled = filled_for(template_of("T1", on=keeper.day), Scope(list=some_list), keeper)
    assert filled.title == "汀河都市圈重点任务清单"
    shown = filled.shown[f"R{one.pk}"]
    assert shown["lists"] == "汀河都市圈重点任务清单、省重大事项清单"
    assert shown["title"] == "建设滨江客运码头"


def test_a_sheet_that_was_not_touched_brings_no_change(send_out, come_back, some_list):
    for kind in ("xlsx", "csv"):
        _, data = send_out(kind, list=some_list)
        made = come_back(data, name=f"清单.{kind}")
        assert changes(made) == []
        assert not made.stale


def test_an_edited_sheet_is_proposed_and_filed_once_it_is_accepted(send_out, come_back, some_list, plan, decide):
    from citycircle.records.lists.actions.taking_back import CloseChangeSet
    from citycircle.records.lists.errors import AlreadyDecided, StillWaiting

    _, data = send_out(list=some_list)

    def edit(sheet):
        under(sheet, "重点任务", row_of(sheet, "水质达到三类")).value = "治理汀河支流和干流"
        under(sheet, "完成时限", row_of(sheet, "水质达到三类")).value = "2026年10月底前"
        under(sheet, "目标值", row_of(sheet, "新建码头")).value = "≥8"
        under(sheet, "牵头领导", row_of(sheet, "水质达到三类")).value = "林导"
        under(sheet, "牵头单位", row_of(sheet, "水质达到三类")).value = "市发改委"

    made = come_back(data, edit)
    waiting = {each.field: each for each in made.changes.filter(state="waiting")}
    assert set(waiting) == {"title", "due", "value", "leader", "lead"}
    assert task(plan, 2).title == "治理汀河支流"
    with pytest.raises(StillWaiting):
        decide.act(CloseChangeSet(set=made))
    decide(waiting["lead"], accept=False)
    for name in ("title", "due", "value", "leader"):
        decide(waiting[name])
    filed = task(plan, 2)
    assert filed.title == "治理汀河支流和干流"
    assert str(filed.due) == "2026-10-31"
    assert filed.listings.get(list=some_list).own == {"leader": "林导"}
    assert [duty.name for duty in filed.duties.filter(kind="lead")] == ["市水利局"]
    assert [int(each.value) for each in task(plan, 1).targets.filter(indicator__contains="码头")] == [8]
    with pytest.raises(AlreadyDecided):
        decide(waiting["title"])
    decide.act(CloseChangeSet(set=made))
    assert {each.state for each in made.changes.all()} == {"accepted", "rejected"}
    assert {edit.field for edit in plan.edits.all()} >= {"title", "deadline"}


def test_what_was_changed_in_the_ledger_meanwhile_is_a_conflict_and_never_overwritten_unseen(
    send_out, come_back, some_list, plan, decide
):
    from citycircle.records.lists.errors import ChangeOvertaken
    from citycircle.records.plans.actions.editing import CorrectCell

    _, data = send_out(list=some_list)
    decide.act(CorrectCell(task=task(plan, 2), field="title", new="治理支流"))

    def edit(sheet):
        under(sheet, "重点任务", row_of(sheet, "水质达到三类")).value = "治理汀河全流域"

    made = come_back(data, edit)
    assert made.stale
    change = made.changes.get(field="title")
    assert change.details["now"] == "治理支流"
    with pytest.raises(ChangeOvertaken):
        decide(change, stands="治理汀河支流")
    assert task(plan, 2).title == "治理支流"
    decide(change)
    assert task(plan, 2).title == "治理汀河全流域"


def test_a_new_row_becomes_a_task_and_a_missing_row_leaves_the_list_but_not_the_ledger(
    send_out, come_back, some_list, plan, decide
):
    _, data = send_out(list=some_list)
    gone = task(plan, 4)

    def edit(sheet):
        row = under(sheet, "重点任务", row_of(sheet, "办好同城运动会")).row
        for place in range(1, 16):
            if not isinstance(sheet.cell(row, place), MergedCell):
                sheet.cell(row, place).value = None
        sheet.cell(row + 6, 1).value = "9"
        sheet.cell(row + 6, 3).value = "共建湿地公园"
        sheet.cell(row + 6, 4).value = "年内启动建设。"
        sheet.cell(row + 6, 10).value = "市水利局"

    made = come_back(data, edit)
    assert {each.kind for each in made.changes.filter(state="waiting")} == {"added", "missing"}
    assert made.changes.get(kind="missing").task == gone
    for change in made.changes.filter(state="waiting"):
        decide(change)
    assert not some_list.listings.filter(task=gone).exists()
    assert not type(gone).objects.get(pk=gone.pk).is_dropped
    added = plan.tasks.get(title="共建湿地公园")
    assert made.changes.get(kind="added").task == added
    assert added.body == "年内启动建设。"
    assert [duty.name for duty in added.duties.filter(kind="lead")] == ["市水利局"]
    assert some_list.listings.filter(task=added).exists()


def test_cells_that_a_list_keeps_cannot_be_changed_by_a_sheet_of_no_list(send_out, come_back, plan):
    _, data = send_out(plan=plan)

    def edit(sheet):
        under(sheet, "牵头领导", row_of(sheet, "水质达到三类")).value = "林导"

    made = come_back(data, edit)
    assert [(each[0], each[4]) for each in changes(made)] == [("locked", "told")]


def test_a_sheet_without_its_code_needs_to_be_told_its_list(send_out, come_back, some_list):
    from citycircle.records.lists.errors import SheetOfWhat

    _, data = send_out(list=some_list)

    def edit(sheet):
        sheet["A2"].value = ""
        under(sheet, "重点任务", row_of(sheet, "水质达到三类")).value = "治理支流"

    with pytest.raises(SheetOfWhat):
        come_back(data, edit)
    made = come_back(data, edit, list=some_list)
    assert [each[:2] for each in changes(made)] == [("cell", "title")]


def test_a_stranger_city_sees_neither_lists_nor_sheets_of_another(some_list, send_out, come_back, somebody, decide):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.lists.actions.keeping import PutOnList
    from citycircle.records.lists.reach import change_sets_within, exports_within, lists_within
    from citycircle.records.lists.scopes import Scope

    _, data = send_out(list=some_list)
    come_back(data)
    stranger = somebody("luming", "office_reviewer", "heyang_drc")[1]
    assert not lists_within(stranger).exists()
    assert not exports_within(stranger).exists()
    assert not change_sets_within(stranger).exists()
    assert not Scope(field="一、交通互联").tasks(stranger).exists()
    with pytest.raises(NotAllowed):
        decide.act(PutOnList(list=some_list, tasks=()), by=stranger)


def test_a_sheet_is_made_for_a_city_an_organisation_a_field(plan, keeper, region):
    from citycircle.records.lists.scopes import Scope

    def titles(**scope):
        return [each.title for each in Scope(**scope).tasks(keeper)]

    assert titles(field=task(plan, 1).field) == ["建设滨江客运码头", "治理汀河支流"]
    assert "共享优质课程" in titles(organisation=region["lanchuan_edu"])
    assert len(titles(city=region["lanchuan"])) == 4
    assert titles(city=region["heyang"]) == []


def test_a_superiors_template_is_kept_as_data_and_dated(act, region, keeper, some_list):
    from citycircle.planning.lists.template_errors import HeadingTwice
    from citycircle.records.lists.actions.keeping import ChangeList, KeepTemplate
    from citycircle.records.lists.scopes import Scope
    from citycircle.records.lists.sheets import filled_for
    from citycircle.records.lists.templates import template_of

    head = "name_zh=省表\nname_en=Province\ntitle_zh={plan}省表\ntitle_en={plan}: province\npaper=A3"
    columns = "fact=name|heading_zh=事项|heading_en=Matter\nfact=own|of=资金|heading_zh=资金来源|heading_en=Funds"
    keep = {"organisation": region["lanchuan_drc"], "code": "yunze", "head": head}
    act(KeepTemplate(columns=columns, **keep))
    with pytest.raises(HeadingTwice):
        act(KeepTemplate(columns=f"{columns}\nfact=content|heading_zh=事项|heading_en=Work", **keep))
    act(ChangeList(list=some_list, called="省重大事项", template="yunze"))
    some_list.refresh_from_db()
    filled = filled_for(template_of("yunze", on=keeper.day), Scope(list=some_list), keeper)
    assert [column.heading.zh for column in filled.template.columns] == ["事项", "资金来源"]
    assert filled.title == "省重大事项"


HEADS = {
    "yunze": "name_zh=省重大项目表\nname_en=Province\ntitle_zh={plan}省表\ntitle_en={plan}: province\npaper=A3",
    "tinghe": "name_zh=都市圈清单\nname_en=Circle\ntitle_zh={plan}都市圈表\ntitle_en={plan}: circle",
    "songzhu": "name_zh=秘书处表\nname_en=Secretariat\ntitle_zh={plan}秘书处表\ntitle_en={plan}: secretariat",
}
MEASURE = "fact=measure|of=总投资|heading_zh={heading}|heading_en=Investment|unit={unit}|rounding={how}|places={places}"


def test_acceptance_5_one_county_fact_is_filed_once_and_leaves_in_three_superiors_templates(
    act, plan, region, send_out
):
    from citycircle.records.lists.actions.keeping import KeepTemplate
    from citycircle.records.plans.actions.editing import AddPromise

    cells = "indicator=总投资;op==;value=126543.21;unit=万元;deadline=2026"
    act(AddPromise(task=task(plan, 1), kind="target", cells=cells))
    wanted = {
        "yunze": ("项目名称", "总投资（亿元）", "亿元", "half_up", "2"),
        "tinghe": ("事项", "投资额（万元）", "万元", "half_even", "0"),
        "songzhu": ("合作事项", "总投资（亿元）", "亿元", "down", "1"),
    }
    shown = {}
    for code, (name, heading, unit, how, places) in wanted.items():
        columns = f"fact=name|heading_zh={name}|heading_en=Matter\n" + MEASURE.format(
            heading=heading, unit=unit, how=how, places=places
        )
        act(KeepTemplate(organisation=region["lanchuan_drc"], code=code, head=HEADS[code], columns=columns))
        _, data = send_out(template=code, plan=plan, party=region["lanchuan_drc"])
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        row = row_of(sheet, "建设滨江客运码头") + 4
        shown[code] = (sheet["A3"].value, sheet["B3"].value, sheet.cell(row, 2).value, sheet.cell(row, 2).number_format)
    assert shown == {
        "yunze": ("项目名称", "总投资（亿元）", 12.65, "0.00"),
        "tinghe": ("事项", "投资额（万元）", 126543, "0"),
        "songzhu": ("合作事项", "总投资（亿元）", 12.6, "0.0"),
    }
