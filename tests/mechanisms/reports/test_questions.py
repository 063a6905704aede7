"""The questions before sending: they find what a careful colleague would ask, and leave a good report in peace."""

from datetime import date
from decimal import Decimal

import pytest
from tests.mechanisms.reports.texts import BAD, GOOD, SECOND_BAD, SECOND_GOOD, THIRD_BAD, THIRD_GOOD

from citycircle.core.messages import LANGUAGES
from citycircle.mechanisms.reports.figures import Measure
from citycircle.mechanisms.reports.questions import Draft, questions, unanswered
from citycircle.mechanisms.reports.rules import LIMITS

DAY = date(2026, 11, 28)


def kinds(progress="11月3日完成招标。", next_step="12月10日前进场。", last="", **more):
    draft = Draft("2026-11", progress=progress, next_step=next_step, last_progress=last, **more)
    return {question.kind for question in questions(draft, DAY)}


def amounts(now, before=None, *, kind="total", unit="亿元", target=None, earlier=()):
    several = [None if value is None else Decimal(value) for value in (now, before)]
    return Measure("到位资金", unit, *several, kind=kind, target=target and Decimal(target),
                   earlier=tuple(map(Decimal, earlier)))  # fmt: skip


@pytest.mark.parametrize(("progress", "next_step"), [*GOOD, *SECOND_GOOD, *THIRD_GOOD])
def test_a_good_report_is_asked_nothing(progress, next_step):
    assert kinds(progress, next_step) == set()


@pytest.mark.parametrize(("progress", "next_step", "last", "expected"), [*BAD, *SECOND_BAD, *THIRD_BAD])
def test_a_report_that_says_nothing_is_asked_what_it_lacks(progress, next_step, last, expected):
    assert kinds(progress, next_step, last) == expected


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (amounts("3.4", "3.2"), None),
        (amounts("34000", "3.2"), "unit_slip"),
        (amounts("0.00034", "3.2"), "unit_slip"),
        (amounts("32000", "3.2", target="50000"), None),
        (amounts("52000", None, target="5"), "unit_slip"),
        (amounts("3.0", "3.2"), "falls"),
        (amounts("3.2", "3.2"), None),
        (amounts("8", "4.8", target="5"), "over_target"),
        (amounts("8.1", "8", target="5"), None),
        (amounts("5.2", "4.8", target="5"), None),
        (amounts("30", "3", earlier=("1", "2")), "jump"),
        (amounts("30", "3", earlier=("1", "2"), target="40"), "jump"),
        (amounts("7", "3", earlier=("1", "2")), None),
        (amounts("30", "3"), None),
        (amounts("5", None), None),
        (amounts(None, "5"), None),
        (amounts("0.85", "80", kind="share", unit="%"), "percent_slip"),
        (amounts("85", "0.8", kind="share", unit="%"), "percent_slip"),
        (amounts("85", "80", kind="share", unit="%"), None),
        (amounts("120", "96", kind="share", unit="%"), "over_whole"),
        (amounts("95", "30", kind="share", unit="%"), "jump"),
        (amounts("100", "30", kind="share", unit="%"), None),
        (amounts("0.053", "5.1", kind="rate", unit="%"), "percent_slip"),
        (amounts("-2.1", "5.1", kind="rate", unit="%"), None),
        (amounts("105", "98", kind="rate", unit="%"), None),
        (amounts("140", "100", kind="level", unit="家"), "jump"),
        (amounts("128", "100", kind="level", unit="家"), None),
        (amounts("3", "0", kind="level", unit="家"), None),
    ],
)
def test_a_number_that_looks_wrong_is_asked_about_once(measure, expected):
    assert kinds(measures=(measure,)) == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("progress", "measure", "slips"),
    [
        ("到位资金3.2亿元。", amounts("3.2", "3.1"), False),
        ("到位资金3.2亿元。", amounts("3.2", "3.1", unit="万元"), True),
        ("到位资金3.2亿元。", amounts("32000", "31000", unit="万元"), False),
        ("到位资金32000万元，合3.2亿元。", amounts("3.2", "3.1"), False),
        ("新增企业1.2万家。", amounts("1.2", "1.1", unit="家"), True),
        ("新增企业12家。", amounts("12", "11", unit="家"), False),
        ("完成85%。", amounts("0.85", None, kind="share", unit="%"), True),
        ("完成85％。", amounts("85", "80", kind="share", unit="%"), False),
        ("线路4条，资金3.2亿元。", amounts("4", "3", unit="万元"), False),
    ],
)
def test_a_text_whose_unit_is_not_that_of_the_cell_is_asked_about(progress, measure, slips):
    assert ("text_unit" in kinds(progress, measures=(measure,))) is slips


def test_works_ahead_of_the_money_are_asked_about():
    assert kinds(works=Decimal(80), money=Decimal(20)) == {"ahead_of_money"}
    assert kinds(works=Decimal(80), money=Decimal(60)) == set()
    assert kinds(works=Decimal(20), money=Decimal(80)) == set()
    assert kinds(works=Decimal(80)) == set()


def test_no_change_is_asked_about_only_after_the_third_in_a_row():
    for before, asked in ((0, set()), (1, set()), (2, set()), (3, {"no_change_again"}), (4, {"no_change_again"})):
        assert kinds("", "", no_change=True, no_changes=before) == asked


def test_a_new_figure_or_stage_makes_an_otherwise_equal_text_news():
    last = "路基工程按计划施工，累计完成投资3.2亿元，占年度计划的64%，正在进行桥梁下部结构施工，用地手续同步办理。"
    assert kinds(last, last=last) == {"same_as_last"}
    assert kinds(last.replace("3.2", "3.6").replace("64", "72"), last=last) == set()
    assert kinds(f"{last}11月18日首榀箱梁架设。", last=last) == set()
    assert kinds(last.replace("正在进行桥梁", "已完成桥梁"), last=last) == set()


def test_a_question_is_skipped_with_a_reason_and_not_with_a_blank():
    asked = questions(Draft("2026-11", progress="项目有序推进中。", next_step="继续推进。"), DAY)
    assert [question.cell for question in asked] == ["progress", "next_step"]
    assert unanswered(asked, {}) == asked
    assert unanswered(asked, {asked[0].key: "  "}) == asked
    assert unanswered(asked, {asked[0].key: "冬季停工，无新增"}) == asked[1:]


def test_every_question_is_polite_and_complete_in_both_languages():
    drafts = [Draft("2026-11", progress=bad[0], next_step=bad[1], last_progress=bad[2]) for bad in [*BAD, *SECOND_BAD]]
    drafts += [Draft("2026-11", measures=(amounts("34000", "3.2"),), works=Decimal(90), money=Decimal(1))]
    for draft in drafts:
        for question in questions(draft, DAY):
            for language in LANGUAGES:
                words = question.sentence.say(language)
                assert "{" not in words
                assert words.endswith(("。", "."))
            assert any(polite in question.sentence.zh for polite in ("请", "建议"))


def test_the_92_is_a_parameter_of_the_city():
    header = LIMITS.path.read_text("utf-8").splitlines()[0]
    row = "similarity_percent,99,汀河办法,1,2026-01-01,,checked,都市圈办,月报办法,汀都办〔2026〕4号,第六条,2026-01-05"
    own = LIMITS.amended_by(f"{header}\n{row}\n", file="own.csv")
    now = "两市交通部门就站点选址、线路走向、票价政策进行了会商，相关方案已提交。"
    draft = Draft("2026-11", now.replace("会商", "协商"), "12月上会。", now)
    assert [question.kind for question in questions(draft, DAY)] == ["same_as_last"]
    assert questions(draft, DAY, own) == ()
