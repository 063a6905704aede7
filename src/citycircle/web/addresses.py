"""From which network address a request comes."""

from __future__ import annotations

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where the request comes from; behind nginx on this machine, what nginx says (it sets, never appends)."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (told if told and address in {"", "127.0.0.1", "::1"} else address)[:45]
