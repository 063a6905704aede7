"""The command `citycircle` on another day: django's clock is set off by the seconds in a file, and goes on from there.

Everything else is the service as it is. Days can pass in a journey without anybody waiting for them, and a journey
walks the same days whatever the calendar of the machine says.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

CLOCK = "CITYCIRCLE_TEST_CLOCK"


def set_off(real=timezone.now) -> datetime:
    return real() + timedelta(seconds=float(Path(os.environ[CLOCK]).read_text(encoding="utf-8")))


if __name__ == "__main__":
    timezone.now = set_off
    from citycircle.cli.dispatch import main

    sys.exit(main())
