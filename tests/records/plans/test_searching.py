"""Tasks are found by their words: those of a draft by its own city alone, issued ones by everybody."""

import pytest
from tests.records.plans.lanchuan import task

from citycircle.accounts.search.finding import find
from citycircle.records.plans.actions.editing import CorrectCell, DropTask
from citycircle.records.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(somebody):
    return {
        name: somebody(name, "filler", place)[1]
        for name, place in (("own", "lanchuan_edu"), ("other", "heyang_drc"), ("regional", "office"))
    }


def hits(text, viewer):
    return [(hit.kind.name, hit.entry.title) for hit in find(text, viewer).hits]


def issue(plan, do):
    """Issue a plan as an act would: through the ground."""
    from dataclasses import dataclass
    from typing import ClassVar

    from citycircle.accounts.actions.base import ACTIONS, Action
    from citycircle.accounts.rights import only_the_service
    from citycircle.core.messages import Text

    @dataclass(frozen=True, kw_only=True)
    class Issue(Action[Plan]):
        name: ClassVar[str] = "test.issue"
        title: ClassVar[Text] = Text("印发", "Issue")
        who: ClassVar = only_the_service
        plan: Plan

        def perform(self, ground):
            return ground.change(self.plan, state="issued")

    do(Issue(plan=plan))
    ACTIONS.pop("test.issue", None)


def test_a_draft_is_found_in_its_own_city_alone(plan, people):
    assert ("drafted_task", "治理汀河支流") in hits("汀河支流", people["own"])
    assert hits("汀河支流", people["other"]) == []
    assert hits("汀河支流", people["regional"]) == []


def test_an_issued_plan_is_found_by_everybody(plan, people, do):
    issue(plan, do)
    for viewer in people.values():
        assert hits("汀河支流", viewer) == [("task", "治理汀河支流")]
        assert ("plan", plan.title) in hits("同城化工作要点", viewer)


def test_a_plan_is_found_by_whoever_may_see_it(plan, people):
    assert ("plan", plan.title) in hits("同城化工作要点", people["own"])
    assert hits("同城化工作要点", people["other"]) == []


def test_edits_reach_the_search(plan, people, edit):
    edit(CorrectCell(task=task(plan, 2), field="title", new="疏浚望汀河"))
    assert hits("疏浚望汀河", people["own"])
    assert not hits("治理汀河支流", people["own"])
    edit(DropTask(task=task(plan, 2)))
    assert not hits("疏浚望汀河", people["own"])
