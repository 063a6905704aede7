"""Opening .docx and .pdf beside markitdown, python-docx, pdfplumber and bare pypdfium2.

    python bench/intake.py [--runs 5] [--keep FOLDER]

The files are made here: a plan of our invented region with ten chapters, two hundred tasks and ten tables with merged
cells, as .docx by python-docx and as .pdf by LibreOffice; the text alone once more as a .pdf without tables. Before
anything is timed, every tool must have found the same characters. Runs are interleaved, ratios are medians of pairs;
processor time is taken, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import logging
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import docx
import pdfplumber
import pypdfium2
from docx.document import Document
from docx.table import Table
from markitdown import MarkItDown

from citycircle.documents.intake.open import open_source

CHAPTERS = "一二三四五六七八九十"
SENTENCE = (
    "加快推进澜川至禾阳快速路改建工程，力争2027年底前建成通车，新增跨市公交线路6条以上；"
    "开展跨界断面联合监测每年不少于12次，水质优良比例达到95%以上。"
)
SAME = 0.995
"""Tools differ in what they do with a space or a hyphen; a lost line would show below this."""

Tool = Callable[[Path], str]


def make_plan(path: Path, *, tables: bool) -> None:
    """A plan as an office would write it, saved by python-docx."""
    document = docx.Document()
    document.add_heading("汀河都市圈同城化发展三年行动方案", 0)
    for chapter, numeral in enumerate(CHAPTERS):
        document.add_heading(f"{numeral}、推进第{numeral}个领域一体化", 1)
        for task in range(20):
            document.add_paragraph(f"{chapter * 20 + task + 1}.打通第{task + 1}号跨市通道。{SENTENCE * 3}")
        if tables:
            add_table(document, chapter)
    document.save(str(path))


def add_table(document: Document, chapter: int) -> None:
    table = document.add_table(rows=21, cols=5, style="Table Grid")
    texts = ["序号", "重点任务", "工作内容", "牵头单位", "完成时限"]
    cells = table._cells  # noqa: SLF001 - asking for each cell by its place takes quadratic time
    for row in range(21):
        for column in range(5):
            cells[row * 5 + column].text = texts[column]
        texts = [str(row + 1), f"跨市通道{chapter}-{row + 1}", SENTENCE, "市交通运输局", "2027年6月底"]
    for first in (1, 6, 11):
        for row in range(first + 1, first + 4):
            cells[row * 5 + 3].text = ""
        cells[first * 5 + 3].merge(cells[(first + 3) * 5 + 3]).text = "市发展改革委"


def as_pdf(path: Path) -> Path | None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", path.name]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=300)
    return path.with_suffix(".pdf")


def ours(path: Path) -> str:
    return open_source(path).text


def by_markitdown(path: Path) -> str:
    return MARKITDOWN.convert(path).text_content


def by_python_docx(path: Path) -> str:
    return "\n".join(docx_texts(docx.Document(str(path))))


def docx_texts(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            seen: set[object] = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:  # noqa: SLF001 - merged cells come once for each place they cover
                        seen.add(cell._tc)  # noqa: SLF001
                        yield cell.text
        else:
            yield block.text


def by_pdfplumber(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def by_pypdfium2(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


MARKITDOWN = MarkItDown()


def characters(text: str) -> Counter[str]:
    """The characters that carry meaning; blanks and the signs of Markdown are each tool's own."""
    return Counter(re.sub(r"[\s|\-#*\\]+", "", text))


def check_equal(path: Path, tools: dict[str, Tool]) -> None:
    """Refuse to time tools that did not find the same text."""
    expected = characters(ours(path))
    total = sum(expected.values())
    for name, tool in tools.items():
        found = characters(tool(path))
        share = sum((expected & found).values()) / max(total, sum(found.values()))
        # Markdown repeats a merged cell or leaves it empty; then only what it has in common can be compared.
        common = sum((expected & found).values()) / total
        print(f"  {name:<24} {sum(found.values()):>8,} characters, {share:7.2%} the same, {common:7.2%} of ours")
        assert common >= SAME, f"{name} found another text"


def compare(path: Path, tools: dict[str, Tool], runs: int) -> None:
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(ours(path)):,} characters")
    check_equal(path, tools)
    everyone: dict[str, Tool] = {"ours": ours, **tools}
    times: dict[str, list[float]] = {name: [] for name in everyone}
    for _ in range(runs):
        for name, tool in everyone.items():
            start = time.process_time()
            tool(path)
            times[name].append(time.process_time() - start)
    for name, taken in times.items():
        ratio = statistics.median(other / mine for other, mine in zip(taken, times["ours"], strict=True))
        print(f"  {name:<24} {statistics.median(taken) * 1000:9.1f} ms   {ratio:8.2f} × ours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="keep the files in this folder")
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    names = ("markitdown", "python-docx", "pdfplumber", "pypdfium2", "lxml")
    print(f"Python {platform.python_version()};", ", ".join(f"{name} {version(name)}" for name in names))
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        plan, text = folder / "plan.docx", folder / "text.docx"
        make_plan(plan, tables=True)
        make_plan(text, tables=False)
        compare(plan, {"python-docx": by_python_docx, "markitdown": by_markitdown}, args.runs)
        for path in map(as_pdf, (text, plan)):
            if path is None:
                print("LibreOffice is not installed: the PDF part is left out (see deploy/debian-packages.txt)")
                return
            tools = {"bare pypdfium2": by_pypdfium2, "pdfplumber": by_pdfplumber, "markitdown": by_markitdown}
            compare(path, tools, args.runs)


if __name__ == "__main__":
    main()
