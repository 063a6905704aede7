"""The menu by subject: every page that names an entry has its place, and nobody sees an empty group."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def groups_for(viewer):
    from citycircle.web import urls  # noqa: F401  (looking for addresses fills the menu)
    from citycircle.web.navigation import offered

    return offered(viewer)


def test_every_entry_has_a_subject():
    from citycircle.web import urls  # noqa: F401
    from citycircle.web.navigation import ENTRIES, GROUPS

    placed = set().union(*(routes for _, routes in GROUPS))
    assert set(ENTRIES) == placed


def test_a_clerk_sees_subjects_and_no_empty_one(somebody):
    _, clerk = somebody("shenyi", "office_reviewer", "office")
    groups = groups_for(clerk)
    assert [group.title.zh for group in groups if group.title] == ["方案与任务", "月度调度", "单位与名称"]
    assert all(group.entries for group in groups)
    addresses = [address for group in groups for _, address in group.entries]
    assert len(addresses) == len(set(addresses))
    assert addresses[0] == "/"


def test_who_is_not_signed_in_is_offered_nothing():
    from tests.region import DAY

    from citycircle.accounts.rights import Viewer

    assert groups_for(Viewer(None, "", DAY)) == []
