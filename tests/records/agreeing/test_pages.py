"""The pages: an office asks, organisations answer, a version is issued; each sees its own and nothing of a draft."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(people, client, settings):
    """A client in which somebody is signed in, each in a window of their own."""
    from django.utils.timezone import now

    from citycircle.accounts.models import Person

    def let_in(name):
        person = Person.objects.get(sign_in_name=name)
        Person.objects.filter(pk=person.pk).update(password_set_at=now(), second_factor="set up")
        person.refresh_from_db()
        window = Client()
        window.force_login(person)
        session = window.session
        session["seen"] = int(now().timestamp())
        session.save()
        return window

    return let_in


def body(answer):
    return answer.content.decode()


def hidden(page):
    """What a form carries along."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


@pytest.fixture
def asked(as_, plan):
    """The plan was put out for comment by the page, with a letter."""
    as_("shenyi").post(f"/plans/{plan.pk}/rounds/open", {"days": "5", "letter": "请研提意见"})
    return plan.rounds.get()


def test_the_office_sees_whom_it_asks_before_it_asks(as_, plan):
    page = body(as_("shenyi").get(f"/plans/{plan.pk}/rounds/open"))
    assert "澜川市教育局" in page
    assert "jiangli某" in page
    assert "逾期未答复只作记录，不视为同意" in page


def test_each_organisation_sees_its_own_tasks_only_and_answers_on_one_page(as_, asked, plan, region):
    mine = asked.asked.get(organisation=region["lanchuan_edu"])
    page = body(as_("jiangli").get(f"/answers/{mine.pk}"))
    assert "共建教育集团" in page
    assert "开通城际公交" not in page
    assert "请研提意见" in page
    for stranger in ("stranger", "bailing", "lanfeng", "shenyi"):
        assert as_(stranger).get(f"/answers/{mine.pk}").status_code == 404
        assert as_(stranger).post(f"/answers/{mine.pk}", {"words": "同意"}).status_code in {403, 404}
    as_("jiangli").post(f"/answers/{mine.pk}", {"words": "无意见"})
    mine.refresh_from_db()
    assert (mine.agreed, mine.words) == (True, "无意见")


def test_a_stranger_sees_nothing_of_a_draft_and_an_asked_organisation_sees_no_answers_of_others(as_, plan):
    from citycircle.records.plans.models import PlanState

    pages = ("duties", "matrix", "rounds", "versions", "issue", "rounds/open")
    for name in ("stranger", "bailing", "luming", "lanfeng", "auditor"):
        for page in pages:
            assert as_(name).get(f"/plans/{plan.pk}/{page}").status_code in {403, 404}, (name, page)
    as_("shenyi").post(f"/plans/{plan.pk}/rounds/open", {"days": "5"})
    plan.refresh_from_db()
    assert plan.state == PlanState.COMMENT
    one = plan.rounds.get()
    assert as_("bailing").get(f"/plans/{plan.pk}/duties").status_code == 200
    assert as_("bailing").get(f"/rounds/{one.pk}").status_code == 404
    assert as_("bailing").get(f"/plans/{plan.pk}/rounds").status_code == 404
    assert as_("stranger").get(f"/plans/{plan.pk}/duties").status_code == 404


def test_an_objection_is_made_decided_and_shown_with_its_reason(as_, asked, plan, region):
    task, mine = plan.tasks.get(number="2"), asked.asked.get(organisation=region["dongbu"])
    form = {"kind": "not_ours", "words": "不属我区职责", "proposed_organisation": str(region["qiyun"].pk)}
    as_("xuwei").post(f"/answers/{mine.pk}/tasks/{task.pk}", form)
    objection = task.objections.get()
    assert "有意见" in body(as_("shenyi").get(f"/rounds/{asked.pk}"))
    office = as_("shenyi")
    page = body(office.get(f"/objections/{objection.pk}/decide"))
    assert "建议由栖云县承担" in page
    assert 'name="deadline"' not in page
    given = hidden(page) | {
        "decision": "accepted",
        "answer": "同意，由栖云县配合",
        "reassign_to": str(region["qiyun"].pk),
    }
    assert office.post(f"/objections/{objection.pk}/decide", given).status_code == 302
    assert set(task.duties.values_list("organisation__code", flat=True)) == {"990200-DRC", "990100-DRC", "990102"}
    seen = body(as_("xuwei").get(f"/answers/{mine.pk}"))
    assert "同意，由栖云县配合" in seen
    table = body(office.get(f"/rounds/{asked.pk}"))
    assert "同意，由栖云县配合" in table
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"/rounds/{asked.pk}?format=xlsx").content))
    cells = [str(cell.value) for row in book.active for cell in row]
    assert "采纳" in cells
    assert any("不属我区职责" in cell for cell in cells)
    assert office.get(f"/rounds/{asked.pk}?format=docx").content[:2] == b"PK"


def test_a_decision_without_words_comes_back_with_the_sentence(as_, asked, plan, region):
    task, mine = plan.tasks.get(number="2"), asked.asked.get(organisation=region["dongbu"])
    as_("xuwei").post(f"/answers/{mine.pk}/tasks/{task.pk}", {"kind": "other", "words": "不同意"})
    answer = as_("shenyi").post(
        f"/objections/{task.objections.get().pk}/decide", {"decision": "rejected", "answer": ""}
    )
    assert answer.status_code == 422
    assert "请填写书面答复" in body(answer)


@pytest.fixture
def version(as_, plan):
    given = {"doc_number": "汀圈办〔2026〕3号", "issued_on": "2026-03-02", "reason": "联络员会议已通过"}
    as_("shenyi").post(f"/plans/{plan.pk}/issue", given)
    return plan.baselines.get()


def test_a_paper_bears_version_and_code_and_the_address_says_whether_it_is_current(as_, version, plan):
    office = as_("shenyi")
    word = office.get(f"/baselines/{version.pk}?format=docx")
    xml = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert version.short_code in xml
    assert "第1版" in xml
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"/baselines/{version.pk}?format=xlsx").content))
    assert any(version.short_code in str(cell.value) for sheet in book for row in sheet for cell in row)
    assert len(book.sheetnames) == 2
    typed = version.short_code.lower().replace("-", "")
    assert "现行版本" in body(as_("stranger").get(f"/v/{typed}"))
    plan.tasks.filter(number="1").update(title="共建教育集团和名师工作室")
    page = body(office.get(f"/plans/{plan.pk}/versions"))
    assert "<ins>和名师工作室</ins>" in page
    office.post(f"/plans/{plan.pk}/amend", {"issued_on": "2026-03-02", "reason": "合并两项工作"})
    assert "已不是现行版本" in body(as_("stranger").get(f"/v/{version.short_code}"))
    second = plan.baselines.get(number=2)
    assert "合并两项工作" in body(as_("stranger").get(f"/baselines/{second.pk}"))
    old = body(as_("stranger").get(f"/baselines/{version.pk}"))
    assert "和名师工作室" not in old
    assert "内容完整" in old


def test_a_mistyped_code_says_what_is_wrong_and_an_unknown_one_is_not_there(as_, version):
    window = as_("stranger")
    wrong = window.get("/v/O23")
    assert wrong.status_code == 422
    assert "不会出现在短码里" in body(wrong)
    from citycircle.planning.baselines.codes import short_code

    assert window.get(f"/v/{short_code('ab' * 32)}").status_code == 404
    assert window.get("/v/").status_code == 200


def test_the_frozen_text_can_be_checked_without_the_service(as_, version):
    import hashlib

    text = as_("stranger").get(f"/baselines/{version.pk}?format=json").content
    assert hashlib.sha256(text).hexdigest() == version.digest


def test_what_stands_in_the_way_of_a_version_is_said_on_the_page(as_, new_plan):
    plan = new_plan("OPEN", tasks=[("7", ("共建轨道", [], ["dongbu"]))])
    page = body(as_("shenyi").get(f"/plans/{plan.pk}/versions"))
    assert "还有1项责任分工没有确定：7" in page


def test_tasks_are_handed_out_and_signed_for_by_each_organisation(as_, version, plan, region):
    as_("shenyi").post(f"/baselines/{version.pk}")
    assert "签收2项任务" in body(as_("jiangli").get(f"/baselines/{version.pk}/receipts"))
    own = body(as_("jiangli").get(f"/baselines/{version.pk}/receipts"))
    assert "禾阳市发展和改革委员会" not in own
    edu = str(region["lanchuan_edu"].pk)
    assert as_("bailing").post(f"/baselines/{version.pk}/receipts", {"organisation": edu}).status_code == 404
    as_("jiangli").post(f"/baselines/{version.pk}/receipts", {"organisation": edu})
    assert plan.tasks.get(number="1").state == "acknowledged"
    office = body(as_("shenyi").get(f"/baselines/{version.pk}/receipts"))
    assert "已签收 2" in office
    assert "待签收 5" in office


def test_todays_three_things_name_what_waits(as_, asked, plan, region):
    assert "待答复的征求意见" in body(as_("jiangli").get("/"))
    task, mine = plan.tasks.get(number="1"), asked.asked.get(organisation=region["lanchuan_edu"])
    as_("jiangli").post(f"/answers/{mine.pk}/tasks/{task.pk}", {"kind": "not_by_then", "words": "来不及"})
    home = body(as_("shenyi").get("/"))
    assert "待书面答复的意见" in home
    assert "/objections/" in home


def test_the_duties_page_shows_questions_load_and_everybodys_list(as_, new_plan, region):
    plan = new_plan("D", tasks=[("1", ("办学", ["lanchuan_edu", "heyang_drc"])), ("2", ("共建轨道", [], ["dongbu"]))])
    office = as_("shenyi")
    page = body(office.get(f"/plans/{plan.pk}/duties"))
    assert "多个牵头单位" in page
    assert "没有牵头单位" in page
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    task = plan.tasks.get(number="1")
    office.post(
        f"/tasks/{task.pk}/lead",
        {"kind": "single", "first": str(region["lanchuan_edu"].pk), "reason": "主要工作在澜川"},
    )
    assert task.duties.filter(kind="lead").get().organisation == region["lanchuan_edu"]
    assert "办学" in body(office.get(f"/organisations/{region['lanchuan_edu'].pk}/tasks"))
    assert "办学" not in body(as_("stranger").get(f"/organisations/{region['lanchuan_edu'].pk}/tasks"))
    matrix = body(office.get(f"/plans/{plan.pk}/matrix"))
    assert matrix.count('<abbr title="牵头">牵</abbr>') == 1
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"/plans/{plan.pk}/matrix?format=xlsx").content))
    assert any(cell.value == "牵" for row in book.active for cell in row)


def test_every_page_speaks_english_too(as_, asked, version_of_another, plan):
    window = as_("shenyi")
    window.post("/language/", {"language": "en", "next": "/"})
    for address in (f"/plans/{plan.pk}/duties", f"/plans/{plan.pk}/matrix", f"/plans/{plan.pk}/rounds",
                    f"/rounds/{asked.pk}", f"/plans/{plan.pk}/versions", f"/baselines/{version_of_another.pk}",
                    f"/baselines/{version_of_another.pk}/receipts", "/objections/", "/answers/", "/receipts/", "/v/",
                    "/duties/decisions"):  # fmt: skip
        page = window.get(address)
        assert page.status_code == 200, address
        assert not re.search(r"[\u4e00-\u9fff]{2,}", _own_words(body(page))), address


def _own_words(page):
    """The page without its roof, its data and what is said in Chinese on purpose."""
    main = page[page.index("<main") : page.index("</main>")].replace("请研提意见", "")
    main = re.sub(r"<(td|th|li|h1|dd|option|svg|del|ins|caption|a|legend|button)\b.*?</\1>", "", main, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "", main)


@pytest.fixture
def version_of_another(as_, new_plan):
    plan = new_plan("EN", tasks=[("1", ("办学", ["lanchuan_edu"]))])
    as_("shenyi").post(f"/plans/{plan.pk}/issue", {"issued_on": "2026-03-02", "reason": "联络员会议已通过"})
    return plan.baselines.get()


def test_programs_do_the_same_through_their_doors_and_see_no_more(as_, asked, plan, region):
    mine = asked.asked.get(organisation=region["lanchuan_edu"])
    window = as_("jiangli")
    rows = window.get("/api/v1/rounds").json()["rows"]
    assert [row["id"] for row in rows] == [mine.pk]
    wrong = as_("bailing").post("/api/v1/rounds/agree", {"asked": mine.pk}, content_type="application/json")
    assert wrong.status_code == 403
    done = window.post("/api/v1/rounds/agree", {"asked": mine.pk}, content_type="application/json")
    assert done.json()["done"] == "round.agree"
    office = as_("shenyi")
    told = office.get(f"/api/v1/duties/plan?plan={plan.pk}").json()
    assert {load["code"] for load in told["loads"]} >= {"990100-EDU", "990200-DRC"}
    assert as_("stranger").get(f"/api/v1/duties/plan?plan={plan.pk}").status_code == 404


def test_a_program_reads_a_whole_version_with_its_text_and_effects(as_, version, plan):
    told = as_("stranger").get(f"/api/v1/baselines/whole?baseline={version.pk}").json()
    assert (told["is_current"], told["is_intact"], told["effects"]) == (True, True, [])
    plan.tasks.filter(number="1").update(due="2027-01-31")
    as_("shenyi").post("/api/v1/baselines/amend", {"plan": plan.pk, "reason": "延期"}, content_type="application/json")
    second = as_("stranger").get(f"/api/v1/baselines/whole?baseline={version.pk + 1}").json()
    assert [line["sort"] for line in second["effects"]] == ["deadline"]
