"""What the ladder has come to: reminders, slips and drafts, each with its sentence; signing, answering, judging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.core.messages import Text, spoken
from citycircle.mechanisms.cadences.ladder_tables import SLIP_COLOURS
from citycircle.records.month.actions.chasing import VERDICTS, AnswerChase, JudgeAnswer, SignChase
from citycircle.records.month.models import Chase
from citycircle.records.month.reach import READS_MONTH, chases_within
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.sheets import Column, Option, Sheet

TITLE = Text("催办", "Reminders and slips")
RUNGS = {
    "t_minus_7": Text("到期前7天", "7 days before"),
    "t_minus_3": Text("到期前3天", "3 days before"),
    "t_minus_1": Text("到期前1天", "1 day before"),
    "t_plus_1": Text("逾期1天催办", "1 day late"),
    "t_plus_3": Text("逾期3天电话名单", "3 days late: phone list"),
    "t_plus_5": Text("逾期5天拟通报", "5 days late: circular"),
    "pause": Text("暂停，等待他方", "stands still for another"),
    **{colour: Text(f"{word.zh}级", f"level {word.en}") for colour, word in SLIP_COLOURS.items()},
}
PROPOSED = Text("待签发", "to be signed")
SENT = Text("已签发", "signed")
TOLD = Text("已提醒", "told")


def rung_word(chase: Chase) -> Text:
    return RUNGS.get(chase.rung, Text(chase.rung, chase.rung))


def said(chase: Chase) -> str:
    """The sentence of a rung in the reader's language."""
    return str(chase.sentence.get(spoken(), chase.sentence.get("zh", "")))


def standing_of(chase: Chase) -> Text:
    """Whether a rung only told somebody, or waits for a signature, an answer, a verdict."""
    if chase.verdict:
        return VERDICTS[chase.verdict]
    if chase.answer:
        return Text("已答复，待认定", "answered, to be judged")
    if chase.signed_at:
        return SENT
    return PROPOSED if chase.document else TOLD


def _rungs() -> list[Option]:
    return list(RUNGS.items())


class Chases(ListPage):
    """Every rung the viewer may see, the latest first."""

    title = TITLE
    who = READS_MONTH
    sheet = Sheet(
        title,
        (
            Column("what", Text("事项", "Matter"), said, link=lambda one: reverse("chase", args=[one.pk]), kind="wide"),
            Column("rung", Text("步骤", "Rung"), rung_word, ("rung",), choose="rung", options=_rungs,
                   light=lambda one: one.rung if one.rung in SLIP_COLOURS else ""),
            Column("whom", Text("单位", "Organisation"), lambda one: one.organisation.called(spoken()),
                   ("organisation__name",), ("organisation__name",)),
            Column("day", Text("日期", "Day"), lambda one: one.day, ("day",)),
            Column("state", Text("状态", "State"), standing_of),
            Column("answer_by", Text("答复期限", "Answer by"), lambda one: one.answer_by, ("answer_by",)),
        ),
        order=("-day", "pk"),
        empty=Text("没有需要催办的事项。", "Nothing had to be chased."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Chase]:
        return chases_within(self.request.viewer).select_related("organisation")


class ChasePage(Page):
    """One rung: its sentence, its draft, the answer, and what the viewer may do about it."""

    title = TITLE
    who = READS_MONTH
    template = "month/chase.html"

    def find(self, **keys: Any) -> Chase:
        rows = chases_within(self.request.viewer).select_related("organisation", "office", "signed_by", "case")
        chase: Chase = found(rows, **keys)
        return chase

    def place(self) -> None:
        """`find` held to what the viewer may see."""

    def context(self) -> dict[str, Any]:
        chase: Chase = self.subject
        viewer = self.request.viewer
        unjudged = bool(chase.answer_by) and not chase.verdict and chase.case_id is None
        return {
            "chase": chase,
            "word": rung_word(chase),
            "sentence": said(chase),
            "state": standing_of(chase),
            "verdict": VERDICTS.get(chase.verdict),
            "may_sign": bool(chase.document) and chase.signed_at is None
            and SignChase(chase=chase, draft="").allows(viewer),
            "may_answer": unjudged and AnswerChase(chase=chase, words="", new_date=None).allows(viewer),
            "may_judge": unjudged and bool(chase.answer) and JudgeAnswer(chase=chase, verdict="").allows(viewer),
        }  # fmt: skip


class _OnChase(FormPage):
    def find(self, **keys: Any) -> Chase:
        rows = chases_within(self.request.viewer).select_related("organisation", "office")
        chase: Chase = found(rows, **keys)
        return chase

    def onward(self, result: Chase) -> str:
        return reverse("chase", args=[result.pk])


class SignForm(_OnChase):
    action = SignChase
    entries = (Entry("draft", Text("文书", "Paper"), "text"),)
    explanation = Text(
        "可修改后签发。签发即送达对方负责人和经办人，要求答复的转为督办事项。",
        "Edit it as you like. Signed, it goes to the head and the clerks; what asks for an answer becomes an order.",
    )

    def initial(self) -> Mapping[str, object]:
        return {"draft": self.subject.draft}

    def make(self, values: Mapping[str, Any]) -> SignChase:
        return SignChase(chase=self.subject, draft=values["draft"])


class AnswerForm(_OnChase):
    action = AnswerChase
    entries = (
        Entry("words", Text("原因（由谁解决请一并写明）", "The reason, and who can end it"), "text"),
        Entry("new_date", Text("新的完成时间", "New date"), "day"),
    )

    def place(self) -> Any:
        return self.subject.organisation.place

    def make(self, values: Mapping[str, Any]) -> AnswerChase:
        return AnswerChase(chase=self.subject, words=values["words"], new_date=values["new_date"])


class JudgeForm(_OnChase):
    action = JudgeAnswer
    entries = (Entry("verdict", Text("认定", "Verdict"), "choice", options=lambda: list(VERDICTS.items())),)

    def make(self, values: Mapping[str, Any]) -> JudgeAnswer:
        return JudgeAnswer(chase=self.subject, verdict=values["verdict"])


entry(165, TITLE, "chases", Chases.who)

urlpatterns = [
    path("chases/", Chases.as_view(), name="chases"),
    path("chases/<int:pk>", ChasePage.as_view(), name="chase"),
    path("chases/<int:pk>/sign", SignForm.as_view(), name="sign_chase"),
    path("chases/<int:pk>/answer", AnswerForm.as_view(), name="answer_chase"),
    path("chases/<int:pk>/judge", JudgeForm.as_view(), name="judge_answer"),
]
