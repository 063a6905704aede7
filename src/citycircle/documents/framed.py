"""What stands around the task tables of a document: there it speaks of itself, and its table cells are no signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citycircle.core.plans import Aside, Diagnostic, Document, Span
from citycircle.documents.mended import Edit, Mended
from citycircle.documents.metadata import describe
from citycircle.documents.places import as_found, in_mended
from citycircle.documents.shell import set_aside


@dataclass(frozen=True, slots=True)
class Framed:
    """A mended text without its task tables. What is asked and answered counts in the whole mended text.

    >>> whole = Mended.of("现印发给你们。\\n1\\t甲局\\n2\\t乙局\\n汀河都市圈办公室\\n2026年2月28日")
    >>> document, _ = Framed.of(whole, [Span(8, 17)]).describe()
    >>> document.signature, document.issued_on.isoformat()
    ('汀河都市圈办公室', '2026-02-28')
    """

    text: Mended
    cut: bool

    @classmethod
    def of(cls, mended: Mended, tables: Sequence[Span]) -> Framed:
        """Take tables out of a text; they are in order and do not overlap."""
        if not tables:
            return cls(mended, cut=False)
        repairs = tuple(each._replace(span=in_mended(each.span, mended)) for each in mended.repairs)
        edits = (Edit(table.start, table.end, "", "table") for table in tables)
        left = Mended.of(mended.text).with_edits(edits, report=False)
        return cls(replace(left, repairs=repairs), cut=True)

    def asides(self) -> tuple[Aside, ...]:
        """What around the tables is no part of the plan."""
        found = set_aside(self.text)
        return as_found(found, self.text) if self.cut else found

    def describe(
        self, asides: Sequence[Aside] = (), start: int = 0, end: int | None = None, headed: Span | None = None
    ) -> tuple[Document, tuple[Diagnostic, ...]]:
        """What the document says of itself, or one plan of several in it."""
        if not self.cut:
            return describe(self.text, asides, start, end, headed=headed)
        kept = [Aside(aside.reason, self._here(aside.span)) for aside in asides]
        stop = None if end is None else self.text.find(end)
        title = None if headed is None else self._here(headed)
        said = describe(self.text, kept, self.text.find(start), stop, headed=title)
        return as_found(said, self.text)

    def _here(self, span: Span) -> Span:
        return in_mended(span, self.text)
