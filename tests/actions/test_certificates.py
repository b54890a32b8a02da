"""Training records (F-58) and self-certification (F-57)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from ccgs.queries.posts import posts_of
from ccgs.terms import RoleCode
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from cocommission.shared.todo import tasks_of
from conflicts.actions.certificates import attest_certificate, draft_certificate, fill_again, submit_certificate
from conflicts.actions.training import record_training
from conflicts.models import CertificateAttestation, SelfCertification
from conflicts.queries.certificates import answers_now
from conflicts.queries.standing import guardian_in_post, standing_blockers, trainees
from tests.database import owners_cursor
from tests.factories.breaches import guardian, report
from tests.factories.ccgs_people import post

pytestmark = pytest.mark.django_db
AO, AUDIT = RoleCode.ACCOUNTABLE_OFFICER, RoleCode.AUDIT_CHAIR


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def train(world, person, now, **over):
    values = {"module": "1", "score": 80, "taken_on": now.date(), "by": world.officer, "now": now} | over
    return record_training(ccg=world.ccg, person=person, **values)


def explained(world, now):
    made = draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now)
    words = {answer["id"]: "Being put right." for answer in made.answers if not answer["complies"]}
    return fill_again(certificate=made, explanations=words, by=world.officer, now=now)


def attest(made, role, by, now, seen_hash=None):
    return attest_certificate(certificate=made, role=role, seen_hash=seen_hash or made.answers_hash, by=by, now=now)


def test_gov_05_who_needs_module_1_and_who_is_due(world, now):
    needed = {one.person for one in trainees(world.ccg, now)}
    assert {world.officer, world.lay_member, world.guardian, world.accountable_officer} <= needed
    assert world.representative not in needed
    train(world, world.lay_member, now)
    train(world, world.gp_member, now, score=79)
    due = {one.person for one in trainees(world.ccg, now) if one.due}
    assert world.lay_member not in due
    assert world.gp_member in due
    assert world.lay_member in {one.person for one in trainees(world.ccg, now + timedelta(days=336)) if one.due}
    titles = [task.title for task in tasks_of(world.officer, posts_of(world.officer, now), now)]
    assert f"{len(due)} people need training module 1" in titles


def test_a_training_record_once_a_day_and_by_those_who_keep_registers(world, now):
    made = train(world, world.lay_member, now)
    assert train(world, world.lay_member, now) == made
    assert made.valid_until_on == date(2016, 10, 1)
    with pytest.raises(Conflict):
        train(world, world.lay_member, now, score=90)
    with pytest.raises(Refused) as refused:
        train(world, world.lay_member, now, by=world.lay_member, taken_on=date(2015, 9, 1))
    assert refused.value.status == 403


@pytest.mark.parametrize("over", [{"score": 101}, {"taken_on": date(2015, 10, 2)}])
def test_an_impossible_training_record_is_refused(world, now, over):
    with pytest.raises(Refused):
        train(world, world.lay_member, now, **over)


def test_gov_04_the_guardian_in_post(world, now):
    assert guardian_in_post(world.ccg, now) == world.guardian
    assert guardian_in_post(world.other_ccg, now) is None
    found = {blocker.rule for blocker in standing_blockers(world.ccg, now)}
    assert found == {"GOV-02", "GOV-03", "GOV-04", "GOV-06", "GOV-07"}


def test_a_return_is_filled_from_the_record_with_proofs(world, now):
    made = draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now)
    assert (made.from_on, made.to_on) == (date(2015, 7, 1), date(2015, 10, 1))
    assert draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now) == made
    answers = {answer["id"]: answer for answer in made.answers}
    assert answers["lay_members"]["says"] == "2 lay members in post."
    assert not answers["training"]["complies"]
    assert answers["breaches"]["complies"]
    assert all(answer["proof"].startswith("/ccgs/09W/") for answer in made.answers)
    year = draft_certificate(ccg=world.ccg, period="YEAR", by=world.officer, now=now)
    assert (year.from_on, year.to_on) == (date(2014, 4, 1), date(2015, 4, 1))


def test_bre_03_a_report_is_late_only_when_its_days_are_over(world, now):
    def breaches():
        found = answers_now(world.ccg, date(2015, 7, 1), date(2015, 10, 1), at)
        return next(answer for answer in found if answer.id == "breaches")

    guardian(world)
    report(world, happened_on=date(2015, 9, 1), now=now)
    at = now + timedelta(days=1)
    assert "1 breach in the period, 0 not investigated in time" in breaches().says
    at = now + timedelta(days=2, minutes=1)
    assert "1 not investigated in time" in breaches().says


def test_departures_are_explained_before_anybody_attests(world, now):
    made = draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now)
    with pytest.raises(Refused, match="Explain why"):
        attest(made, AO, world.accountable_officer, now)


def test_two_people_attest_the_same_answers_and_it_is_sent(world, now):
    made = explained(world, now)
    with pytest.raises(Refused):
        submit_certificate(certificate=made, by=world.officer, now=now)
    attest(made, AO, world.accountable_officer, now)
    attest(made, AO, world.accountable_officer, now)
    assert SelfCertification.objects.get().state == "DRAFT"
    done = attest(made, AUDIT, world.audit_chair, now)
    assert done.state == "ATTESTED"
    assert Message.objects.filter(key__startswith=f"certificate:{made.pk}:attested").count() == 2
    sent = submit_certificate(certificate=made, by=world.officer, now=now)
    assert (sent.state, sent.submitted_by) == ("SUBMITTED", world.officer)
    assert submit_certificate(certificate=made, by=world.second_officer, now=now).submitted_by == world.officer
    with pytest.raises(Conflict):
        fill_again(certificate=made, explanations={}, by=world.officer, now=now)
    acts = Entry.objects.filter(subject=made.subject).order_by("pk").values_list("act", flat=True)
    assert list(acts)[-3:] == ["certificate.attested", "certificate.attested", "certificate.submitted"]


def test_one_person_in_both_offices_attests_once(world, now):
    post(RoleCode.AUDIT_CHAIR, world.other_ccg, world.accountable_officer)
    made = explained(world, now)
    with pytest.raises(Refused) as refused:
        attest(made, AUDIT, world.accountable_officer, now)
    assert refused.value.status == 403
    attest(made, AO, world.accountable_officer, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        CertificateAttestation.objects.create(
            certificate=made, role=AUDIT, answers_hash=made.answers_hash, attested_at=now,
            attested_by=world.accountable_officer,
        )  # fmt: skip


def test_other_answers_than_those_read_are_not_attested_and_attestations_lapse(world, now):
    made = explained(world, now)
    attest(made, AO, world.accountable_officer, now)
    train(world, world.lay_member, now)
    changed = fill_again(certificate=made, explanations=made.explanations, by=world.officer, now=now)
    assert changed.answers_hash != made.answers_hash
    with pytest.raises(Refused, match="Read them again"):
        attest(changed, AUDIT, world.audit_chair, now, seen_hash=made.answers_hash)
    attest(changed, AUDIT, world.audit_chair, now)
    assert SelfCertification.objects.get().state == "DRAFT"


def test_the_database_keeps_a_return_that_was_sent_and_asks_for_two(world, now):
    made = explained(world, now)
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute("UPDATE conflicts_selfcertification SET state = 'ATTESTED' WHERE id = %s", [made.pk])
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute("DELETE FROM conflicts_selfcertification WHERE id = %s", [made.pk])
