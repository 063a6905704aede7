"""Running commands where only this machine's own loopback exists.

`python tests/without_network.py COMMAND …` inside a fresh network namespace brings the loopback up and becomes the
command. Where the kernel permits no namespaces, sockets to anywhere else are refused inside Python instead.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve()
REFUSING = """
import socket

def refuse(self, address, _connect=socket.socket.connect):
    if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise OSError(101, f"no network in this test: {address}")
    return _connect(self, address)

socket.socket.connect = refuse
"""


def surroundings_of_a_stranger() -> dict[str, str]:
    """The environment without what the tests and the service put there."""
    ours = ("CITYCIRCLE_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@cache
def namespace() -> list[str]:
    """The words before a command that give it a network of its own; empty where the kernel does not let us."""
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
        ):
            return words
    return []


def offline(*command, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end without any network."""
    surroundings = surroundings_of_a_stranger() | environment
    if not namespace():
        (folder / "refusing").mkdir(exist_ok=True)
        (folder / "refusing/sitecustomize.py").write_text(REFUSING, "utf-8")
        surroundings |= {"PYTHONPATH": str(folder / "refusing")}
    whole = [*namespace(), *([sys.executable, str(HERE)] if namespace() else []), *map(str, command)]
    return subprocess.run(whole, env=surroundings, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def raise_loopback() -> None:
    """What `ip link set lo up` does (netdevice(7): SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        answer = fcntl.ioctl(any_socket, 0x8913, struct.pack("16sh14x", b"lo", 0))
        flags = struct.unpack("16sh14x", answer)[1] | 1
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", flags))


if __name__ == "__main__":
    raise_loopback()
    os.execvp(sys.argv[1], sys.argv[1:])
