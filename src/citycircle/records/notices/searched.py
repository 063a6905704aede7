"""A person finds the own notices, and nobody else's."""

from __future__ import annotations

from django.db.models import Q

from citycircle.accounts.rights import Viewer, signed_in
from citycircle.accounts.search.kinds import Found, Kind, itself, searched
from citycircle.core.messages import Text
from citycircle.records.notices.models import Notice


def _notice(one: Notice) -> Found:
    words = (one.body_zh, one.body_en)
    return Found(one.subject_zh, words, one.subject_en, one.body_zh, person=one.person_id)


def _own(viewer: Viewer) -> Q:
    return Q(person=viewer.person)


NOTICES = searched(
    Kind(
        "notice",
        Text("通知", "Notices"),
        50,
        rows=Notice.objects.all,
        entered=_notice,
        watches=(itself(Notice, "person", "subject_zh", "subject_en", "body_zh", "body_en"),),
        who=signed_in,
        within=_own,
        route="notices",
        key="",
    )
)
