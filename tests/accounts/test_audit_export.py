"""Copies of the log go out once each, in order, and go on after a stop."""

from __future__ import annotations

import itertools
import json
import socket
import threading

import pytest

from citycircle.accounts.actions.organisations import AddAlias
from citycircle.accounts.audit import export
from citycircle.accounts.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver():
    """A syslog server that keeps what it is sent over TCP."""
    listening = socket.create_server(("127.0.0.1", 0))
    taken = bytearray()

    def take():
        one, _ = listening.accept()
        with one:
            while piece := one.recv(65536):
                taken.extend(piece)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    yield f"tcp://127.0.0.1:{listening.getsockname()[1]}", thread, taken
    listening.close()


def frames(taken):
    """Messages with their length before them (RFC 6587, 3.4.1)."""
    found, rest = [], bytes(taken)
    while rest:
        length, _, rest = rest.partition(b" ")
        found.append(rest[: int(length)].decode())
        rest = rest[int(length) :]
    return found


def test_every_line_goes_out_once_and_the_copy_can_be_checked(region, receiver, do):
    address, thread, taken = receiver
    with export.receiver(address) as send:
        assert export.export(send) == AuditLine.objects.count()
        do(AddAlias(organisation=region["dongbu"], alias="东埠"))
        assert export.export(send) == 1
        assert export.export(send) == 0
    thread.join(timeout=10)
    messages = frames(taken)
    assert len(messages) == AuditLine.objects.count()
    assert messages[0].startswith("<109>1 2026-03-02T")
    sent = [json.loads(message.partition("\ufeff")[2]) for message in messages]
    assert [one["number"] for one in sent] == sorted(one["number"] for one in sent)
    assert all(one["previous"] == before["hash"] for before, one in itertools.pairwise(sent))
    assert sent[-1]["action"] == "organisation.add_alias"


def test_a_stop_in_the_middle_loses_and_doubles_nothing(region):
    seen = []

    def breaks(line):
        if len(seen) == 3:
            raise export.ReceiverUnreachable(address="tcp://there", number=line.number - 1)
        seen.append(line.number)

    with pytest.raises(export.ReceiverUnreachable):
        export.export(breaks)
    export.export(lambda line: seen.append(line.number))
    assert seen == list(AuditLine.objects.values_list("number", flat=True))


@pytest.mark.parametrize("address", ["there", "http://there", "tcp://"])
def test_a_receiver_that_is_not_understood_gets_a_sentence(region, address):
    with pytest.raises(export.ReceiverNotUnderstood), export.receiver(address):
        pass


def test_a_receiver_that_is_not_there_gets_a_sentence(region):
    with pytest.raises(export.ReceiverUnreachable), export.receiver("tcp://127.0.0.1:9"):
        pass


def test_a_line_is_one_datagram_over_udp(region):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(10)
        with export.receiver(f"udp://127.0.0.1:{server.getsockname()[1]}") as send:
            send(AuditLine.objects.first())
        assert server.recv(65536).startswith(b"<109>1 ")
