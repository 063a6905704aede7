"""What the search found, in templates: where it leads, what it is called, and which part of it was typed."""

from __future__ import annotations

import re

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from citycircle.accounts.models import SearchEntry
from citycircle.accounts.search.finding import Hit
from citycircle.core.messages import spoken

register = template.Library()


@register.filter
def leads(hit: Hit) -> str:
    """The address of the page that shows it."""
    route, keys = hit.kind.address_of(hit.entry)
    return reverse(route, args=keys)


@register.filter
def because(hit: Hit, asked: str) -> str:
    return hit.because(asked)


@register.filter
def titled(entry: SearchEntry) -> str:
    return entry.title_en if spoken() == "en" and entry.title_en else entry.title


@register.filter
def marked(text: object, asked: str) -> SafeString:
    """The text with every typed word marked where it stands."""
    words = sorted((re.escape(word) for word in asked.split()), key=len, reverse=True)
    if not words:
        return mark_safe(escape(text))  # noqa: S308  (escaped)
    pieces = re.split(f"({'|'.join(words)})", str(text), flags=re.IGNORECASE)
    said = [f"<mark>{escape(piece)}</mark>" if at % 2 else escape(piece) for at, piece in enumerate(pieces)]
    return mark_safe("".join(said))  # noqa: S308  (each piece is escaped)
