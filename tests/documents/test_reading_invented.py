"""Whatever manner a plan is written in, the same tasks, duties and parts are read, and every word is accounted for."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from tests.documents.invented_plans import Invented, plans

from citycircle.documents.reading import read_text


def bare(words: str) -> str:
    return re.sub(r"[\s　.．、]", "", words)


@given(plans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_manner_is_read_alike(invented: Invented) -> None:
    reading = read_text(invented.text)
    assert len(reading.plans) == 1
    [plan] = reading.plans
    read = [(tuple(map(bare, task.path)), bare(task.number)) for task in plan.tasks]
    assert read == [(tuple(map(bare, item.path)), bare(item.number)) for item in invented.items]
    assert [task.role for task in plan.tasks] == [item.role for item in invented.items]
    for task, item in zip(plan.tasks, invented.items, strict=True):
        if item.title:
            assert task.title is not None
            assert task.title.text == item.title
        assert tuple(name.text for name in task.duty.lead) == item.duties.lead
        assert tuple(name.text for name in task.duty.responsible) == item.duties.responsible
        assert tuple(name.text for name in task.duty.cooperating) == item.duties.cooperating
        assert len(task.subitems) == item.parts
        assert not item.duties.printed or item.duties.printed not in task.body.text
    assert reading.coverage.unread == ()


@given(plans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_name_stands_where_its_span_says(invented: Invented) -> None:
    reading = read_text(invented.text)
    for task in reading.plans[0].tasks:
        for name in (*task.duty.lead, *task.duty.responsible):
            assert invented.text[name.span.start : name.span.end] == name.text
        assert invented.text[task.span.start : task.span.end].startswith(task.number[:1])
