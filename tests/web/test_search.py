"""Search finds parts of words in everything, and shows nobody what is not theirs."""

from __future__ import annotations

import pytest
from tests.region import DAY, NOW

from citycircle.accounts.actions.names import QueueNames
from citycircle.accounts.actions.organisations import AddAlias, AmendOrganisation, RemoveAlias, RenameOrganisation
from citycircle.accounts.models import Alias, Organisation, Post, SearchEntry
from citycircle.accounts.search import index
from citycircle.accounts.search.finding import find
from citycircle.accounts.search.kinds import load
from citycircle.core.messages import Text
from citycircle.records.notices.actions import SendNotice

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(somebody, region, do):
    """A regional officer, a clerk of each city, an administrator; a printed name in one city."""
    do(QueueNames(names=("市教委",), city=region["lanchuan"], found_in="澜川市2026年工作要点"))
    return {
        "office": somebody("office", "office_reviewer", "office"),
        "lanchuan": somebody("shenyi", "office_reviewer", "lanchuan_edu"),
        "heyang": somebody("luming", "office_reviewer", "heyang_drc"),
        "security": somebody("security", "security_administrator", "office"),
    }


def titles(text, viewer, kind=""):
    return [hit.entry.title for hit in find(text, viewer, kind).hits]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("教育", "澜川市教育局"),
        ("育局", "澜川市教育局"),
        ("发改委", "澜川市发展和改革委员会"),  # an alias
        ("改革委员", "澜川市发展和改革委员会"),
        ("澜川 教育", "澜川市教育局"),
        ("990102", "栖云县"),
        ("０１０２", "栖云县"),  # full width, part of a code
        ("990100-drc", "澜川市发展和改革委员会"),
        ("渡", None),
        ("育教", None),  # the pairs alone do not make a word
        ("澜川市育局", None),
        ("%", None),
        ("_", None),
        ("", None),
        ('"; DROP', None),
        ("栖", "栖云县"),
    ],
)
def test_parts_of_names_codes_and_aliases_are_found(everybody, typed, title):
    found = titles(typed, everybody["office"][1], "organisation")
    assert found[0] == title if title else found == []


def test_whole_names_come_before_parts_of_names(everybody):
    assert titles("澜川市", everybody["office"][1])[0] == "澜川市"


def test_every_kind_is_found_by_its_own_words(everybody, do):
    person, viewer = everybody["lanchuan"]
    do(SendNotice(person=person, subject_line=Text("请报送三月进展", "Please report for March")))
    assert titles("三月", viewer) == ["请报送三月进展"]
    assert titles("march", viewer) == ["请报送三月进展"]
    assert titles("shenyi", viewer, "post") == ["澜川市教育局 岗位"]
    assert titles("教委", viewer, "name") == ["市教委"]
    assert titles("shenyi", everybody["security"][1], "person") == ["shenyi某"]


def test_a_stranger_city_finds_nothing_that_is_not_its_own(everybody, do):
    do(SendNotice(person=everybody["lanchuan"][0], subject_line=Text("请报送三月进展", "Please report")))
    stranger = everybody["heyang"][1]
    for typed in ("市教委", "shenyi", "三月", "岗位 教育"):
        assert titles(typed, stranger) == [], typed
    assert titles("教育", stranger) == ["澜川市教育局"]  # the register is everybody's


def test_the_index_follows_each_act(everybody, region, do):
    viewer = everybody["office"][1]
    bureau = region["lanchuan_edu"]
    do(AddAlias(organisation=bureau, alias="教体局"))
    assert titles("教体", viewer) == ["澜川市教育局"]
    do(RemoveAlias(alias=Alias.objects.get(name="教体局")))
    assert titles("教体", viewer) == []
    bureau.refresh_from_db()
    do(AmendOrganisation(organisation=bureau, seen=bureau.version, called="澜川市教育委员会", called_en="",
                         kind="department", parent=region["lanchuan"]))  # fmt: skip
    assert "澜川市教育委员会 岗位" in titles("教育委员", viewer, "post")
    assert titles("川市教育局", viewer) == []
    heir = do(RenameOrganisation(organisation=Organisation.objects.get(pk=bureau.pk), called="澜川市教育体育局",
                                 code="990100-EDS", on=DAY))  # fmt: skip
    assert titles("教育体育", viewer, "organisation") == ["澜川市教育体育局"]
    assert Post.objects.get(organisation=heir).pk in {hit.entry.number for hit in find("教育体育", viewer, "post").hits}


def test_the_index_is_the_same_when_it_is_made_anew(everybody):
    def rows():
        return set(SearchEntry.objects.values_list("kind", "number", "title", "text", "words", "city", "person"))

    kept = rows()
    assert index.rebuild() == len(kept)
    assert rows() == kept
    assert titles("教育", everybody["office"][1], "organisation") == ["澜川市教育局"]


def test_an_act_that_fails_leaves_the_index_as_it_was(everybody, region, do):
    from citycircle.accounts.actions.base import Action, carry_out
    from citycircle.accounts.rights import anybody
    from citycircle.core.errors import CityCircleError

    class Halfway(CityCircleError):
        what = why = then = Text("", "")

    class RenameAndFail(Action[None]):
        title, who = Text("", ""), anybody

        def perform(self, ground):
            ground.change(region["dongbu"], name="东渡区")
            raise Halfway

    RenameAndFail.name = "test.rename_and_fail"
    with pytest.raises(Halfway):
        carry_out(RenameAndFail(), by=everybody["office"][1], at=NOW)
    assert titles("东渡", everybody["office"][1]) == []
    assert titles("东埠", everybody["office"][1]) == ["东埠区"]


def test_the_page_marks_what_was_typed_and_escapes_the_rest(everybody, enter):
    client = enter(everybody["lanchuan"][0])
    text = client.get("/search/", {"q": "教育"}).content.decode()
    assert "澜川市<mark>教育</mark>局" in text
    assert "市<mark>发改</mark>委" in client.get("/search/", {"q": "发改"}).content.decode()  # an alias
    assert "<script>" not in client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert client.get("/search/", {"q": "教育", "kind": "person"}).status_code == 200


def test_programs_search_with_the_same_reach(everybody, enter):
    client = enter(everybody["heyang"][0])
    rows = client.get("/api/v1/search", {"q": "教"}).json()["rows"]
    assert [(row["kind"], row["title"]) for row in rows] == [("organisation", "澜川市教育局")]
    assert rows[0]["page"] == f"/organisations/{rows[0]['id']}"


def test_every_kind_leads_to_a_page(everybody, do, enter):
    from django.urls import reverse

    for kind in load().values():
        assert reverse(kind.route, args=[1] if kind.key else [])
