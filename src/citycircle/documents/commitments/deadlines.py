"""What the reader completes where no year is printed, always with the reason."""

from __future__ import annotations

from citycircle.core.messages import Text
from citycircle.core.plans import Document, Implied
from citycircle.language.dates import Moment

YEAR_OF_PLAN = Text(
    "文中未写年份，按文件标题年度补全。", "No year is printed; the year of the plan's title completes it."
)
END_OF_PLAN = Text(
    "文中未写期限，取文件执行期的最后一年。", "No deadline is printed; the last year of the plan is taken."
)


def year_of(document: Document) -> int | None:
    """The year at hand: the plan's only year, else the year it was issued."""
    if document.effective_from_year is not None and document.effective_from_year == document.effective_to_year:
        return document.effective_from_year
    return document.issued_on.year if document.issued_on is not None else document.effective_from_year


def completed(moment: Moment | None, document: Document, *, has_rhythm: bool = False) -> Implied | None:
    """Complete 6月底前 with the year of the plan, and no date at all with the plan's last year."""
    if moment is not None:
        value = moment.value(year_of(document))
        return Implied(value, YEAR_OF_PLAN) if value is not None else None
    if has_rhythm or document.effective_to_year is None:
        return None
    return Implied(str(document.effective_to_year), END_OF_PLAN)
