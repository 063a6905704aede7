"""Looking over the whole chain: sealed files, lines, head. Finds what was altered, removed, added or reordered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from citycircle.accounts.audit import keys, segments
from citycircle.accounts.audit.chain import GENESIS, head_message, line_hash
from citycircle.accounts.models import AuditLine, ChainHead, SealedSegment
from citycircle.core.messages import Text

ALTERED = Text("第{number}行内容与其校验值不符", "line {number} does not match its own hash")
BROKEN = Text(
    "第{number}行与上一行不衔接（有增删或调序）",
    "line {number} does not follow the line before it (removed, added, reordered)",
)
MISSING = Text("第{number}行之前缺行", "lines are missing before line {number}")
HEAD_DIFFERS = Text(
    "末行与链头不符（末尾有增删）",
    "the last line is not the one that the head names (lines cut off or added at the end)",
)
HEAD_UNSIGNED = Text("链头签名无效（链头被改写）", "the signature of the head is not valid (the head was rewritten)")
TURNED_BACK = Text(
    "链头早于上次核验时的第{number}行（日志被回退）",
    "the head no longer holds line {number}, which the last verification saw",
)
FILE_GONE = Text("封存文件{file}不在", "the sealed file {file} is not there")
FILE_ALTERED = Text("封存文件{file}被改动", "the sealed file {file} was altered")
FOUND_AT_MOST = 100


@dataclass(slots=True)
class Verdict:
    """How many lines were looked at, and everything that is wrong with them (at most 100 faults are listed)."""

    lines: int = 0
    sealed: int = 0
    head: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        return not self.faults

    def fault(self, text: Text, **values: object) -> None:
        if len(self.faults) < FOUND_AT_MOST:
            self.faults.append(text.say(**values))


def verify(*, remember: bool = True, compare: bool = True) -> Verdict:
    """Walk the whole chain from the first sealed line to the head, and say everything that is wrong.

    An intact chain is remembered in a small signed file beside the database (`audit.seen`), so that turning the whole
    log back to an earlier state is found as well. A restore does that on purpose, and neither remembers nor compares.
    """
    verdict = Verdict()
    with transaction.atomic():  # one state of the log, also while others write
        head = ChainHead.objects.select_for_update().get(pk=1)
        number, digest = _walk_segments(verdict)
        number, digest = _walk(verdict, AuditLine.objects.order_by("number").iterator(2000), number, digest)
    verdict.head = head.number
    if (head.number, head.hash) != (number, digest):
        verdict.fault(HEAD_DIFFERS)
    if head.number and not keys.is_signed(head_message(head.number, head.hash), head.signature):
        verdict.fault(HEAD_UNSIGNED)
    if compare:
        _compare_with_last_time(verdict)
    if verdict.is_intact and remember and head.number:
        _remember(head)
    return verdict


def _walk_segments(verdict: Verdict) -> tuple[int, str]:
    number, digest = 0, GENESIS
    for segment in SealedSegment.objects.order_by("first"):
        if segment.first != number + 1 or segment.previous != digest:
            verdict.fault(BROKEN, number=segment.first)
        file = segments.folder() / segment.file
        if not file.is_file():
            verdict.fault(FILE_GONE, file=segment.file)
        elif not segments.is_whole(segment):
            verdict.fault(FILE_ALTERED, file=segment.file)
        else:
            _walk(verdict, segments.lines_of(file), number, digest)
            verdict.sealed += segment.last - segment.first + 1
        number, digest = segment.last, segment.hash
    return number, digest


def _walk(
    verdict: Verdict, lines: Iterable[AuditLine] | Iterator[AuditLine], number: int, digest: str
) -> tuple[int, str]:
    for line in lines:
        verdict.lines += 1
        if line.number != number + 1:
            verdict.fault(MISSING, number=line.number)
        elif line.previous != digest:
            verdict.fault(BROKEN, number=line.number)
        if line_hash(line) != line.hash:
            verdict.fault(ALTERED, number=line.number)
        number, digest = line.number, line.hash
    return number, digest


def seen_file() -> Path:
    return Path(settings.DATA) / "audit.seen"


def _remember(head: ChainHead) -> None:
    seen_file().parent.mkdir(parents=True, exist_ok=True)
    seen_file().write_text(json.dumps({"number": head.number, "hash": head.hash, "signature": head.signature}), "utf-8")


def _compare_with_last_time(verdict: Verdict) -> None:
    """The line that was the head at the last verification must still stand, in the log or in a sealed segment."""
    if not seen_file().is_file():
        return
    seen = json.loads(seen_file().read_text("utf-8"))
    number, digest = int(seen["number"]), str(seen["hash"])
    stands = AuditLine.objects.filter(number=number, hash=digest).exists()
    sealed = SealedSegment.objects.filter(first__lte=number, last__gte=number).exists()
    if not stands and not sealed:
        verdict.fault(TURNED_BACK, number=number)
