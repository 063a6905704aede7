"""The pages that take a past ledger over, asked as a browser asks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citycircle.demo.ledgers import past_ledger


@pytest.fixture
def page(enter, keeper):
    """The browser of the office's reviewer."""
    from citycircle.accounts.models import Person

    return enter(Person.objects.get(pk=keeper.person))


def text(answer):
    return answer.content.decode()


def test_a_ledger_of_two_years_is_read_matched_and_taken_over(page, plan, region):
    name, data = past_ledger()
    given = {"organisation": region["lanchuan_drc"].pk, "file": SimpleUploadedFile(name, data), "plan": plan.pk}
    address = page.post("/history/add", given).url
    shown = text(page.get(address))
    assert "17项任务" in shown
    assert "孙科长 0990-12345" in shown
    one = plan.tasks.get(number="1")
    choices = {f"row-{at}": "skip" for at in range(2, 17)} | {"row-0": one.pk, "row-1": "new"}
    page.post(address, choices)
    assert page.post(address, choices | {"take_over": "yes"}).status_code == 302
    taken = text(page.get(address))
    assert "铺轨累计17公里，汛期停工9天。" in taken
    assert "2025年!M5" in taken
    of_task = text(page.get(f"/tasks/{one.pk}/"))
    assert "铺轨累计17公里，汛期停工9天。" in of_task
    assert "红灯" in of_task
    assert "已接续" in text(page.get("/history/"))


def test_rows_without_a_decision_are_asked_for(page, plan, region):
    name, data = past_ledger()
    given = {"organisation": region["lanchuan_drc"].pk, "file": SimpleUploadedFile(name, data), "plan": plan.pk}
    address = page.post("/history/add", given).url
    answer = page.post(address, {"row-0": "skip", "take_over": "yes"})
    assert answer.status_code == 422
    assert "还有16行没有确认对应的任务" in text(answer)
