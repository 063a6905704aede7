"""The ways out of the house: the console, e-mail, a webhook. A failing one never stops the others.

The administrator names them in `CITYCIRCLE_NOTIFIERS`; the default writes to the service's own log and sends nothing.
"""

from __future__ import annotations

import json
import logging
import urllib.request
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail

from citycircle.core.messages import Language
from citycircle.records.notices.models import Notice

log = logging.getLogger("citycircle.notices")
WEBHOOK_SECONDS = 5


class Notifier(Protocol):
    """One way out."""

    def send(self, notice: Notice) -> None: ...


class Console:
    """Writes one line to the log of the service."""

    def send(self, notice: Notice) -> None:
        log.info("%s: %s", notice.person.sign_in_name, notice.subject_zh)


class Email:
    """One letter in the person's own language, to the address that the person has."""

    def send(self, notice: Notice) -> None:
        if notice.person.email:
            language: Language = "en" if notice.person.language == "en" else "zh"
            subject, body = notice.subject_line.say(language), notice.body.say(language)
            send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [notice.person.email])


class Webhook:
    """One JSON object to the address that the administrator set; no content beyond the notice itself."""

    def send(self, notice: Notice) -> None:
        body = {
            "to": notice.person.sign_in_name,
            "subject": notice.subject_zh,
            "body": notice.body_zh,
            "link": notice.link,
        }
        if not settings.WEBHOOK_URL.startswith(("https://", "http://")):
            msg = "CITYCIRCLE_WEBHOOK_URL is not a web address"
            raise ValueError(msg)
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(settings.WEBHOOK_URL, json.dumps(body).encode(), headers)  # noqa: S310  (looked at above)
        with urllib.request.urlopen(request, timeout=WEBHOOK_SECONDS):  # noqa: S310  (looked at above)
            pass


NOTIFIERS: dict[str, type[Notifier]] = {"console": Console, "email": Email, "webhook": Webhook}


def send_out(notice: Notice) -> list[str]:
    """Send one notice by every way that is set; gives the ways that failed."""
    failed = []
    for way in settings.NOTIFIERS:
        try:
            NOTIFIERS[way]().send(notice)
        except Exception:
            log.warning("notice %s could not be sent by %s", notice.pk, way, exc_info=True)
            failed.append(way)
    return failed
