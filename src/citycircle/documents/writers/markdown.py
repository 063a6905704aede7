"""The ledger in Markdown, for a wiki, a mail or a review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from citycircle.core import plans
from citycircle.core.messages import Text
from citycircle.documents.writers.ledger import BY_HAND, NO_LEAD, LedgerTask, amount_said, ledger_tasks, sources
from citycircle.paper.tables import joined

STARRED = Text(
    "带\\*的时限由文件的期限推定，原文没有写明。",
    "Deadlines with \\* follow from the span of the document; the text does not print them.",
)


def write(plans_read: Sequence[plans.Plan]) -> str:
    """Each plan as a heading and one table per heading of its own."""
    return "\n".join(line for plan in plans_read for line in _plan_lines(plan))


def _plan_lines(plan: plans.Plan) -> Iterator[str]:
    yield f"# {plan.document.title or Text('（原文没有标题）', '(the document has no title)').say()}"
    yield ""
    yield Text("来源：{source}", "Source: {source}").say(source=sources(plan))
    at: tuple[str, ...] = ()
    for each in ledger_tasks(plan, role=None):
        if not at or each.task.path != at:
            yield from _headings(each.task.path, at)
            yield from _table_head()
            at = each.task.path
        yield _row(each)
    yield ""
    yield STARRED.say()
    yield ""


def _headings(path: Sequence[str], before: Sequence[str]) -> Iterator[str]:
    for level, (heading, old) in enumerate(zip(path, [*before, *[""] * len(path)], strict=False), start=2):
        if heading != old:
            yield ""
            yield f"{'#' * min(level, 6)} {heading}"


def _table_head() -> Iterator[str]:
    heads = (
        Text("序号", "No."), Text("任务", "Task"), Text("工作内容", "Work"), Text("目标", "Targets"),
        Text("牵头单位", "Lead"), Text("责任（配合）单位", "Responsible (cooperating)"), Text("完成时限", "Deadline"),
        Text("原文位置", "Characters"),
    )  # fmt: skip
    yield ""
    yield _line(head.say() for head in heads)
    yield "|" + " --- |" * len(heads)


def _row(each: LedgerTask) -> str:
    task = each.task
    goals = each.goals
    measured = (one for one in each.targets if one.quote not in goals)
    targets = joined((f"{one.indicator}{amount_said(one)}{one.unit}" for one in measured), "；\n")
    cells = (
        task.number,
        task.title.text if task.title else "",
        each.content,
        joined((targets, goals), "\n"),
        each.lead or NO_LEAD.say(),
        each.others,
        each.deadline,
        BY_HAND.say() if task.origin == "person" else f"{task.span.start}–{task.span.end}",
    )
    return _line(cells)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(_escaped, cells)) + " |"


def _escaped(words: str) -> str:
    r"""A cell that breaks no table and starts no markup.

    >>> _escaped("1|2\n*3*<b>")
    '1\\|2<br>\\*3\\*&lt;b>'
    """
    words = words.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
    return words.replace("\n", "<br>")
