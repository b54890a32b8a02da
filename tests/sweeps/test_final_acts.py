"""What cannot be taken back is checked first: every act that ends a record has a page on which the person checks it.

The first tests read the rows of `rules/*_acts.py` and the tables of states; the last sends every form of the role
matrix that goes through, and looks whether it ended a record without that page, or destroys behind a green button.
"""

from importlib import import_module
from inspect import getsource
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.conf import settings
from django.urls import reverse

from ccgs.models import Constitution
from cocommission.shared.management.commands.draw_states import tables
from cocommission.shared.rules.acts import Act
from conflicts.models import Breach, Gift, Interest, ProcurementDecision, Redaction, SelfCertification
from models_abc.models import Application, Arrangement, FunctionAgreement
from pccc.models import AgendaItem, Committee, Meeting, Minutes
from tests.browser import check_on
from tests.sweeps import resending
from tests.sweeps.resending import SENT, doer, drawn, filled_in, problems
from votes.models import Ballot, Consultation

APPS = ("ccgs", "votes", "conflicts", "pccc", "models_abc")
RECORDS = {
    "Agenda item": AgendaItem,
    "Application": Application,
    "Arrangement for model B": Arrangement,
    "Ballot": Ballot,
    "Breach": Breach,
    "Committee": Committee,
    "Constitution version": Constitution,
    "Declaration of interest": Interest,
    "Function agreement": FunctionAgreement,
    "Gift or hospitality": Gift,
    "LMC consultation": Consultation,
    "Meeting": Meeting,
    "Minutes": Minutes,
    "Procurement decision": ProcurementDecision,
    "Redaction request": Redaction,
    "Self-certification": SelfCertification,
}
NOT_BY_A_PERSON = {
    ("Application", "RESCINDED"): "the ballot that the members lost does it",
    ("LMC consultation", "CLOSED"): "the clock does it",
}
BEYOND_STATES = {
    ("ccgs", "END"): "a post stays ended; it is granted anew",
    ("ccgs", "REPLACE"): "a post stays ended; it is granted anew",
    ("ccgs", "RETURN"): "what the members answered no longer counts",
    ("votes", "DISCARD"): "a draft is deleted",
    ("votes", "STRIKE"): "an entry of the log stays struck out",
    ("pccc", "ITEM_REMOVE"): "an item of a draft agenda is deleted",
    ("pccc", "DECIDE"): "a decision is never changed",
    ("pccc", "APPROVE"): "approved minutes are never changed",
}


def acts() -> dict[tuple[str, str, str], Act]:
    """Every act by its app, module and name."""
    found = {}
    for app in APPS:
        package = import_module(f"{app}.rules")
        for module in walk_packages(package.__path__, f"{app}.rules."):
            if module.name.endswith("_acts"):
                rows = vars(import_module(module.name))
                found |= {(app, module.name, name): row for name, row in rows.items() if isinstance(row, Act)}
    return found


def last_states() -> set[tuple[str, str]]:
    """Record and state of everything that nothing follows."""
    return {(noun, state) for noun, table in tables().items() for state, after in table.table.items() if not after}


def noun_of(state: str) -> str:
    """The record that a stored state belongs to, by the field whose choices it is among."""
    kind = type(state)
    return next(
        noun
        for noun, record in RECORDS.items()
        if record._meta.get_field("state").choices == kind.choices and kind(state) in kind
    )


def test_every_last_state_is_led_to_by_an_act_or_by_the_clock():
    led_to = {(noun_of(state), str(state)) for act in acts().values() for state in act.leads_to}
    assert led_to | set(NOT_BY_A_PERSON) == last_states()
    assert not led_to & set(NOT_BY_A_PERSON)


def test_an_act_that_ends_a_record_says_what_is_final():
    assert [key for key, act in acts().items() if (act.leads_to or act.destroys) and not act.final] == []
    others = {(app, name) for (app, _, name), act in acts().items() if act.final and not act.leads_to}
    assert others == set(BEYOND_STATES)


def test_every_act_that_is_final_is_offered_with_its_check():
    """Either its page is an `ActPage`, or its view has a `Check` of it."""
    views = {
        app: "".join(path.read_text() for path in Path(settings.BASE_DIR, app, "views").rglob("*.py")) for app in APPS
    }
    missing = []
    for (app, module, name), act in acts().items():
        words = [f"act=acts.{name}", f"Check(acts.{name}", f"Check({name}", f"act={name}"]
        if act.final and not any(word in views[app] for word in words):
            missing.append(f"{module}.{name}")
    assert missing == []
    page = getsource(import_module("ccgs.views.acts").act_page)
    assert "if page.act.final" in page


def ended() -> dict[str, int]:
    """How many records of each kind are in a state that nothing follows."""
    last = last_states()
    return {
        noun: record.objects.filter(state__in=[state for of, state in last if of == noun]).count()
        for noun, record in RECORDS.items()
    }


@pytest.mark.parametrize("case", SENT, ids=lambda case: case.name)
def test_a_form_that_ends_a_record_goes_through_its_check(case, country):
    with country.arranged(case.arguments) as (world, arguments):
        address = reverse(case.name, kwargs=arguments)
        client = country.client(doer(case))
        resending.prepare(case.name, client, address)
        sent = drawn(client, address).with_data(filled_in(case, world))
        before, client.confirms = ended(), False
        first = client.post(address, sent)
        check = check_on(first)
        assert ended() == before, f"{address}: it ended a record, and nobody had checked it"
        if check is None:
            return
        page = first.content.decode()
        act = next(act for act in acts().values() if act.final and act.final in page)
        assert ("nhsuk-button--warning" in page) == act.destroys, f"{address}: the button of “{act.title}”"
        confirmed = client.post(address, check.with_data({}))
        assert confirmed.status_code == 302, f"{address}: confirmed, {confirmed.status_code}: {problems(confirmed)}"
