"""What a new version means, in sentences: who gains or loses a duty, which deadline moves, which target changes.

A cell says that something changed; an organisation wants to know what it now owes (users.md 2.2 A: an amendment shows
its effect on the tasks before it is signed).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Literal, get_args

from citycircle.core.messages import Text, listed
from citycircle.core.plans import Strength
from citycircle.core.quantities import plain
from citycircle.core.terms import deadline_said
from citycircle.planning.baselines.differences import Difference, difference
from citycircle.planning.baselines.snapshots import number
from citycircle.planning.duties.decisions import identity
from citycircle.planning.duties.shares import DUTY_NAMES, Duty, duties_in
from citycircle.planning.ledger import Goal, Item, Ledger, Party

Effect_ = Literal["duty", "deadline", "target", "task", "wording"]
EFFECTS: tuple[Effect_, ...] = get_args(Effect_)
EFFECT_NAMES: Mapping[Effect_, Text] = {
    "duty": Text("职责", "duty"),
    "deadline": Text("时限", "deadline"),
    "target": Text("目标", "target"),
    "task": Text("任务", "task"),
    "wording": Text("文字", "wording"),
}
CELL_NAMES: Mapping[str, Text] = {
    "number": Text("序号", "number"),
    "title": Text("任务名称", "title"),
    "text": Text("任务内容", "text"),
    "path": Text("所在章节", "heading"),
    "field": Text("领域", "field"),
    "role": Text("类别", "role"),
    "leads": Text("牵头单位", "lead"),
    "responsible": Text("责任单位", "responsible"),
    "cooperating": Text("配合单位", "cooperating"),
    "due": Text("完成日期", "due date"),
    "due_words": Text("完成时限（原文）", "deadline as printed"),
    "due_implied": Text("时限推定依据", "why the deadline was completed"),
    "goals": Text("量化目标", "targets"),
    "relatives": Text("相对目标", "relative goals"),
    "steps": Text("时间节点", "milestones"),
    "works": Text("项目", "projects"),
    "strength": Text("承诺强度", "modality"),
    "basis": Text("上位依据", "basis"),
    "issuer": Text("发文机关", "issuer"),
    "place": Text("所在地区", "place"),
    "year_from": Text("起始年份", "first year"),
    "year_to": Text("截止年份", "last year"),
}
FIRMNESS: Mapping[Strength, Text] = {
    "ensure": Text("确保", "ensure"),
    "strive": Text("力争", "strive"),
    "advance": Text("推进", "advance"),
    "explore": Text("探索", "explore"),
    "consider": Text("谋划", "consider"),
}
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "approx": "约", "increase": "新增", "range": ""}
_NOTHING = Text("无", "none")


@dataclass(frozen=True, slots=True)
class Effect:
    """One consequence for one task: of which sort, for whom (empty: for all in the task), in one sentence."""

    sort: Effect_
    key: str
    sentence: Text
    parties: tuple[Party, ...] = ()


def effects(old: Ledger, new: Ledger, changes: Difference | None = None) -> tuple[Effect, ...]:
    """Every consequence of going from the old to the new version, in the order of the new one, removed tasks last.

    >>> edu = Party("990100-EDU", "澜川市教育局", "990100")
    >>> before, now = Item("t1", "3", "办学", ""), Item("t1", "3", "办学", "", leads=(edu,))
    >>> [each.sentence.zh for each in effects(Ledger("要点", (before,)), Ledger("要点", (now,)))]
    ['澜川市教育局新增职责：牵头第3项“办学”。']
    """
    found = changes if changes is not None else difference(old, new)
    before = {each.key: each for each in old.items}
    fresh = {each.item.key for each in found.added}
    lines: list[Effect] = []
    for item in new.items:
        if item.key in fresh:
            lines.append(Effect("task", item.key, _ADDED.fill(task=_called(item)), _everybody(item)))
            lines += _duty_effects(None, item)
        elif item.key in found.touched:
            lines += _of_changed(before[item.key], item)
    for gone in found.removed:
        lines.append(Effect("task", gone.item.key, _REMOVED.fill(task=_called(gone.item)), _everybody(gone.item)))
        lines += _duty_effects(gone.item, None)
    return tuple(lines)


def concerned(lines: Iterable[Effect]) -> Mapping[str, tuple[Effect, ...]]:
    """The effects by organisation (its `identity`); those for all in a task stand under each of them."""
    found: dict[str, list[Effect]] = {}
    for line in lines:
        for party in dict.fromkeys(map(identity, line.parties)):
            found.setdefault(party, []).append(line)
    return {party: tuple(several) for party, several in found.items()}


_ADDED = Text("新增任务：{task}。", "New task: {task}.")
_REMOVED = Text("取消任务：{task}。", "Task dropped: {task}.")
_GAINS = Text("{who}新增职责：{duty}{task}。", "{who} gains a duty in {task}: {duty}.")
_LOSES = Text("{who}不再承担：{duty}{task}。", "{who} has no duty any more in {task} (it was {duty}).")
_TURNS = Text("{who}在{task}中由{before}改为{now}。", "{who} in {task}: from {before} to {now}.")
_LATER = Text(
    "{task}的完成时限由{before}推迟到{now}（{days}天）。", "{task} is due later: {before} → {now} ({days} days)."
)
_EARLIER = Text(
    "{task}的完成时限由{before}提前到{now}（{days}天）。", "{task} is due earlier: {before} → {now} ({days} days)."
)
_DATED = Text("{task}的完成时限由“{before}”改为“{now}”。", "The deadline of {task} changes from “{before}” to “{now}”.")
_TARGET = Text(
    "{task}的目标“{name}”由{before}改为{now}。", "The target “{name}” of {task} changes from {before} to {now}."
)
_TARGET_NEW = Text("{task}新增目标“{name}”：{now}。", "{task} gains the target “{name}”: {now}.")
_TARGET_GONE = Text("{task}取消目标“{name}”（原为{before}）。", "{task} loses the target “{name}” (it was {before}).")
_FIRMER = Text("{task}的承诺强度由“{before}”改为“{now}”。", "{task} now promises “{now}” instead of “{before}”.")
_WORDED = Text("{task}的{cells}有修改。", "{task}: {cells} changed.")
_TASK = Text("第{number}项“{title}”", "no. {number} “{title}”")
_TITLED = Text("“{title}”", "“{title}”")
_SHORT = 24


def _of_changed(old: Item, new: Item) -> Iterator[Effect]:
    yield from _duty_effects(old, new)
    yield from _deadline_effects(old, new)
    yield from _target_effects(old, new)
    told = {"number", "leads", "responsible", "cooperating", "due", "due_words", "due_implied", "goals", "strength"}
    cells = [name for cell, name in CELL_NAMES.items() if cell not in told and _differs(old, new, cell)]
    if cells:
        yield Effect("wording", new.key, _WORDED.fill(task=_called(new), cells=listed(cells)), _everybody(new))


def _differs(old: Item, new: Item, cell: str) -> bool:
    return bool(getattr(old, cell, None) != getattr(new, cell, None))


def _duty_effects(old: Item | None, new: Item | None) -> Iterator[Effect]:
    """Who gains, loses or changes a duty; the strongest duty of each counts."""
    before, now = _held(old), _held(new)
    item = new or old
    assert item is not None
    for one in dict.fromkeys((*now, *before)):
        party = (now.get(one) or before[one])[1]
        was, is_now = before.get(one), now.get(one)
        if was is None and is_now is not None:
            sentence = _GAINS.fill(who=party.name, duty=DUTY_NAMES[is_now[0]], task=_called(item))
        elif was is not None and is_now is None:
            sentence = _LOSES.fill(who=party.name, duty=DUTY_NAMES[was[0]], task=_called(item))
        elif was is not None and is_now is not None and was[0] != is_now[0]:
            sentence = _TURNS.fill(
                who=party.name, task=_called(item), before=DUTY_NAMES[was[0]], now=DUTY_NAMES[is_now[0]]
            )
        else:
            continue
        yield Effect("duty", item.key, sentence, (party,))


def _held(item: Item | None) -> dict[str, tuple[Duty, Party]]:
    if item is None:
        return {}
    return {identity(party): (duty, party) for duty, party in duties_in(item)}


def _deadline_effects(old: Item, new: Item) -> Iterator[Effect]:
    if (old.due, old.due_words) == (new.due, new.due_words):
        return
    if old.due and new.due and old.due != new.due:
        sentence = (_LATER if new.due > old.due else _EARLIER).fill(
            task=_called(new), before=day_said(old.due), now=day_said(new.due), days=abs((new.due - old.due).days)
        )
    else:
        sentence = _DATED.fill(task=_called(new), before=_deadline(old), now=_deadline(new))
    yield Effect("deadline", new.key, sentence, _everybody(new))


def _target_effects(old: Item, new: Item) -> Iterator[Effect]:
    for name, was, is_now in _paired(old.goals, new.goals):
        if was and is_now:
            sentence = _TARGET.fill(task=_called(new), name=name, before=amount(was), now=amount(is_now))
        elif is_now:
            sentence = _TARGET_NEW.fill(task=_called(new), name=name, now=amount(is_now))
        elif was:
            sentence = _TARGET_GONE.fill(task=_called(new), name=name, before=amount(was))
        yield Effect("target", new.key, sentence, _everybody(new))
    if old.strength != new.strength:
        sentence = _FIRMER.fill(task=_called(new), before=_firmness(old.strength), now=_firmness(new.strength))
        yield Effect("target", new.key, sentence, _everybody(new))


def _paired(old: tuple[Goal, ...], new: tuple[Goal, ...]) -> Iterator[tuple[str, Goal | None, Goal | None]]:
    """The targets that differ, side by side: those of one indicator in their order."""
    names = dict.fromkeys(goal.indicator for goal in (*old, *new))
    for name in names:
        was = [goal for goal in old if goal.indicator == name and goal not in new]
        is_now = [goal for goal in new if goal.indicator == name and goal not in old]
        for before, now in zip_longest(was, is_now):
            yield name, before, now


def amount(goal: Goal) -> Text:
    """A target as one reads it: comparator, value, unit, and by when.

    >>> from decimal import Decimal
    >>> amount(Goal("新增床位", ">=", Decimal("1200.0"), "张", deadline="2026")).zh
    '≥1200张（2026年）'
    """
    sign = (
        Text("约", "about ") if goal.op == "approx" else Text("新增", "+") if goal.op == "increase" else _SIGNS[goal.op]
    )
    high = f"–{plain(number(goal.value_high))}" if goal.value_high is not None else ""
    figure = Text("{sign}{value}{high}{unit}", "{sign}{value}{high}{unit}").fill(
        sign=sign, value=plain(number(goal.value)), high=high, unit=goal.unit
    )
    if not goal.deadline:
        return figure
    due = deadline_said(goal.deadline)
    return Text(f"{figure.zh}（{due.zh}）", f"{figure.en} ({due.en})")


def _firmness(strength: Strength | None) -> Text:
    return FIRMNESS[strength] if strength else _NOTHING


def _deadline(item: Item) -> Text | str:
    return item.due_words or (day_said(item.due) if item.due else _NOTHING)


def day_said(day: date) -> Text:
    """A day in both languages.

    >>> day_said(date(2026, 3, 28)).zh, day_said(date(2026, 3, 28)).en
    ('2026年3月28日', '28 March 2026')
    """
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _called(item: Item) -> Text:
    title = item.title or item.text
    short = title if len(title) <= _SHORT else f"{title[:_SHORT]}…"
    return _TASK.fill(number=item.number, title=short) if item.number else _TITLED.fill(title=short)


def _everybody(item: Item) -> tuple[Party, ...]:
    return tuple(party for _, party in duties_in(item))
