"""The Jinja environment of our pages: NHS macros, our filters, and globals that know the request."""

import re
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    TemplateNotFound,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from cocommission.shared import clock
from cocommission.shared.forms.components import component, summary_is_above, target
from cocommission.shared.queries.rules import rule_of
from cocommission.shared.rules.blockers import cited
from cocommission.shared.rules.names import in_sentence, readable, short_region
from cocommission.shared.rules.statuses import status_of, tag_of

RULE_ID = re.compile(r"\b[A-Z]{2,4}-\d{2}\b")


class JinjaFiles(FileSystemLoader):
    """Only `*.jinja`: the `*.html` files beside them are Django templates (allauth, admin)."""

    def get_source(self, environment: Environment, template: str) -> Any:
        if not template.endswith(".jinja"):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def static(path: str) -> str:
    """Address of a static file; its plain address when the files were not collected (tests, error pages)."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`url("ballot", code="09W", number=3)`: the address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def csp_nonce(context: Context) -> str:
    """The nonce of this response; `nonce` of the context where a page is drawn without its request (500)."""
    nonce = getattr(context.get("request"), "csp_nonce", context.get("nonce") or "")
    return str(nonce)  # str() makes it; before that it counts as false


@pass_context
def back_link(context: Context, address: str, text: str = "Back") -> str | Markup:
    """A link back to `address`; nothing where a breadcrumb of the page leads there already."""
    before = {str(crumb).partition("#")[0] for _, crumb in context.get("breadcrumbs") or ()}
    if str(address).partition("#")[0] in before:
        return ""
    return Markup('<a href="{}" class="nhsuk-back-link app-no-print">{}</a>').format(address, text)


@pass_context
def here(context: Context, **changes: Any) -> str:
    """The address of this page with some query parameters changed; `None` or "" removes one."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return ""
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    encoded = query.urlencode()
    return f"{request.path}?{encoded}" if encoded else request.path


def number(value: Any) -> str:
    """12345 -> "12,345"; nothing for None."""
    if value is None or value == "":
        return ""
    return f"{value:,}"


def percent(numerator: float | None, denominator: float | None, digits: int = 1) -> str:
    """`42|percent(56)` -> "75.0% (42 of 56)": never a share without its two numbers."""
    if numerator is None or denominator is None:
        return "not known"
    if not denominator:
        return f"{number(numerator)} of 0"
    return f"{100 * numerator / denominator:.{digits}f}% ({number(numerator)} of {number(denominator)})"


def day(value: date | datetime | None) -> str:
    """A date in words; nothing for None."""
    return clock.day(value) if value else ""


def moment(value: datetime | None) -> str:
    """A time in words, London; nothing for None."""
    return clock.moment(value) if value else ""


def capfirst(text: Any) -> str:
    """`view of the BMA` -> `View of the BMA`; `capitalize` would spoil the initials."""
    words = str(text)
    return words[:1].upper() + words[1:]


def trim(value: Any, chars: str | None = None) -> str:
    """Jinja's own, but of what a value shows: the NHS macros trim names, which show themselves in readable case."""
    shown = escape(value) if hasattr(value, "__html__") else str(value)
    return shown.strip(chars)


def with_rules(text: Any) -> Markup:
    """Ids of rules in a text as links to the page of rules; a text that is only an id says what the rule says."""
    words = str(text)
    if RULE_ID.fullmatch(words) and (rule := rule_of(words)):
        words = f"{words}: {rule.says}"
    linked = RULE_ID.sub(r'<a class="nhsuk-link" href="/rules/#\g<0>">\g<0></a>', str(escape(words)))
    return Markup(linked)  # noqa: S704  (escaped above)


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend."""
    own: BaseLoader = JinjaFiles([str(settings.BASE_DIR / "templates")])
    options["loader"] = ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")])
    options["undefined"] = ChainableUndefined
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701  (autoescape is in options)
    made.globals.update(
        static=static,
        url=url,
        csp_nonce=csp_nonce,
        back_link=back_link,
        here=here,
        nhs_component=component,
        nhs_target=target,
        summary_is_above=summary_is_above,
        status_of=status_of,
        tag_of=tag_of,
        service_name="Co-commissioning",
    )
    made.filters.update(
        moment=moment,
        day=day,
        percent=percent,
        number=number,
        capfirst=capfirst,
        readable=readable,
        short_region=short_region,
        trim=trim,
        with_rules=with_rules,
        cited=cited,
        in_sentence=in_sentence,
    )
    return made
