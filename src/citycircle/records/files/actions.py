"""Keeping a file, or stopping it: the only way in for bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from citycircle.accounts.actions.base import Action, carry_out
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.models import Organisation
from citycircle.accounts.rights import Place, Right, Viewer, at_own_organisation, holding
from citycircle.accounts.roles import WORKING, Role
from citycircle.core.messages import Text
from citycircle.records.files.guard import Looked, SecrecyMarkFound, look
from citycircle.records.files.models import StoredFile
from citycircle.records.notices.actions import SendNotice, holders_of

STOPPED = Text(
    "{organisation}的{who}上传的文件带有“{mark}”标志，系统已停止接收，未留存副本。请按保密规定核查原件。",
    "A file that {who} of {organisation} tried to upload carries the mark “{mark}”. It was not kept. "
    "Please look into the original.",
)


@dataclass(frozen=True, kw_only=True)
class KeepFile(Action[StoredFile]):
    """Keep an upload that was looked at."""

    name: ClassVar[str] = "file.keep"
    title: ClassVar[Text] = Text("上传文件", "Upload a file")
    who: ClassVar[Right] = holding(*WORKING) & at_own_organisation

    organisation: Organisation
    looked: Looked = field(repr=False)

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> StoredFile:
        looked = self.looked
        row = StoredFile(sha256=looked.sha256, name=looked.name, size=len(looked.data), media_type=looked.media_type,
                         text_seen=looked.text_seen, organisation=self.organisation, kept_by_id=ground.by.person,
                         kept_at=ground.at)  # fmt: skip
        _write(row.file, looked.data)
        return ground.create(row)


@dataclass(frozen=True, kw_only=True)
class StopMarkedUpload(Action[int]):
    """A file with a secrecy mark was not kept; the secrecy officers are told who, when and which mark."""

    name: ClassVar[str] = "file.stop_marked"
    title: ClassVar[Text] = Text("拦截带密级标志的文件", "Stop a file with a secrecy mark")
    who: ClassVar[Right] = holding(*WORKING) & at_own_organisation

    organisation: Organisation
    mark: str

    def place(self) -> Place:
        return self.organisation.place

    def perform(self, ground: Ground) -> int:
        ground.note(mark=self.mark)
        officers = holders_of(Role.SECRECY_OFFICER, self.organisation.place, ground.day)
        about = Text("上传的文件带有密级标志，已拦截", "An upload with a secrecy mark was stopped")
        values = {"who": ground.by.name, "organisation": self.organisation, "mark": self.mark}
        body = Text(STOPPED.say("zh", **values), STOPPED.say("en", **values))
        for officer in officers:
            carry_out(SendNotice(person=officer, subject_line=about, body=body), by=ground.by, at=ground.at)
        return len(officers)


def take_in(
    data: bytes, name: str, *, organisation: Organisation, by: Viewer, at: datetime,
    accepted: Callable[[Looked], None] | None = None,
) -> StoredFile:  # fmt: skip
    """Look at an upload and keep it. `accepted` may refuse, by raising, what was looked at before anything is kept.

    Raises SecrecyMarkFound (after the officers were told), what `look` raises, and what `accepted` raises.
    """
    try:
        looked = look(data, name)
    except SecrecyMarkFound as error:
        carry_out(StopMarkedUpload(organisation=organisation, mark=str(error.details["mark"])), by=by, at=at)
        raise
    if accepted is not None:
        accepted(looked)
    return carry_out(KeepFile(organisation=organisation, looked=looked), by=by, at=at)


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all; bytes that are there already are not written again."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    with draft.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
