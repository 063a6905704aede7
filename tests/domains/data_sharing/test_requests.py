"""A request for data under decree 809: the clocks of standards.md 13b and every way it may go."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citycircle.core.errors import CityCircleError
from citycircle.core.machines import ConditionNotMet, NoSuchStep, NotYourStep, PaperMissing
from citycircle.core.parameters import NoRuleInForce
from citycircle.core.workdays import COLUMNS, YearWithoutHolidays, national, read_calendar
from citycircle.domains.data_sharing import deadlines
from citycircle.domains.data_sharing.deadlines import CLOCKS
from citycircle.domains.data_sharing.requests import data_request
from citycircle.mechanisms.cases.case import CaseNotFiled, NotThisOrganisation
from citycircle.mechanisms.cases.events import Event, read_events, write_events
from citycircle.mechanisms.cases.replay import happen, replay
from citycircle.mechanisms.cases.sentences import sentence

PARTIES = {"requester": "澜川市医疗保障局", "provider": "禾阳市民政局", "authority": "禾阳市数据局"}
NAMES = {**PARTIES, "superior": "云泽省数据局", "government": "云泽省人民政府"}
FACTS = {
    "basis": "《社会救助暂行办法》",
    "scene": "困难群众参保资助核对",
    "scope": "低保对象姓名、身份证号后四位",
    "way": "批量",
    "period": "2026-12-01至2027-11-30",
    "head_consents": "是",
    "attribute": "conditional",
    "requester_place": "990100",
    "provider_place": "990200",
}
KIND = data_request(date(2026, 11, 23))
CALENDAR = national()
HEADER = ",".join(COLUMNS)
WEEKDAYS = national().under(read_calendar(f"{HEADER}\n2027,,,weekdays,,,澜川市,内部日历,,,unverified\n"))
NEW_YEAR = national().under(
    read_calendar(f"{HEADER}\n2027,2027-01-01,2027-01-01,holiday,元旦,New Year,澜川市,内部日历,,,unverified\n")
)


def event(kind, day, role, /, by=None, **data):
    at = day if "T" in day else f"{day}T10:00"
    return Event(kind, f"{at}:00+08:00", by or NAMES[role], role, data)


def filed(**facts):
    return event("file", "2026-11-23", "requester", parties=PARTIES, facts={**FACTS, **facts})


def story(*events, calendar=CALENDAR):
    return replay(KIND, events, calendar)


AGREED = (filed(), event("agree", "2026-12-07", "provider", head_consents="是"))
IN_USE = (*AGREED, event("deliver", "2026-12-14", "provider", delivered_by="批量"))
REFUSED = (filed(), event("refuse", "2026-11-26", "provider", reason="超出职责范围", head_consents="是"))
LONGER = {"term": "10 workday", "reason": "涉及多系统", "consent": "禾数函〔2026〕8号", "notice": "已函告"}


@pytest.mark.parametrize(
    ("attribute", "due"),
    [("unconditional", date(2026, 11, 24)), ("conditional", date(2026, 12, 7)), ("not_shared", None)],
)
def test_the_attribute_decides_the_clock(attribute, due):
    assert story(filed(attribute=attribute)).due == due


def test_data_that_are_not_shared_have_no_days_and_the_sentence_says_so():
    case = story(filed(attribute="not_shared"))
    assert "第二十一条未规定期限" in sentence(case, case.at, "zh")
    with pytest.raises(ConditionNotMet) as bare:
        happen(case, event("refuse", "2026-11-24", "provider", reason="x", head_consents="是"))
    assert "不予共享须有" in bare.value.say("zh")
    basis = {"legal_basis": "《中华人民共和国统计法》", "head_consents": "是", "reason": "原始资料"}
    assert happen(case, event("refuse", "2026-11-24", "provider", **basis)).state == "refused"


def test_an_extension_needs_consent_and_notice_and_comes_in_time_and_once():
    case = story(filed())
    longer = happen(case, event("extend", "2026-12-07T23:59", "provider", **LONGER))
    assert longer.due == date(2026, 12, 21)
    with pytest.raises(ConditionNotMet, match="期限已过"):
        happen(case, event("extend", "2026-12-08T00:00", "provider", **LONGER))
    with pytest.raises(ConditionNotMet, match="已延长过一次"):
        happen(longer, event("extend", "2026-12-10", "provider", **LONGER))
    for paper in ("consent", "notice", "reason", "term"):
        with pytest.raises(PaperMissing):
            happen(case, event("extend", "2026-12-01", "provider", **{**LONGER, paper: ""}))
    for term in ("11 workday", "10 day", "0 workday", "soon"):
        with pytest.raises(ConditionNotMet, match="超过上限"):
            happen(case, event("extend", "2026-12-01", "provider", **{**LONGER, "term": term}))
    with pytest.raises(ConditionNotMet, match="超过上限"):
        happen(story(filed(attribute="unconditional")), event("extend", "2026-11-24", "provider", **LONGER))


def test_missing_papers_are_listed_once_and_the_clock_starts_again():
    case = story(filed())
    papers = happen(case, event("list_papers", "2026-11-25", "provider", papers=["依据文件"]))
    assert papers.holder == PARTIES["requester"]
    assert papers.papers == ("依据文件",)
    assert papers.due is None
    back = happen(papers, event("supply_papers", "2026-12-01", "requester", supplement="已补"))
    assert back.due == date(2026, 12, 15)
    with pytest.raises(ConditionNotMet) as second:
        happen(back, event("list_papers", "2026-12-02", "provider", papers=["再补"]))
    assert "a second list is not allowed" in second.value.say("en")
    with pytest.raises(ConditionNotMet, match="期限已过"):
        happen(case, event("list_papers", "2026-12-08", "provider", papers=["x"]))


@pytest.mark.parametrize(("calendar", "due"), [(WEEKDAYS, date(2027, 1, 4)), (NEW_YEAR, date(2027, 1, 5))])
def test_delivery_after_consent(calendar, due):
    assert story(*AGREED, calendar=calendar).due == due


def test_delivery_into_a_year_without_notice_is_not_guessed():
    case = story(*AGREED)
    with pytest.raises(YearWithoutHolidays):
        _ = case.due
    assert "2027年的节假日安排" in sentence(case, case.at, "zh")


def test_a_correction_has_ten_working_days():
    case = story(*IN_USE, event("doubt", "2026-12-15", "requester", doubt="三人已迁出"))
    assert case.due == date(2026, 12, 29)
    assert case.holder == PARTIES["provider"]
    assert happen(case, event("corrected", "2026-12-18", "provider", result="已更正")).state == "in_use"


def test_unconditional_data_cannot_be_refused():
    with pytest.raises(ConditionNotMet) as refused:
        story(
            filed(attribute="unconditional"), event("refuse", "2026-11-24", "provider", reason="x", head_consents="是")
        )
    assert "cannot be refused" in refused.value.say("en")


def test_a_dispute_across_places_goes_to_the_common_superior():
    case = story(*REFUSED, event("dispute", "2026-11-27", "requester", reason="依法需要"))
    with pytest.raises(ConditionNotMet, match="不在同一地方"):
        happen(case, event("to_authority", "2026-12-01", "requester", reason="未果"))
    above = happen(case, event("to_superior", "2026-12-01", "requester", reason="未果", organisation=NAMES["superior"]))
    assert above.holder == NAMES["superior"]
    with pytest.raises(ConditionNotMet, match="不在该方手中"):
        happen(above, event("settle_deliver", "2026-12-03", "authority", opinion="应共享"))
    with pytest.raises(ConditionNotMet, match="尚未提供过"):
        happen(above, event("settle_use", "2026-12-03", "superior", opinion="继续使用"))
    settled = happen(above, event("settle_deliver", "2026-12-03", "superior", opinion="应共享"))
    assert settled.state == "delivering"
    assert settled.holder == PARTIES["provider"]
    up = happen(above, event("to_government", "2026-12-04", "superior", opinion="x", organisation=NAMES["government"]))
    assert up.holder == NAMES["government"]
    assert happen(up, event("settle_refuse", "2026-12-05", "government", opinion="x")).closed


def test_a_dispute_in_one_place_stays_there():
    case = story(
        filed(provider_place="990100"),
        REFUSED[1],
        event("dispute", "2026-11-27", "requester", reason="依法需要"),
    )
    assert happen(case, event("to_authority", "2026-12-01", "requester", reason="未果")).holder == PARTIES["authority"]
    with pytest.raises(ConditionNotMet):
        happen(case, event("to_superior", "2026-12-01", "requester", reason="x", organisation="云泽省数据局"))


def test_silence_can_be_disputed_once_overdue():
    case = story(filed())
    with pytest.raises(ConditionNotMet):
        happen(case, event("dispute_silence", "2026-12-07", "requester"))
    assert happen(case, event("dispute_silence", "2026-12-08", "requester")).state == "negotiating"


def test_misuse_is_suspended_then_mended_or_ended():
    case = story(*IN_USE, event("suspend", "2026-12-16", "provider", finding="用于商业推送"))
    assert case.holder == PARTIES["requester"]
    mended = happen(case, event("report_mended", "2026-12-18", "requester", result="已删除"))
    assert happen(mended, event("restore", "2026-12-21", "provider", result="属实")).state == "in_use"
    ended = happen(mended, event("end_for_misuse", "2026-12-21", "provider", reason="再犯"))
    assert ended.closed
    assert "因违规使用终止" in sentence(ended, ended.at, "zh")


def test_a_third_party_without_consent_is_blocked():
    case = story(*IN_USE)
    with pytest.raises(PaperMissing) as blocked:
        happen(case, event("pass_on", "2026-12-16", "requester", third_party="某公司"))
    assert "提供部门同意的依据" in blocked.value.say("zh")
    allowed = event("pass_on", "2026-12-16", "requester", third_party="稻溪县民政局", provider_consent="函〔2026〕2号")
    assert happen(case, allowed).state == "in_use"


def test_a_service_is_not_stopped_without_agreement_and_filing():
    case = story(*IN_USE)
    with pytest.raises(PaperMissing):
        happen(case, event("stop_by_agreement", "2026-12-16", "provider", reason="系统下线"))
    with pytest.raises(NotYourStep):
        happen(case, event("purpose_done", "2026-12-16", "provider"))
    done = happen(case, event("purpose_done", "2026-12-16", "requester"))
    assert happen(done, event("dispose", "2026-12-17", "requester", disposal="已销毁")).state == "closed"


def test_filing_states_what_article_20_asks():
    for fact in FACTS:
        with pytest.raises(CaseNotFiled):
            story(filed(**{fact: ""}))
    with pytest.raises(CaseNotFiled) as wrong:
        story(filed(attribute="perhaps"))
    assert "unconditional / conditional / not_shared" in wrong.value.say("en")


def test_the_provider_cannot_act_for_the_requester():
    with pytest.raises(NotThisOrganisation):
        story(filed(), event("withdraw", "2026-11-24", "requester", by=PARTIES["provider"], reason="x"))
    with pytest.raises(NoSuchStep):
        story(filed(), event("deliver", "2026-11-24", "provider", delivered_by="x"))


def test_no_request_before_the_decree():
    data_request(date(2025, 8, 1))
    with pytest.raises(NoRuleInForce):
        data_request(date(2025, 7, 31))


def test_a_citys_own_shorter_clock_comes_first_with_its_source():
    columns = (Path(deadlines.__file__).parent / "parameters" / "clocks.csv").read_text("utf-8").splitlines()[0]
    source = (
        "汀河都市圈约定,2026,2026-10-01,,unverified,都市圈办,数据共享合作约定,都市圈办〔2026〕7号,第三条,2026-09-20"
    )
    own = f"{columns}\nanswer,conditional,5,{source}\n"
    amended = CLOCKS.amended_by(own, file="clocks.csv")
    before, after = (
        replay(data_request(day, amended), [filed()], CALENDAR) for day in (date(2026, 9, 30), date(2026, 11, 23))
    )
    assert before.due == date(2026, 12, 7)
    assert after.due == date(2026, 11, 30)
    assert "数据共享合作约定" in sentence(after, after.at, "zh")
    assert "期限依据待核实" in sentence(after, after.at, "zh")


def test_the_sentence_names_the_clause():
    case = story(filed())
    assert sentence(case, case.at, "zh") == (
        "待答复：自2026年11月23日起由禾阳市民政局作出答复，应于2026年12月7日前（含当日）完成"
        "（《政务数据共享条例》第二十一条，10个工作日），已用0个工作日，还剩10个工作日。"
    )
    assert "due by 2026-12-07" in sentence(case, case.at, "en")


DATA = {
    **dict.fromkeys(KIND.machine.papers, "有"),
    "term": "10 workday",
    "papers": ["依据"],
    "organisation": "云泽省数据局",
    "legal_basis": "法",
}
STEPS = sorted({step.name for step in KIND.machine.steps})


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["unconditional", "conditional", "not_shared"]),
    st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(sorted(NAMES)), st.integers(0, 200)), max_size=30),
)
def test_whatever_happens_somebody_holds_it_and_time_adds_up(attribute, attempts):
    case = replay(
        KIND, [Event(**{**filed(attribute=attribute).as_json(), "at": "2026-02-02T10:00:00+08:00"})], CALENDAR
    )
    for step, role, hours in attempts:
        when = case.at + timedelta(hours=hours)
        if when.year != 2026:
            break
        by = case.parties.get(role, NAMES[role])
        try:
            case = happen(case, Event(step, when.isoformat(), by, role, DATA))
        except CityCircleError as refused:
            assert refused.code  # noqa: PT017 - the refusal itself is not what is tested here
    now = max(case.at, Event("x", "2026-12-31T10:00:00+08:00", "x", "x").moment)
    assert (case.holder is None) == (case.closed is not None)
    assert sum(case.time_in_hand(now).values(), timedelta()) == case.elapsed(now)
    end = case.closed or now
    assert sum(case.workdays_in_hand(now).values()) == CALENDAR.workdays_between(case.filed.date(), end.date())
    assert replay(KIND, read_events(write_events(case.events)), CALENDAR) == case
    assert sentence(case, now, "zh")
