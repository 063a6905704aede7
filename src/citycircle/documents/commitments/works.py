"""Named works and the stage their verb promises."""

from __future__ import annotations

from citycircle.core.plans import Project
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.sentences import Clause


def projects(clause: Clause, passage: Passage) -> list[Project]:
    return []
