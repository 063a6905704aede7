"""How many questions each page asks of the database: pinned, and the same with more rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.region import NOW

from citycircle.accounts.actions.hierarchies import AddHierarchy, JoinHierarchy
from citycircle.accounts.actions.names import QueueNames
from citycircle.accounts.actions.organisations import AddOrganisation
from citycircle.core.messages import Text
from citycircle.records.jobs.models import Job
from citycircle.records.notices.actions import SendNotice

pytestmark = pytest.mark.django_db
PINNED = {
    "office_reviewer": {
        "/": 18,
        "/organisations/": 8,
        "/organisations/?by=city&sort=-name&name=市": 8,
        "/organisations/{bureau}": 14,
        "/organisations/{bureau}/amend": 8,
        "/organisations/{bureau}/counterparts": 10,
        "/names/": 8,
        "/names/{name}": 14,
        "/notices/": 6,
        "/me/tokens/": 6,
        "/search/?q=市": 7,
        "/api/v1/organisations": 7,
        "/api/v1/search?q=市": 7,
    },
    "security_administrator": {
        "/people/": 8,
        "/people/unused": 8,
        "/people/{person}": 8,
        "/posts/{post}/hand-over": 11,
        "/api/v1/people": 6,
        "/api/v1/people/holdings": 6,
    },
    "auditor": {"/audit/": 8, "/audit/1": 6},
    "system_administrator": {"/administration/": 10, "/administration/jobs/": 7},
}


@pytest.fixture
def more(region, do, somebody):
    """Make so many more of everything."""
    basin = do(AddHierarchy(code="ting", called="汀河流域", kind="basin"))
    person, _ = somebody("first", "filler", "lanchuan_edu")

    def make(start, count):
        for at in range(start, start + count):
            made = do(AddOrganisation(code=f"X{at}", called=f"澜川市第{at}中学", kind="institution",
                                      parent=region["lanchuan_edu"], aliases=(f"{at}中",)))  # fmt: skip
            do(JoinHierarchy(organisation=made, hierarchy=basin))
            do(QueueNames(names=(f"市{at}局",), city=region["lanchuan"], found_in="要点"))
            somebody(f"p{at}", "filler", "lanchuan_edu")
            do(SendNotice(person=person, subject_line=Text(f"通知{at}", f"notice {at}")))
            Job.objects.create(kind="audit.verify", asked_at=NOW, not_before=NOW, asked_by=person)

    return make


def asked(client, address):
    with CaptureQueriesContext(
        connection,
    ) as questions:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return [one["sql"] for one in questions.captured_queries]


@pytest.mark.parametrize("role", PINNED)
def test_each_page_asks_as_many_questions_as_pinned_however_many_rows_there_are(role, region, somebody, enter, more):
    from citycircle.accounts.models import Holding, ReadName

    more(0, 3)
    person, _ = somebody("who", role, "office")
    client = enter(person)
    keys = {
        "bureau": region["lanchuan_edu"].pk,
        "name": ReadName.objects.first().pk,
        "person": person.pk,
        "post": Holding.objects.get(person=person).post_id,
    }
    addresses = {address: address.format(**keys) for address in PINNED[role]}
    few = {address: len(asked(client, real)) for address, real in addresses.items()}
    more(3, 12)
    many = {address: len(asked(client, real)) for address, real in addresses.items()}
    assert many == few
    assert few == PINNED[role]
