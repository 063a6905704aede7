"""A task of several cities: each city's part is a case of its own, and this is all of them side by side.

No function here changes a part. Nobody sets another's: the whole is done when every part is done and every lead has
confirmed it, each in its own case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.mechanisms.cases.case import Case
from citycircle.mechanisms.tasks.readings import FINISHED, Waiting, due_now, waiting


class NotOneJointTask(CityCircleError):
    """Cases were laid side by side that are not parts of one joint task."""

    what = Text("{city}的任务不属于共同事项“{joint}”。", "The task of {city} is no part of the joint task {joint}.")
    why = Text("各市的部分须登记为同一共同事项。", "The parts of all cities must name one joint task.")
    then = Text("请核对共同事项编号。", "Please check the key of the joint task.")


class PartsNotDone(CityCircleError):
    """A joint task cannot be confirmed as a whole while a part of it is not done."""

    what = Text(
        "共同事项“{joint}”还有未办结的部分：{parts}。", "Parts of the joint task {joint} are not done: {parts}."
    )
    why = Text("各市只能在全部办结后确认整体完成。", "The whole is confirmed when every part is done.")
    then = Text(
        "请等待或提请对方；本市部分的状态不受影响。", "Please wait or ask the others; your own part stands as it is."
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One city's part as all others see it."""

    city: str
    lead: str
    state: Text
    due: date | None
    waiting: Waiting | None
    done: bool
    confirmed: datetime | None


@dataclass(frozen=True, slots=True)
class Joint:
    """All parts, whose hand they were in and for how long, and who has confirmed the whole."""

    key: str
    parts: tuple[Part, ...]
    time_in_hand: Mapping[str, timedelta]
    elapsed: timedelta

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Cities that have not confirmed the whole yet."""
        return tuple(part.city for part in self.parts if part.confirmed is None)

    @property
    def done(self) -> bool:
        """Whether every part is done and every city has confirmed the whole."""
        return all(part.done for part in self.parts) and not self.unconfirmed

    @property
    def sentence(self) -> Text:
        """Where the whole stands, in one sentence that blames nobody."""
        if self.done:
            return Text("各市均已办结并确认。", "Every city has finished its part and confirmed the whole.")
        open_parts = listed(Text(f"{part.city}“{part.state.zh}”", f'{part.city} "{part.state.en}"')
                            for part in self.parts if not part.done)  # fmt: skip
        if any(not part.done for part in self.parts):
            return Text("尚在办理：{parts}。", "Still open: {parts}.").fill(parts=open_parts)
        return Text("各市均已办结，待确认：{cities}。", "All parts are done; yet to confirm: {cities}.").fill(
            cities=listed(self.unconfirmed)
        )


def joint_view(key: str, parts: Mapping[str, Case], now: datetime) -> Joint:
    """Lay the parts of a joint task side by side, by city.

    Time in hand of all organisations over all parts adds up to the time elapsed of all parts. Raises NotOneJointTask.
    """
    held: dict[str, timedelta] = {}
    elapsed = timedelta()
    for city, case in parts.items():
        if case.facts.get("joint") != key:
            raise NotOneJointTask(city=city, joint=key)
        for organisation, length in case.time_in_hand(now).items():
            held[organisation] = held.get(organisation, timedelta()) + length
        elapsed += case.elapsed(now)
    return Joint(key, tuple(_part(city, case) for city, case in parts.items()), held, elapsed)


def check_confirmation(key: str, parts: Mapping[str, Case], now: datetime) -> None:
    """Let a city confirm the whole only when every part is done. Raises PartsNotDone with the open ones."""
    open_parts = [part.city for part in joint_view(key, parts, now).parts if not part.done]
    if open_parts:
        raise PartsNotDone(joint=key, parts=listed(open_parts))


def _part(city: str, case: Case) -> Part:
    return Part(
        city=city,
        lead=case.parties.get("lead", ""),
        state=case.here.title,
        due=due_now(case),
        waiting=waiting(case),
        done=case.state in FINISHED,
        confirmed=_confirmed(case),
    )


def _confirmed(case: Case) -> datetime | None:
    """When this city confirmed the whole; a re-opening takes its confirmation back, as it was of something else."""
    confirmed: datetime | None = None
    for event in case.events:
        if event.kind == "confirm_joint":
            confirmed = event.moment
        if event.kind in {"reopen", "keep_open"}:
            confirmed = None
    return confirmed
