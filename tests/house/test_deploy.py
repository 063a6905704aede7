"""What an administrator copies onto a server: units that systemd takes, scripts that the shell reads."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def test_systemd_takes_the_units(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not on this machine")
    assert len(UNITS) >= 3
    for unit in UNITS:  # the program itself is not installed here
        (tmp_path / unit.name).write_text(
            unit.read_text("utf-8").replace("/opt/citycircle/bin/citycircle", "/bin/true")
        )
    looked = subprocess.run(
        [program, "verify", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert (looked.returncode, looked.stderr) == (0, "")


def test_every_command_of_the_units_and_papers_is_one_of_ours():
    from citycircle.cli.dispatch import verbs

    papers = [*UNITS, *DEPLOY.glob("*.md")]
    named = {
        (path.name, verb)
        for path in papers
        for verb in re.findall(r"(?:bin/citycircle|`citycircle) ([a-z]+)", path.read_text("utf-8"))
    }
    assert len(named) > 10
    assert {verb for _, verb in named} <= set(verbs())


@pytest.mark.parametrize("script", ["install.sh", "install-debian-packages"])
def test_the_shell_reads_the_scripts(script):
    looked = subprocess.run(["sh", "-n", DEPLOY / script], capture_output=True, text=True, check=False)
    assert (looked.returncode, looked.stderr) == (0, "")


def test_nginx_takes_its_file(tmp_path):
    program = shutil.which("nginx")
    if program is None:
        pytest.skip("nginx is not on this machine")
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=citycircle.example"]
    subprocess.run(
        [*key, "-keyout", tmp_path / "tls.key", "-out", tmp_path / "tls.crt"], check=True, capture_output=True
    )
    ours = (DEPLOY / "nginx.conf").read_text("utf-8").replace("/etc/citycircle/", f"{tmp_path}/")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    passing = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {passing} {ours} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    looked = subprocess.run([program, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert looked.returncode == 0, looked.stderr
