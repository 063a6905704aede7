"""The ladder in the records: each rung once, one digest a person a day, papers signed by people, answers judged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 28)


@pytest.fixture
def people(somebody):
    return {
        "clerk": somebody("jing", "filler", "lanchuan_edu"),
        "head": somebody("zhang", "organisation_head", "lanchuan_edu"),
        "office": somebody("ban", "office_reviewer", "lanchuan_drc"),
        "heyang": somebody("he", "office_reviewer", "heyang_drc"),
        "supervisor": somebody("du", "supervisor", "lanchuan_drc"),
    }


@pytest.fixture
def chase(do, people):
    from citycircle.records.month.actions.chasing import ChaseDay

    return lambda days, since=None: do(
        ChaseDay(on=DUE + timedelta(days=days), since=None if since is None else DUE + timedelta(days=since))
    )


def rungs(**found):
    from citycircle.records.month.models import Chase

    return list(Chase.objects.filter(**found).order_by("pk").values_list("rung", flat=True))


def digests(person):
    from citycircle.records.notices.models import Notice

    return list(Notice.objects.filter(person=person[0], link__startswith="/chases/?day=").order_by("pk"))


def test_a_month_that_nobody_reports_climbs_rung_by_rung_each_once(part, chase):
    part("lanchuan_edu", reports=True)
    for days in range(-9, 8):
        chase(days)
        chase(days)
    assert rungs() == ["t_minus_7", "t_minus_3", "t_minus_1", "t_plus_1", "t_plus_3", "t_plus_5"]


def test_whoever_is_asked_gets_one_digest_a_day_with_all_matters(part, chase, people):
    for number in (1, 2, 3):
        part("lanchuan_edu", reports=True, number=number)
    assert chase(1) == 3
    assert chase(1) == 0
    (found,) = digests(people["clerk"])
    assert found.subject_zh == "3月29日待办提示：共3项。"
    assert found.body_zh.count("催办，请尽快报送") == 3
    assert digests(people["office"]) == []
    chase(3)
    assert len(digests(people["clerk"])) == 1
    assert [each.subject_zh for each in digests(people["office"])] == ["3月31日待办提示：共3项。"]
    assert digests(people["heyang"]) == []


def test_a_service_that_stood_still_goes_on_from_where_it_was(part, chase):
    part("lanchuan_edu", reports=True)
    chase(4, since=-8)
    assert sorted(rungs()) == ["t_plus_1", "t_plus_3"]


def test_a_report_that_is_in_is_not_chased(part, chase):
    part("lanchuan_edu", "25")
    assert chase(1) == 0


def test_a_matter_turns_blue_then_yellow_then_orange_when_no_answer_comes(part, chase):
    part("lanchuan_edu", due=DUE)
    for days in range(-8, 12):
        chase(days)
    assert [rung for rung in rungs() if not rung.startswith("t_")] == ["blue", "yellow", "orange"]


def answered(do, people, chase, part):
    from citycircle.records.month.actions.chasing import AnswerChase
    from citycircle.records.month.models import Chase

    part("lanchuan_edu", due=DUE)
    chase(1)
    slip = Chase.objects.get(rung="yellow")
    do(AnswerChase(chase=slip, words="等待省级用地批复", new_date=date(2026, 6, 30)), by=people["clerk"][1])
    slip.refresh_from_db()
    return slip


def test_a_refused_reason_raises_the_slip_and_red_ends_in_a_draft(do, people, chase, part):
    from citycircle.records.month.actions.chasing import JudgeAnswer
    from citycircle.records.month.models import Chase

    slip = answered(do, people, chase, part)
    assert slip.answer == "等待省级用地批复（新的完成时间：2026-06-30）"
    assert slip.answer_by == date(2026, 4, 3)
    do(JudgeAnswer(chase=slip, verdict="refused"), by=people["supervisor"][1], reason="批复已于2月下达")
    chase(2)
    orange = Chase.objects.get(rung="orange")
    assert "督查单（草稿）" in orange.document
    assert "澜川市教育局：" in orange.draft
    assert "草稿，签发后生效" in orange.draft


def test_an_accepted_reason_gives_peace(do, people, chase, part):
    from citycircle.records.month.actions.chasing import JudgeAnswer
    from citycircle.records.month.models import Part

    slip = answered(do, people, chase, part)
    do(JudgeAnswer(chase=slip, verdict="accepted"), by=people["office"][1], reason="属上级审批")
    Part.objects.update(due=date(2026, 6, 30))
    for days in range(2, 20):
        chase(days)
    assert rungs(rung__in=("orange", "red")) == []


def test_verdicts_need_a_reason_an_answer_and_the_very_place(do, people, chase, part):
    from citycircle.accounts.errors import NotAllowed, ReasonNeeded
    from citycircle.records.month.actions.chasing import AnswerChase, AnswerIncomplete, JudgeAnswer, NoAnswerAwaited
    from citycircle.records.month.models import Chase

    part("lanchuan_edu", due=DUE)
    chase(1)
    slip = Chase.objects.get(rung="yellow")
    clerk, office, heyang = (people[name][1] for name in ("clerk", "office", "heyang"))
    with pytest.raises(NoAnswerAwaited):
        do(JudgeAnswer(chase=slip, verdict="refused"), by=office)
    with pytest.raises(AnswerIncomplete):
        do(AnswerChase(chase=slip, words="快了", new_date=None), by=clerk)
    with pytest.raises(NotAllowed):
        do(AnswerChase(chase=slip, words="代答", new_date=DUE), by=office)
    do(AnswerChase(chase=slip, words="用地", new_date=DUE), by=clerk)
    slip.refresh_from_db()
    with pytest.raises(NotAllowed):
        do(JudgeAnswer(chase=slip, verdict="refused"), by=heyang)
    with pytest.raises(ReasonNeeded):
        do(JudgeAnswer(chase=slip, verdict="refused"), by=office, reason="")
    do(JudgeAnswer(chase=slip, verdict="refused"), by=office)
    slip.refresh_from_db()
    with pytest.raises(NoAnswerAwaited):
        do(JudgeAnswer(chase=slip, verdict="accepted"), by=office)


def test_a_paper_is_signed_once_by_a_person_and_goes_to_the_head_and_the_clerks(do, people, chase, part):
    from citycircle.accounts.errors import NotAllowed
    from citycircle.records.month.actions.chasing import NothingToSign, SignChase
    from citycircle.records.month.models import Chase
    from citycircle.records.notices.models import Notice

    part("lanchuan_edu", reports=True)
    chase(5)
    paper = Chase.objects.get(rung="t_plus_5")
    assert paper.signed_at is None
    with pytest.raises(NotAllowed):
        do(SignChase(chase=paper, draft=paper.draft), by=people["heyang"][1])
    do(SignChase(chase=paper, draft=f"{paper.draft}\n附：联系方式见办公室。"), by=people["office"][1])
    told = Notice.objects.filter(body_zh__contains="附：联系方式见办公室。")
    assert {each.person for each in told} == {people["clerk"][0], people["head"][0]}
    paper.refresh_from_db()
    with pytest.raises(NothingToSign):
        do(SignChase(chase=paper, draft="再来一次"), by=people["office"][1])


def test_the_jobs_of_the_morning_light_and_chase(part, people, service):
    from citycircle.records.jobs.kinds import load

    part("lanchuan_edu", "5", due=DUE)
    part("heyang_drc", "1", number=2)

    class Said:
        by = service

        def say(self, done, total):
            self.said = (done, total)

    progress = Said()
    kinds = load()
    assert kinds["month.lights"].work(progress) == {"places": 2, "parts": 2}
    assert progress.said == (2, 2)
    assert kinds["month.chase"].work(progress) == {"rungs": 1}  # behind its plan at the beginning of March
    assert rungs() == ["yellow"]
