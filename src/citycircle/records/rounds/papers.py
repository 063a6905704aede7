"""The paper of a comment round (意见采纳情况表): who said what, what was adopted, and why."""

from __future__ import annotations

from citycircle.core.messages import Text, listed, spoken
from citycircle.core.terms import day_of
from citycircle.paper.tables import Column, Entry, PrintedTable
from citycircle.planning.baselines.effects import day_said
from citycircle.records.rounds.models import CommentRound, Objection
from citycircle.records.rounds.standing import rule_of
from citycircle.records.rounds.words import OBJECTION_KINDS, answer_of, outcome_of

TABLED = Text("意见采纳情况表", "Table of comments")
OTHERS = Text("{answer}（{count}个单位）：{names}", "{answer} ({count} organisations): {names}")


def objections_in(one: CommentRound) -> list[Objection]:
    """Every objection of a round in the order of the plan, withdrawn ones too."""
    about = ("asked__organisation", "task", "decided_by", "proposed_organisation")
    rows = Objection.objects.filter(asked__round=one).select_related(*about)
    return list(rows.order_by("task__order", "pk"))


def comment_table(one: CommentRound) -> PrintedTable:
    """意见采纳情况表: every objection with the decision and the reason; below, who agreed and who did not answer."""
    columns = (
        Column(Text("序号", "No.").say(), 10),
        Column(Text("单位", "Organisation").say(), 34, align="left"),
        Column(Text("任务", "Task").say(), 44, align="left"),
        Column(Text("意见类别", "Kind").say(), 22),
        Column(Text("意见和建议", "Objection and proposal").say(), 66, align="left"),
        Column(Text("采纳情况", "Decision").say(), 20),
        Column(Text("理由", "Reason").say(), 62, align="left"),
    )
    objected: dict[int, list[Objection]] = {}
    for row in objections_in(one):
        objected.setdefault(row.asked_id, []).append(row)
    lines: list[tuple[str, ...]] = []
    plain: dict[str, list[str]] = {}
    for asked in one.asked.select_related("organisation").order_by("organisation__code"):
        name, answer = asked.organisation.called(spoken()), answer_of(asked, one)[0].say()
        for row in objected.get(asked.pk, ()):
            words = "\n".join(filter(None, (row.words, proposed(row))))
            lines.append((name, f"{row.task.number} {row.task}", OBJECTION_KINDS[row.kind].say(), words,
                          outcome_of(row).say(), row.answer))  # fmt: skip
        if asked.words:
            lines.append((name, "", "", f"{answer}：{asked.words}", "", ""))
        elif asked.pk not in objected:
            plain.setdefault(answer, []).append(name)
    rows = tuple(tuple(map(Entry, (str(at), *line))) for at, line in enumerate(lines, start=1))
    asked_on = Text("征求意见：{opened}至{due}", "Asked: {opened} to {due}").say(
        opened=day_said(day_of(one.opened_at)), due=day_said(one.due)
    )
    title = Text("{plan}意见采纳情况表", "{plan}: comments and decisions").say(plan=one.plan.title)
    rule = Text("注：{rule}。", "Note: {rule}.").say(rule=rule_of(one).silence)
    others = [OTHERS.say(answer=answer, count=len(names), names=listed(names).say()) for answer, names in plain.items()]
    return PrintedTable(TABLED.say(), title, columns, rows, above=(asked_on, ""), notes=(*others, rule))


def proposed(row: Objection) -> str:
    """What an objection proposes instead, in one line."""
    said = [
        Text("建议由{who}承担", "proposed: {who}").say(who=row.proposed_organisation)
        if row.proposed_organisation
        else "",
        Text("建议时限{day}", "proposed day: {day}").say(day=day_said(row.proposed_due)) if row.proposed_due else "",
        row.proposed_words,
    ]
    return Text("；", "; ").say().join(filter(None, said))
