"""Every kind of damage is mended, nothing sound is, and every character knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.documents.repair.mend import KINDS, mend

WORDS = [
    *("推进", "建设", "同城化", "交通", "产业", "协同", "创新", "平台", "生态", "环境", "联防联控", "城市", "都市圈"),
    *("加快", "完善", "机制", "公共服务", "共享", "医疗", "教育", "园区", "高铁", "港口", "航道", "大桥", "领导小组"),
    *("市发展改革委", "市交通运输局", "各县(市、区)人民政府", "项目", "重大", "规划", "编制", "实施", "2025年"),
    *("3月底前", "50%", "2—3次", "2024—2027年", "Ⅲ类", "PM2.5", "5G"),
]
clause = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8).map("".join)
sentence = st.lists(clause, min_size=1, max_size=4).map(lambda clauses: ",".join(clauses) + "。")
marker = st.sampled_from(["一、", "(一)", "1.", "①", "——", "二、", "(二)", "2.", ""])
paragraph = st.tuples(marker, st.lists(sentence, min_size=1, max_size=4).map("".join)).map("".join)
clean = st.lists(paragraph, min_size=1, max_size=12).map("\n".join)
dirt = st.text(
    alphabet=st.sampled_from(
        "發展产业園(fā)（wu）()[]〔〕—- 12３Ａ\u200b\ufffd\ue000\u3000\n\r;；:：、。环境市人民政府&nbsp;⼀①Ⅲ·“”《》"
    ),
    max_size=200,
)


def kinds(text: str) -> set[str]:
    return {repair.kind for repair in mend(text).repairs}


@pytest.mark.parametrize(
    ("found", "read", "kind"),
    [
        ("产(chǎn)业(yè)园", "产业园", "pinyin"),
        ("国(wu)(wu)(wu)院(yuan)", "国院", "pinyin"),
        ("创(chuàng )新", "创新", "pinyin"),
        ("设（shè）施", "设施", "pinyin"),
        ("市人民政府(办公室(shì))", "市人民政府(办公室)", "pinyin"),
        ("区(qū)(宁镇(zhèn)片区(qū))", "区(宁镇片区)", "pinyin"),
        ("旅(lv3)游", "旅游", "pinyin"),
        ("推進產業園建設", "推进产业园建设", "script"),
        ("琺瑯工藝產業園", "珐琅工艺产业园", "script"),
        ("建立生态环—12—境保护机制", "建立生态环境保护机制", "page_number"),
        (
            "加快推进重大交通基础设施建设,构建内联外\n- 7 -\n通的网络。",
            "加快推进重大交通基础设施建设,构建内联外通的网络。",
            "page_number",
        ),
        ("一、目标。\n第 3 页 共 9 页\n二、任务。", "一、目标。\n\n二、任务。", "page_number"),
        ("形成体系;\n推动落实,", "形成体系;推动落实,", "broken_line"),
        ("持续开展排 污口整治,健全排污口管理。", "持续开展排污口整治,健全排污口管理。", "space"),
        ("推 进 都 市 圈 建 设", "推进都市圈建设", "space"),
        ("( 市农业农村局牵头)", "(市农业农村局牵头)", "space"),
        ("开发区 ·东埠区", "开发区·东埠区", "space"),
        ("２０２５年建成Ａ类园区", "2025年建成A类园区", "width"),
        ("产\u200b业\ufffd园\ue000区", "产业园区", "glyph"),
        ("⼀体化发展", "一体化发展", "variant"),
        ("&ldquo;十五五&rdquo;规划", "“十五五”规划", "entity"),
        ("推进产业发展".encode().decode("latin-1"), "推进产业发展", "mojibake"),
    ],
)
def test_damage_is_mended(found: str, read: str, kind: str) -> None:
    mended = mend(found)
    assert mended.text == read
    assert kind in {repair.kind for repair in mended.repairs}


@pytest.mark.parametrize(
    "sound",
    [
        "推广手机(APP)应用,采用政府和社会资本合作(PPP)模式,建设(5G)基站和T1航站楼。",
        "长度(km)、质量(kg)、浓度(mg)。",
        "白鹭湖—渚南港—芦湾湖水系连通,望汀—栖云。",
        "开展2—3次交流,2021—2023年实施,第3—5项。",
        "①提升水质,达到Ⅲ类;②消除劣Ⅴ类。",
        "澜政办发〔2025〕3号、中发﹝2018﹞43号。",
        "力争达到50%;增长3%,不少于 1 项(含)。",
        "(牵头单位:市发展改革委;责任单位:市交通运输局)",
        "牵头单位:市发展改革委\n责任单位:市交通运输局\n牵头单位:市教育局\n责任单位:市民政局",
        "目标一;\n(一)任务;\n责任单位:市教育局",
        "毕昇大道改造。",
        "臭氧1小时平均(o3)浓度下降(e2)。",
        "100,澜川市,,市,,,\n990100,禾阳市,,市,,,",
        "a = 1;\nb = 2;",
        "> \n> 建成汀河大桥,开通城际列车并投入运营\n> \n> 加快建设,推进实施\n> \n> 完善机制,落实责任",
        "推进G7科创走廊:市发展改革委\n建设G7科创走廊:市科技局\n推进5G建设:各县(市、区)人民政府\n推进5G建设:市委宣传部",
        "指导思想 以高质量发展为主题。",
        "来源:市人民政府办公室 时间:2025-03-01",
    ],
)
def test_sound_text_stays(sound: str) -> None:
    assert mend(sound).text == sound
    assert mend(sound).repairs == ()


def test_advertising_in_place_of_a_name_is_taken_out() -> None:
    found = (
        "皇家游戏app下载:关于印发皇家游戏app下载:同城化行动方案的通知\n各县人民政府,皇家游戏app下载:各部门:\n"
        "《皇家游戏app下载:同城化行动方案》已经市委、皇家游戏app下载:同意,现印发给你们。\n"
        "皇家游戏app下载:人民政府办公室\n责任单位:市教育局\n责任单位:市民政局"
    )
    mended = mend(found)
    assert "皇家" not in mended.text
    assert "已经市委、同意" in mended.text
    assert mended.text.count("责任单位:") == 2
    assert kinds(found) == {"spam"}


def test_advertising_without_latin_letters_is_taken_out_too() -> None:
    found = "印发金满堂娱乐城：行动方案\n《金满堂娱乐城：行动方案》已经金满堂娱乐城：同意。\n金满堂娱乐城：人民政府"
    assert mend(found).text == "印发行动方案\n《行动方案》已经同意。\n人民政府"


def test_advertising_without_its_colon_is_taken_out_before_the_rest_of_a_name() -> None:
    found = "印发qiwa9官网人民政府方案\n已经qiwa9官网人民政府同意,由qiwa9官网人民政府办公室印发。"
    assert mend(found).text == "印发人民政府方案\n已经人民政府同意,由人民政府办公室印发。"
    labels = (
        "建桥。实施主体:人民政府办公室,配合主体:人民政府,协助主体:人民政府\n修路,实施主体:人民政府,配合主体:人民政府"
    )
    assert mend(labels).text == labels


def test_bytes_that_lost_one_are_read_back_where_the_document_confirms_them() -> None:
    around = (
        "中共中央關(guān)于推進(jìn)同城化的決定。澜川、禾阳、松渚三省聯(lián)動(dòng)。"
        "方案簡(jiǎn)稱(chēng)同城方案,以下內(nèi)容。\n"
    )
    damaged = "近日提出。?吨泄仓醒腙P(guān)于推進(jìn)同城化的決定》。涵蓋三?。ㄒ韵潞?jiǎn)稱(chēng)同城。"
    assert mend(around + damaged).text.endswith("近日提出。《中共中央关于推进同城化的决定》。涵盖三省（以下简称同城。")
    questions = "为什么?怎么办?好不好?没问题!对不对?"
    assert mend(questions).text == questions


def test_a_watermark_that_cuts_sentences_goes_with_its_line_ends() -> None:
    page = "加快推进重大交通基础设施建设,构建内联外\n内部资料 请勿外传\n通的综合网络,形成新格局。"
    mended = mend("\n".join([page] * 3))
    assert "内部资料" not in mended.text
    assert "内联外通的综合网络" in mended.text


def test_lines_cut_at_a_margin_are_joined() -> None:
    body = "为深入贯彻落实区域协调发展战略部署,加快推进汀河都市圈同城化(含县域)进程、" * 12 + "制定本方案"
    width = 28
    lines = [body[at : at + width] for at in range(0, len(body), width)]
    assert mend("\n".join(lines) + "。").text == body + "。"


def test_a_signature_over_three_lines_is_joined() -> None:
    name = "澜川市推动汀河都市圈\n更高质量一体化发展、“一廊两带”建设\n暨同城化领导小组办公室"
    found = f"请认真贯彻执行。\n{name}\n2025年6月13日\n"
    assert name.replace("\n", "") + "\n2025年" in mend(found).text


def test_line_ends_are_made_one_kind_without_a_repair() -> None:
    mended = mend("一、目标\r\n二、任务\r三、保障")
    assert mended.text == "一、目标\n二、任务\n三、保障"
    assert mended.repairs == ()
    assert mended.original[slice(*_pair(mended, mended.text.index("二"), mended.text.index("二") + 2))] == "二、"


@given(clean)
def test_clean_text_comes_back_unchanged(text: str) -> None:
    mended = mend(text)
    assert mended.text == text
    assert mended.repairs == ()


@given(dirt)
def test_every_position_leads_back(text: str) -> None:
    mended = mend(text)
    assert mended.original == text
    assert len(mended.text) == len(mended.starts) == len(mended.ends)
    assert list(mended.starts) == sorted(mended.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(mended.starts, mended.ends, strict=True))


@given(dirt, st.data())
def test_a_span_covers_what_it_names(text: str, data: st.DataObject) -> None:
    mended = mend(text)
    start = data.draw(st.integers(0, len(mended.text)))
    end = data.draw(st.integers(start, len(mended.text)))
    span = mended.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    for at in range(start, end):
        assert span.start <= mended.starts[at] < mended.ends[at] <= span.end


@given(dirt)
def test_mending_twice_changes_nothing_more_in_kind(text: str) -> None:
    once = mend(text)
    assert {repair.kind for repair in once.repairs} <= KINDS.keys()


@given(clean, st.data())
def test_pinyin_strewn_over_a_clean_text_is_found_again(text: str, data: st.DataObject) -> None:
    places = [at for at, letter in enumerate(text) if "\u4e00" <= letter <= "\u9fff"]
    chosen = sorted(data.draw(st.sets(st.sampled_from(places), max_size=8)), reverse=True) if places else []
    dirty = text
    for at in chosen:
        dirty = dirty[: at + 1] + data.draw(st.sampled_from(["(fā)", "（zhuàng）", "(lǜ )", "(xī)"])) + dirty[at + 1 :]
    assert mend(dirty).text == text


@pytest.mark.parametrize(
    "sign",
    [
        "(",
        ")",
        "[",
        "〔",
        "《",
        "—",
        "-",
        " ",
        "\u3000",
        "\n",
        ";",
        ":",
        "、",
        "一、",
        "(fā)",
        "1",
        "a",
        "&",
        "\x80",
        "市",
        "市:",
        "市 ",
        "- 1 -\n",
        "产(",
        "產",
    ],
)
def test_a_hundred_thousand_of_one_sign_are_no_trouble(sign: str) -> None:
    mended = mend(sign * 100_000)
    assert len(mended.text) <= 100_000 * len(sign)


@pytest.mark.shared
def test_real_plans_hold_every_annotated_quote(shared) -> None:
    import json

    def quotes(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in {"quote", "item_start", "text_start", "text_end"} and isinstance(inner, str):
                    yield inner
                else:
                    yield from quotes(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from quotes(inner)

    for gold in sorted((shared / "plans" / "gold").glob("*.json")):
        text = mend((shared / "plans" / f"{gold.stem}.txt").read_text("utf-8")).text.replace(" ", "")
        missing = [quote for quote in quotes(json.loads(gold.read_text("utf-8"))) if quote.replace(" ", "") not in text]
        assert missing == [], gold.stem


def _pair(mended, start: int, end: int) -> tuple[int, int]:
    span = mended.span(start, end)
    return span.start, span.end


@given(st.text(max_size=80))
def test_any_characters_at_all_are_mended_without_complaint(text: str) -> None:
    mended = mend(text)
    assert mended.original == text
    assert len(mended.text) == len(mended.starts)
