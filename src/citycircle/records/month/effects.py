"""What a correction slip would change, as far as the service knows: totals, lights, and where the old value stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.timezone import localdate

from citycircle.core.messages import Text
from citycircle.mechanisms.reports.corrections import Change, Effect, IssuedPaper, Total, Uses, effects
from citycircle.records.lists.entries import task_of_code
from citycircle.records.lists.models import SheetExport
from citycircle.records.month.models import Chase, CorrectionSlip, Entry, MonthLock, Report
from citycircle.records.month.public import NEXT, PLAIN, PROGRESS, public_parts
from citycircle.records.month.relighting import ReadTwice, read_twice
from citycircle.records.month.reports import current_of, number_in, receiver_of

ON_PUBLIC_PAGE = Text(
    "公开进展页现登有“{words}”，批准后即改为新值。",
    "The public page prints “{words}”; once signed it prints the new value.",
)
PUBLIC_WORD = Text("公开进展页的说法由“{old}”变为“{new}”。", "The public page says “{new}” instead of “{old}”.")
ON_LIST = Text(
    "已导出的“{title}”（{code}，{day}）进展栏印有原值，须重新导出或附更正说明。",
    "The sheet “{title}” ({code}, {day}) that went out prints the old value: export it again or add a note.",
)
LIGHT_ON_LIST = Text(
    "已导出的“{title}”（{code}，{day}）亮灯栏印有“{light}”，须重新导出或附更正说明。",
    "The sheet “{title}” ({code}, {day}) that went out prints the light “{light}”: export it again or add a note.",
)
ORDER_OUT = Text(
    "已签发的{document}（{organisation}，{day}）依据原灯，须函告更正。",
    "The {document} to {organisation} of {day} went out on the old light; tell them of the correction.",
)
ORDER_DRAFT = Text(
    "待签发的{document}（{organisation}）依据原灯，签发前请重新核对。",
    "The {document} to {organisation} is drafted on the old light; look at it again before it is signed.",
)
CARRIED = Text(
    "{month}月报带入了原值“{words}”，不随本单改变，有误须另行更正。",
    "The report of {month} carried “{words}” over; it stays as it is and needs a slip of its own.",
)


def effects_of(slip: CorrectionSlip) -> tuple[Effect, ...]:
    """What a slip would change: totals, every light that rests on the value, and what printed or carried it.

    A part of another city in the same joint task rests on its own reports, so no light of it is touched.
    """
    entry = slip.entry
    report = entry.report
    lights = read_twice(report, entry.field, slip.new_words)
    uses = Uses(
        totals=list(_totals(report, entry)),
        readings=[each.reading for each in lights],
        papers=list(_notices(report, entry)),
        elsewhere=list(_elsewhere(report, entry, lights)),
    )
    zero = Decimal(0)
    change = Change(
        str(report.organisation), entry.field, f"{report.month:%Y-%m}", entry.value or zero, slip.new_value or zero,
        entry.unit,
    )  # fmt: skip
    return effects(change, uses)


def _totals(report: Report, entry: Entry) -> Iterable[Total]:
    """The sum over all reports of this month on the same task, where there is more than one."""
    beside = Report.objects.filter(part__task=report.part.task_id, month=report.month, into=None)
    rows = {str(each.organisation): each for each in beside.select_related("organisation")}
    if len(rows) > 1 and entry.value is not None:
        cells = current_of(rows.values())
        values = {name: number_in(cells.get(each.pk, {}).get(entry.field, "")) for name, each in rows.items()}
        parts = {name: value for name, value in values.items() if value is not None}
        yield Total(f"{report.part.task}", parts, unit=entry.unit)


def _notices(report: Report, entry: Entry) -> Iterator[IssuedPaper]:
    for lock in MonthLock.objects.filter(organisation=receiver_of(report), month=report.month):
        yield IssuedPaper(
            f"{report.month:%Y-%m}月报通报", str(lock.totals.get("notice", "")), localdate(lock.locked_at).isoformat(),
            str(report.part), entry.words,
        )  # fmt: skip


def _elsewhere(report: Report, entry: Entry, lights: Sequence[ReadTwice]) -> Iterator[Text]:
    turned = [each for each in lights if each.new.colour != each.light.colour and each.changes]
    yield from _public(report, entry, turned)
    yield from _lists(report, entry, turned)
    if turned:
        yield from _orders(report)
    yield from _carried(report, entry)


def _public(report: Report, entry: Entry, turned: Sequence[ReadTwice]) -> Iterator[Text]:
    """The page that everybody may read, where this part stands on it."""
    part = public_parts().filter(pk=report.part_id).first()
    if part is None:
        return
    last = next(iter(part.reports.all()), None)
    if entry.field in {PROGRESS, NEXT} and entry.words and last is not None and last.pk == report.pk:
        yield ON_PUBLIC_PAGE.fill(words=entry.words)
    shown = [each for each in turned if not each.light.human_colour]
    is_shown = shown and not part.lights.filter(month__gt=shown[-1].light.month).exists()
    if is_shown and PLAIN[shown[-1].light.colour] != PLAIN[shown[-1].new.colour]:
        yield PUBLIC_WORD.fill(old=PLAIN[shown[-1].light.colour], new=PLAIN[shown[-1].new.colour])


def _lists(report: Report, entry: Entry, turned: Sequence[ReadTwice]) -> Iterator[Text]:
    """Sheets that left since the lock and said the old words, or a light that would turn."""
    if report.locked_at is None or not (turned or entry.field == PROGRESS):
        return
    since = SheetExport.objects.filter(made_at__gte=report.locked_at, versions__has_key=str(report.part.task_id))
    for export in since.select_related("plan", "list").order_by("made_at"):
        said = {"title": export.content.get("title", ""), "code": export.short_code,
                "day": localdate(export.made_at).isoformat()}  # fmt: skip
        lines = export.content.get("lines", [])
        cells = [dict(cells) for key, cells in lines if task_of_code(key) == report.part.task_id]
        if entry.field == PROGRESS and entry.words and any(entry.words in row.values() for row in cells):
            yield ON_LIST.fill(**said)
        words = {row["light"] for row in cells if row.get("light")}
        if turned and words:
            yield LIGHT_ON_LIST.fill(**said, light="、".join(sorted(words)))


def _orders(report: Report) -> Iterator[Text]:
    """Papers of the ladder on this part since the month, signed or drafted, that its light gave rise to."""
    rows = Chase.objects.filter(part=report.part_id, report=None, day__gte=report.month).exclude(document="")
    for chase in rows.select_related("organisation").order_by("day", "pk"):
        said = {"document": chase.document, "organisation": chase.organisation}
        if chase.signed_at is None:
            yield ORDER_DRAFT.fill(**said)
        else:
            yield ORDER_OUT.fill(**said, day=localdate(chase.signed_at).isoformat())


def _carried(report: Report, entry: Entry) -> Iterator[Text]:
    """Later reports of the same organisation that took the value over from month to month."""
    later = Report.objects.filter(part=report.part_id, organisation=report.organisation_id, month__gt=report.month)
    for row in later.order_by("month"):
        held = Entry.objects.filter(report=row, field=entry.field, target=entry.target_id).order_by("-number").first()
        if held is None or not held.words or held.words != entry.words:
            return
        yield CARRIED.fill(month=f"{row.month:%Y-%m}", words=entry.words)
