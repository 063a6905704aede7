"""Read a plan: a dirty document in, a ledger out in which every cell leads back to its sentence.

This is the documented Python API: `read` a file, `read_text` a text, and take the plans out of the `Reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citycircle.core.messages import Text
from citycircle.core.organisations import Register
from citycircle.core.plans import Aside, Diagnostic, Plan, Repair
from citycircle.documents import corrections as corrected
from citycircle.documents.assembling import Assembled, assemble
from citycircle.documents.corrections import Correction
from citycircle.documents.coverage import Coverage, cover
from citycircle.documents.due import completed
from citycircle.documents.framed import Framed
from citycircle.documents.intake.open import open_source
from citycircle.documents.mended import Mended
from citycircle.documents.naming import named, unresolved
from citycircle.documents.places import as_found, in_mended
from citycircle.documents.repair.mend import mend
from citycircle.documents.source import Source
from citycircle.documents.tables import task_tables

Progress = Callable[[Text], object]
"""Is told what is being done, in both languages; the command line shows it."""

OPENING = Text("打开文件", "opening the file")
MENDING = Text("修复文本", "mending the text")
READING = Text("读取任务与分工", "reading tasks and duties")
CHECKING = Text("核对覆盖情况", "accounting for every word")
UNRESOLVED = Text("名录中无法对应“{name}”：{reason}。", "The register cannot place {name}: {reason}.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file; every span counts code points of `source.text`.

    `plans` holds one plan as a rule, several where the file is a notice with several plans. `coverage` accounts for
    every word. `diagnostics` concern the file as a whole; those of one plan stand with it.
    """

    source: Source
    mended: Mended
    plans: tuple[Plan, ...]
    repairs: tuple[Repair, ...]
    asides: tuple[Aside, ...]
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...] = ()


def read(
    found: str | Path | bytes,
    *,
    name: str | None = None,
    organisations: Register | None = None,
    corrections: Sequence[Correction] = (),
    progress: Progress | None = None,
) -> Reading:
    """Read a plan from a file, or from the bytes of one.

    With a register, names that it cannot place are reported; with corrections, a person's corrected cells replace what
    was read, where the old value still stands.

    >>> reading = read("一、重点任务\\n1.建桥。（市港航局牵头）".encode("gb18030"), name="plan.txt")
    >>> reading.source.encoding, reading.plans[0].tasks[0].duty.lead[0].text
    ('gb18030', '市港航局')

    Raises a subclass of `SourceUnreadable` for a file that cannot be read.
    """
    tell = progress or _silent
    tell(OPENING)
    reading = read_source(open_source(found, name=name), progress=tell)
    plans = corrected.apply_to_all(reading.plans, corrections, reading.mended) if corrections else reading.plans
    if organisations is not None:
        plans = tuple(_with_names(plan, organisations) for plan in plans)
    return replace(reading, plans=tuple(map(completed, plans)))


def read_text(text: str, *, name: str = "text") -> Reading:
    """Read a plan from a text at hand.

    >>> reading = read_text("一、重点任务\\n1.建码头。（市港务局牵头）\\n2.修河堤。（市渔业局牵头，市园林局配合）")
    >>> [(task.id, task.number, task.duty.lead[0].text) for task in reading.plans[0].tasks]
    [('chp_1__para_1', '1', '市港务局'), ('chp_1__para_2', '2', '市渔业局')]
    """
    reading = read_source(Source(name, "text/plain", text, ""))
    return replace(reading, plans=tuple(map(completed, reading.plans)))


def read_source(source: Source, *, progress: Progress | None = None) -> Reading:
    """Read a plan from a document that is open already, as it stands: nothing corrected, no deadline completed yet."""
    tell = progress or _silent
    tell(MENDING)
    mended = mend(source.text)
    tables = [(in_mended(found.table.span, mended), found) for found in task_tables(source)]
    framed = Framed.of(mended, [in_mended(found.span, mended) for _, found in tables])
    own = [Aside(each.reason, in_mended(each.span, mended)) for each in source.asides]
    asides = tuple(sorted([*framed.asides(), *own], key=_place))
    tell(READING)
    assembled = assemble(source, framed, mended, asides, tables)
    tell(CHECKING)
    return _reading(source, mended, asides, assembled)


def _reading(source: Source, mended: Mended, asides: tuple[Aside, ...], assembled: Assembled) -> Reading:
    plans = as_found(assembled.plans, mended)
    found_asides = as_found(tuple(sorted([*asides, *assembled.asides], key=_place)), mended)
    preambles = as_found(assembled.preambles, mended)
    return Reading(
        source=source,
        mended=mended,
        plans=plans,
        repairs=mended.repairs,
        asides=found_asides,
        coverage=cover(source.text, plans, (*found_asides, *_removed(mended)), preambles),
        diagnostics=source.notes,
    )


def _place(aside: Aside) -> tuple[int, int]:
    return aside.span.start, aside.span.end


def _removed(mended: Mended) -> list[Aside]:
    """Damage that was taken out of the text: it is accounted for, though it belongs to nothing."""
    return [Aside(repair.kind, repair.span) for repair in mended.repairs if not repair.after.strip()]


def _silent(_: Text) -> None:
    """Progress that nobody watches."""


def _with_names(plan: Plan, register: Register) -> Plan:
    """The plan with a remark for every name that the register cannot place."""
    remarks = tuple(
        Diagnostic("P301", UNRESOLVED, None, None, (("name", each.name), ("reason", str(each.open))))
        for each in unresolved(named(plan, register))
    )
    return replace(plan, diagnostics=(*plan.diagnostics, *remarks))
