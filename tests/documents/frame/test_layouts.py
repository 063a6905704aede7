"""The page is set aside, the plan survives whole, and the document's own words are found, in every layout we met."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.documents.conflicts import NOTES
from citycircle.documents.frame import chrome, contents, dates, labels, letter, numbers, replaced, titles, years
from citycircle.documents.mended import Mended
from citycircle.documents.metadata import describe, kind_of
from citycircle.documents.repair.mend import mend
from citycircle.documents.shell import REASONS, set_aside

sys.path.insert(0, str(Path(__file__).parent))
from layouts import BODY, LAYOUTS, TITLE, Layout

NAMES = [layout.name for layout in LAYOUTS]


def kept(mended: Mended) -> str:
    """What is left of a text without its title and what was set aside, without white space."""
    asides = set_aside(mended)
    document, _ = describe(mended, asides)
    holes = sorted([*(aside.span for aside in asides), *(span for name, span in document.spans if name == "title")])
    at, pieces = 0, []
    for hole in holes:
        pieces.append(mended.text[at : max(at, hole.start)])
        at = max(at, hole.end)
    return re.sub(r"\s", "", "".join([*pieces, mended.text[at:]]))


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_the_document_speaks_for_itself(layout: Layout) -> None:
    mended = mend(layout.text)
    document, _ = describe(mended, set_aside(mended))
    assert {name: getattr(document, name) for name in layout.says} == layout.says


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_the_plan_survives_and_nothing_else(layout: Layout) -> None:
    assert kept(mend(layout.text)) == re.sub(r"\s", "", layout.keeps)


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_full_width_punctuation_changes_nothing(layout: Layout) -> None:
    wide = str.maketrans(",:;()", "，：；（）")
    mended = mend(layout.text.translate(wide))
    document, _ = describe(mended, set_aside(mended))
    back = str.maketrans("，：；（）", ",:;()")
    said = {name: getattr(document, name) for name in layout.says}
    assert {
        name: value.translate(back) if isinstance(value, str) else value for name, value in said.items()
    } == layout.says


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_asides_are_in_order_without_overlap_and_have_names(layout: Layout) -> None:
    mended = mend(layout.text)
    asides = set_aside(mended)
    assert all(aside.reason in REASONS for aside in asides)
    at = 0
    for aside in asides:
        assert at <= aside.span.start < aside.span.end <= len(mended.text)
        at = aside.span.end


def remarks(text: str) -> dict[str, str]:
    mended = mend(text)
    _, found = describe(mended, set_aside(mended))
    return {remark.code: remark.say("en") for remark in found}


LETTER = "各县人民政府:\n现将《汀河都市圈同城化行动方案(2025—2027年)》印发给你们。\n澜川市人民政府\n{day}\n"


def test_conflicts_are_said() -> None:
    page = "索引号:990100/202509-00237 发布机构:禾阳市人民政府 成文日期:2025-03-02\n"
    said = remarks(page + LETTER.format(day="2025年3月1日") + f"{TITLE}\n{BODY}")
    assert said["M001"] == "Published by 禾阳市人民政府, but signed by 澜川市人民政府."
    assert said["M002"] == "The index number says 2025-09, the paper is dated 2025-03-01."
    assert said["M009"] == "The date of issue is printed in two ways: 2025-03-01 and 2025-03-02."


def test_two_printings_of_a_title_are_said() -> None:
    said = remarks(LETTER.format(day="2025年3月1日") + f"汀河都市圈同城化三年行动方案(2025—2027年)\n{BODY}")
    assert "汀河都市圈同城化行动方案" in said["M003"]


def test_a_title_far_from_its_date_is_said() -> None:
    assert "M004" in remarks(LETTER.format(day="2015年3月1日") + f"{TITLE}\n{BODY}")


def test_a_document_in_harmony_says_nothing() -> None:
    assert remarks(LETTER.format(day="2025年3月1日") + f"{TITLE}\n{BODY}") == {}


def test_every_remark_can_be_said_in_both_languages() -> None:
    values = dict.fromkeys(
        ("publisher", "signature", "index", "written", "title", "other", "year", "name", "day", "quote"), "x"
    )
    for note in NOTES.values():
        assert note.say("zh", **values)
        assert note.say("en", **values)


def test_the_name_that_advertising_replaced_is_proposed_but_not_written() -> None:
    text = (
        "皇家app下载:人民政府办公室关于印发皇家app下载:同城化行动方案的通知\n澜政办发〔2025〕7号\n各县人民政府,市直各部门:\n"
        "《皇家app下载:同城化行动方案》已经市委同意,现印发给你们。\n皇家app下载:人民政府办公室\n2025年3月1日\n皇家app下载:同城化行动方案\n"
        "为推动澜川发展,深化澜川与各市合作,制定本方案。\n一、总体要求\n建设澜川枢纽。"
    )
    mended = mend(text)
    document, found = describe(mended, set_aside(mended))
    assert document.title == "同城化行动方案"
    assert [remark.alternative for remark in found if remark.code == "M005"] == ["澜川市"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("同城化三年行动计划(征求意见稿)", "action_plan"),
        ("2025年同城化工作要点", "annual_points"),
        ("2025年度重点工作任务分解", "annual_points"),
        ("落实规划纲要的实施方案", "action_plan"),
        ("2025年行动方案", "action_plan"),
        ("重点任务分工方案", "action_plan"),
        ("2025年重点任务分工方案", "annual_points"),
        ("关于落实政府工作报告2025年重点工作分工的意见", "annual_points"),
        ("县政府重点工作任务分解", "annual_points"),
        ("2025年工作计划", "annual_points"),
        ("2025年实施方案", "action_plan"),
        ("促进同城化若干措施", "action_plan"),
        ("同城化发展规划", "other"),
        ("关于推进同城化的实施意见", "other"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("三年行动方案(2025—2027年)", (2025, 2027)),
        ("行动计划(2025-2027)", (2025, 2027)),
        ("2025年至2027年实施方案", (2025, 2027)),
        ("2025年度工作要点", (2025, 2025)),
        ("“十四五”规划", (2021, 2025)),
        ("中国制造2025行动方案", None),
        ("2025同城化行动方案", (2025, 2025)),
        ("同城化行动方案(2025)", (2025, 2025)),
        ("G2025线工程方案", None),
        ("三年行动计划", None),
    ],
)
def test_years_in_titles(text: str, held: tuple[int, int] | None) -> None:
    found = years.in_title(text, 0, len(text))
    assert (found and (found.first, found.last)) == held


def test_goals_far_away_are_no_end_of_the_plan() -> None:
    text = "(三)主要目标\n到2027年,初步建成。到2035年,全面建成。"
    found = years.in_goals(text, 0, len(text))
    assert found is not None
    assert (found.first, found.last) == (None, 2027)


def test_a_table_of_contents_is_found() -> None:
    text = f"{TITLE}\n目  录\n一、总体要求\t1\n二、重点任务\t3\n{BODY}"
    assert contents.find(text, 0, len(text)) is not None
    assert contents.find(f"{TITLE}\n{BODY}", 0, 100) is None
    assert "目录" not in kept(mend(text))


anything = st.text(
    alphabet=st.sampled_from(
        "各市人民政府办公室关于印发通知方案(2025—2027年)《》〔〕号:：。，,;\n \t|一二1.、现将给你们请认真落实责任单位发文字号首页>分享{}.a来源"  # noqa: E501 - one alphabet
    ),
    max_size=300,
)


@given(anything)
def test_any_text_is_read_without_complaint(text: str) -> None:
    mended = mend(text)
    asides = set_aside(mended)
    document, found = describe(mended, asides)
    for _, span in document.spans:
        assert 0 <= span.start <= span.end <= len(mended.text)
    assert all(remark.say("zh") and remark.say("en") for remark in found)
    at = 0
    for aside in asides:
        assert at <= aside.span.start < aside.span.end <= len(mended.text)
        at = aside.span.end


@given(anything, st.integers(0, 300), st.integers(0, 300))
def test_one_plan_of_several_is_read_without_complaint(text: str, one: int, other: int) -> None:
    mended = Mended.of(text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    describe(mended, set_aside(mended), start, end)


@pytest.mark.parametrize(
    "sign",
    [
        "\n",
        " ",
        "索引号",
        "标题:",
        "发文",
        "各市:",
        "《方案》",
        "方案(",
        "附件",
        "\n1.",
        "现将",
        "请认真",
        "来源 ",
        ".a{",
        "首页>",
        "2025年1月1日",
        "〔2025〕1号",
        "目录\n",
    ],
)
def test_sixty_thousand_of_one_sign_are_no_trouble(sign: str) -> None:
    mended = Mended.of(sign * (60_000 // len(sign)))
    describe(mended, set_aside(mended))


def test_helpers_stay_within_their_stretch() -> None:
    text = "发文字号:澜政发〔2025〕1号\n2025年3月1日\n同城化方案"
    assert list(numbers.printed(text, 0, 3)) == []
    assert list(dates.days(text, 0, 5)) == []
    assert labels.read(text, len(text), len(text)) == []
    assert titles.at(text, len(text), len(text)) is None


@pytest.mark.shared
def test_the_real_documents_speak_for_themselves(shared) -> None:
    import json

    for gold in sorted((shared / "plans" / "gold").glob("*.json")):
        wanted = json.loads(gold.read_text("utf-8"))["document"]
        mended = mend((shared / "plans" / f"{gold.stem}.txt").read_text("utf-8"))
        for form in (mended, Mended.of(mended.text.replace("\n", ""))):
            document, _ = describe(form, set_aside(form))
            assert document.title in {wanted["title"], wanted.get("notice_title"), wanted.get("title_restored")}
            assert document.doc_number == wanted["doc_number"]
            assert str(document.issued_on) == str(wanted["issued_on"])
            assert document.effective_from_year == wanted["effective_from_year"]
            assert document.effective_to_year == wanted["effective_to_year"]
            assert document.kind == wanted["kind"]


def test_the_replaced_name_is_read_from_a_list_that_repeats() -> None:
    text = (
        "皇家app下载:、禾阳市、松渚市人民政府,各部门:\n为落实皇家app下载:人民政府部署,以皇家app下载:为中心,制定本方案。\n"
        "加快澜川、禾阳、松渚同城化。\n一、目标\n建成大桥。"
    )
    mended = mend(text)
    assert replaced.name(mended, "汀都圈办发〔2025〕8号") == "澜川市"
    assert replaced.name(mend("一、目标\n建成大桥。"), "澜政发〔2025〕8号") is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("字号：大 小\n澜政办发〔2025〕2号", "澜政办发〔2025〕2号"),
        ("字号:大 小 澜政办发〔2025〕2号", "澜政办发〔2025〕2号"),
        ("澜 政 办 发 〔2025〕 2 号", "澜政办发〔2025〕2号"),
        ("澜政办〔2025〕\n2号", "澜政办〔2025〕2号"),
        ("澜政办字﹝2025﹞第2号", "澜政办字﹝2025﹞第2号"),
        ("澜政办发[2025]2号", "澜政办发[2025]2号"),
        ("根据《意见》(云政发〔2024〕1号)", None),
        ("《意见》（云政发〔2024〕1号）", None),
    ],
)
def test_numbers_of_papers(printed: str, number: str | None) -> None:
    found = next(numbers.printed(printed, 0, len(printed)), None)
    assert (found and found[0]) == number


def test_every_reason_that_the_reader_gives_has_a_name() -> None:
    from citycircle.documents import shell
    from citycircle.documents.repair.mend import KINDS

    folder = Path(shell.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    given = set(re.findall(r"""Aside\("([a-z_]+)\"""", sources)) | set(re.findall(r"""aside="([a-z_]+)\"""", sources))
    assert "share" in given or "contents" in given
    assert given <= REASONS.keys() | KINDS.keys()
    assert all(name.zh and name.en for name in (REASONS | KINDS).values())


def test_cells_of_a_pasted_table_are_no_signature() -> None:
    cells = (
        "同城化任务分工\n为加快同城化,制定本表。\n一、交通\n建成汀河大桥\n市交通运输局\n2025年12月31日\n"
        "开通城际公交\n市教育局\n2025年6月30日\n"
    )
    more = "推进异地就医\n市医疗保障局\n2025年9月30日"
    asides = set_aside(mend(cells + more))
    assert [aside.reason for aside in asides if aside.reason in {"signature", "issue_date"}] == []


def test_a_signature_above_a_stray_line_is_still_one() -> None:
    mended = mend(f"{TITLE}\n{BODY}\n汀河都市圈建设领导小组办公室\n2025年3月1日\n某网站的最后一行")
    reasons = [aside.reason for aside in set_aside(mended)]
    assert reasons == ["signature", "issue_date"]


PLAIN = "汀河都市圈同城化行动方案"


@pytest.mark.parametrize(
    ("text", "title", "issuer", "day", "reasons"),
    [
        (f"{PLAIN}\n澜川市发展改革委员会\n(2025年2月)\n{BODY}", PLAIN, "澜川市发展改革委员会", None,
         ["signature", "issue_date"]),
        (f"{PLAIN}\n2025年2月8日\n{BODY}", PLAIN, None, date(2025, 2, 8), ["issue_date"]),
        (f"近日,澜川市人民政府办公室印发《{PLAIN}》,全文如下:\n{BODY}", PLAIN, None, None, ["site_words"]),
        (f"{PLAIN}\n{BODY}\n政策解读:\n《{PLAIN}》解读\n答:为了同城。", PLAIN, None, None, ["recommendation"] * 3),
        (f"{PLAIN}\n{BODY}\n(此件公开发布)\n澜川市人民政府\n2025年2月8日", PLAIN, "澜川市人民政府", date(2025, 2, 8),
         ["release", "signature", "issue_date"]),
        (f"关于征求《{PLAIN}》意见的公告\n现将《{PLAIN}》全文公布,征求意见。\n联系电话:0000-1\n澜川市发展改革委\n2025年3月1日\n{PLAIN}\n{BODY}",
         PLAIN, "澜川市发展改革委", date(2025, 3, 1), ["front_matter", "letter", "footer", "signature", "issue_date"]),
        (BODY, None, None, None, []),
    ],
)  # fmt: skip
def test_what_stands_around_a_title(
    text: str, title: str | None, issuer: str | None, day: date | None, reasons
) -> None:
    mended = mend(text)
    asides = set_aside(mended)
    document, _ = describe(mended, asides)
    assert (document.title, document.issuer, document.issued_on) == (title, issuer, day)
    assert [aside.reason for aside in asides] == reasons
    assert kept(mended) == re.sub(r"\s", "", BODY)


@pytest.mark.parametrize(
    "words",
    [
        "小编整理",
        "首页  ",
        "字体大小",
        "> ",
        ">",
        "来源 ",
        "您好",
        "《",
        "地址",
        ".a{b:",
        "大",
        "现将",
        "请认真",
        "各市",
        "2025年",
    ],
)
def test_no_line_of_one_word_holds_up_the_reader(words: str) -> None:
    for length in (40, 160, 299):
        line = (words * length)[:length]
        chrome.reason(line + "桥")
        letter.find(line, 0, length)
        titles.within(line, 0, length)
    assert set_aside(Mended.of("\n".join([(words * 299)[:299]] * 50))) is not None


def test_a_rule_in_brackets_below_a_title_is_no_part_of_it() -> None:
    mended = mend(
        "汀河都市圈建设2026年工作要点\n（以下各项任务，列第一位的为牵头单位，下同）\n一、交通互联\n1.建设汀河二桥。\n"
    )
    document, _ = describe(mended, set_aside(mended))
    assert document.title == "汀河都市圈建设2026年工作要点"
