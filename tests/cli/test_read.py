"""`citycircle read` as a person and as a program meet it: streams, formats, consoles, files beside, trouble."""

import json
import subprocess
import sys

import pytest

from citycircle.cli import dispatch
from citycircle.demo.documents import ORGANISATIONS, REGIONAL_PLAN, write_documents


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("plans")
    write_documents(made)
    return made


@pytest.fixture
def plan(folder):
    return folder / REGIONAL_PLAN


def program(*words, stdin=b"", **environment):
    command = [sys.executable, "-m", "citycircle", *map(str, words)]
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment}
    return subprocess.run(command, input=stdin, env=environment, capture_output=True, check=False)


def test_json_alone_stands_on_standard_output(plan):
    ran = program("read", plan, "--format", "json")
    assert ran.returncode == 0
    assert len(json.loads(ran.stdout)["tasks"]) == 34
    assert "修复文本" in ran.stderr.decode()


def test_text_is_the_text_as_found_to_the_last_character(plan):
    ran = program("read", plan, "--format", "text")
    assert ran.stdout == plan.read_bytes()


def test_line_ends_as_found_survive_the_console(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("一、任务\r\n1.建桥。\r\n2.修路。\n".encode())
    assert program("read", path, "--format", "text").stdout == path.read_bytes()


def test_places_count_in_what_text_prints(plan):
    text = program("read", plan, "--format", "text").stdout.decode()
    answer = json.loads(program("read", plan, "--format", "json", "--quiet").stdout)
    for task in answer["tasks"]:
        assert text[task["start"] :].startswith(task["number"][0])
    name = answer["tasks"][0]
    start, end = name["spans"]["lead"][0]
    assert text[start:end] == name["lead"][0] == "澜川市交通运输局"


def test_standard_input(plan):
    ran = program("read", "-", "--format", "json", stdin=plan.read_bytes())
    assert len(json.loads(ran.stdout)["tasks"]) == 34


def test_quiet_says_nothing_on_standard_error(plan):
    assert program("read", plan, "--quiet").stderr == b""


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gbk", ()),
        ("gbk", ("--format", "md")),
        ("gbk", ("--reminders",)),
        ("gbk", ("--help",)),
        ("ascii", ()),
        ("cp1252", ()),
    ],
)
def test_no_console_breaks_it(plan, encoding, words):
    ran = program("read", plan, *words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    if encoding == "gbk" and "--format" not in words:
        assert "任务" in ran.stdout.decode("gbk")


def test_json_is_utf_8_on_a_gbk_console_too(plan):
    ran = program("read", plan, "--format", "json", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert json.loads(ran.stdout.decode("utf-8"))["document"]["title"]


def test_a_reader_that_leaves_early_is_no_trouble(plan):
    command = f"{sys.executable} -m citycircle read '{plan}' --format json --quiet | head -c 10"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert ran.stdout == b'{\n "format'
    assert ran.stderr == b""


def test_no_colour_codes_in_a_pipe(plan):
    ran = program("read", plan)
    assert b"\x1b" not in ran.stdout + ran.stderr


def test_everything_is_written_beside(plan, tmp_path):
    ran = program("read", plan, "--out", tmp_path / "deep/er", "--lang", "zh")
    kinds = sorted(path.name.removeprefix("汀河都市圈建设三年行动方案.") for path in (tmp_path / "deep/er").iterdir())
    assert kinds == ["任务分解表.docx", "任务分解表.xlsx", "原文.txt", "台账.json", "台账.md", "提醒.txt", "摘要.txt"]
    assert "已写入" in ran.stdout.decode()


def test_names_of_the_files_follow_the_language(plan, tmp_path):
    program("read", plan, "--out", tmp_path, "--lang", "en")
    assert (tmp_path / "汀河都市圈建设三年行动方案.task-breakdown.xlsx").exists()


def test_with_out_and_format_the_answer_still_goes_to_standard_output(plan, tmp_path):
    ran = program("read", plan, "--out", tmp_path, "--format", "json")
    assert json.loads(ran.stdout)


def test_a_register_settles_names(plan, folder):
    ran = program("read", plan, "--organisations", folder / ORGANISATIONS, "--format", "json", "--quiet")
    names = {each["name"]: each for each in json.loads(ran.stdout)["organisations"]}
    assert names["澜川市交通运输局"]["code"] == "990100-TRA"
    assert len(names["各市数据局"]["members"]) == 5
    assert "名录中没有" in names["科技局"]["open"]


def test_a_correction_is_kept(plan, tmp_path):
    answer = json.loads(program("read", plan, "--format", "json", "--quiet").stdout)
    task = next(each for each in answer["tasks"] if each["lead"] == ["教育局"])
    path = tmp_path / "更正.csv"
    path.write_text(f"id,field,old,new\n{task['id']},lead,教育局,澜川市教育局\n{task['id']},lead,甲,乙\n", "utf-8")
    again = json.loads(program("read", plan, "--corrections", path, "--format", "json", "--quiet").stdout)
    corrected = next(each for each in again["tasks"] if each["id"] == task["id"])
    assert corrected["lead"] == ["澜川市教育局"]
    assert any("未套用更正“乙”" in each["message"] for each in again["doubtful"])


def test_reminders_in_json_and_alone(plan):
    alone = program("read", plan, "--reminders", "--quiet").stdout.decode()
    inside = json.loads(program("read", plan, "--reminders", "--format", "json", "--quiet").stdout)["reminders"]
    assert len(inside) == alone.count("谢谢支持") > 40
    assert "reminders" not in json.loads(program("read", plan, "--format", "json", "--quiet").stdout)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("read",), 2, "缺少参数 FILE"),
        (("read", "a", "--format", "xml"), 2, "参数 --format 不能是 'xml'"),
        (("read", "a", "--fast"), 2, "不认识参数 --fast"),
        (("read", "nowhere.txt"), 1, "nowhere.txt"),
        (("read", "."), 1, ""),
    ],
)
def test_trouble_is_a_sentence_and_a_code(words, code, sentence):
    ran = program(*words)
    assert ran.returncode == code
    assert ran.stdout == b""
    assert sentence in ran.stderr.decode()
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("option", ["--corrections", "--organisations"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"", b"a,b\n1,2\n"])
def test_a_bad_side_file_is_a_sentence(plan, tmp_path, option, content):
    path = tmp_path / "side.csv"
    if content is not None:
        path.write_bytes(content)
    ran = program("read", plan, option, path, "--quiet")
    if option == "--corrections" and content == b"":
        assert ran.returncode == 0
        return
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert ran.stderr.startswith(b"citycircle: ")


def test_a_folder_that_cannot_be_written_is_a_sentence(plan, tmp_path):
    (tmp_path / "file").write_text("")
    ran = program("read", plan, "--out", tmp_path / "file" / "out", "--quiet")
    assert ran.returncode == 1
    assert "无法写入文件夹" in ran.stderr.decode()


def test_a_text_without_tasks_is_an_answer_with_a_warning(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("您好。今天天气很好。\n", "utf-8")
    ran = program("read", path, "--format", "json", "--quiet")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["tasks"] == []
    assert "没有读出任务" in ran.stderr.decode()


def test_the_whole_help_in_english(capsys):
    assert dispatch.main(["--lang", "en", "read", "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.isascii()
    assert "standard input" in shown
