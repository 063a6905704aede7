"""The region of the demo once for each file of tests, undone afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from citycircle.demo.region.making import make

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.conf import settings
    from django.db import transaction

    before, settings.DATA = settings.DATA, tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        make(day=DAY, at=NOW, language="zh", say=lambda *_: None)
        yield
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
    settings.DATA = before
