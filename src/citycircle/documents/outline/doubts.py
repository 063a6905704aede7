"""What is doubtful about an outline, with the reason and the other way to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citycircle.core.messages import Text
from citycircle.core.plans import Diagnostic, Span, Task
from citycircle.documents.outline.numbering import Numbered
from citycircle.documents.outline.read import Outline

GAP = Text(
    "编号“{marker}”前缺少{missing}，请核对原文是否漏项。",
    "Before number {marker}, {missing} is missing; please check the original for an omission.",
)
AGAIN = Text("编号“{marker}”重复出现，请核对。", "Number {marker} appears twice; please check.")
BACK = Text(
    "编号“{marker}”比前一个编号小，顺序有误。", "Number {marker} is lower than the one before it; the order is broken."
)
RESTART = Text(
    "编号在“{marker}”处重新开始，上一级标题没有变化。",
    "Numbering starts again at {marker} although the heading above has not changed.",
)
LATE = Text(
    "编号从“{marker}”开始，前面没有找到更小的编号。",
    "Numbering begins at {marker}; no lower number was found before it.",
)
ITEMS = Text(
    "任务内分项“{marker}”与前后不连续，请核对。",
    "Part {marker} of a task does not continue the sequence; please check.",
)
WEAK = Text("“{marker}”按上下文判断为编号。", "{marker} was taken for a number because it fits the sequence.")
PASSED = Text(
    "“{marker}”像编号，但与全文编号不连续，按正文处理。",
    "{marker} looks like a number but does not fit the sequence; it was read as text.",
)
NO_LEAD = Text("“{names}”只写明责任，没有牵头单位。", "{names} are named without a lead.")
SEVERAL = Text(
    "有{count}个牵头单位：{names}，请明确第一牵头单位。",
    "{count} organisations lead ({names}); please settle who comes first.",
)
UNCLOSED = Text(
    "分工括号没有右括号，按行末结束处理。", "A bracket of duties is not closed; it was read to the end of its line."
)
NOBODY = Text(
    "本条没有写明责任单位，而全文多数任务写明了。",
    "Nobody is named here although most tasks of the document name somebody.",
)
BY_RULE = Text(
    "本条没有单独写牵头单位，按文中统一规定由{names}牵头。",
    "No lead is printed here; by a rule stated once in the document {names} leads.",
)
DOUBTFUL = -1.5
"""A number that looks no better than this was chosen for the sequence alone."""
INHERITED = Text(
    "本条没有写明责任单位，沿用上级标题写明的{names}。", "Nobody is named here; {names} stand with the heading above."
)
AS_TEXT = Text("按正文读，不作编号", "read it as text")
AS_NUMBER = Text("作为编号读", "read it as a number")
FIRST_LEADS = Text("首位单位牵头：{names}", "the first named leads: {names}")


def outline_doubts(outline: Outline) -> Iterator[Diagnostic]:
    """Accidents of the numbering that was chosen, in the order of the text; spans count in the mended text."""
    last: dict[str, int] = {}
    items = {id(item) for task in outline.levels.tasks for item in outline.levels.items(task)}
    parts = {clause.start: id(clause) in items for root in outline.roots for clause in root.walk()}
    for step in outline.steps:
        marker = step.marker
        span = Span(marker.start, marker.end)
        if step.fit in ("gap", "again", "back", "restart", "late"):
            yield _accident(step, last.get(marker.style, 0), span, is_part=parts.get(marker.start, False))
        elif marker.look <= DOUBTFUL:
            yield Diagnostic("P107", WEAK, span, AS_TEXT.say(), (("marker", marker.text),))
        last[marker.style] = marker.value
    chosen = {step.marker.start for step in outline.steps}
    for group in outline.groups:
        if group[0].start not in chosen and group[0].look >= 2 and group[0].style != "dash":  # noqa: PLR2004 - looks like a number
            marker = group[0]
            yield Diagnostic(
                "P108", PASSED, Span(marker.start, marker.end), AS_NUMBER.say(), (("marker", marker.text),)
            )


def _accident(step: Numbered, last: int, span: Span, *, is_part: bool) -> Diagnostic:
    marker = step.marker
    values: tuple[tuple[str, str], ...] = (("marker", marker.text),)
    if is_part:
        return Diagnostic("P106", ITEMS, span, None, values)
    if step.fit == "gap":
        missing = str(last + 1) if marker.value == last + 2 else f"{last + 1}–{marker.value - 1}"
        return Diagnostic("P101", GAP, span, AS_TEXT.say(), (*values, ("missing", missing)))
    codes = {"again": ("P102", AGAIN), "back": ("P103", BACK), "restart": ("P104", RESTART), "late": ("P105", LATE)}
    code, message = codes[step.fit]
    return Diagnostic(code, message, span, AS_TEXT.say(), values)


def duty_doubts(tasks: Iterable[Task], outline: Outline) -> Iterator[Diagnostic]:
    """Tasks whose duties a person should look at."""
    tasks = [task for task in tasks if task.role == "task"]
    dutied = sum(bool(task.duty.lead or task.duty.responsible) for task in tasks)
    for task in tasks:
        duty = task.duty
        names = "、".join(name.text for name in duty.lead or duty.responsible)
        span = duty.span or task.span
        if not names:
            if dutied >= 0.5 * len(tasks):
                yield Diagnostic("P204", NOBODY, task.span)
        elif duty.inherited:
            yield Diagnostic("P206", INHERITED, task.span, None, (("names", names),))
        elif not duty.lead:
            first = FIRST_LEADS.say(names=duty.responsible[0].text)
            yield Diagnostic("P201", NO_LEAD, span, first, (("names", names),))
        elif duty.lead_from == "rule":
            yield Diagnostic("P205", BY_RULE, span, None, (("names", names),))
        elif len(duty.lead) > 1:
            first = FIRST_LEADS.say(names=duty.lead[0].text)
            yield Diagnostic("P202", SEVERAL, span, first, (("count", str(len(duty.lead))), ("names", names)))
    for notation in outline.notations:
        if not notation.closed:
            yield Diagnostic("P203", UNCLOSED, Span(notation.start, notation.end))
