"""Accounts that nobody used for long: the security administrator decides whether they are still needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from citycircle.accounts.models import Person

UNUSED_AFTER = timedelta(days=90)
"""GB/T 22239-2019 8.1.4.2 c) asks to remove accounts that are not needed; ninety days is our reading of it. [I]"""


def unused(now: datetime) -> QuerySet[Person]:
    """Open accounts without a sign-in for ninety days; those never used count from the day they got their password."""
    limit = now - UNUSED_AFTER
    return Person.objects.filter(
        Q(last_login__lt=limit) | Q(last_login=None, password_set_at__lt=limit), is_active=True
    )
