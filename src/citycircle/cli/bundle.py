"""`citycircle bundle`: one file with everything that a machine without a network needs to install this version.

Made in a copy of the repository, on a machine that reaches a package index: wheels as `deploy/requirements.lock` pins
them, for each kind of machine, of this project too; an install script; SHA-256 sums of every part.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from citycircle import __version__
from citycircle.cli.console import Progress
from citycircle.cli.parser import Parser
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

HELP = Text("制作不联网安装包（含校验值和安装脚本）", "make the package for installing without a network")
DONE = 0
MACHINES = ("x86_64", "aarch64")
GLIBC = ("1", "2010", "_2_12", "2014", "_2_17", "_2_24", "_2_26", "_2_27", "_2_28")
"""Oldest first: of several wheels of one version pip takes the one that runs on the oldest system. 2.28 is that of
Debian 10, of RHEL 8 and of the domestic systems made from it."""
LOCK = Path("deploy/requirements.lock")
BESIDE = ("install.sh", "README.md", "README.zh-CN.md", "nginx.conf", "citycircle.service", "citycircle-backup.service",
          "citycircle-backup.timer")  # fmt: skip
SUMS = "SHA256SUMS"


class NoCheckout(CityCircleError):
    what = Text("“{source}”不是项目代码目录。", "{source} is no copy of the repository.")
    why = Text(
        "安装包按其中的 deploy/requirements.lock 制作。", "The package is made as its deploy/requirements.lock says."
    )
    then = Text("请在代码目录中运行，或用 --source 指明。", "Please run it there, or name it with --source.")


class BundleNotMade(CityCircleError):
    what = Text("安装包没有做成：{step}。", "The package was not made: {step}.")
    why = Text("{detail}", "{detail}")
    then = Text(
        "请确认本机能访问软件包索引，且代码目录完整。",
        "Please see that this machine reaches a package index and that the copy of the repository is whole.",
    )


def add_arguments(parser: Parser) -> None:
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument(
        "--out", metavar="DIR", default="dist", help=Text("写入的目录（默认 dist）", "where (default: dist)")
    )
    parser.add_argument(
        "--machine",
        choices=MACHINES,
        action="append",
        help=Text("机器类型，可多次（默认两种都要）", "the kind of machine, may be repeated (default: both)"),
    )
    parser.add_argument(
        "--python",
        metavar="X.Y",
        default=running,
        help=Text(f"目标机器的 Python 版本（默认 {running}）", f"the Python there (default: {running})"),
    )
    parser.add_argument(
        "--source", metavar="DIR", default=".", help=Text("代码目录（默认当前目录）", "the repository (default: here)")
    )


def run(args: argparse.Namespace) -> int:
    source = Path(args.source).resolve()
    if not (source / LOCK).is_file() or not (source / "pyproject.toml").is_file():
        raise NoCheckout(source=source)
    target = Path(args.out) / f"citycircle-{__version__}-offline.tar"
    target.parent.mkdir(parents=True, exist_ok=True)
    progress = Progress()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / target.stem
        fill(folder, source, args.machine or list(MACHINES), args.python, progress)
        progress(Text("打包", "packing"))
        pack(folder, target)
    progress.finish()
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", "ascii")
    said = Text("已生成：{file}（{size} MB）\nSHA-256：{digest}", "Made: {file} ({size} MB)\nSHA-256: {digest}")
    print(said.say(file=target, size=round(target.stat().st_size / 1e6), digest=digest))
    return DONE


def fill(folder: Path, source: Path, machines: list[str], python: str, progress: Progress) -> None:
    """Put every part into the folder: wheels by kind of machine, the pure ones once, what is beside them, the sums."""
    pure = folder / "wheels/any"
    pure.mkdir(parents=True)
    progress(Text("构建本项目", "building this project"))
    own = _own_wheel(source, pure)
    lock = (source / LOCK).read_text("utf-8")
    for machine in machines:
        progress(Text(f"下载 {machine} 的安装文件", f"fetching the wheels for {machine}"))
        wanted = needed(lock, machine, python)
        _fetch(wanted, folder / "wheels" / machine, machine, python)
        for wheel in (folder / "wheels" / machine).glob("*-none-any.whl"):
            wheel.replace(pure / wheel.name)
        own_line = f"citycircle=={__version__} --hash=sha256:{_digest(own)}"
        (folder / f"requirements-{machine}.txt").write_text(f"{own_line}\n{wanted}\n", "utf-8")
    (folder / "PYTHON").write_text(f"{python}\n", "ascii")
    for name in BESIDE:
        shutil.copy(source / "deploy" / name, folder / name)
    shutil.copy(source / "LICENSE", folder / "LICENSE")
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in parts]
    (folder / SUMS).write_text("".join(sums), "utf-8")


def needed(lock: str, machine: str, python: str) -> str:
    """The part of a lock that Linux on such a machine needs, without the conditions.

    >>> pinned = "a==1 \\\\\\n    --hash=sha256:00\\n    # via b"
    >>> lock = f"{pinned}\\nw==2 ; sys_platform == 'win32' \\\\\\n    --hash=sha256:11"
    >>> print(needed(lock, "x86_64", "3.11"))
    a==1 \\
        --hash=sha256:00
    """
    from packaging.requirements import Requirement

    there = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine,
             "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
             "platform_python_implementation": "CPython"}  # fmt: skip
    kept = []
    for block in re.split(r"\n(?=\S)", lock.strip()):
        head, *rest = [line for line in block.splitlines() if not line.lstrip().startswith("#")]
        requirement = Requirement(head.removesuffix("\\").strip())
        if requirement.marker is None or requirement.marker.evaluate(there):
            kept.append("\n".join([f"{requirement.name}{requirement.specifier} \\", *rest]).removesuffix(" \\"))
    return "\n".join(kept)


def _own_wheel(source: Path, folder: Path) -> Path:
    isolated = [] if find_spec("hatchling") is None else ["--no-build-isolation"]
    _pip(Text("构建本项目", "building this project"), "wheel", "--no-deps", *isolated, "-w", str(folder), str(source))
    return next(folder.glob("citycircle-*.whl"))


def _fetch(wanted: str, folder: Path, machine: str, python: str) -> None:
    """Download what the lock names, nothing else: each wheel has to have one of the pinned hashes."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as pinned:
        pinned.write(wanted)
        pinned.flush()
        platforms = [word for glibc in GLIBC for word in ("--platform", f"manylinux{glibc}_{machine}")]
        abis = [word for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for word in ("--abi", abi)]
        _pip(
            Text(f"下载 {machine} 的安装文件", f"fetching the wheels for {machine}"),
            "download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp",
            "--python-version", python, *abis, *platforms, "-d", str(folder), "-r", pinned.name,
        )  # fmt: skip


def _pip(step: Text, *words: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (pip of this very Python)
    if ran.returncode:
        said = [line for line in ran.stderr.splitlines() if line.startswith("ERROR")] or ran.stderr.splitlines()
        raise BundleNotMade(step=step, detail=" ".join(said[-3:]))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pack(folder: Path, target: Path) -> None:
    """One archive, the same bytes for the same parts; wheels are packed already, so nothing is packed again."""
    draft = target.with_name(f"{target.name}.new")
    with tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as archive:
        for info, path in _members(folder):
            if info.isdir():
                archive.addfile(info)
                continue
            with path.open("rb") as content:
                archive.addfile(info, content)
    draft.replace(target)


def _members(folder: Path) -> Iterator[tuple[tarfile.TarInfo, Path]]:
    for path in [folder, *sorted(folder.rglob("*"))]:
        info = tarfile.TarInfo(path.relative_to(folder.parent).as_posix())
        info.mtime = 1_577_836_800  # 2020-01-01: the moment of making is no part of the package
        if path.is_dir():
            info.type, info.mode = tarfile.DIRTYPE, 0o755
        else:
            info.size, info.mode = path.stat().st_size, 0o755 if path.suffix == ".sh" else 0o644
        yield info, path
