"""Fixtures of the service: a small region with two cities, and people with a post in it.

A plugin of every test (see conftest.py); Django is imported only when a fixture is asked for.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def data_folder(settings, tmp_path):
    """Keys, sealed segments and files of each test in a folder of its own."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def service(data_folder):
    from citycircle.accounts.viewers import the_service

    return the_service(DAY)


@pytest.fixture
def do(service):
    """Carry out an action as the service, or as a viewer, at the time of the tests."""
    from citycircle.accounts.actions.base import carry_out

    return lambda action, by=None, reason="测试": carry_out(action, by=by or service, at=NOW, reason=reason)


@pytest.fixture
def region(db, do):
    from citycircle.accounts.actions.organisations import AddOrganisation

    def add(code, called, kind, parent=None, aliases=()):
        return do(AddOrganisation(code=code, called=called, kind=kind, parent=parent, aliases=aliases))

    circle = add("99", "汀河都市圈", "circle")
    lanchuan = add("990100", "澜川市", "city", circle)
    heyang = add("990200", "禾阳市", "city", circle)
    return {
        "circle": circle,
        "office": add("99-OFFICE", "汀河都市圈建设领导小组办公室", "office", circle, ("都市圈办",)),
        "lanchuan": lanchuan,
        "heyang": heyang,
        "lanchuan_drc": add("990100-DRC", "澜川市发展和改革委员会", "department", lanchuan, ("市发改委",)),
        "lanchuan_edu": add("990100-EDU", "澜川市教育局", "department", lanchuan, ("市教育局",)),
        "heyang_drc": add("990200-DRC", "禾阳市发展和改革委员会", "department", heyang, ("市发改委",)),
        "dongbu": add("990101", "东埠区", "county", lanchuan),
        "qiyun": add("990102", "栖云县", "county", lanchuan),
    }


@pytest.fixture
def somebody(region, do):
    """Make a person with one post; gives the person and the viewer."""
    from citycircle.accounts.actions.people import RegisterPerson
    from citycircle.accounts.actions.posts import Appoint, CreatePost
    from citycircle.accounts.roles import Role
    from citycircle.accounts.viewers import viewer_of

    def make(sign_in_name, role, organisation, password=None):
        account = RegisterPerson(
            sign_in_name=sign_in_name, called=f"{sign_in_name}某", password=password, must_change=False
        )
        person = do(account)
        post = do(CreatePost(organisation=region[organisation], role=Role(role), called="岗位"))
        do(Appoint(person=person, post=post))
        return person, viewer_of(person, DAY)

    return make


@pytest.fixture
def enter(client):
    """Let a person in who has done everything that signing in asks for, and give the client."""
    from django.utils.timezone import now

    def let_in(person):
        type(person).objects.filter(pk=person.pk).update(password_set_at=now(), second_factor="set up")
        person.refresh_from_db()
        client.force_login(person)
        session = client.session
        session["seen"] = int(now().timestamp())
        session.save()
        return client

    return let_in
