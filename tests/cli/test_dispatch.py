"""The command line finds its verbs, speaks both languages and never dies of a console."""

import io
import subprocess
import sys

import pytest

from citycircle.cli import console, dispatch


def test_every_verb_says_its_help_in_both_languages():
    for name, verb in dispatch.verbs().items():
        assert verb.HELP.zh, name
        assert verb.HELP.en, name
        assert verb.HELP.zh != verb.HELP.en, name


@pytest.mark.parametrize(("language", "word"), [("zh", "用法"), ("en", "usage")])
def test_help_speaks_the_language_asked_for(capsys, language, word):
    for words in (["--lang", language, "--help"], ["--help", f"--lang={language}"]):
        assert dispatch.main(words) == 0
        assert word in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_of_a_verb_names_the_program_in_full(capsys, language):
    assert dispatch.main(["--lang", language, "read", "--help"]) == 0
    assert "citycircle read [-h]" in capsys.readouterr().out


def test_a_word_that_is_no_verb_is_misuse(capsys):
    assert dispatch.main(["--lang", "zh", "raed"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "没有 raed 这个命令" in said.err


def test_no_word_at_all_shows_the_help_and_is_misuse(capsys):
    assert dispatch.main(["--lang", "en"]) == 2
    assert "verbs:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "CITYCIRCLE_LANG": "en"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(monkeypatch, environment, language):
    for name in ("CITYCIRCLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert console.chosen_language() == language


def test_the_program_starts_without_heavy_modules():
    """Help must come at once: nothing but the standard library and the words of the verbs is imported for it."""
    heavy = "{'lxml', 'docx', 'pdfplumber', 'opencc', 'xlsxwriter', 'django', 'duckdb', 'charset_normalizer'}"
    code = (
        "import sys; from citycircle.cli import dispatch; dispatch.main(['--help']); "
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ran.stderr.decode().strip() == "[]"


def test_a_gbk_console_shows_a_stand_in_for_what_it_lacks(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="gbk"))
    console.prepare()
    sys.stdout.write("禾阳市 éš 𠮷")
    sys.stdout.flush()
    assert raw.getvalue().decode("gbk").startswith("禾阳市 ")


def test_progress_says_a_repeated_step_once_where_nobody_watches(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    progress = console.Progress()
    for page in range(1, 4):
        progress("read page", page, 3)
    progress("mend")
    progress.finish()
    assert written.getvalue() == "read page 1/3\nmend\n"


def test_quiet_progress_says_nothing(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    console.Progress(quiet=True)("mend")
    assert written.getvalue() == ""


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_screen_gets_bold_headings_unless_no_colour_is_wished(monkeypatch):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert console.emphasised("要点\n任务：\n一", Screen()) == "\x1b[1m要点\x1b[0m\n\x1b[1m任务：\x1b[0m\n一"
    assert console.emphasised("要点\n任务：", io.StringIO()) == "要点\n任务："
    monkeypatch.setenv("NO_COLOR", "1")
    assert console.emphasised("要点", Screen()) == "要点"


def test_a_dumb_terminal_gets_no_control_codes(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "dumb")
    progress = console.Progress()
    progress("mend")
    progress.finish()
    assert screen.getvalue() == "mend\n"


def test_progress_rewrites_one_line_on_a_screen_and_leaves_it_clean(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.delenv("TERM", raising=False)
    progress = console.Progress()
    progress("open")
    progress("mend")
    progress.finish()
    assert screen.getvalue() == "\r\x1b[2Kopen\r\x1b[2Kmend\r\x1b[2K"
