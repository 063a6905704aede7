"""Run `citycircle …`, and halt at one point of it for as long as standard input stays open.

`python halting.py MODULE:NAME before|after N citycircle-words …`: at the N-th call of that function it prints HALTED;
the test then ends the process with SIGKILL right there, as a power cut would.
"""

from __future__ import annotations

import sys
from functools import reduce
from importlib import import_module

import django

from citycircle.cli.dispatch import main


def halt_at(point: str, when: str, number: int) -> None:
    module, _, path = point.partition(":")
    *owners, name = path.split(".")
    owner = reduce(getattr, owners, import_module(module))
    original, calls = getattr(owner, name), []

    def halting(*args, **kwargs):
        calls.append(point)
        if when == "before" and len(calls) == number:
            halt()
        result = original(*args, **kwargs)
        if when == "after" and len(calls) == number:
            halt()
        return result

    setattr(owner, name, halting)


def halt() -> None:
    print("HALTED", flush=True)  # noqa: T201  (the sign that the test waits for)
    sys.stdin.read()


if __name__ == "__main__":
    django.setup()
    halt_at(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    raise SystemExit(main(sys.argv[4:]))
