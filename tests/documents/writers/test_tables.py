"""The tables that an office circulates: rows, merges, notes; what Excel and Word get is looked at in the XML."""

import io
import re
import zipfile

import openpyxl
import pytest
from lxml import etree

from citycircle.core.messages import speaking
from citycircle.documents.writers import tables
from citycircle.documents.writers.files import files
from citycircle.paper import excel, word

READ_FROM = "读自 方案.txt"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def breakdown(plan):
    return tables.breakdown(plan, read_from=READ_FROM)


@pytest.fixture
def sheet(breakdown):
    return openpyxl.load_workbook(io.BytesIO(excel.workbook([breakdown]))).active


def column(table, heading):
    place = [each.heading for each in table.columns].index(heading)
    return [row[place] for row in table.rows]


def test_a_task_with_two_targets_takes_two_rows(breakdown):
    numbers = column(breakdown, "序号")
    assert [(each.value, each.rows) for each in numbers if each] == [
        ("1", 2), ("2", 1), ("3", 1), ("4", 2), ("5", 1), ("6", 1), ("7", 1),
    ]  # fmt: skip
    assert [each.value for each in column(breakdown, "指标")[:3]] == ["日均客流", "线路长", "省际断头路"]


def test_lead_cells_of_neighbours_are_merged_and_missing_ones_are_not(breakdown):
    leads = [(each.value, each.rows) for each in column(breakdown, "牵头单位") if each]
    assert leads == [
        ("市交通运输局", 4), ("市工信局、市科技局", 2), ("（未明确）", 1), ("市生态环境局", 2),
    ]  # fmt: skip


def test_every_row_has_a_cell_or_is_covered(breakdown):
    covered = [0] * len(breakdown.columns)
    for row in breakdown.rows:
        assert len(row) == len(breakdown.columns)
        for place, entry in enumerate(row):
            assert (entry is None) == (covered[place] > 0)
            covered[place] = max(covered[place] - 1, 0) if entry is None else entry.rows - 1
    assert covered == [0] * len(covered)


def test_safeguards_are_no_rows_of_the_breakdown(breakdown):
    assert not any(entry and "加强组织领导" in str(entry.value) for row in breakdown.rows for entry in row)


def test_completed_deadlines_are_starred_and_explained(breakdown):
    deadlines = [each.value for each in column(breakdown, "完成时限") if each]
    assert deadlines == ["2026年6月", "2027年", "2027年底*", "2027年", "2027年底*", "2027年底*", "2027年底*"]
    assert any("*" in note for note in breakdown.notes)


def test_without_years_no_deadline_is_made_up(plan):
    from dataclasses import replace

    document = replace(plan.document, effective_to_year=None)
    deadlines = column(tables.breakdown(replace(plan, document=document), read_from=READ_FROM), "完成时限")
    assert [each.value for each in deadlines if each][-1] == ""


def test_a_plan_without_title_sentences_has_no_empty_column_for_them(plan):
    from dataclasses import replace

    bare = tuple(replace(task, title=None) for task in plan.tasks)
    table = tables.breakdown(replace(plan, tasks=bare), read_from=READ_FROM)
    assert "重点任务" not in [each.heading for each in table.columns]


def test_notes_name_the_tasks_without_lead(breakdown):
    assert "二(二)5" in breakdown.notes[0]


def test_quarters_hold_what_falls_due_in_them(plan):
    table = tables.quarterly(plan, read_from=READ_FROM)
    first, second = table.rows[0], table.rows[1]
    assert "开通运营" in first[3].value
    assert "县县通高速" in second[5].value
    assert first[2].value == ""


def test_project_and_doubtful_lists(plan):
    projects = tables.project_list(plan, read_from=READ_FROM)
    assert [row[1].value for row in projects.rows] == ["市域铁路澜禾线", "松临线先导段"]
    assert [row[2].value for row in projects.rows] == ["建成", "开工"]
    doubtful = tables.doubtful_list(plan, plan.diagnostics, read_from=READ_FROM)
    assert doubtful.rows[0][1].value == "二(二)5"
    assert tables.doubtful_list(plan, [], read_from=READ_FROM) is None


def test_the_sheet_prints_as_an_office_expects(sheet):
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert sheet.freeze_panes == "A5"
    assert sheet["A1"].value.endswith("任务分解表")
    assert sheet["A3"].value == "序号"
    assert [sheet.cell(3, 6).value, sheet.cell(4, 6).value] == ["量化指标", "指标"]


def test_merged_cells_of_the_sheet(sheet):
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"A1:N1", "F3:H3", "I3:K3", "A3:A4", "J5:J8"} <= merged


def test_a_cell_that_looks_like_a_formula_is_text(sheet):
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=SUM")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_numbers_of_the_sheet_can_be_added_up(sheet):
    assert sheet.cell(6, 7).value == 42
    assert sheet.cell(5, 7).value == "≥3.5"


def test_the_workbook_is_plain_for_wps(breakdown):
    book = zipfile.ZipFile(io.BytesIO(excel.workbook([breakdown])))
    names = " ".join(book.namelist())
    assert not re.search(r"vba|pivot|externalLink|connections|drawing", names)
    xml = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "conditionalFormatting" not in xml
    styles = book.read("xl/styles.xml").decode()
    for face in ("方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"):
        assert f'<name val="{face}"/><family val="2"/><charset val="134"/>' in styles or face in styles


def test_equal_tables_make_equal_files(breakdown):
    assert excel.workbook([breakdown]) == excel.workbook([breakdown])
    assert word.tables_across([breakdown]) == word.tables_across([breakdown])


def test_no_row_is_taller_than_excel_shows_and_no_text_is_cut(plan):
    from dataclasses import replace

    long = replace(plan.tasks[0], body=plan.tasks[0].body._replace(text="建设" * 2000), subitems=())
    table = tables.breakdown(replace(plan, tasks=(long,), targets=plan.targets[:2]), read_from=READ_FROM)
    roomy = excel.with_room(table)
    assert max(excel.row_heights(roomy)) <= excel.TALLEST_ROW
    needed = excel.LINE_HEIGHT * (4000 * 2 / (68 * excel.PER_MILLIMETRE))
    assert sum(excel.row_heights(roomy)) >= needed
    assert [entry.rows for entry in roomy.rows[0] if entry][:3] == [len(roomy.rows)] * 3
    sheet = openpyxl.load_workbook(io.BytesIO(excel.workbook([table]))).active
    assert any(cell.value == long.body.text for row in sheet.iter_rows() for cell in row)


def parts(data):
    return {name: data.read(name).decode() for name in data.namelist() if name.endswith((".xml", ".rels"))}


@pytest.fixture
def pages(plan):
    table = tables.breakdown(plan, read_from=READ_FROM, by_hand=False)
    return parts(zipfile.ZipFile(io.BytesIO(word.tables_across([table, tables.quarterly(plan, read_from=READ_FROM)]))))


def test_fields_are_written_in_separate_runs(pages):
    footer = next(xml for name, xml in pages.items() if re.search(r"footer\d", name))
    assert "fldSimple" not in footer
    root = etree.fromstring(footer.encode())
    kinds = [[child.tag.removeprefix(W) for child in run if child.tag != f"{W}rPr"] for run in root.iter(f"{W}r")]
    assert kinds == [["t"], ["fldChar"], ["instrText"], ["fldChar"], ["t"], ["fldChar"], ["t"]]


def test_no_table_of_the_word_file_is_nested_and_headings_repeat(pages):
    root = etree.fromstring(pages["word/document.xml"].encode())
    found = list(root.iter(f"{W}tbl"))
    assert len(found) == 2
    assert not any(list(table.iterdescendants(f"{W}tbl")) for table in found)
    for table in found:
        assert len(list(table.iter(f"{W}tblHeader"))) == 2


def test_the_page_has_the_print_area_of_the_standard_turned(pages):
    root = etree.fromstring(pages["word/document.xml"].encode())
    size, margins = next(root.iter(f"{W}pgSz")), next(root.iter(f"{W}pgMar"))
    assert size.get(f"{W}orient") == "landscape"
    wide = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    high = int(size.get(f"{W}h")) - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))
    assert [round(wide / word.TWIPS_PER_MM), round(high / word.TWIPS_PER_MM)] == [225, 156]


def test_the_font_table_names_what_stands_in(pages):
    for face, fallback in word.FALLBACKS.items():
        assert f'w:name="{face}"><w:altName w:val="{fallback}"/>' in pages["word/fontTable.xml"]


def test_characters_that_no_document_can_hold_are_left_out(plan):
    from dataclasses import replace

    dirty = replace(plan.tasks[0], body=plan.tasks[0].body._replace(text="建成\x00\x0b铁路\ud800<b>&"), subitems=())
    table = tables.breakdown(replace(plan, tasks=(dirty,)), read_from=READ_FROM)
    xml = parts(zipfile.ZipFile(io.BytesIO(word.tables_across([table]))))["word/document.xml"]
    assert "建成铁路&lt;b&gt;&amp;" in xml
    openpyxl.load_workbook(io.BytesIO(excel.workbook([table])))


def test_a_plan_without_tasks_still_makes_files(reading, plan):
    from dataclasses import replace

    bare = replace(plan, tasks=(), targets=(), milestones=(), projects=(), commitments=(), diagnostics=())
    names = [name for name, content in files(replace(reading, plans=(bare,))) if content]
    assert len(names) == 7


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tables_speak_both_languages(plan, language):
    with speaking(language):
        table = tables.breakdown(plan, read_from=READ_FROM)
    assert ("Lead" in [each.heading for each in table.columns]) == (language == "en")


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_both(office, tmp_path, plan, breakdown):
    import subprocess

    (tmp_path / "t.xlsx").write_bytes(excel.workbook([breakdown, tables.quarterly(plan, read_from=READ_FROM)]))
    (tmp_path / "t.docx").write_bytes(word.tables_across([breakdown]))
    for name in ("t.xlsx", "t.docx"):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / name]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        import pypdfium2

        with pypdfium2.PdfDocument(tmp_path / "t.pdf") as printed:
            page = printed[0]
            assert page.get_width() > page.get_height()
            assert "任务分解表" in page.get_textpage().get_text_range()
        (tmp_path / "t.pdf").unlink()
