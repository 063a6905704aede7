"""Keep the state of a version for all later upgrade tests: `python tests/upgrade/keep.py COMMIT-OR-TAG NAME`.

The version's own program, out of git, sets up a small region and backs it up; only the backup is kept. Its keys serve
this file and nothing else.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

FILL = """
import django
django.setup()
from datetime import datetime, UTC
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.catalogue import load  # by name: names of actions never change
from citycircle.accounts.roles import Role
from citycircle.accounts.viewers import the_service
def do(name, **given):
    at = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    return carry_out(load()[name](**given), by=the_service(at.date()), at=at, reason="留存")
city = do("organisation.add", code="990100", called="澜川市", called_en="Lanchuan", kind="city")
bureau = do("organisation.add", code="990100-EDU", called="澜川市教育局", kind="department", parent=city)
do("organisation.add_alias", organisation=bureau, alias="市教育局")
circle = do("hierarchy.add", code="tinghe", called="汀河都市圈", kind="circle")
do("hierarchy.join", organisation=city, hierarchy=circle)
person = do("person.register", sign_in_name="jiangli", called="江蓠", password="Tinghe-2026", must_change=False)
post = do("post.create", organisation=bureau, role=Role.FILLER, called="经办")
do("post.appoint", person=person, post=post)
"""


def keep(commit: str, target: Path) -> None:
    packed = subprocess.run(
        ["git", "archive", commit, "src"], cwd=HERE.parents[1], capture_output=True, check=True
    ).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        environment = os.environ | {"PYTHONPATH": f"{folder}/src", "CITYCIRCLE_DATA": f"{folder}/data",
                                    "DJANGO_SETTINGS_MODULE": "citycircle.settings"}  # fmt: skip
        prepare = "from citycircle.cli import service; service.wake(None); service.prepare_folder(); service.migrate()"
        for words in (["-c", prepare], ["-c", FILL], ["-m", "citycircle.cli", "backup", str(target)]):
            subprocess.run([sys.executable, *words], env=environment, cwd=folder, check=True)


if __name__ == "__main__":
    keep(sys.argv[1], HERE / f"{sys.argv[2]}.tar.gz")
