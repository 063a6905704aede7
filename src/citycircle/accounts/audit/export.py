"""Lines of the log on their way out: to a syslog server or a file, each once, in order, with its place remembered.

What leaves is a copy; the chain here stays whole. A receiver can check it, for every line carries its hash and the one
before.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from citycircle.accounts.models import AuditLine
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

AT_ONCE = 500
NOTICE_OF_AUDIT = 13 * 8 + 5
"""Facility 13 (log audit), severity 5 (notice): RFC 5424, section 6.2.1."""
SYSLOG_PORT = 514

Send = Callable[[AuditLine], None]


class ReceiverUnreachable(CityCircleError):
    what = Text("日志接收端{address}没有应答。", "The receiver of the log at {address} does not answer.")
    why = Text("已发送到第{number}行，其余保留待发。", "Lines up to {number} were sent; the others wait.")
    then = Text(
        "请检查接收端后重新运行；会从断点继续。",
        "Please look at the receiver and run it again; it goes on where it stopped.",
    )


class ReceiverNotUnderstood(CityCircleError):
    what = Text("接收端“{address}”无法识别。", "The receiver “{address}” is not understood.")
    why = Text("只支持 TCP 和 UDP 的 syslog（RFC 5424）。", "Syslog (RFC 5424) goes over TCP or UDP.")
    then = Text("请写作 tcp://主机:514 或 udp://主机:514。", "Please write tcp://HOST:514 or udp://HOST:514.")


def lines_after(number: int) -> Iterator[AuditLine]:
    """Every line after a number, in order."""
    while chunk := list(AuditLine.objects.filter(number__gt=number).order_by("number")[:AT_ONCE]):
        yield from chunk
        number = chunk[-1].number


def as_json(line: AuditLine) -> str:
    """A line with everything it says, and its hashes."""
    names = [column.attname for column in AuditLine._meta.concrete_fields]  # noqa: SLF001  (Django's documented API)
    values = {name: getattr(line, name) for name in names} | {"at": line.at.astimezone(UTC).isoformat()}
    return json.dumps(values, ensure_ascii=False)


def as_syslog(line: AuditLine) -> bytes:
    """A line as RFC 5424 wants it; the message is the JSON above, in UTF-8."""
    moment = line.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    heading = f"<{NOTICE_OF_AUDIT}>1 {moment} {socket.gethostname()} citycircle - {line.action[:32]} -"
    return f"{heading} \ufeff{as_json(line)}".encode()


@contextmanager
def receiver(address: str) -> Iterator[Send]:
    """How to send a line to a syslog server: over TCP with its length before it (RFC 6587, 3.4.1), or as one datagram.

    Raises ReceiverNotUnderstood, ReceiverUnreachable.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"tcp", "udp"} or not parts.hostname:
        raise ReceiverNotUnderstood(address=address)
    where = (parts.hostname, parts.port or SYSLOG_PORT)
    try:
        line = socket.create_connection(where, timeout=10) if parts.scheme == "tcp" else _datagrams(where)
    except OSError as error:
        raise ReceiverUnreachable(address=address, number=sent_up_to()) from error

    def send(one: AuditLine) -> None:
        said = as_syslog(one)
        try:
            line.sendall(str(len(said)).encode() + b" " + said if parts.scheme == "tcp" else said)
        except OSError as error:
            raise ReceiverUnreachable(address=address, number=one.number - 1) from error

    with line:
        yield send


def _datagrams(where: tuple[str, int]) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(*where, type=socket.SOCK_DGRAM)[0]
    one = socket.socket(family, kind, protocol)
    one.connect(address)
    return one


def export(send: Send) -> int:
    """Send what was not sent yet; gives how many lines went out."""
    count = 0
    for line in lines_after(sent_up_to()):
        send(line)
        _remember(line.number)
        count += 1
    return count


def _note() -> Path:
    return Path(settings.DATA) / "audit.sent"


def sent_up_to() -> int:
    """The number of the last line that went out."""
    try:
        return int(_note().read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _remember(number: int) -> None:
    draft = _note().with_suffix(".sent.new")
    draft.write_text(str(number), "ascii")
    draft.replace(_note())
