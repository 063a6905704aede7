"""A reading in one screen: how much was found, what is doubtful, who leads what, what was mended or set aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from citycircle.core import plans
from citycircle.core.messages import Text, listed
from citycircle.documents import alignment
from citycircle.documents.coverage import CLASSES
from citycircle.documents.naming import Naming, unresolved
from citycircle.documents.repair.mend import KINDS
from citycircle.documents.writers.ledger import NO_LEAD, TaskPlaces, clause_said, day_said, ledger_tasks
from citycircle.paper.tables import joined, width_of

if TYPE_CHECKING:
    from citycircle.documents.reading import Reading

COLON = Text("{left}：{right}", "{left}: {right}")
MOST_SHOWN = 12
"""Lines of one kind on the screen; the tables hold all of them."""


def write(reading: Reading, names: Sequence[Naming] = ()) -> str:
    """The summary of everything that was read from one file; `names` as a register resolved them."""
    blocks = [block for plan in reading.plans for block in _plan_blocks(plan)]
    blocks += [_names(names), _repairs(reading), _coverage(reading)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _plan_blocks(plan: plans.Plan) -> Iterator[list[str]]:
    yield _head(plan)
    yield _counts(plan)
    yield _doubtful(plan)
    yield _leads(plan)
    yield _dropped(plan)
    yield _same(plan)


def _head(plan: plans.Plan) -> list[str]:
    document = plan.document
    issued = day_said(document.issued_on.isoformat()) if document.issued_on else ""
    about = joined((document.doc_number or "", document.issuer or "", issued), " · ")
    title = document.title or Text("（原文没有标题）", "(the document has no title)").say()
    return [title, *([about] if about else [])]


def _counts(plan: plans.Plan) -> list[str]:
    tasks = [task for task in plan.tasks if task.role == "task"]
    leads = {each.text for task in tasks for each in task.duty.lead}
    others = {each.text for task in tasks for each in task.duty.responsible}
    unled = sum(not task.duty.lead for task in tasks)
    lines = [
        COUNTS.say(
            tasks=len(tasks),
            safeguards=len(plan.tasks) - len(tasks),
            targets=len(plan.targets),
            commitments=len(plan.commitments),
            milestones=len(plan.milestones),
            projects=len(plan.projects),
        )
    ]
    if leads or others:
        lines.append(ORGANISATIONS.say(leads=len(leads), others=len(others)))
    if unled:
        lines.append(UNLED.say(unled=unled))
    return lines


COUNTS = Text(
    "读出任务{tasks}项、保障措施{safeguards}条，量化目标{targets}个、相对目标{commitments}个、时间节点{milestones}个、项目{projects}个。",
    "Tasks: {tasks}, safeguards: {safeguards}, targets with numbers: {targets}, relative goals: {commitments}, "
    "milestones: {milestones}, projects: {projects}.",
)
ORGANISATIONS = Text(
    "牵头单位{leads}个，责任（配合）单位{others}个。",
    "Lead organisations: {leads}, responsible or cooperating: {others}.",
)
UNLED = Text("有{unled}项任务原文没有写明牵头单位。", "Tasks for which the text names no lead: {unled}.")


def _doubtful(plan: plans.Plan) -> list[str]:
    doubtful = [each for each in plan.diagnostics if each.alternative]
    if not doubtful:
        return [Text("没有存疑的读法。", "No reading is doubtful.").say()]
    lines = [Text("请先核对这{count}处：", "Please look at this first ({count}):").say(count=len(doubtful))]
    places = TaskPlaces(plan)
    for each in doubtful[:MOST_SHOWN]:
        task = places.at(each.span)
        where = f"[{clause_said(task)}] " if task else ""
        other = Text("另一种读法：{other}", "Other reading: {other}").say(other=each.alternative)
        lines.append(f"  {where}{each.say()} {other}")
    return lines + _rest(len(doubtful))


def _rest(count: int) -> list[str]:
    if count <= MOST_SHOWN:
        return []
    return [Text("  ……另有{rest}处，见存疑清单。", "  … and {rest} more in the tables.").say(rest=count - MOST_SHOWN)]


def _leads(plan: plans.Plan) -> list[str]:
    by_lead: dict[str, list[str]] = defaultdict(list)
    for each in ledger_tasks(plan):
        for name in [lead.text for lead in each.task.duty.lead] or [NO_LEAD.say()]:
            by_lead[name].append(clause_said(each.task))
    if set(by_lead) <= {NO_LEAD.say()}:
        return []
    room = max(map(width_of, by_lead))
    ordered = sorted(by_lead.items(), key=lambda item: (item[0] == NO_LEAD.say(), -len(item[1])))
    lines = [Text("各单位牵头的任务：", "Tasks by lead organisation:").say()]
    for name, clauses in ordered:
        padding = " " * (room - width_of(name))
        lines.append(f"  {name}{padding}  {len(clauses):>3}  {listed(clauses)}")
    return lines


def _dropped(plan: plans.Plan) -> list[str]:
    """The tasks that a person took out or merged: they are not counted, but not out of sight either."""
    if not plan.dropped:
        return []
    lines = [Text("按更正删去或并入的任务：", "Tasks taken out or merged as corrected:").say()]
    for each in plan.dropped:
        words = each.task.title.text if each.task.title else each.task.body.text
        into = Text("并入{into}", "merged into {into}").say(into=each.into) if each.into else ""
        why = joined((into, each.reason), Text("，", ", ").say())
        lines.append("  " + COLON.say(left=f"{clause_said(each.task)} {_one_line(words)}", right=why))
    return lines


def _same(plan: plans.Plan) -> list[str]:
    pairs = alignment.likely_same(alignment.organisation_names(plan))
    if not pairs:
        return []
    lines = [Text("可能是同一单位（没有合并）：", "Perhaps the same organisation (not merged):").say()]
    lines += [f"  {COLON.say(left=' / '.join(each.names), right=each.reason)}" for each in pairs[:MOST_SHOWN]]
    return lines + _rest(len(pairs))


def _names(names: Sequence[Naming]) -> list[str]:
    """The names that the register did not settle."""
    if not names:
        return []
    unsettled = unresolved(names)
    lines = [REGISTERED.say(known=len(names) - len(unsettled), open=len(unsettled))]
    lines += [f"  {COLON.say(left=each.name, right=each.open)}" for each in unsettled[:MOST_SHOWN]]
    return lines + _rest(len(unsettled))


REGISTERED = Text(
    "名录中对上单位名称{known}个，待核对{open}个。",
    "Names that the register knows: {known}, to be settled: {open}.",
)


def _repairs(reading: Reading) -> list[str]:
    if not reading.repairs:
        return []
    kinds = Counter(each.kind for each in reading.repairs)
    counted = listed(f"{KINDS.get(kind, Text(kind, kind)).say()} {count}" for kind, count in kinds.most_common())
    sentence = Text("修整了{count}处：{listed}。", "Places that were mended: {count} ({listed}).")
    return [sentence.say(count=len(reading.repairs), listed=counted)]


def _coverage(reading: Reading) -> list[str]:
    """The parts of the text and their sum, so that everybody sees that nothing fell through."""
    coverage = reading.coverage
    parts = listed(f"{CLASSES[share.kind].say()} {share.sentences}" for share in coverage.shares if share.sentences)
    lines = [COVERAGE.say(total=coverage.sentences, parts=parts)]
    if coverage.unread:
        unread = (reading.source.text[span.start : span.end] for span in coverage.unread[:MOST_SHOWN])
        lines.append(Text("没有归类的文字：", "Words that no class claims:").say())
        lines += [f"  {_one_line(words)}" for words in unread]
        lines += _rest(len(coverage.unread))
    return lines


COVERAGE = Text("全文{total}句都有归属：{parts}。", "Sentences, each accounted for: {total} ({parts}).")


def _one_line(words: str, most: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[:most]}……"
