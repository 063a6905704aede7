"""`citycircle demo` as a visitor starts it: again and again, on a folder of its own, with nothing from outside."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys

import pytest
from tests.without_network import surroundings_of_a_stranger

from citycircle.cli import demo
from citycircle.cli.dispatch import main


def run(*words, **environment):
    ran = subprocess.run(
        [sys.executable, "-m", "citycircle.cli", "--lang", "en", *words],
        env=surroundings_of_a_stranger() | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.slow
def test_it_starts_lets_in_stops_and_keeps_the_data(tmp_path):
    elsewhere = "postgres://nobody@127.0.0.1:1/production"
    code, out, err = run("demo", "--data", str(tmp_path / "d"), "--check", CITYCIRCLE_DATABASE_URL=elsewhere)
    assert code == 0, err
    assert "shenyi" in out
    assert "P12 audit administrator" in out
    assert "The demo runs" in out
    assert "Traceback" not in err
    secrets = [line.split()[-1] for line in out.splitlines() if line.startswith("P12")]
    code, again, err = run("demo", "--data", str(tmp_path / "d"), "--check")
    assert code == 0, err
    assert [line.split()[-1] for line in again.splitlines() if line.startswith("P12")] == secrets
    with sqlite3.connect(tmp_path / "d" / "citycircle.sqlite3") as database:
        begun = database.execute("SELECT count(*) FROM accounts_auditline WHERE action = 'session.begin'").fetchone()
    assert begun == (2,)
    code, _, err = run("serve", "--data", str(tmp_path / "d"))
    assert code == 1
    assert "holds the demo" in err
    code, out, err = run("audit", "verify", "--data", str(tmp_path / "d"))
    assert code == 0, err


@pytest.fixture
def environment(monkeypatch):
    """What `prepare` changes in the environment is undone."""
    for name in list(os.environ):
        if name.startswith("CITYCIRCLE_"):
            monkeypatch.setenv(name, os.environ[name])


def test_a_folder_with_other_data_is_left_alone(tmp_path, environment, capsys):
    (tmp_path / "citycircle.sqlite3").write_bytes(b"of a real region")
    assert main(["demo", "--data", str(tmp_path), "--check", "--lang", "en"]) == 1
    assert "is not one of the demo" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["citycircle.sqlite3"]


def test_settings_of_another_service_do_not_reach_the_demo(tmp_path, environment, monkeypatch):
    monkeypatch.setenv("CITYCIRCLE_DATABASE_URL", "postgres://nobody@127.0.0.1:1/production")
    demo.prepare(tmp_path / "d")
    assert "CITYCIRCLE_DATABASE_URL" not in os.environ
    assert os.environ["CITYCIRCLE_DATA"] == str(tmp_path / "d")


def test_a_taken_port_is_told_or_passed_over():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        with pytest.raises(demo.PortTaken):
            demo.free_port(taken.getsockname()[1])
    assert demo.free_port(None) >= demo.FIRST_PORT


def test_the_second_step_shows_the_code_only_in_the_demo(client, somebody, do, settings):
    from citycircle.accounts import second_factor
    from citycircle.accounts.actions.sign_in import SetUpSecondFactor

    person, _ = somebody("leader", "leader", "lanchuan", "Tinghe#2026")
    do(SetUpSecondFactor(person=person, secret=second_factor.new_secret()))
    given = {"sign_in_name": "leader", "password": "Tinghe#2026"}
    assert client.post("/sign-in/", given).url == "/sign-in/code/"
    assert "仅演示" not in client.get("/sign-in/code/").content.decode()
    settings.DEMO = True
    page = client.get("/sign-in/code/").content.decode()
    code = page.split("当前口令 ")[1][:6]
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
