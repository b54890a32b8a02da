"""The Jinja environment of our pages: NHS macros, our filters, and globals that know the request."""

import re
from collections.abc import Iterable, MutableMapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
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
from cocommission.shared.forms.components import component, error_list, summary_is_above
from cocommission.shared.pages import url_to
from cocommission.shared.queries.rules import rule_of
from cocommission.shared.rules.blockers import cited
from cocommission.shared.rules.names import in_sentence, readable, short_region
from cocommission.shared.rules.statuses import status_of, tag_of
from cocommission.shared.views.cells import number, percent

CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)
RULE_ID = re.compile(r"\b[A-Z]{2,4}-\d{2}\b")


class JinjaFiles(FileSystemLoader):
    """Only `*.jinja`: the `*.html` files beside them are Django templates (allauth, admin)."""

    def get_source(self, environment: Environment, template: str) -> Any:
        if not template.endswith(".jinja"):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class NhsEnvironment(Environment):
    """An environment whose globals do not change once templates are read, so that each has a plain dict of them.

    The NHS macros import each other for each field, and each import compares names: on a form with many fields the
    layers that Jinja makes otherwise took a fifth of the page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: its own above those of the environment."""
        return {**self.globals, **(d or {})}


def static(path: str) -> str:
    """Address of a static file; its plain address when the files were not collected (tests, error pages)."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def nav_links(named: Iterable[tuple[Any, str]], path: str = "") -> list[dict[str, Any]]:
    """(label, address) as the NHS macros take links. Of a page at `path` the nearest link at or above it is active."""
    found = [(str(label), address) for label, address in named]
    nearest = max((address for _, address in found if path and path.startswith(address)), key=len, default="")
    return [
        {"text": label, "href": address, "current": path == address, "active": address == nearest}
        for label, address in found
    ]


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


def path_words(path: Any) -> str:
    """A path of the conflict map for people: `member -> partner at A -> owner of B` as `Partner at A → owner of B`."""
    return capfirst(str(path).removeprefix("member -> ").replace(" -> ", " → "))


def trim(value: Any, chars: str | None = None) -> str:
    """Jinja's own, but of what a value shows: the NHS macros trim names, which show themselves in readable case."""
    shown = escape(value) if hasattr(value, "__html__") else str(value)
    return shown.strip(chars)


def columns(head: list[Any]) -> list[Any]:
    """(label, "text" | "number"[, sort key]) for each column of a table; a label alone is a column of text."""
    return [(column, "text") if isinstance(column, str) else column for column in head]


def cells(row: str) -> list[Markup]:
    """What stands in each `<td>...</td>` that a template draws for a row; the macro of tables puts its own round it."""
    return [Markup(cell.strip()) for cell in CELL.findall(row)]  # noqa: S704  (drawn, and escaped, by a template)


def around_cells(head: list[Any], *, stack: bool, first_is_header: bool) -> list[tuple[str, str]]:
    """What stands before and after the cells of each column of a table; `stack`: they become blocks on a phone.

    Asked once for a table, since a list of England has thousands of cells.
    """
    made = []
    for at, column in enumerate(head):
        is_header, role = first_is_header and at == 0, ""
        classes = "nhsuk-table__header app-table__row-header" if is_header else "nhsuk-table__cell"
        if column[1] == "number":
            classes += " nhsuk-table__header--numeric" if is_header else " nhsuk-table__cell--numeric"
        if stack:
            label = Markup(' role="cell" data-label="{}"').format(column[0])
            role = Markup(' role="rowheader"') if is_header else label
        tag, scope = ("th", Markup(' scope="row"')) if is_header else ("td", "")
        made.append((str(Markup('<{} class="{}"{}{}>').format(tag, classes, scope, role)), f"</{tag}>"))
    return made


def in_cells(row: Iterable[Any], around: list[tuple[str, str]]) -> Markup:
    """The cells of a row as `around_cells` says; None is an empty cell. Fewer cells than columns are left so."""
    drawn: list[str] = []
    for cell, (before, after) in zip(row, around, strict=False):
        drawn += (before, cell if type(cell) is Markup else "" if cell is None else escape(cell), after)
    return Markup("".join(drawn))  # noqa: S704  (each part is Markup or escaped)


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
    made = NhsEnvironment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701  (autoescape is in options)
    made.globals.update(
        static=static,
        url=url_to,
        nav_links=nav_links,
        csp_nonce=csp_nonce,
        back_link=back_link,
        here=here,
        nhs_component=component,
        error_list=error_list,
        summary_is_above=summary_is_above,
        status_of=status_of,
        tag_of=tag_of,
        service_name="Co-commissioning",
    )
    made.filters.update(
        moment=moment,
        as_at=clock.as_at,
        day=day,
        path_words=path_words,
        percent=percent,
        number=number,
        capfirst=capfirst,
        cells=cells,
        around_cells=around_cells,
        in_cells=in_cells,
        columns=columns,
        readable=readable,
        short_region=short_region,
        trim=trim,
        with_rules=with_rules,
        cited=cited,
        in_sentence=in_sentence,
    )
    return made
