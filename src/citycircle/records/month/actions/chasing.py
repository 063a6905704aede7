"""Climbing the ladder once a day, signing what it drafts, answering a slip, and judging the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, ClassVar, NamedTuple

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation, Person
from citycircle.accounts.rights import Place, Right, only_the_service
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import SEMICOLON, Text, listed
from citycircle.mechanisms.cadences.digests import Addressee, Digest, digests_of
from citycircle.mechanisms.cadences.drafts import draft_of
from citycircle.mechanisms.cadences.ladder import Act, due_today
from citycircle.records.cases.models import CaseRecord
from citycircle.records.cases.standing import holidays
from citycircle.records.month.chasing import OwedRow, offices, parts_owed, people_for, reports_owed
from citycircle.records.month.models import Chase
from citycircle.records.month.orders import Order, open_order
from citycircle.records.month.rights import DECIDES, FILLS, REVIEWS, SIGNS, VERIFIES
from citycircle.records.notices.actions import SendNotice, holders_of
from citycircle.records.notices.models import Notice

DIGEST = "/chases/?day={day}"
"""Where a digest leads; by this address a person's digest of the day is known again."""
SIGNED = Text("{document}：{title}", "{document}: {title}")
VERDICTS = {"accepted": Text("理由成立", "a good reason"), "refused": Text("理由不成立", "no good reason")}


class NothingToSign(CityCircleError):
    what = Text("这一步没有需要签发的文书，或已经签发。", "There is nothing to sign here, or it was signed already.")
    why = Text("文书只签发一次，签发后即送达对方。", "A paper is signed once and goes out with that.")
    then = Text("请刷新页面查看。", "Please reload the page.")


class NoAnswerAwaited(CityCircleError):
    what = Text("这一催办不需要答复，或已有结论。", "No answer is awaited here, or it was judged already.")
    why = Text("一事一单，每单答复一次、认定一次。", "One matter, one slip: one answer and one verdict each.")
    then = Text("请查看最近的一张单。", "Please look at the latest slip.")


class AnswerIncomplete(CityCircleError):
    what = Text("请写明原因和新的完成时间。", "Please give the reason and the new date.")
    why = Text("办公室据此判断理由是否成立。", "The office judges the reason by it.")
    then = Text("请补充后再提交。", "Please add them and send it again.")


class _Climbed(NamedTuple):
    row: OwedRow
    act: Act
    asked: Organisation
    """Whom the rung turns to: who owes it, or who can end the wait."""


@dataclass(frozen=True, kw_only=True)
class ChaseDay(Action[int]):
    """Do what the ladder wants on a day for the whole region: keep each rung, draft its paper, one digest a person.

    Doing it again on the same day adds nothing: a rung that is kept is not climbed twice.
    """

    name: ClassVar[str] = "chase.day"
    title: ClassVar[Text] = Text("每日催办", "Climb the ladder of the day")
    who: ClassVar[Right] = only_the_service

    on: date
    since: date | None = None

    def perform(self, ground: Ground) -> int:
        """The number of rungs climbed. Raises NoRuleInForce, YearWithoutHolidays."""
        office_of = offices(self.on)
        climbed = [each for each in self._climbed() if each.row.city in office_of]
        for each in climbed:
            ground.create(_chase(each, office_of[each.row.city], self.on))
        self._tell(ground, climbed, office_of)
        return len(climbed)

    def _climbed(self) -> list[_Climbed]:
        calendar = holidays()
        pairs = [
            (row, act)
            for row in chain(reports_owed(self.on), parts_owed(self.on))
            for act in due_today(row.ladder, row.owed, calendar, on=self.on, since=self.since)
            if (act.rung, None if row.report else act.day) not in _kept(row)
        ]
        named = _named(act.organisation for _, act in pairs if act.to == "owner")
        return [_Climbed(row, act, named.get(act.organisation, row.organisation)) for row, act in pairs]

    def _tell(self, ground: Ground, climbed: list[_Climbed], office_of: dict[int | None, Organisation]) -> None:
        wanted: dict[Addressee, Organisation] = {}
        acts = []
        for row, act, asked in climbed:
            place = office_of[row.city] if act.to == "office" else asked
            addressee = (f"{place.pk}", act.to)
            wanted[addressee] = place
            acts.append(replace(act, organisation=addressee[0]))
        people = people_for(wanted.items(), self.on)
        by_number = {str(person.pk): person for several in people.values() for person in several}
        told = {addressee: [str(person.pk) for person in several] for addressee, several in people.items()}
        link = DIGEST.format(day=self.on.isoformat())
        already = {str(each) for each in Notice.objects.filter(link=link).values_list("person_id", flat=True)}
        for digest in digests_of(acts, told, on=self.on, already=already).digests:
            _send(ground, by_number[digest.person], digest, link)


def _kept(row: OwedRow) -> set[tuple[str, date | None]]:
    if row.report is not None:
        return {(each.rung, None) for each in row.report.chases.all()}
    return {(each.rung, each.day) for each in row.part.chases.all()}


def _named(names: Iterable[str]) -> dict[str, Organisation]:
    return {row.name: row for row in Organisation.objects.filter(name__in=set(names))}


def _chase(climbed: _Climbed, office: Organisation, on: date) -> Chase:
    row, act, asked = climbed
    return Chase(
        part=None if row.report else row.part,
        report=row.report,
        organisation=asked,
        office=office,
        rung=act.rung,
        day=act.day,
        sentence={"zh": act.sentence.zh, "en": act.sentence.en},
        document=act.document.zh[:40],
        draft=draft_of(act, row.owed, office=office.name, on=on).zh if act.document.zh else "",
        answer_by=act.answer_by,
    )


def _send(ground: Ground, person: Person, digest: Digest, link: str) -> None:
    body = listed(digest.lines, SEMICOLON) if len(digest.lines) == 1 else _lines(digest)
    notice = SendNotice(person=person, subject_line=digest.heading, body=body, link=link)
    carry_out(notice, by=ground.by, at=ground.at)


def _lines(digest: Digest) -> Text:
    zh, en = ("\n".join(line.say(each) for line in digest.lines) for each in ("zh", "en"))
    return Text(zh, en)


@dataclass(frozen=True, kw_only=True)
class SignChase(Action[Chase]):
    """Sign what a rung drafted, as it is or edited; it goes out to the head and the clerks with that."""

    name: ClassVar[str] = "chase.sign"
    title: ClassVar[Text] = Text("签发催办文书", "Sign a paper of the ladder")
    who: ClassVar[Right] = REVIEWS | VERIFIES | DECIDES

    chase: Chase
    draft: str

    def subject(self) -> Chase:
        return self.chase

    def _order(self, ground: Ground) -> CaseRecord:
        """What asks for an answer is followed to its end as an order, by the day that the slip names."""
        chase = self.chase
        about = f"{chase.document}：{chase.sentence['zh']}"
        order = Order(about, chase.office, chase.organisation, chase.office, self.draft, "document", chase.answer_by)
        return open_order(ground, order)

    def perform(self, ground: Ground) -> Chase:
        """Raises NothingToSign."""
        if self.chase.signed_at is not None or not self.chase.document or not self.draft.strip():
            raise NothingToSign
        order = self._order(ground) if self.chase.answer_by else None
        ground.change(self.chase, draft=self.draft, signed_by_id=ground.by.person, signed_at=ground.at, case=order)
        heading = SIGNED.fill(document=self.chase.document, title=self.chase.sentence["zh"][:80])
        place = self.chase.organisation.place
        people: dict[int, Person] = {}
        for role in (Role.ORGANISATION_HEAD, Role.FILLER):
            people |= {each.pk: each for each in holders_of(role, place, ground.day)}
        for person in people.values():
            body = Text(self.draft, self.draft)
            carry_out(SendNotice(person=person, subject_line=heading, body=body), by=ground.by, at=ground.at)
        return self.chase


@dataclass(frozen=True, kw_only=True)
class AnswerChase(Action[Chase]):
    """Answer a slip: the reason and the new date, by the organisation it was sent to."""

    name: ClassVar[str] = "chase.answer"
    title: ClassVar[Text] = Text("答复催办", "Answer a slip")
    who: ClassVar[Right] = FILLS | SIGNS

    chase: Chase
    words: str
    new_date: date | None

    def subject(self) -> Chase:
        return self.chase

    def place(self) -> Place:
        return self.chase.organisation.place

    def perform(self, ground: Ground) -> Chase:
        """Raises NoAnswerAwaited, AnswerIncomplete."""
        if self.chase.answer_by is None or self.chase.verdict or self.chase.case_id:
            raise NoAnswerAwaited
        if not self.words.strip() or self.new_date is None:
            raise AnswerIncomplete
        answer = f"{self.words.strip()}（新的完成时间：{self.new_date.isoformat()}）"
        return ground.change(self.chase, answer=answer, answered_at=ground.at)


@dataclass(frozen=True, kw_only=True)
class JudgeAnswer(Action[Chase]):
    """Say whether the reason is a good one, and why: 无正当理由 is a person's word, never the service's."""

    name: ClassVar[str] = "chase.judge"
    title: ClassVar[Text] = Text("认定催办答复", "Judge the answer to a slip")
    who: ClassVar[Right] = REVIEWS | VERIFIES
    needs_reason: ClassVar[bool] = True

    chase: Chase
    verdict: str

    def subject(self) -> Chase:
        return self.chase

    def perform(self, ground: Ground) -> Chase:
        """Raises NoAnswerAwaited."""
        if self.verdict not in VERDICTS or not self.chase.answer or self.chase.verdict:
            raise NoAnswerAwaited
        values: dict[str, Any] = {"verdict": self.verdict, "verdict_reason": ground.reason}
        return ground.change(self.chase, **values)
