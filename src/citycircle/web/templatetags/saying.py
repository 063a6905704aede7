"""Words in templates: `{% say "退出" "Sign out" %}`, both languages beside each other, no catalogue to compile.

Available in every template without loading. Values are escaped: `{% say "共{n}项" "{n} items" n=total %}`.
"""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from citycircle.accounts.actions.catalogue import load
from citycircle.core.messages import Text, said, spoken
from citycircle.web.sheets import worded

register = template.Library()


@register.simple_tag
def say(zh: str, en: str, **values: object) -> SafeString:
    """The sentence in the reader's language; its own words are ours, its values are escaped."""
    escaped = {name: conditional_escape(said(value)) for name, value in values.items()}
    return mark_safe(Text(zh, en).say(**escaped))  # noqa: S308  (the words come from our templates, the values are escaped)


register.filter("worded", worded)


@register.filter
def called(thing: object) -> str:
    """The name of an organisation or a person in the reader's language."""

    english = getattr(thing, "name_en", "")
    return str(english if english and spoken() == "en" else getattr(thing, "name", thing))


@register.filter
def act(name: str) -> str:
    """The title of an action by the name that the audit log keeps."""
    known = load().get(name)
    return str(known.title) if known else name
