"""The one act of keeping: a backup comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.audit import turns
from citycircle.accounts.audit.verification import seen_file
from citycircle.accounts.models import ChainHead
from citycircle.accounts.rights import Right, only_the_service
from citycircle.core.messages import Text
from citycircle.records.keeping.backup import Manifest
from citycircle.records.keeping.replacing import check_restored, keep_later_lines, replace_rows


@dataclass(frozen=True, kw_only=True)
class RestoreBackup(Action[Manifest]):
    """Put a checked backup in place of everything; the log goes on after the restored lines with one that says so."""

    name: ClassVar[str] = "backup.restore"
    title: ClassVar[Text] = Text("恢复备份", "Restore a backup")
    who: ClassVar[Right] = only_the_service

    folder: Path
    manifest: Manifest

    def perform(self, ground: Ground) -> Manifest:
        turns.alone()
        ChainHead.objects.select_for_update().get(pk=1)  # refused tries leave their line without an act
        keep_later_lines(self.manifest)
        replace_rows(self.folder)
        check_restored(self.manifest)
        # What the last verification saw is turned back on purpose. Forgotten before the restored state counts: a crash
        # right after would otherwise look like somebody else's turning back.
        seen_file().unlink(missing_ok=True)
        ground.note(
            made_at=self.manifest.made_at, audit_number=self.manifest.audit_number, version=self.manifest.version
        )
        return self.manifest
