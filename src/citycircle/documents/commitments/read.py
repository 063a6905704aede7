"""Read what the passages of a plan promise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from citycircle.core.plans import Commitment, Decoy, Document, Milestone, Project, Target
from citycircle.documents.commitments.behind import deadline_of, deadlines_alone
from citycircle.documents.commitments.decoys import decoys
from citycircle.documents.commitments.doubts import doubts
from citycircle.documents.commitments.governing import Timed, governed, last_by
from citycircle.documents.commitments.milestones import milestone
from citycircle.documents.commitments.passages import Commitments as Commitments  # noqa: PLC0414 the contract's name
from citycircle.documents.commitments.passages import Passage as Passage  # noqa: PLC0414 the contract's name
from citycircle.documents.commitments.quantities import quantities
from citycircle.documents.commitments.relative import relative
from citycircle.documents.commitments.sentences import sentences
from citycircle.documents.commitments.targets import targets
from citycircle.documents.commitments.works import projects
from citycircle.documents.mended import Mended
from citycircle.language.dates import Moment

_GOALS = re.compile(r"目标|总体要求|总体思路|愿景")
_TITLE = 24
"""A passage about goals says so in its heading or in the first signs of its title."""


_LOOKING_BACK = re.compile(
    r"(?:^|[、.．)）\s章节])(?:规划|发展|编制|工作|现实)?(?:背景|现状|基础|回顾)(?:[与和及].*)?$|面临的?形势|成效$|过去的?[一五]年|[一五]年来"
)
"""The heading of a chapter that tells how things are."""


_NO_TOPIC = ("是", "为", "如下", "包括", "目标", "任务", "要求", "措施", "内容", "事项")
"""What stands before a colon and announces a list, but says nothing of what is counted in it."""


@dataclass
class _Gathering:
    """What has been found so far."""

    targets: list[Target] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    decoys: list[Decoy] = field(default_factory=list)


class _Place(NamedTuple):
    """Where a sentence stands."""

    text: str
    passage: Passage
    document: Document


def read_commitments(mended: Mended, passages: Sequence[Passage], document: Document) -> Commitments:
    """Read targets, relative goals, milestones, works and decoys out of passages in document order.

    Spans count in the mended text. A deadline is what the text prints; what the reader completes stands apart, with
    its reason.

    >>> text = "到2030年,新建码头6个以上,建成汀河大桥。"
    >>> read = read_commitments(Mended.of(text), [Passage(0, len(text), "t1", ("一、交通",), "task")], Document())
    >>> [(t.indicator, t.op, str(t.value), t.unit, t.deadline) for t in read.targets]
    [('码头', '>=', '6', '个', '2030')]
    >>> [(m.what, m.deadline) for m in read.milestones], [(p.name, p.stage) for p in read.projects]
    ([('建成汀河大桥', '2030')], [('汀河大桥', 'complete')])
    """
    found = _Gathering()
    carried: Moment | None = None
    path: tuple[str, ...] | None = None
    since = document.effective_from_year or (document.issued_on.year if document.issued_on else None)
    alone = deadlines_alone(passages, mended.text)
    for passage in passages:
        if _LOOKING_BACK.search(passage.path[-1] if passage.path else ""):
            continue
        goals = _is_about_goals(passage, mended.text)
        given = deadline_of(passage, mended.text) or alone.get(passage.task or "")
        carried = carried if goals and passage.path == path else given
        path = passage.path
        earlier = ""
        place = _Place(mended.text, passage, document)
        for sentence in sentences(mended.text, passage.start, passage.end):
            timed = governed(sentence, carried, since)
            earlier = _read_sentence(timed, place, found, earlier)
            carried = last_by(timed) if goals else given
    return Commitments(
        targets=tuple(found.targets),
        commitments=tuple(found.commitments),
        milestones=tuple(found.milestones),
        projects=tuple(_once(found.projects)),
        decoys=tuple(found.decoys),
        diagnostics=tuple(doubts(found.targets)),
    )


def _read_sentence(sentence: list[Timed], place: _Place, found: _Gathering, before: str) -> str:
    """Read one sentence clause by clause; what a clause measures may go on from the one before (占…, 其中…)."""
    earlier, topic, work = before if sentence[0].clause.text.startswith("其中") else "", "", ""
    for timed in sentence:
        numbers = quantities(timed, going_on=bool(earlier))
        promised = targets(timed, numbers, place.passage, place.document, earlier=earlier, topic=topic)
        clause = timed.clause
        if clause.text != "其中":
            earlier = promised[-1].indicator if promised else ""
        if place.text[clause.end : clause.end + 1] in (":", "："):
            topic = "" if promised or clause.text.endswith(_NO_TOPIC) else clause.text
        found.targets += promised
        found.decoys += decoys(timed, numbers)
        works = projects(timed, place.passage)
        found.projects += works
        work = works[-1].name if works else work
        measured = relative(timed, place.passage)
        if measured is not None:
            found.commitments.append(measured)
        elif not promised:
            dated = milestone(timed, place.passage, place.document, work)
            found.milestones += [dated] if dated is not None else []
    return earlier


def _once(projects: Sequence[Project]) -> list[Project]:
    """A work that a task names twice at the same stage (in its title and in its text) counts once."""
    return list({(one.task, one.path, one.name, one.stage): one for one in reversed(projects)}.values())[::-1]


def _is_about_goals(passage: Passage, text: str) -> bool:
    title = text[passage.start : passage.start + _TITLE].split("。", maxsplit=1)[0]
    return "目标" in title or any(_GOALS.search(heading) for heading in passage.path[-1:])
