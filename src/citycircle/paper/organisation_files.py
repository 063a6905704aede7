"""A register of organisations from the file that an office keeps it in: CSV in any usual encoding, or Excel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from citycircle.core.messages import Text
from citycircle.core.organisation_lists import from_rows
from citycircle.core.organisations import Organisation, Register
from citycircle.paper.record_files import FileNotReadable, read_records

NO_TEXT = Text("不是可以识别的文本。", "it is no text in an encoding that we know.")


def read_register(path: Path, *, known: Iterable[Organisation] = ()) -> Register:
    """Read a register, or a list that adds to a `known` one.

    Raises FileNotReadable, RegisterFaulty (with every fault of every row).
    """
    try:
        records = read_records(path)
        rows = [records.header, *([_word(cell) for cell in row] for row in records.rows)]
    except UnicodeDecodeError:
        raise FileNotReadable(file=path, reason=NO_TEXT) from None
    return from_rows(rows, known=known)


def _word(cell: object) -> str:
    """A cell as a word: Excel keeps a code typed as 990100 as a number and a day as a moment."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
