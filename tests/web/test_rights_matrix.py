"""Every role against every action and every page; one that is not listed in tests/rights.csv fails."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse
from tests import rights

from citycircle.accounts.actions.base import ACTIONS
from citycircle.accounts.roles import Role
from citycircle.web.pages.base import Page

LISTED = rights.listed()
KEYLESS = [
    pattern for pattern in rights.pages(get_resolver().url_patterns) if not pattern.pattern.converters and pattern.name
]


def test_every_action_and_page_is_listed_and_nothing_else():
    found = rights.rows()
    assert sorted(found) == sorted(LISTED), "list it in tests/rights.csv; `python -m tests.rights` prints the rows"


def test_every_action_stands_where_it_is_found_by_looking():
    for action in ACTIONS.values():
        assert "actions" in action.__module__.split("."), action


@pytest.mark.parametrize("what", sorted(LISTED))
def test_each_right_reaches_as_far_as_listed(what):
    assert rights.rows()[what] == LISTED[what]


def test_every_address_is_a_page_that_says_who_may_open_it():
    for pattern in rights.pages(get_resolver().url_patterns):
        assert issubclass(pattern.callback.view_class, Page), pattern
        assert pattern.name


def test_no_administrator_does_what_another_administrator_does():
    """三员分立: no action belongs to two of the three."""
    three = {Role.SYSTEM_ADMINISTRATOR.value, Role.SECURITY_ADMINISTRATOR.value, Role.AUDITOR.value}
    for what, reaches in LISTED.items():
        able = {role for role in three if reaches[role] not in {"-", "self"}}
        for_everybody = all(reaches[role.value] == "all" for role in Role)
        if what.startswith("action") and not for_everybody:
            assert len(able) <= 1, what


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", *Role])
def test_each_page_answers_each_role_as_listed(client, somebody, settings, role):
    settings.PASSWORD_LIFETIME = settings.PASSWORD_LIFETIME * 1000
    if role != "visitor":
        person, _ = somebody("one", role, "lanchuan_edu")
        type(person).objects.filter(pk=person.pk).update(second_factor="set up")
        person.refresh_from_db()
        client.force_login(person)
        session = client.session
        session["seen"] = 2**40
        session.save()
    for pattern in KEYLESS:
        if "get" not in pattern.callback.view_class.http_method_names:
            continue
        answer = client.get(reverse(pattern.name))
        allowed = LISTED[f"page {pattern.name}"][str(role)] != "-"
        if role == "visitor" and not allowed:
            assert answer.url.startswith(reverse("sign_in")), pattern.name
        else:
            assert (answer.status_code == 403) is not allowed, (pattern.name, answer.status_code)
            assert answer.status_code < 500
