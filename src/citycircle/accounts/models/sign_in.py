"""What signing in has to remember: failures, past passwords, one-time codes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from citycircle.accounts.models.people import Person


class FailedSignIns(models.Model):
    """Failures in a row under one name, known or not: an unknown name is locked like a known one, and tells nothing."""

    sign_in_name = models.CharField(max_length=60, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.sign_in_name


class PastPassword(models.Model):
    """The hash of a password that may not come back."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    kept_secret: ClassVar[frozenset[str]] = frozenset({"password"})

    class Meta:
        ordering = ("-set_at", "-id")

    def __str__(self) -> str:
        return f"{self.person} {self.set_at:%Y-%m-%d}"


class OneTimeCode(models.Model):
    """A code that an administrator hands over in person: sets a new password once, until it expires."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="one_time_code")
    code = models.CharField(max_length=128)
    """Hashed like a password; the code itself is shown once, to the administrator."""
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    kept_secret: ClassVar[frozenset[str]] = frozenset({"code"})

    def __str__(self) -> str:
        return f"{self.person} {self.expires_at:%Y-%m-%d %H:%M}"
