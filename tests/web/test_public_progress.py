"""The public's page: plain words without signing in, nothing that was not published, no number of a person."""

from __future__ import annotations

import pytest
from tests.region import NOW

pytestmark = pytest.mark.django_db
ID, MOBILE, CARD = "990101198503120014", "13912345678", "6228 9999 0012 3454"


@pytest.fixture
def published(part):
    from citycircle.records.month.models import Entry, Report
    from citycircle.records.plans.models import Plan

    def make(words, *, number=1, state="published", issued=True, following=""):
        made = part("lanchuan_edu", "25", number=number)
        report = Report.objects.get(part=made)
        Report.objects.filter(pk=report.pk).update(state=state)
        Entry.objects.create(report=report, field="progress", words=words, entered_at=NOW)
        Entry.objects.create(report=report, field="next_step", words=following, entered_at=NOW)
        if issued:
            Plan.objects.update(state="issued")
        return made

    return make


def test_acceptance_18_a_public_page_shows_no_number_of_a_person_even_if_somebody_typed_one(published, client, do):
    from citycircle.core.codes.people import citizen_number
    from citycircle.records.plans.models import Task

    made = published(
        f"已为张某（{_valid(citizen_number)}）等3户完成安置，补助打入{CARD}，完成投资1.2亿元。",
        following=f"咨询请拨{MOBILE}或 0553-5123456，文号澜政办〔2026〕15号。",
    )
    Task.objects.update(title="断头路打通（联系人１３９１２３４５６７８）", body=f"负责人电话{MOBILE}。")
    for address in ("/progress/", f"/progress/{made.pk}", "/progress/?format=xlsx"):
        answer = client.get(address)
        assert answer.status_code == 200
        page = _text(answer)
        for number in (_valid(citizen_number), MOBILE, "１３９１２３４５６７８", CARD, "6228999900123454", "5123456"):
            assert number not in page, (address, number)
    page = client.get(f"/progress/{made.pk}").content.decode()
    assert "［身份证号码已隐去］" in page
    assert "完成投资1.2亿元" in page
    assert "澜政办〔2026〕15号" in page


def _valid(reader) -> str:
    from citycircle.core.codes.people import CHECKS, WEIGHTS

    body = ID[:17]
    number = body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]
    assert reader(number)
    return number


def _text(answer) -> str:
    if "spreadsheet" not in answer["Content-Type"]:
        return answer.content.decode()
    import io

    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(answer.content)).active
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_anybody_reads_it_in_both_languages_in_plain_words_without_colours(published, client):
    made = published("路基已完成。")
    page = client.get("/progress/").content.decode()
    assert "路基已完成。" in page
    assert "正在协调或等待更新" in page
    assert "灯" not in page.partition("<main")[2]
    client.post("/language/", {"language": "en", "next": "/progress/"}, follow=True)
    assert client.get(f"/progress/{made.pk}").status_code == 200


def test_what_is_not_published_or_not_issued_is_not_there(published, client):
    made = published("内部讨论稿。", state="submitted")
    assert "内部讨论稿" not in client.get("/progress/").content.decode()
    assert "内部讨论稿" not in client.get(f"/progress/{made.pk}").content.decode()
    hidden = published("未印发方案的进展。", number=2, issued=False)
    from citycircle.records.plans.models import Plan

    Plan.objects.update(state="draft")
    assert client.get(f"/progress/{hidden.pk}").status_code == 404
    assert "任务" not in client.get("/progress/").content.decode().partition("<main")[2].replace("任务名称", "")


def test_it_asks_no_more_with_more_rows(published, client, django_assert_max_num_queries):
    for number in range(1, 9):
        published(f"第{number}项。", number=number)
    with django_assert_max_num_queries(8):
        client.get("/progress/")
