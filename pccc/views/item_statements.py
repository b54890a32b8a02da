"""What an item needs beside its decision: the statements of a scheme, the consents of practices (F-28)."""

from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from models_abc.terms import Function
from pccc.actions.schemes import record_consent, state_scheme
from pccc.forms.decisions import ConsentForm, SchemeForm
from pccc.models import SchemeStatement
from pccc.queries.deciding import must_consent
from pccc.rules import meeting_acts as acts
from pccc.views.deciding import beside_item, item_at
from pccc.views.meeting_access import MEETING, RUN

SCHEME = ActPage(
    act=acts.SCHEME,
    place=MEETING,
    does=lambda meeting, **given: state_scheme(**given),
    form=SchemeForm,
    button="Save",
    done="The statements are saved.",
    beside=lambda request, meeting: {
        "note": "You can approve the scheme after the LMC consultation closes and all 3 statements are complete.",
        "note_rule": "FUN-04",
    },
    leads=lambda statement: str(statement.item.url),
    template="pccc/form.jinja",
)


@ccg_page(RUN)
def item_scheme(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """The statements of a local incentive scheme."""
    one = item_at(ccg, number, meeting, item)
    if Function.INCENTIVE_SCHEMES not in one.functions:
        raise Http404("This item is not about a local incentive scheme.")
    row = SchemeStatement.objects.filter(item=one).first()
    names = ("consultation", "outcomes", "inequalities", "value")
    initial = {name: getattr(row, name) for name in names} if row else {}
    return act_page(
        request, SCHEME, one.meeting, fill={"ccg": ccg, "initial": initial}, shown=beside_item(one), item=one
    )


CONSENT = ActPage(
    act=acts.CONSENT,
    place=MEETING,
    does=lambda meeting, **given: record_consent(**given),
    form=ConsentForm,
    button="Record the consent",
    done="The consent is recorded.",
    leads=lambda consent: url_to("item-consents", consent.item),
    template="pccc/consents.jinja",
)


@ccg_page(RUN)
def item_consents(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """The consents of practices to leave their national contract."""
    one = item_at(ccg, number, meeting, item)
    if not one.moves_contract:
        raise Http404("This item does not move a contract.")
    practices = must_consent(one, london(request.now).date())
    given = list(one.consents.select_related("practice").order_by("practice__name"))
    missing = [p for p in practices if p.pk not in {row.practice_id for row in given}]
    shown = {**beside_item(one), "given": given, "missing": missing}
    return act_page(request, CONSENT, one.meeting, fill={"practices": practices}, shown=shown, item=one)
