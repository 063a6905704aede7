"""Rows of task tables as tasks, with the same grammar of duties as in prose, in places of the mended text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from citycircle.core.messages import Text
from citycircle.core.plans import Implied, Quoted, Role, Section, Span, Subitem, Task
from citycircle.documents.clauses import ClauseNames
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.drafting import Above, Draft, printed_number, tidy
from citycircle.documents.duties.assigning import deadline_of, duty_of
from citycircle.documents.duties.names import Name
from citycircle.documents.duties.notation import LeadRule, Notation, read_notation
from citycircle.documents.mended import Mended
from citycircle.documents.outline.headings import is_plainly_safeguard
from citycircle.documents.outline.markers import chinese_number, find_markers
from citycircle.documents.outline.numbering import choose
from citycircle.documents.places import in_mended
from citycircle.documents.table_headings import role_of
from citycircle.documents.table_measures import goals, measure, measured
from citycircle.documents.tables import NamedCell, TaskRow, TaskTable, without_duties
from citycircle.language.dates import find_dates

_Part = Literal["lead", "responsible", "cooperating"]
_COOPERATING = re.compile(r"(?i)\bcooperating[:：][ \t]*")
_DUTIES: tuple[_Part, ...] = ("lead", "responsible", "cooperating")
_TEXTS = ("title", "content")
_PROMISES = ("goal", "quarter", "deadline")
_MEASURED = frozenset({"indicator", "value", "unit"})
_IN_EXTRAS = frozenset({"field", "goal", "leader", "quarter", "remark", "other"}) | _MEASURED
_STARRED = re.compile(r"带\\?\*的时限由文件的期限推定|Deadlines with \\?\* follow")
"""What a ledger of our own says below its table (documents.writers)."""
COMPLETED = Text("由台账推定，原文没有写明", "completed by the ledger; the document does not print it")
_NUMBER = re.compile(r"\D*?(?P<figures>\d{1,5}(?:[.．\-—]\d{1,3})*)|\D*?(?P<chinese>[一二三四五六七八九十]{1,4})")


def draft_table(
    mended: Mended, table: TaskTable, names: ClauseNames, above: Above | None = None, rule: LeadRule | None = None
) -> Draft:
    """Tasks, bands and passages of one table of tasks.

    >>> from citycircle.documents.intake.open import open_source
    >>> from citycircle.documents.tables import task_tables
    >>> text = "序号\\t重点任务\\t牵头单位\\t配合单位\\n1\\t建跨江大桥\\t市港航局\\t市园林局、市林业局\\n"
    >>> source = open_source(text.encode())
    >>> [task] = draft_table(Mended.of(source.text), task_tables(source)[0], ClauseNames()).tasks
    >>> task.id, task.number, task.body.text, [name.text for name in task.duty.cooperating]
    ('row_1', '1', '建跨江大桥', ['市园林局', '市林业局'])
    """
    return _Rows(mended, names, above or Above(), rule).draft(table)


class _Rows:
    def __init__(self, mended: Mended, names: ClauseNames, above: Above, rule: LeadRule | None) -> None:
        self.mended, self.names, self.above, self.rule = mended, names, above, rule
        self.bands: dict[Span, str] = {}
        self.fields: dict[tuple[str, str], str] = {}
        self.starred = _STARRED.search(mended.text) is not None
        self.out = Draft()

    def draft(self, table: TaskTable) -> Draft:
        for row in map(self._as_printed, table.rows):
            for depth, band in enumerate(row.path):
                if band.span not in self.bands:
                    self._band(band, depth, row.path)
            self._row(row)
        return self.out

    def _as_printed(self, row: TaskRow) -> TaskRow:
        """A row without the deadlines that the ledger itself says nobody printed: 2027年底*."""
        if not self.starred or not any(_follows(cell) for cell in row.cells):
            return row
        cells = tuple(replace(cell, role="other") if _follows(cell) else cell for cell in row.cells)
        return replace(row, cells=cells)

    # places and texts

    def _span(self, span: Span) -> Span:
        return in_mended(span, self.mended)

    def _quoted(self, cell: NamedCell | Quoted) -> Quoted:
        """A cell in mended characters; one whose text was unescaped in the file keeps the text the format gave."""
        span = self._span(cell.span)
        exact = cell.span.end - cell.span.start == len(cell.text)
        return Quoted(tidy(self.mended.text[span.start : span.end] if exact else cell.text), span)

    def _joined(self, cells: Iterable[NamedCell]) -> Quoted | None:
        parts = [self._quoted(cell) for cell in cells]
        if not parts:
            return None
        text = "\n".join(dict.fromkeys(part.text for part in parts))
        return Quoted(text, Span(min(p.span.start for p in parts), max(p.span.end for p in parts)))

    # bands

    def _band(self, band: Quoted, depth: int, path: Sequence[Quoted]) -> None:
        quoted = self._quoted(band)
        marker, value, title = _split_marker(quoted.text)
        above = self.bands.get(path[depth - 1].span, "") if depth else self.above.id
        self.bands[band.span] = self.names.heading(above, len(self.above.path) + depth, value, title)
        self.out.sections.append(Section(len(self.above.path) + depth + 1, marker, title, quoted.span))

    def _path(self, row: TaskRow) -> tuple[str, ...]:
        return (*self.above.path, *("".join(_split_marker(self._quoted(band).text)[::2]) for band in row.path))

    def _in_fields(self, row: TaskRow, above: str, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The clause and the path of a row below its categories (领域, 类别), which are headings set beside it."""
        for cell in row.all_of("field"):
            quoted = self._quoted(cell)
            marker, value, title = _split_marker(without_duties(quoted.text))
            if marker + title in path:
                continue
            if (above, title) not in self.fields:
                self.fields[above, title] = self.names.heading(above, len(path), value, title)
                self.out.sections.append(Section(len(path) + 1, marker, title, quoted.span))
            above = self.fields[above, title]
            path = (*path, marker + title)
        return above, path

    # rows

    def _row(self, row: TaskRow) -> None:
        title, body = self._joined(row.all_of("title")), self._joined(row.all_of("content"))
        if title is None and body is None:
            return
        if body is None:
            title, body = None, title
        assert body is not None  # one of both was given
        number = row.cell("number")
        above = self.bands.get(row.path[-1].span, "") if row.path else self.above.id
        above, path = self._in_fields(row, above, self._path(row))
        printed = self._quoted(number).text if number else ""
        task_id = self.names.row(above, _mark(printed), (title or body).text)
        role: Role = "safeguard" if any(map(is_plainly_safeguard, path)) else "task"
        notations = list(self._notations(row))
        laid_out = self._targets(row, task_id, path)
        self.out.tasks.append(
            Task(
                id=task_id,
                number=printed_number(printed),
                path=path,
                role=role,
                title=title,
                body=body,
                duty=duty_of(notations, self.rule),
                subitems=tuple(self._subitems(row)),
                span=self._span(row.span),
                deadline_implied=next(
                    (_implied(cell) for cell in row.cells if self.starred and _ends_starred(cell)), None
                ),
                deadline=self._joined(row.all_of("deadline")) or deadline_of(notations),
                extras=tuple(self._extras(row, laid_out)),
            )
        )
        for cell in row.cells:
            alone = cell.role == "goal" and measure(cell.text) is not None
            if cell.role in _TEXTS or (cell.role in _PROMISES and not cell.filled and not alone):
                span = self._span(cell.span)
                self.out.passages.append(Passage(span.start, span.end, task_id, path, role, cell=True))

    def _notations(self, row: TaskRow) -> Iterator[Notation]:
        for part in _DUTIES:
            for cell in row.all_of(part):
                span = self._span(cell.span)
                words = self.mended.text[span.start : span.end]
                exact = cell.span.end - cell.span.start == len(cell.text) and bool(words)
                text, start = (self.mended.text, span.start) if exact else (cell.text, 0)
                for low, high, each in _parts(text, start, start + len(words if exact else cell.text), part):
                    found = read_notation(text, low, high, part=each)
                    if found is not None:
                        yield found if exact else _at(found, span)

    def _targets(self, row: TaskRow, task: str, path: tuple[str, ...]) -> frozenset[NamedCell]:
        """Write down the targets that the row lays out in columns; returns the cells that they account for."""
        accounted: set[NamedCell] = set()
        for target, cells in measured(row):
            self.out.targets.append(replace(target, task=task, path=path, span=self._span(target.span)))
            accounted.update(cells)
        for cell in row.all_of("goal"):
            if not cell.filled:
                self.out.targets += (
                    replace(target, task=task, path=path, span=self._span(target.span)) for target in goals(cell)
                )
        return frozenset(accounted)

    def _extras(self, row: TaskRow, laid_out: frozenset[NamedCell]) -> Iterator[tuple[str, Quoted]]:
        for cell in row.cells:
            if cell in laid_out:
                continue
            if cell.role in _IN_EXTRAS and not cell.is_none and cell.text.strip():
                yield cell.heading, self._quoted(cell)

    def _subitems(self, row: TaskRow) -> Iterator[Subitem]:
        """The numbered parts of a cell, or the lines of a task that has several."""
        for cell in row.all_of("content"):
            span = self._span(cell.span)
            steps = choose(find_markers(self.mended.text, [(span.start, span.end)]))
            if len(steps) > 1:
                ends = [*(step.marker.start for step in steps[1:]), span.end]
                for step, end in zip(steps, ends, strict=True):
                    text = tidy(self.mended.text[step.marker.end : end])
                    yield Subitem(step.marker.text, text, Span(step.marker.start, end))
            elif len(row.lines) > 1:
                words = self._quoted(cell)
                yield Subitem("", words.text, words.span)


def _follows(cell: NamedCell) -> bool:
    return cell.role == "deadline" and _ends_starred(cell)


def _ends_starred(cell: NamedCell) -> bool:
    return role_of(cell.heading) == "deadline" and cell.text.endswith("*")


def _implied(cell: NamedCell) -> Implied | None:
    moment = next(iter(find_dates(cell.text)), None)
    value = moment.value() if moment else None
    return Implied(value, COMPLETED) if value else None


def _parts(text: str, start: int, end: int, part: _Part) -> Iterator[tuple[int, int, _Part]]:
    """A cell of names, cut where an English ledger says who only cooperates; Chinese words are read with the names."""
    helping = _COOPERATING.search(text, start, end)
    if helping is None:
        yield start, end, part
        return
    yield start, helping.start(), part
    yield helping.end(), end, "cooperating"


def _at(notation: Notation, span: Span) -> Notation:
    """A notation whose names all stand at one place, that of the cell."""

    def placed(names: Iterable[Name]) -> tuple[Name, ...]:
        return tuple(Name(name.text, span.start, span.end) for name in names)

    return notation._replace(
        start=span.start, end=span.end, lead=placed(notation.lead),
        responsible=placed(notation.responsible), cooperating=placed(notation.cooperating), deadline=None,
    )  # fmt: skip


def _split_marker(text: str) -> tuple[str, int | None, str]:
    """The number, its value and the words of a band.

    >>> _split_marker("一、交通互联"), _split_marker("生态共治")
    (('一、', 1, '交通互联'), ('', None, '生态共治'))
    """
    line = text.replace("\n", "")
    for group in find_markers(line[:12] + "。", [(0, min(len(line), 12) + 1)]):
        marker = group[0]
        if marker.start == 0 and marker.look > 0:
            return marker.text, marker.value, line[marker.end :].strip()
        break
    return "", None, line


def _mark(printed: str) -> int | str | None:
    """What the eId of a row takes from its number: 7, or 1-2 for 1.2.

    >>> [_mark(printed) for printed in ("7", "(三)", "1.2", "")]
    [7, 3, '1-2', None]
    """
    match = _NUMBER.fullmatch(re.sub(r"[\s()（）、．.]+$", "", printed))
    if match is None:
        return None
    if match["chinese"]:
        return chinese_number(match["chinese"])
    figures = re.split(r"[.．\-—]", match["figures"])
    return int(figures[0]) if len(figures) == 1 else "-".join(str(int(part)) for part in figures)
