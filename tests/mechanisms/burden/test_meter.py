"""The burden meter counts what is really asked, finds doubles, and refuses to ask again what has an owner."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.mechanisms.burden.facts import Fact, FactHasOwner, admit, fact_of, owned_elsewhere
from citycircle.mechanisms.burden.forms import (
    FIELD_KINDS,
    MINUTES,
    FieldsRepeated,
    FieldUnreadable,
    Form,
    FormField,
    FormIncomplete,
    field_of,
)
from citycircle.mechanisms.burden.meter import FormNotInForce, Request, compared, cost_of, month_of

ON = date(2026, 11, 24)
STATISTICS, TRANSPORT, HOUSING, SPORT = "澜川市统计局", "澜川市交通运输局", "澜川市住房城乡建设局", "澜川市体育局"
ALL = (TRANSPORT, HOUSING, SPORT)


def form(code: str, *fields: FormField, **more: object) -> Form:
    given = {
        "asked_by": "澜川市发展改革委",
        "basis": "澜政办〔2026〕9号",
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
    }
    return Form(code=code, title=f"{code}表", fields=fields, **{**given, **more})


MONTHLY = form(
    "月报",
    FormField("invested", "本月完成投资（万元）", "money"),
    FormField("progress", "形象进度", "words"),
    FormField("next", "下一步打算", "words"),
    FormField("staff", "专班人数"),
    FormField("added_value", "工业增加值增速", "percent", fact="added_value"),
    only={"staff": frozenset({TRANSPORT, HOUSING})},
)
INVESTMENT = form(
    "投资表", FormField("month", "当月投资完成额（亿元）", "money"), FormField("total", "累计完成投资", "money")
)
PROJECT = form(
    "项目表", FormField("value", "规上工业增加值增速", fact="added_value"), FormField("visual", "工程形象进度", "words")
)
ENDED = form("旧表", FormField("invested", "本月完成投资"), last=date(2026, 6, 30))
REGISTER = {
    "added_value": Fact("added_value", "工业增加值增速", STATISTICS, ("规上工业增加值增速",), known_for=None),
    "population": Fact("population", "常住人口", STATISTICS),
}


def test_acceptance_19_the_total_equals_the_fields_really_asked_and_doubles_across_forms_are_found():
    cost = cost_of(Request(MONTHLY, ALL), REGISTER, [INVESTMENT, PROJECT, ENDED], on=ON)
    # by hand: three fields for three organisations, one for two of them; the fifth is known for all and asked of none
    sheets = {
        TRANSPORT: ["invested", "progress", "next", "staff"],
        HOUSING: ["invested", "progress", "next", "staff"],
        SPORT: ["invested", "progress", "next"],
    }
    assert cost.asked == sum(len(fields) for fields in sheets.values()) == 11
    assert cost.known == 3
    assert cost.cells == 14
    assert {name: cells for name, cells, _ in cost.by_organisation} == {name: len(sheets[name]) for name in sheets}
    # money 2, words 6, number 2: 3 × (2 + 6 + 6) + 2 × 2
    assert cost.minutes == Decimal(46)
    assert {(double.field.key, double.form.code, double.other.key, double.why) for double in cost.doubles} == {
        ("invested", "投资表", "month", "title"),
        ("progress", "项目表", "visual", "alike"),
        ("added_value", "项目表", "value", "fact"),
    }
    assert cost.sentence.zh == (
        "“月报表”：5项×3个单位＝14格，其中3格已有数据、11格须填写，约46分钟；"
        "与其他表重复或疑似重复3项（部分指标只问部分单位）。"
    )
    assert cost.sentence.en.endswith("(some fields are asked of some only).")


def test_this_month_against_last():
    november = month_of([cost_of(Request(MONTHLY, ALL), REGISTER, on=ON), cost_of(Request(INVESTMENT, ALL), {}, on=ON)])
    october = month_of([cost_of(Request(MONTHLY, ALL), REGISTER, on=ON)])
    assert (november.asked, november.minutes) == (17, Decimal(58))
    assert november.by_organisation[SPORT] == (5, Decimal(18))
    assert compared(november, october).zh == "本月共须填写17格、约58分钟，比上月增加6格、增加12分钟。"
    assert compared(october, november).en.endswith("down 6 cells and down 12 minutes on last month.")
    assert "持平" in compared(october, october).zh


def test_a_form_asked_twice_a_month_costs_twice():
    once, twice = (cost_of(Request(MONTHLY, ALL, times), REGISTER, on=ON) for times in (1, 2))
    assert (twice.asked, twice.known, twice.minutes) == (2 * once.asked, 2 * once.known, 2 * once.minutes)


def test_a_form_that_asks_again_for_a_fact_with_an_owner_is_refused_with_the_owners_name():
    with pytest.raises(FactHasOwner) as caught:
        admit(PROJECT, ALL, REGISTER)
    assert STATISTICS in caught.value.sentences("zh")[0]
    assert STATISTICS in caught.value.sentences("en")[0]


def test_the_name_alone_gives_it_away():
    sly = form("普查", FormField("people", "常住人口数（人）"))
    assert [fact.owner for _, fact in owned_elsewhere(sly, ALL, REGISTER)] == [STATISTICS]
    with pytest.raises(FactHasOwner):
        admit(sly, ALL, REGISTER)


def test_the_owner_itself_may_be_asked():
    assert admit(form("普查", FormField("people", "常住人口")), [STATISTICS], REGISTER)
    assert admit(INVESTMENT, ALL, REGISTER) is INVESTMENT


def test_a_fact_that_is_not_known_yet_for_an_organisation_is_still_asked_of_its_owner():
    assert cost_of(Request(form("普查", FormField("people", "常住人口")), (STATISTICS,)), REGISTER, on=ON).asked == 1


def test_a_form_is_asked_only_while_it_holds():
    with pytest.raises(FormNotInForce):
        cost_of(Request(ENDED, ALL), {}, on=ON)


@pytest.mark.parametrize(
    ("more", "missing"), [({"last": None}, "截止日"), ({"basis": " "}, "依据"), ({"asked_by": ""}, "要求单位")]
)
def test_a_form_without_its_last_day_or_basis_is_refused(more, missing):
    with pytest.raises(FormIncomplete) as caught:
        form("表", FormField("a", "甲"), **more)
    assert missing in caught.value.say("zh")


def test_a_form_has_fields_and_each_once():
    with pytest.raises(FormIncomplete):
        form("表")
    with pytest.raises(FieldsRepeated):
        form("表", FormField("a", "甲"), FormField("b", "甲"))
    with pytest.raises(FieldsRepeated):
        form("表", FormField("a", "甲"), FormField("a", "乙"))
    with pytest.raises(FormIncomplete):
        form("表", FormField("a", "甲"), only={"b": frozenset()})
    with pytest.raises(FormIncomplete):
        form("表", FormField("a", "甲"), last=date(2025, 12, 31))


@pytest.mark.parametrize(
    "kept",
    [
        {"key": "a"},
        {"key": "甲", "title": "甲"},
        {"key": "a", "title": "甲", "kind": "photo"},
        {"key": "a", "title": "甲", "minutes": "soon"},
        {"key": "a", "title": "甲", "colour": "red"},
    ],
)
def test_a_field_is_read_strictly(kept):
    with pytest.raises(FieldUnreadable) as caught:
        field_of(kept, 3)
    assert "第3项" in caught.value.say("zh")


def test_no_form_can_ask_for_a_photograph():
    assert "photo" not in FIELD_KINDS
    assert {row["kind"] for row in MINUTES.edition(ON).rows} == set(FIELD_KINDS)


FIELDS = st.lists(
    st.builds(
        FormField,
        st.sampled_from(["a", "b", "c", "d", "e"]),
        st.uuids().map(str),
        st.sampled_from(list(FIELD_KINDS)),
        st.just(""),
        st.sampled_from(["", "f1", "f2"]),
        st.none() | st.decimals(0, 60, places=1),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda field: field.key,
)


@given(FIELDS, st.sets(st.sampled_from(ALL)), st.integers(1, 4), st.sets(st.sampled_from(ALL)), st.data())
def test_every_cell_is_asked_or_known_and_minutes_are_those_of_the_asked(fields, organisations, times, known_for, data):
    keys = data.draw(st.sets(st.sampled_from([field.key for field in fields])))
    some = {key: frozenset(data.draw(st.sets(st.sampled_from(ALL)))) for key in keys}
    request = Request(form("表", *fields, only=some), tuple(sorted(organisations)), times)
    register = {
        "f1": Fact("f1", "数一", STATISTICS, known_for=frozenset(known_for)),
        "f2": Fact("f2", "数二", STATISTICS),
    }
    cost = cost_of(request, register, on=ON)
    expected, minutes = 0, Decimal(0)
    for organisation in organisations:
        for field in fields:
            if field.key in some and organisation not in some[field.key]:
                continue
            if field.fact == "f1" and organisation in known_for:
                continue
            expected += times
            per = MINUTES.edition(ON).row(field.kind)["minutes"] if field.minutes is None else field.minutes
            minutes += times * per
    assert (cost.asked, cost.minutes) == (expected, minutes)
    assert cost.cells == times * sum(request.form.asks(field, one) for field in fields for one in organisations)
    assert [field_of(field.as_json(), 1) for field in fields] == fields
    assert all(fact_of(field, register) is register.get(field.fact) for field in fields)
