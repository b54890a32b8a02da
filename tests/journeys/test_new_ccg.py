"""A new CCG, from an empty database to go-live and its first decision, by clicking alone.

Nothing here writes to the database or calls an action: people read their mail, sign in with a second step, and press
what the pages offer. Only the first data steward comes from a command, as the README says, and the clock moves.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from cocommission.shared.models import Person
from tests.database import role_now
from tests.journeys.desk import Office
from tests.journeys.new_ccg import (
    BOARD,
    CCG,
    HEALTHWATCH,
    application,
    at,
    committee,
    constitution,
    founding,
    mail_of,
    mandate,
    meeting,
    registers,
)

pytestmark = pytest.mark.django_db(transaction=True)
POSTS = (
    ("Accountable Officer", "Ada Accountable"),
    ("Audit Chair", "Arthur Audit"),
    ("Conflicts of Interest Guardian", "Arthur Audit"),
    ("Lay member", "Lionel Lay"),
    ("Lay member", "Laura Layperson"),
    ("Chief finance officer", "Fiona Finance"),
    ("Registered nurse on the governing body", "Nadia Nurse"),
    ("GP member", "Gordon Doctor"),
    ("Committee secretary", "Selma Secretary"),
)
REPRESENTATIVES = {"Z90001": "Robin First", "Z90002": "Rita Second", "Z90003": "Rolf Third"}
VOTES = {
    "Lionel Lay, Lay member": "For",
    "Laura Layperson, Lay member": "For",
    "Ada Accountable, Chief officer": "For",
    "Fiona Finance, Chief finance officer": "For",
    "Nadia Nurse, Registered nurse": "Against",
}
UNSEEN = (
    r"/lmcs/new/", r"/rounds/(new|[a-z-]+)/", r"/ccgs/NA/model-held/", r"/ccgs/NA/constitution/N/act/.*",
    r"/ccgs/NA/committees/(new/|N/|N/(terms|invitations|seats)/.*)", r"/ccgs/NA/registers/policy/",
)  # fmt: skip
"""Pages that no other journey looks over."""


@pytest.fixture
def office(browser: Any, live_server: Any, settings: Any, travel: Any, mailoutbox: Any) -> Iterator[Office]:
    """The world on 1 September 2015: nobody is there yet, and officers need a second step to sign in."""
    settings.REQUIRE_TOTP = True
    settings.SERVICE_URL = live_server.url
    world = Office(browser, live_server.url, mailoutbox, travel, travel(at(2015, 9, 1)), unseen=UNSEEN)
    yield world
    world.closes()


def test_a_new_ccg_goes_live_and_holds_its_first_meeting(office: Office) -> None:
    assert role_now() == "cocommission_app"
    assert not Person.objects.exists()

    # September: organisations, first posts, invitations
    steward = founding.the_first_data_steward_is_made_as_readme_says(office, "Stella Records")
    founding.the_steward_loads_the_public_files(steward)
    founding.the_steward_grants_the_first_posts(
        steward, officer="Olive Officer", region="Regina Regional", lmc="Lena Committee"
    )
    founding.the_steward_records_what_another_ccg_holds(steward, "NHS Birch, Copper and Dune CCG")
    officer = founding.accepts(office, "Olive Officer")
    founding.the_officer_fills_the_posts(officer, POSTS)
    founding.the_officer_links_lmc_and_partners(officer, date(2015, 9, 1))
    founding.the_officer_records_representatives(officer, REPRESENTATIVES)

    # the first constitution, and one that allows a committee
    constitution.the_officer_drafts(officer, "First constitution")
    constitution.with_its_checklist_marked(officer)
    rule = constitution.and_a_voting_rule
    rule(officer, "Voting rule for a change of the constitution", "4.2", (2, 3), "At least this share")
    rule(officer, "Voting rule for any question", "4.3", (1, 2), "More than this share")
    constitution.the_officer_proposes_it(officer)
    constitution.the_members_have_signed_it(officer)
    region = founding.accepts(office, "Regina Regional")
    constitution.the_region_approves_version(region, 1)
    constitution.it_comes_into_force(officer, 1, office.now)
    constitution.the_officer_drafts(officer, "Delegated commissioning", constitution.COMMITTEE)
    constitution.the_officer_proposes_it(officer)

    # a round, the LMC, the ballot
    office.at(at(2015, 9, 2))
    mandate.the_region_announces_a_round(
        region, opens=at(2015, 9, 14), closes=at(2015, 11, 30, 12), starts=date(2016, 4, 1)
    )
    mandate.the_officer_consults_the_lmc(officer, closes=at(2015, 9, 25, 17))
    mandate.the_officer_drafts_the_ballot(officer, opens=at(2015, 9, 28), closes=at(2015, 10, 9, 17))
    mandate.and_opens_it(officer)
    office.at(at(2015, 9, 15))
    mandate.the_lmc_answers(founding.accepts(office, "Lena Committee"))
    office.at(at(2015, 9, 28, 10))
    for name, practice, answer in (
        ("Robin First", "The Surgery", "For"),
        ("Rita Second", "The Surgery", "For"),
        ("Rolf Third", "O'Invented & Partners, The Green", "Against"),
    ):
        mandate.a_practice_votes(founding.accepts(office, name, phone=True), practice, answer, answer)
    office.at(at(2015, 10, 12))
    mandate.the_officer_counts(officer)
    chair = founding.accepts(office, "Lionel Lay")
    mandate.somebody_else_certifies(chair)
    mandate.the_officer_publishes(officer)
    officer.reads("Carried. 66.7% (2 of 3)")
    mandate.the_officer_says_what_came_of_the_consultation(officer)

    # October: the committee, declarations, public registers
    today = date(2015, 10, 12)
    secretary = founding.accepts(office, "Selma Secretary")
    committee.the_secretary_drafts_it(secretary)
    committee.with_terms_of_reference(secretary, today)
    for role, who, chairing in committee.SEATS:
        committee.with_a_seat(secretary, role, who, chairing, today)
    committee.with_an_invitation(secretary, "Healthwatch", HEALTHWATCH, today)
    committee.with_an_invitation(secretary, "Health and Wellbeing Board", BOARD, today)
    committee.the_secretary_activates_it(secretary)
    for desk in (officer, secretary, chair):
        registers.declares_nothing(desk)
    for name in ("Ada Accountable", "Arthur Audit", "Laura Layperson", "Fiona Finance", "Nadia Nurse"):
        registers.declares_nothing(founding.accepts(office, name))
    gp = founding.accepts(office, "Gordon Doctor")
    registers.the_gp_declares_a_partnership(gp, "Z90003", date(2015, 9, 21))
    registers.the_officer_signs_it_off(officer)
    registers.the_officer_makes_the_registers_public(officer, today)

    # the application: everything is proved, two people sign, one submits
    accountable, audit = office.desk(mail_of("Ada")), office.desk(mail_of("Arthur"))
    office.at(at(2015, 10, 14))
    application.the_officer_starts_it(officer)
    application.the_officer_links_what_it_rests_on(officer)
    application.the_officer_uploads(officer, "Finance template for delegated budgets", "Implementation plan")
    office.at(at(2015, 10, 28, 15))
    application.the_secretary_records_the_governing_body(secretary, date(2015, 10, 28))
    application.signs_as(accountable, "Accountable Officer")
    application.signs_as(audit, "Audit Chair")
    application.submits(accountable)

    # November: approved with a condition that is met; the agreement; the constitution
    office.at(at(2015, 11, 9))
    constitution.the_region_approves_version(region, 2)
    application.the_region_approves_with_a_condition(region)
    application.the_condition_is_met(officer, region)
    application.the_agreement_is_signed_by_both(region, accountable)
    constitution.it_comes_into_force(officer, 2, at(2016, 4, 1, 0))

    # 1 April 2016: not a second before its minute
    public = office.desk("public")
    for moment, model in (
        (at(2016, 3, 31, 23, 59, 59), "A: greater involvement"),
        (at(2016, 4, 1, 0), "C: delegated commissioning, since 1 April 2016 at midnight"),
    ):
        office.at(moment)
        public.opens("/")
        public.press("CCGs")
        public.press(CCG)
        public.reads(model)

    # the first meeting and its decision, which the public reads
    office.at(at(2016, 4, 1, 10))
    meeting.the_secretary_publishes_an_agenda(secretary, at(2016, 4, 11, 10))
    meeting.the_chair_confirms_the_map(chair, "Gordon Doctor")
    office.at(at(2016, 4, 11, 10))
    meeting.the_secretary_opens_it(secretary)
    meeting.the_gp_declares_at_the_meeting(gp)
    meeting.the_committee_decides_without(secretary, "Gordon Doctor", VOTES)
    meeting.the_secretary_closes_it(office, secretary, "Gordon Doctor")
    public.press("Committees")
    public.press("Decisions")
    public.press(f"1: {meeting.ITEM}")
    public.reads("The revised rent is agreed.", "Premises: decided by the CCG under model C", "leave for the item")
    public.reads("4 for, 1 against, 0 abstained.")
    assert office.complaints == []
