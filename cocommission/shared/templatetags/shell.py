"""The frame of our pages for Django's own templates (sign-in, admin): the same Jinja parts, drawn for the request."""

import re
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cocommission.shared.jinja import static
from cocommission.shared.models import DemonstrationSignIn
from cocommission.shared.views.typed import words_at_sign_in

register = template.Library()
CAPITALISED = re.compile(r"(?<![\w<&/])[A-Z][a-z]+(?![\w>])|(?<=-)[A-Z][a-z]+")


@register.simple_tag(takes_context=True)
def shell_part(context: template.Context, part: str) -> str:
    """`{% shell_part "header" %}`: one of head, header, messages, footer."""
    request = context.get("request")
    html = render_to_string("shell/part.jinja", {"part": part}, request=request)
    return mark_safe(html)  # noqa: S308  (an escaped Jinja template)


@register.simple_tag
def static_file(path: str) -> str:
    """Like `static`, but never fails because files were not collected."""
    return static(path)


@register.simple_tag
def demonstration_sign_ins() -> list[DemonstrationSignIn]:
    """The people of the demonstration; none where it was not loaded, and never in production."""
    if settings.PRODUCTION:
        return []
    return list(DemonstrationSignIn.objects.select_related("person"))


@register.simple_tag(takes_context=True)
def kept_words(context: template.Context) -> str:
    """What the page of signing in says of the forms that wait for the person; "" where none does."""
    return words_at_sign_in(context["request"])


@register.filter
def sentence(text: str) -> str:
    """`Two-Factor Authentication` -> `Two-factor authentication`: capitals as in a sentence."""
    head, tail = text[: len(text) - len(text.lstrip()) + 1], text[len(text) - len(text.lstrip()) + 1 :]
    made = head + CAPITALISED.sub(lambda found: found[0].lower(), tail)
    return mark_safe(made) if isinstance(text, SafeString) else made  # noqa: S308  (only letters' case changed)


@register.filter
def tagged(attrs: dict[str, Any], tag: str) -> bool:
    """Whether an allauth element carries `tag`."""
    return tag in (attrs.get("tags") or [])
