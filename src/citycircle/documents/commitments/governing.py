"""Which date governs which clause: the one printed in it, else the last one before it in the sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from citycircle.documents.commitments.sentences import Clause, Sentence
from citycircle.language.dates import Moment, find_dates

_BASELINE = re.compile(r"(?:比|较|对比|相比|同比|自|从|起于|超|高于|低于|截至|截止)$")
_LOOKING_BACK = re.compile(r"^(?:相比|以来|起(?![步降点])|基础上|水平|的基础|同期|增长的)")
_ATTRIBUTE = re.compile(r"^(?:度|版|的?(?:重点|主要)?(?:工作|要点|计划|规划|方案|任务|目标|清单|预算|行动|年度))")
_PLAN_NAME = re.compile(r"规划$|^[”\"]?(?:规划|纲要|时期规划|开局|以来|重点|现代)")
_CARRIED_OUT = re.compile(r"前|底|末|完成|实现|达到")


class Timed(NamedTuple):
    """A clause with the dates printed in it, and the date that governs it from before."""

    clause: Clause
    moments: tuple[Moment, ...] = ()
    before: Moment | None = None
    inherited: bool = False
    rhythms: tuple[Moment, ...] = ()
    past: bool = False
    """Whether it tells of a year before the plan."""
    dated: tuple[tuple[int, int], ...] = ()
    """The stretches of the clause that are dates or rhythms, so that their numbers are not weighed."""
    led: bool = False
    """Whether the clause before is nothing but the date: 2030年,完成…."""

    def is_date_alone(self) -> bool:
        """Whether the clause holds nothing but its date."""
        return len(self.moments) == 1 and len(self.moments[0].text) == len(self.clause.text.strip())

    def moment(self, at: int | None = None) -> Moment | None:
        """The date for a place in the clause: the last one printed up to it, else its first, else the governing one."""
        if not self.moments:
            return self.before
        earlier = [moment for moment in self.moments if at is None or moment.end <= at]
        return earlier[-1] if earlier else self.moments[0]

    def is_inherited(self, at: int | None = None) -> bool:
        """Whether that date stands in an earlier sentence."""
        return self.inherited and self.moment(at) is self.before


def governed(sentence: Sentence, carried: Moment | None = None, since: int | None = None) -> list[Timed]:
    """Give every clause of a sentence its date; `carried` comes from the sentence before (the goals of a plan).

    What is dated before the year `since` tells how things were.

    >>> from citycircle.documents.commitments.sentences import sentences
    >>> [sentence] = sentences("扩大开放,到2030年,新建6个码头,通过验收")
    >>> [timed.moment() and timed.moment().value() for timed in governed(sentence)]
    [None, '2030', '2030', '2030']
    """
    current, inherited = carried, carried is not None
    timed: list[Timed] = []
    behind: Moment | None = None
    all_year: tuple[Moment, ...] = ()
    past = False
    for clause in sentence.clauses:
        found = find_dates(clause.text)
        if not found:
            led = bool(timed) and timed[-1].is_date_alone()
            timed.append(Timed(clause, (), current, inherited, all_year, past, led=led))
            continue
        dates = tuple(moment for moment in found if moment.every is None and _is_deadline(clause, moment))
        if dates:
            past = _is_past(dates[-1], since)
            dates = () if past else dates
        rhythms = tuple(moment for moment in found if moment.every is not None and not clause.is_name(moment.start))
        all_year = tuple(moment for moment in rhythms if moment.text == "全年") or all_year
        dated = tuple((moment.start, moment.end) for moment in found)
        timed.append(Timed(clause, dates, current, inherited, rhythms or all_year, past, dated))
        plain = [moment for moment in dates if _is_open(clause, moment)]
        if plain:
            current, inherited = plain[-1], False
        elif dates:
            behind = dates[-1]
    return [_with_bracket(one, behind) for one in timed] if behind else timed


def _is_past(moment: Moment, since: int | None) -> bool:
    return since is not None and moment.year is not None and moment.year.isdigit() and int(moment.year) < since


def last_by(timed: list[Timed]) -> Moment | None:
    """The date that a sentence hands on to the next one: a printed 到…年, if it is the last."""
    printed = (moment for one in reversed(timed) for moment in reversed(one.moments) if moment.first_year is None)
    moment = next(printed, timed[-1].before if timed else None)
    return moment if moment is not None and moment.is_printed and moment.bound == "by" else None


def _with_bracket(timed: Timed, behind: Moment) -> Timed:
    """A date in brackets at the end (…,2030年底前完成) governs the clauses that have none."""
    if timed.moments or (timed.before is not None and not timed.inherited):
        return timed
    return timed._replace(before=behind, inherited=False)


def _is_deadline(clause: Clause, moment: Moment) -> bool:
    """Whether a date sets a time for what is promised, rather than name, compare or look back."""
    before = clause.text[max(0, moment.start - 3) : moment.start]
    after = clause.text[moment.end : moment.end + 8]
    if not _is_open(clause, moment) and (clause.is_name(moment.start) or not _CARRIED_OUT.search(moment.text + after)):
        return False
    return not _looks_back(moment, before, after) and not _is_attribute(moment, before, after)


def _looks_back(moment: Moment, before: str, after: str) -> bool:
    past = moment.years_ahead is not None and moment.years_ahead < 0
    return past or bool(_BASELINE.search(before) or _LOOKING_BACK.match(after)) or moment.text.startswith(("截", "自"))


def _is_attribute(moment: Moment, before: str, after: str) -> bool:
    """Whether a date belongs to a name: “十四五”规划, 2030年度工作要点, 〔2030〕."""
    if moment.first_year and "五" in moment.text:
        return bool(_PLAN_NAME.search(moment.text) or _PLAN_NAME.match(after))
    if moment.bound != "within" or moment.month is not None:
        return False
    return moment.text.endswith("度") or bool(_ATTRIBUTE.match(after)) or _touches_name(before, after)


def _is_open(clause: Clause, moment: Moment) -> bool:
    """Whether a date stands in the sentence itself; the quotes of “十四五” are part of the date."""
    return clause.opener(moment.start) is None or moment.text.startswith("“")


def _touches_name(before: str, after: str) -> bool:
    """Whether a bare year is glued into a name or a title: (2018—2020年), 〔2021〕."""
    return bool(re.search(r"[(（〔﹝\[]$", before)) and bool(re.match(r"[)）〕﹞\]]", after))


def is_baseline(text: str, moment: Moment) -> bool:
    """Whether a date only says what is compared with (较2020年下降)."""
    return bool(_BASELINE.search(text[max(0, moment.start - 3) : moment.start]))
