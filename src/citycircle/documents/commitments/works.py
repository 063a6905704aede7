"""Named works and the stage that their verb promises.

A clause is read as verb, list, tail: 加快推进 | A、B等铁路 | 规划建设. The tail outweighs the verb (推进…前期工作),
a later verb takes over from an earlier one (支持甲市建设乙园: it is 建设 that governs 乙园).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from citycircle.core.plans import Project, Span, Stage
from citycircle.documents.commitments import words
from citycircle.documents.commitments.governing import Timed
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.commitments.sentences import NAMES, Clause
from citycircle.documents.commitments.works_lists import JOIN, Member, members
from citycircle.documents.commitments.works_names import is_definite, is_named, is_work
from citycircle.language.wordlists import any_of

_VERB = re.compile(rf"{any_of(words.VERB_STAGE)}")
_CHAIN = re.compile(rf"(?P<rank>{words.DESIGNATION})|(?P<chain>(?:{any_of(words.VERB_STAGE)})+)")
_TAIL = re.compile(
    r"的?(?:如期|按期|按时|尽快|早日|尽早|顺利|提前|全面|全线|基本|正式|加快|争取|力争)*"
    rf"(?P<tail>{any_of(words.TAIL_STAGE)}|(?P<taken_up>纳入[^,，、]{{0,20}}?(?:规划|计划|清单|项目库|布局|盘子)))(?=以及|及|和|、|$)"
)
_FRONT = re.compile(
    r"(?:力争|争取|确保|努力|积极|大力|全力|加快|持续|继续|稳步|扎实|统筹|协同|共同|联合|重点|着力|有序|适时|尽快|尽早|早日|高(?:标准|水平|质量|起点|品质|位|效|强度)地?|"
    r"进一步|深入|及时|定期|不断|逐步|加大|配合|协助|全面|抓紧|主动|认真|切实|开展|并|要|将|正式|率先|组织|协调|探索|依托|\s|[年月底前到\dx]|20..年)*"
)
_NO_OBJECT = re.compile(r"^(?:的|等|、|和|及|以及|与|成为|为|项目|工程|示范|用地|步伐|力度|$)")
_OTHER_ACTS = re.compile(
    r"引进|参与|吸引|提升|增强|优化|提高|发挥|强化|深化|促进|鼓励|引导|围绕|按照|根据|利用|实现|提供|建立|通过|以"
)
_HINT = re.compile(any_of((*words.HEADS, "期")))
"""Without a head there is no work, which most clauses show at a glance."""
_CAMPAIGN = re.compile(r"^[“「][^”」]*(?:[”」](?:工程|项目)|(?:工程|行动|计划)[”」])$")
"""A slogan in quotes: a campaign, no piece of works."""
_PLACED = re.compile(r"在|来|到|向|于")
_ORDER: tuple[Stage, ...] = ("plan", "start", "complete", "operate", "build")


class _Verb(NamedTuple):
    """A chain of verbs (加快推进, 研究启动共建) with its stage; a verb that only gives a rank has none.

    `pushing` verbs need something built behind them; `subject` is who builds (支持甲市建设…).
    """

    start: int
    end: int
    stage: Stage | None
    pushing: bool
    subject: str = ""


def projects(timed: Timed, passage: Passage) -> list[Project]:
    """The named works of a clause, each member of a list by itself."""
    clause = timed.clause
    text, open_text = clause.text, clause.open_text
    if not _HINT.search(open_text):
        return []
    found: list[Project] = []
    begin = 0
    verb: _Verb | None = None
    for stop, tail, following in _stretches(clause):
        for verb_now, start, until in _objects(open_text, begin, stop, verb):
            verb = verb_now
            end = next((date for date, date_end in timed.dated if date_end == until), until)  # 大桥10月|建成通车
            stage = _stage(verb, tail if until == stop else None, is_work(text[start:end]))
            if stage is None:
                continue
            for name in _names(members(text, open_text, start, end), verb.subject):
                place = Span(clause.start, clause.end)
                found.append(Project(passage.task, passage.path, name, stage, text, place))
        begin = following
    return found


def _stretches(clause: Clause) -> Iterator[tuple[int, str | None, int]]:
    """Cut a clause behind every tail (…建设和…建设): where the list ends, its tail, where the next stretch begins."""
    open_text, end = clause.open_text, len(clause.text)
    if clause.closed and clause.closed[-1][1] == end and clause.text[clause.closed[-1][0]] not in NAMES:
        end = clause.closed[-1][0]  # …建设(甲局牵头)
    for match in _TAIL.finditer(open_text, 0, end):
        if match.start() > 0:
            yield match.start(), "谋划" if match["taken_up"] else match["tail"], match.end()
    yield end, None, end


def _objects(open_text: str, begin: int, stop: int, before: _Verb | None) -> Iterator[tuple[_Verb, int, int]]:
    """Each verb of a stretch with the list it governs; without one the verb before goes on."""
    verbs = list(_verbs(open_text, begin, stop))
    if not verbs:
        yield from _without_verb(open_text, begin, stop, before)
    for verb, following in zip_longest(verbs, verbs[1:]):
        if following is None:
            yield verb, verb.end, stop
            continue
        last = open_text.rfind("、", verb.end, following.start)
        if last > verb.end:
            yield verb, verb.end, last


def _without_verb(open_text: str, begin: int, stop: int, before: _Verb | None) -> Iterator[tuple[_Verb, int, int]]:
    """A list that opens the clause (甲大桥、乙隧道通车), or one more list of the verb before (…建设以及丙站建设)."""
    if before is not None:
        join = JOIN.match(open_text, begin)
        yield before, (join.end() if join else begin), stop
        return
    front = _FRONT.match(open_text, begin, stop)
    start = front.end() if front else begin
    if not _OTHER_ACTS.search(open_text, start, stop):
        yield _Verb(start, start, None, pushing=True), start, stop


def _verbs(open_text: str, begin: int, stop: int) -> Iterator[_Verb]:
    """The verbs of a stretch that govern a list, names that hold such words left out."""
    front = _FRONT.match(open_text, begin, stop)
    at_front = front.end() if front else begin
    last = begin
    for match in _CHAIN.finditer(open_text, begin, stop):
        subject = open_text[last : match.start()] if last > begin else ""
        subject = "" if "、" in subject else subject
        if match["rank"]:
            yield _Verb(match.start(), match.end(), None, pushing=False)
            last = match.end()
            continue
        parts = _VERB.findall(match["chain"])
        inside = match.start() > at_front and (
            all(part in words.ONLY_IN_FRONT for part in parts) or _in_category(open_text, last, match)
        )
        if not inside and not _NO_OBJECT.match(open_text[match.end() : min(stop, match.end() + 4)]):
            yield _Verb(match.start(), match.end(), _stage_of(parts), _is_pushing(parts), subject)
            last = match.end()


def _stage_of(parts: list[str]) -> Stage:
    """A chain promises its weakest part (谋划实施 plans); 争取 only hedges what stands beside it."""
    stages = {words.VERB_STAGE[part] for part in parts if part != "争取" or len(parts) == 1}
    return next(stage for stage in _ORDER if stage in stages)


def _is_pushing(parts: list[str]) -> bool:
    return all(part in words.PUSHING_WORKS for part in parts)


def _in_category(open_text: str, last: int, match: re.Match[str]) -> bool:
    """Whether a verb belongs to what a list is called by (A等合作共建园区)."""
    others = open_text.rfind("等", last, match.start())
    return others >= 0 and not _PLACED.search(open_text, others, match.start())


def _names(found: Iterable[Member], subject: str) -> Iterator[str]:
    """The names of a list that stand for one piece of works each; a bare kind takes the name of whoever builds it."""
    for member in found:
        name = _bare(member.name)
        if _CAMPAIGN.search(member.name) or not is_work(name) or not is_definite(name):
            continue
        if not is_named(name):
            if not subject or not is_named(subject + name):
                continue
            name = subject + name
        yield name


def _bare(name: str) -> str:
    """A name without stray spaces, without what describes it, and without quotes around the whole."""
    name = name.replace(" ", "")
    if "至" not in name:
        name = name.rsplit("的", 1)[-1]
    return name[1:-1] if name[:1] in "“「" and name[-1:] in "”」" else name


def _stage(verb: _Verb, tail: str | None, ends_as_work: bool) -> Stage | None:
    """The tail outweighs the verb unless it only says 建设; what is merely pushed must end in something built."""
    tail_stage = words.TAIL_STAGE[tail] if tail else None
    if verb.stage is None:
        return tail_stage if verb.pushing else None
    if tail is None and verb.pushing and not ends_as_work:
        return None
    return verb.stage if tail_stage is None or tail_stage == "build" else tail_stage
