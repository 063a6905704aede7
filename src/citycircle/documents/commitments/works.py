"""Named works and the stage that their verb promises.

A clause is read as verb, list, tail: 加快推进 | A、B等铁路 | 规划建设. The tail outweighs the verb (推进…前期工作 plans),
a later verb takes over from an earlier one (支持甲市建设乙园: it is 建设 that governs 乙园).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citycircle.core.plans import Project, Span, Stage
from citycircle.documents.commitments import words
from citycircle.documents.commitments.matching import any_of
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.sentences import Clause
from citycircle.documents.commitments.works_lists import Member, members
from citycircle.documents.commitments.works_names import is_definite, is_named, is_work

_VERB_STAGE: dict[str, Stage] = {word: stage for stage, line in words.STAGE_VERBS.items() for word in line.split()}
_TAIL_STAGE: dict[str, Stage] = {word: stage for stage, line in words.STAGE_TAILS.items() for word in line.split()}
_VERB = re.compile(rf"{any_of(_VERB_STAGE)}")
_CHAIN = re.compile(rf"(?P<rank>{words.DESIGNATION})|(?P<chain>(?:{any_of(_VERB_STAGE)})+)")
_TAIL = re.compile(rf"的?(?P<tail>{any_of(_TAIL_STAGE)})(?=以及|及|和|、|$)")
_FRONT = re.compile(
    r"(?:力争|争取|确保|努力|积极|大力|全力|加快|持续|继续|稳步|扎实|统筹|协同|共同|联合|重点|着力|有序|适时|尽快|尽早|早日|高[^,，]{1,3}地?|"
    r"进一步|深入|配合|协助|全面|抓紧|主动|认真|切实|开展|并|要|将|正式|率先|组织|协调|探索|依托|\s|[年月底前到\dx]|20..年)*"
)
_NO_OBJECT = re.compile(r"^(?:的|等|、|和|及|以及|与|成|为|项目|工程|示范|用地|步伐|力度|$)")
_PLACED = re.compile(r"在|来|到|向|于")
_ORDER: tuple[Stage, ...] = ("plan", "start", "complete", "operate", "build")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A chain of verbs (加快推进, 研究启动共建) with its stage; a rank-giving verb has none."""

    start: int
    end: int
    stage: Stage | None
    pushing: bool


def projects(clause: Clause, passage: Passage) -> list[Project]:
    """The named works of a clause, each member of a list by itself."""
    text, open_text = clause.text, clause.open_text
    found: list[Project] = []
    begin = 0
    verb: _Verb | None = None
    for stop, tail, following in _stretches(open_text):
        for verb_now, start, end in _objects(open_text, begin, stop, verb):
            verb = verb_now
            final = tail if end == stop else None
            found += _read(clause, passage, verb_now, final, members(text, open_text, start, end))
        begin = following
    return found


def _stretches(open_text: str) -> Iterator[tuple[int, str | None, int]]:
    """Cut a clause behind every tail (…建设和…建设): where the list ends, its tail, where the next stretch begins."""
    end = len(open_text.rstrip("\x00 "))
    for match in _TAIL.finditer(open_text, 0, end):
        if match.start() > 0:
            yield match.start(), match["tail"], match.end()
    yield end, None, end


def _objects(open_text: str, begin: int, stop: int, before: _Verb | None) -> Iterator[tuple[_Verb, int, int]]:
    """Each verb of a stretch with the list it governs; without one the verb before goes on."""
    verbs = list(_verbs(open_text, begin, stop))
    if not verbs:
        yield from _without_verb(open_text, begin, stop, before)
        return
    for verb, following in zip(verbs, [*verbs[1:], None], strict=True):
        if following is None:
            yield verb, verb.end, stop
        else:
            last = max(open_text.rfind("、", verb.end, following.start), open_text.rfind("和", verb.end, following.start))
            if last > verb.end:
                yield verb, verb.end, last


def _without_verb(open_text: str, begin: int, stop: int, before: _Verb | None) -> Iterator[tuple[_Verb, int, int]]:
    front = _FRONT.match(open_text, begin, stop)
    start = front.end() if front else begin
    if before is not None:
        join = re.compile(r"以及|及|和|、").match(open_text, begin)
        yield before, (join.end() if join else begin), stop
    else:
        yield _Verb(start, start, None, pushing=True), start, stop


def _verbs(open_text: str, begin: int, stop: int) -> Iterator[_Verb]:
    front = _FRONT.match(open_text, begin, stop)
    at_front = front.end() if front else begin
    last = begin
    for match in _CHAIN.finditer(open_text, begin, stop):
        if match["rank"]:
            yield _Verb(match.start(), match.end(), None, pushing=False)
            last = match.end()
            continue
        parts = _VERB.findall(match["chain"])
        in_front = match.start() <= at_front
        if not in_front and (all(part in words.ONLY_IN_FRONT for part in parts) or _in_category(open_text, last, match)):
            continue
        if _NO_OBJECT.match(open_text[match.end() : min(stop, match.end() + 4)]):
            continue
        stages = {_VERB_STAGE[part] for part in parts if part != "争取" or len(parts) == 1}
        stage = next(stage for stage in _ORDER if stage in stages)
        yield _Verb(match.start(), match.end(), stage, all(part in words.PUSHING_WORKS for part in parts))
        last = match.end()


def _in_category(open_text: str, last: int, match: re.Match[str]) -> bool:
    """Whether a verb belongs to what a list is called by (A等合作共建园区)."""
    others = open_text.rfind("等", last, match.start())
    return others >= 0 and not _PLACED.search(open_text, others, match.start())


def _read(
    clause: Clause, passage: Passage, verb: _Verb, tail: str | None, names: Iterator[Member]
) -> Iterator[Project]:
    stage = _stage(verb, tail)
    if stage is None:
        return
    for member in names:
        name = member.name.replace(" ", "")
        name = name.rsplit("的", 1)[-1]
        if not is_work(name) or not is_definite(name):
            continue
        if stage in ("build", "plan") and not is_named(name):
            continue
        if verb.pushing and tail is None and not name.endswith(tuple(words.WORKING_HEADS)):
            continue
        yield Project(passage.task, passage.path, name, stage, clause.text, Span(clause.start, clause.end))


def _stage(verb: _Verb, tail: str | None) -> Stage | None:
    """The tail outweighs the verb unless it only says 建设."""
    tail_stage = _TAIL_STAGE[tail] if tail else None
    if verb.stage is None:
        return tail_stage if verb.pushing and tail_stage in ("start", "complete", "operate") else None
    if tail_stage is None or tail_stage == "build":
        return verb.stage
    return tail_stage
