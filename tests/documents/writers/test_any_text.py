"""Whatever text is read, what is written can be opened."""

import io
import json

import jsonschema
import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citycircle.documents.reading import read_text
from citycircle.documents.writers import json as writer
from citycircle.documents.writers.files import files

PIECES = (
    "一、重点任务", "（一）推进", "1.", "2、", "①", "建成桥梁3座", "到2027年达到50%以上", "（市甲局牵头，市乙局配合）",
    "〔牵头单位：市丙委；责任单位：各县(市、区)政府〕", "\n", "。", "；", "=SUM(A1)", "|", "<b>", "&", "\x00", "\x0b",
    "\ud800", "\ufffe", "(fā)", "—12—", "20xx年", "《", "》", "\t", "  ", "力争", "不低于全省平均水平", "行动方案",
    "2026年3月1日",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
def test_what_is_written_can_be_opened(text):
    reading = read_text(text)
    written = dict(files(reading))
    answer = json.loads(writer.write(reading).encode())
    jsonschema.validate(answer, writer.schema())
    for name, content in written.items():
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        elif name.endswith(".docx"):
            assert Document(io.BytesIO(content)).tables
    assert written["text.原文.txt"].decode(errors="surrogatepass") == text
