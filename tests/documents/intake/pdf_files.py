"""Small PDF files made by hand: text at places, rulings, in a Chinese font that every reader knows by name."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 595.0, 842.0
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>"
    ),
    (
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    ),
)


def words(text: str, left: float, top: float, size: float = 16) -> str:
    """One line of text whose top left corner stands at a place."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {left} {HEIGHT - top - size} Td <{code}> Tj ET"


def ruling(left: float, top: float, right: float, bottom: float) -> str:
    """One drawn line."""
    return f"0.5 w {left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S"


def grid(columns: Sequence[float], rows: Sequence[float]) -> list[str]:
    """The rulings of a plain table."""
    across = [ruling(columns[0], row, columns[-1], row) for row in rows]
    return across + [ruling(column, rows[0], column, rows[-1]) for column in columns]


def pdf_file(*pages: Sequence[str], rotate: int = 0) -> bytes:
    """A PDF of pages, each a list of drawing operations."""
    count = len(pages)
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", *_FONT]
    for at, page in enumerate(pages):
        stream = "\n".join(page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    return f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
