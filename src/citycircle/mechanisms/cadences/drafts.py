"""Drafts of what the ladder proposes to send: notices, slips, the list for a circular. A person signs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from citycircle.core.messages import Text
from citycircle.core.terms import day_said
from citycircle.mechanisms.cadences.ladder import Act, Owed

_HEAD = Text("{document}\n\n{organisation}：\n", "{document}\n\nTo {organisation}:\n")
_ANSWER = Text(
    "请于{answer_by}前说明原因，并提出新的完成时间；属上级审批、政策调整、不可抗力或等待对方城市等合理原因的，"
    "请一并注明由谁解决。",
    "Please give the reason and a new date by {answer_by}. If it waits for a superior, a change of policy, force "
    "majeure or another city, please say so and who can end it.",
)
_SEND = Text(
    "请尽快报送；确有困难的，请与我们联系。", "Please send it soon, and do call us if something is in the way."
)
_FOOT = Text("\n{office}\n{on}（草稿，签发后生效）", "\n{office}\n{on} (a draft; it holds once signed)")
_NAMED_HEAD = Text(
    "以下事项截至{on}仍未报送或办结，拟在通报中列出：", "Not received or done by {on}, for the circular:"
)
_NAMED_LINE = Text("{number}. {organisation}：{sentence}", "{number}. {organisation}: {sentence}")


def draft_of(act: Act, owed: Owed, *, office: str, on: date) -> Text:
    """The document that a rung drafts, in polite words: to whom, what, what is asked by when, from whom.

    A rung without a document gives its sentence alone.
    """
    if not act.document.zh:
        return act.sentence
    ask = _ANSWER.fill(answer_by=day_said(act.answer_by)) if act.answer_by else _SEND
    head = _HEAD.fill(document=act.document, organisation=owed.organisation)
    foot = _FOOT.fill(office=office, on=day_said(on))
    zh, en = ("\n".join(part.say(each) for part in (head, act.sentence, ask, foot)) for each in ("zh", "en"))
    return Text(zh, en)


def named_in_circular(acts: Sequence[Act], *, on: date) -> Text:
    """The list of what is to be named in a circular, for the person who signs it; organisations only."""
    lines = [
        _NAMED_LINE.fill(number=number, organisation=act.organisation, sentence=act.sentence)
        for number, act in enumerate(sorted(acts, key=lambda act: (act.organisation, act.key)), start=1)
    ]
    parts = [_NAMED_HEAD.fill(on=day_said(on)), *lines]
    zh, en = ("\n".join(part.say(each) for part in parts) for each in ("zh", "en"))
    return Text(zh, en)
