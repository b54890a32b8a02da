"""What the referees of breaches and self-certifications refuse, provoked."""

from datetime import timedelta

from ccgs.terms import RoleCode
from conflicts.actions.certificates import attest_certificate, draft_certificate, fill_again, submit_certificate
from conflicts.terms import BreachState
from conflicts.terms.breaches import CertificateState
from tests.factories import breaches
from tests.sweeps.refereeing import provokes, put


@provokes("breach_stays", "Another person took this breach to another stage")
def dismissing_a_concluded_breach(world, clock):
    return put(breaches.concluded(world), state=BreachState.DISMISSED)


@provokes("breach_stays", "This breach was concluded or dismissed meanwhile.")
def findings_after_the_conclusion(world, clock):
    return put(breaches.concluded(world), findings="More was found.")


@provokes("breach_stays", "This breach was published meanwhile.")
def another_text_after_the_publication(world, clock):
    return put(breaches.published(world), public_text="Another text.")


@provokes("breach_stays", "The date NHS England was told")
def telling_nhs_england_twice(world, clock):
    row = breaches.concluded(world)
    put(row, england_told_at=world.now, england_told_by=world.officer)()
    return put(row, england_told_at=world.now + timedelta(hours=1))


def attested(world, *offices):
    """A self-certification with every departure explained, attested by these officers of the world."""
    breaches.guardian(world)
    made = draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=world.now)
    words = {answer["id"]: "Being put right." for answer in made.answers if not answer["complies"]}
    made = fill_again(certificate=made, explanations=words, by=world.officer, now=world.now)
    for office in offices:
        made = attest_certificate(
            certificate=made, role=RoleCode(office.upper()), seen_hash=made.answers_hash, by=world.people[office],
            now=world.now,
        )  # fmt: skip
    return made


@provokes("certificate_stays", "The Accountable Officer and the Audit Chair must both attest")
def attested_by_one_only(world, clock):
    return put(attested(world, "audit_chair"), state=CertificateState.ATTESTED)


@provokes("certificate_stays", "The Accountable Officer or the Audit Chair attested these answers meanwhile.")
def other_answers_after_the_attestations(world, clock):
    return put(attested(world, "audit_chair", "accountable_officer"), explanations={})


@provokes("certificate_stays", "This self-certification was submitted meanwhile.")
def other_answers_after_the_submission(world, clock):
    made = attested(world, "audit_chair", "accountable_officer")
    return put(submit_certificate(certificate=made, by=world.officer, now=world.now), explanations={})
