"""Medway 2015 as one journey: two ballots, the LMC, the governing body, the midday deadline, the decision, go-live.

The facts are those of the public record (March 75% and 37%; July 95% voted, 93.5% in favour); practices vote so that
whole numbers come nearest to them.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ccgs.queries.models_held import model_held
from models_abc.models import Application
from models_abc.readiness import blockers
from models_abc.terms import Stage
from tests.factories import committees
from tests.journeys.medway import APPLICATION, HERE, NEW_CLAUSE, Medway, at

TAKE_UP = "Shall the CCG take up co-commissioning?"
CHANGE = "Do you approve this version of the constitution?"


@pytest.mark.parametrize("now", ["2015-02-02 09:00"], indirect=True)
def test_medway_2015(site, world, now, travel) -> None:
    medway = Medway(site, world, travel)
    medway.on(now, "officer")
    medway.given_56_member_practices_and_the_rounds_of_2015()

    # March 2015: co-commissioning is carried, the constitution is lost
    medway.the_officer_writes_version(2, "Co-commissioning", NEW_CLAUSE)
    medway.on(at(2015, 2, 20), "officer")
    medway.the_officer_drafts_a_ballot(1, "Co-commissioning of general practice")
    medway.with_a_question_about_models(TAKE_UP, "B", "C")
    medway.with_a_question_about_the_constitution(2, CHANGE)
    medway.voting_from_until(at(2015, 3, 9), at(2015, 3, 23, 17))
    medway.and_opens_it()
    medway.on(at(2015, 3, 10, 10))
    medway.a_representative_votes("representative", "Amber Lane Surgery", "FOR", "AGAINST")
    medway.the_other_practices_vote(1, (19, "FOR", "FOR"), (19, "FOR", "AGAINST"), (13, "AGAINST", "AGAINST"))
    medway.it_is_counted_certified_and_published(at(2015, 3, 24, 10))
    medway.everybody_reads("Carried", "75.0% (39 of 52)", "Lost", "36.5% (19 of 52)")
    assert model_held(world.ccg, at(2015, 4, 1)) == "A"

    # June 2015: an application on that vote alone is refused for the constitution
    medway.on(at(2015, 6, 1), "officer")
    medway.the_officer_starts_an_application()
    medway.relying_on_ballot("Co-commissioning of general practice")
    site.visit(f"{APPLICATION}proof/")
    site.expect_text("voted no on the constitution change")
    row = Application.objects.get()
    assert "APP-10" in {one.rule for one in blockers(row, medway.now)}

    # July 2015: a second proposal, the LMC consulted, a webinar, and the vote at the monthly meeting
    medway.the_officer_writes_version(3, "Delegated commissioning", NEW_CLAUSE + "\n8.2 The budget is ring-fenced.\n")
    medway.on(at(2015, 6, 16), "officer")
    medway.the_officer_consults_kent_lmc(at(2015, 7, 10, 17))
    medway.on(at(2015, 6, 22), "officer")
    medway.the_officer_drafts_a_ballot(2, "Delegated commissioning")
    medway.with_a_question_about_models("Shall the CCG apply for delegated commissioning?", "C")
    medway.with_a_question_about_the_constitution(3, CHANGE)
    medway.voting_from_until(at(2015, 7, 9), at(2015, 7, 16, 21))
    medway.and_opens_it()
    medway.on(at(2015, 7, 7, 11), "lmc_reviewer")
    medway.the_lmc_answers_that_it_was_consulted_properly()
    medway.on(at(2015, 7, 8, 16), "officer")
    medway.the_officer_logs("Webinar on delegated commissioning", "WEBINAR", at(2015, 7, 8, 12, 30))
    medway.on(at(2015, 7, 16, 20))
    medway.a_representative_votes("representative", "Amber Lane Surgery", "FOR", "FOR")
    medway.the_other_practices_vote(2, (49, "FOR", "FOR"), (3, "AGAINST", "AGAINST"))
    medway.it_is_counted_certified_and_published(at(2015, 7, 17, 9))
    medway.everybody_reads("Carried", "94.6% (53 of 56)", "94.3% (50 of 53)")

    # October and November 2015: everything in place, in by midday on 6 November
    medway.on(at(2015, 8, 3), "officer")
    medway.the_members_adoption_of_version_is_on_record(3)
    medway.relying_on_ballot("Delegated commissioning")
    medway.relying_on_the_constitution_and_the_consultation(3)
    medway.on(at(2015, 10, 9), "officer")
    committees.governed(replace(world, now=medway.now))
    medway.the_officer_uploads("FINANCE_TEMPLATE", "IMPLEMENTATION_PLAN")
    medway.on(at(2015, 10, 29), "secretary")
    medway.the_secretary_records_the_governing_body_of(date(2015, 10, 28))
    medway.on(at(2015, 11, 2), "accountable_officer")
    medway.signs_as("Accountable Officer")
    medway.on(at(2015, 11, 3), "audit_chair")
    medway.signs_as("Audit Chair")
    midday = at(2015, 11, 6, 12)
    medway.on(midday, "accountable_officer")
    medway.finds_that_it_is_too_late()
    medway.on(midday - timedelta(seconds=1), "accountable_officer")
    medway.submits()
    row = Application.objects.select_related("submission").get()
    assert row.submission.submitted_at == midday - timedelta(seconds=1)

    # December 2015 to 1 April 2016: decision, agreement, go-live at its minute
    medway.on(at(2015, 11, 27), "regional_officer")
    medway.the_officer_records_of_version(3, "approve", "Approve it for NHS England", Decision__with_reasons="Lawful.")
    medway.on(at(2015, 12, 17), "regional_officer")
    medway.the_region_approves(row.review_url)
    medway.on(at(2016, 2, 1), "regional_officer")
    medway.the_region_issues_and_signs_the_agreement(row.review_url)
    medway.on(at(2016, 3, 3), "accountable_officer")
    site.visit(f"{APPLICATION}decision/")
    site.press("Sign for the CCG")
    medway.on(at(2016, 3, 31, 23, 59, 59))
    assert medway.the_sweep_runs() == 0
    assert model_held(world.ccg, medway.now) == "A"
    medway.on(at(2016, 4, 1, 0))
    row = Application.objects.select_related("ccg__region", "round", "constitution").get()
    assert blockers(row, medway.now, Stage.GO_LIVE) == ()
    assert medway.the_sweep_runs() == 1
    assert model_held(world.ccg, medway.now) == "C"
    site.visit(HERE)
    site.expect_text("C: delegated commissioning")
    assert len(medway.looked_over) > 40
