"""Words in templates: `{% say "退出" "Sign out" %}`, both languages beside each other, no catalogue to compile.

Available in every template without loading. Values are escaped: `{% say "共{n}项" "{n} items" n=total %}`.
"""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from citycircle.accounts.actions.catalogue import load
from citycircle.core.messages import Language, Text, said, speaking, spoken
from citycircle.web.wording import deadline_worded, month_worded, worded

register = template.Library()


@register.simple_tag
def say(zh: str, en: str, **values: object) -> SafeString:
    """The sentence in the reader's language; its own words are ours, its values are escaped."""
    escaped = {name: conditional_escape(said(value)) for name, value in values.items()}
    return mark_safe(Text(zh, en).say(**escaped))  # noqa: S308  (the words come from our templates, the values are escaped)


register.filter("worded", worded)
register.filter("in_month", month_worded)
register.filter("deadline", deadline_worded)


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


class _Speaking(template.Node):
    def __init__(self, language: Language, inside: template.NodeList) -> None:
        self.language, self.inside = language, inside

    def render(self, context: template.Context) -> SafeString:
        with speaking(self.language):
            return self.inside.render(context)


@register.tag
def speak(parser: template.base.Parser, token: template.base.Token) -> _Speaking:
    """`{% speak "en" %}…{% endspeak %}`: everything inside is said in one language, whoever reads."""
    language: Language = "en" if token.split_contents()[1].strip("\"'") == "en" else "zh"
    inside = parser.parse(("endspeak",))
    parser.delete_first_token()
    return _Speaking(language, inside)
