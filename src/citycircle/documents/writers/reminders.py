"""One polite text per organisation, ready to be copied into a letter or a message: what it leads, owes, supports.

No blame, no rank: a reminder says what the document asks of the organisation, with the clause, and asks it to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from citycircle.core import plans
from citycircle.core.messages import Text
from citycircle.core.organisations import is_collective
from citycircle.documents.naming import Naming
from citycircle.documents.writers.ledger import LedgerTask, amount_said, clause_said, day_said, ledger_tasks, sources
from citycircle.paper.tables import joined

PARTS = (
    ("lead", Text("牵头任务", "Tasks that you lead")),
    ("responsible", Text("责任任务", "Tasks for which you are responsible")),
    ("cooperating", Text("配合任务", "Tasks with which you are asked to cooperate")),
)
ORDINALS = "一二三"
GREETING = Text("{name}：", "To {name}:")
OPENING = Text(
    "根据{source}，涉及贵单位的任务共{count}项。现梳理如下，供核对。",
    "Tasks in which {source} names your organisation: {count}. They are listed here for you to check.",
)
CLOSING = Text(
    "请对照原文核对任务分工、目标和时限，并请明确责任处室和联系人。如有不同意见，请一并反馈，便于及时研究调整。谢谢支持！",
    "Please check duties, targets and deadlines against the text and name the section and the person in charge. "
    "If you see anything differently, please tell us, so that it can be settled in time. Thank you for your support.",
)
DEADLINE = Text("时限：{day}。", " Deadline: {day}.")
FOLLOWING = Text("时限：{day}（由文件期限推定）。", " Deadline: {day} (follows from the span of the document).")
CONTACT = Text("联系人：          联系电话：", "Contact:            Telephone:")
FORWARD = Text(
    "（“{name}”是集合名称，请按名录分送{members}。）",
    "(“{name}” is a collective name; please forward to {members}.)",
)
EACH_MEMBER = Text("各有关单位", "each organisation concerned")


@dataclass(slots=True)
class Reminder:
    """What one organisation is asked to do, by its part in it."""

    name: str
    parts: dict[str, list[LedgerTask]] = field(default_factory=lambda: {key: [] for key, _ in PARTS})
    members: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(map(len, self.parts.values()))


def reminders(plan: plans.Plan, names: Sequence[Naming] = ()) -> list[Reminder]:
    """One reminder per organisation in order of appearance; those that lead most do not come first.

    `names` are the organisations as a register resolved them; they tell whom a collective name means.
    """
    found: dict[str, Reminder] = {}
    members = {each.name: tuple(member.name for member in each.members) for each in names}
    for each in ledger_tasks(plan, role=None):
        for name, part in _parts_in(each.task.duty):
            reminder = found.setdefault(name, Reminder(name, members=members.get(name, ())))
            reminder.parts[part].append(each)
    return list(found.values())


def _parts_in(duty: plans.Duty) -> Iterator[tuple[str, str]]:
    """Each organisation of a duty once, in its weightiest part."""
    seen: set[str] = set()
    helping = [each.text for each in duty.cooperating]
    bound = [each.text for each in duty.responsible if each.text not in helping]
    for part, names in (("lead", [each.text for each in duty.lead]), ("responsible", bound), ("cooperating", helping)):
        for name in names:
            if name not in seen:
                seen.add(name)
                yield name, part


def text(reminder: Reminder, plan: plans.Plan) -> str:
    """The reminder as a text to copy."""
    lines = [GREETING.say(name=reminder.name), OPENING.say(source=sources(plan), count=reminder.count)]
    shown = [(words, reminder.parts[key]) for key, words in PARTS if reminder.parts[key]]
    for ordinal, (words, tasks) in zip(ORDINALS, shown, strict=False):
        lines.append(
            Text("{at}、{words}（{count}项）", "{words} ({count})").say(at=ordinal, words=words, count=len(tasks))
        )
        lines += [_task_line(at, each, reminder.name) for at, each in enumerate(tasks, start=1)]
    lines += [CLOSING.say(), CONTACT.say()]
    if is_collective(reminder.name):
        lines.append(FORWARD.say(name=reminder.name, members=joined(reminder.members) or EACH_MEMBER))
    return "\n".join(lines)


def _task_line(at: int, each: LedgerTask, name: str) -> str:
    task = each.task
    title = task.title.text if task.title else _shortened(task.body.text)
    clause = clause_said(task)
    shape = (
        Text("{at}.{title}（{clause}）。", "{at}. {title} ({clause}).")
        if clause
        else Text("{at}.{title}。", "{at}. {title}.")
    )
    line = shape.say(at=at, title=title, clause=clause)
    if each.targets:
        line += Text("目标：{targets}。", " Targets: {targets}.").say(
            targets=joined(map(_target_said, each.targets), "；")
        )
    if each.milestones:
        line += Text("节点：{nodes}。", " Milestones: {nodes}.").say(
            nodes=joined((one.quote for one in each.milestones), "；")
        )
    if each.deadline:
        sentence = FOLLOWING if each.deadline.endswith("*") else DEADLINE
        line += sentence.say(day=each.deadline.rstrip("*"))
    others = [one.text for one in task.duty.lead if one.text != name]
    if others:
        line += Text("牵头单位：{lead}。", " Lead: {lead}.").say(lead=joined(others))
    return line


def _target_said(target: plans.Target) -> str:
    amount = f"{amount_said(target)}{target.unit}"
    until = Text("（{day}前）", " (by {day})").say(day=day_said(target.deadline)) if target.deadline else ""
    return f"{target.indicator}{amount}{until}"


def _shortened(body: str, most: int = 40) -> str:
    """The first clause of a task without a title."""
    first = body.partition("。")[0]
    return first if len(first) <= most else f"{first[:most]}……"


def write(plan: plans.Plan, names: Sequence[Naming] = ()) -> str:
    """Every reminder of a plan, each under a line that names the organisation."""
    blocks = [text(each, plan) for each in reminders(plan, names)]
    rule = "\n\n" + "─" * 30 + "\n\n"
    if not blocks:
        return (
            Text(
                "原文没有写明责任单位，没有可发的提醒。", "The text names no organisation; there is nobody to remind."
            ).say()
            + "\n"
        )
    return rule.join(blocks) + "\n"
