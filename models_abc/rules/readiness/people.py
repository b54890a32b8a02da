"""Who else was asked and who stands behind it: LMC, governing body, Accountable Officer, Audit Chair."""

from datetime import datetime

from cocommission.shared.clock import LONDON, day, moment
from models_abc.rules.readiness.evidence import AttestationFact, ConsultationFact, Evidence
from models_abc.rules.readiness.proof import Asks, ProofLine, Requirement, parent
from models_abc.terms import AttestationRole, EvidenceKind, Stage

OFFICER = "Governance officer"

APPROVAL_ASKS = Asks(
    EvidenceKind.GOVERNING_BODY,
    "Approval by the governing body",
    ("APP-05",),
    "Governance officer or committee secretary",
    "governing-body",
)
TWO_PEOPLE_ASKS = Asks(
    "attestations.two_people",
    "The two attestations are by two different people",
    ("APP-03",),
    "Accountable Officer and Audit Chair",
    "attestations",
)


def consultation(evidence: Evidence, now: datetime) -> Requirement:
    """Every LMC of the CCG was asked, the window is closed, and its answer is about today's papers."""
    names = list(dict.fromkeys([*evidence.lmcs, *(fact.lmc for fact in evidence.consultations)])) or ["the LMC"]
    children = []
    for name in names:
        asked = [fact for fact in evidence.consultations if fact.lmc == name]
        for number, fact in enumerate(asked or [None], start=1):
            children.append(_one_lmc(evidence, name, fact, number))
    return parent(
        EvidenceKind.CONSULTATION,
        "Consultation of the LMC",
        ("APP-09", "LMC-04"),
        stage=Stage.SUBMIT,
        page="consultation",
        children=children,
    )


def _one_lmc(evidence: Evidence, name: str, fact: ConsultationFact | None, number: int) -> Requirement:
    asks = Asks(
        f"consultation.{name}.{number}",
        f"{name} was consulted and its window has closed",
        ("APP-09",),
        OFFICER,
        "consultation",
    )
    waived = evidence.consultation_waived_because
    if fact is None:
        if waived:
            return asks.warning(f"{name} was not consulted. The CCG's recorded reason: {waived}")
        return asks.missing(
            f"No consultation of {name} is linked to this application. Open one well before the deadline, or choose "
            "the one that was held."
        )
    line = ProofLine(f"{fact.lmc}: {_answer(fact)}", fact.url)
    if not fact.closed:
        return asks.waiting(f"The consultation of {name} is open until {moment(fact.closes_at)}.", line)
    if fact.stale:
        return asks.missing(
            f"A paper changed after {name} was asked, so its answer is about an earlier paper. Send the new "
            f"papers and ask again.",
            line,
        )
    if fact.reply_needed and not fact.reply_given:
        return asks.missing(
            f"{name} objected, set conditions or said it was not properly consulted. Record the CCG's reply. "
            f"The LMC does not have to agree with it.",
            line,
            rule="LMC-04",
        )
    if not fact.answer:
        return asks.warning(
            f"{name} did not answer by the closing time. That is recorded as no response, not as consent.",
            line,
            rule="LMC-05",
        )
    if fact.answer == "NO" or fact.opinion == "OBJECT":
        return asks.warning(f"{name} {_answer(fact)}; the CCG's reply is recorded.", line, rule="LMC-04")
    return asks.met(line)


def _answer(fact: ConsultationFact) -> str:
    if not fact.answer:
        return "no answer yet" if not fact.closed else "no response"
    consulted = "was properly consulted" if fact.answer == "YES" else "says it was not properly consulted"
    opinion = {
        "SUPPORT": "supports",
        "CONDITIONS": "supports with conditions",
        "OBJECT": "objects",
        "NO_VIEW": "takes no view",
    }.get(fact.opinion, "")
    return f"{consulted}, {opinion}" if opinion else consulted


def governing_body(evidence: Evidence, now: datetime) -> Requirement:
    """The governing body's approval, dated on or before the submission (APP-05)."""
    fact = evidence.approval
    if fact is None:
        return APPROVAL_ASKS.missing(
            "The governing body's approval is not recorded. After its meeting, record the date, the minute and the "
            "paper."
        )
    at = evidence.submitted_at or now
    line = ProofLine(f"Meeting of {day(fact.held_on)}, minute {fact.minute_reference}: {fact.document}", fact.url)
    if fact.held_on > at.astimezone(LONDON).date():
        return APPROVAL_ASKS.waiting(
            f"The approval is dated {day(fact.held_on)}, which is still to come. The governing body must meet "
            f"on or before the day of submission.",
            line,
        )
    if fact.papers_changed:
        return APPROVAL_ASKS.warning(
            "A paper of the application was replaced after the governing body approved it. Check that its "
            "approval is still valid.",
            line,
        )
    return APPROVAL_ASKS.met(line)


def attestations(evidence: Evidence, now: datetime) -> list[Requirement]:
    """One requirement per role that the round asks for, and that they are two people (APP-03)."""
    needed = [role for role in AttestationRole if evidence.needs(role)]
    found = []
    for role in AttestationRole:
        asks = _asks(role)
        found.append(_one_role(asks, role, evidence) if role in needed else asks.not_needed())
    if len(needed) == 2:
        found.append(_two_people(evidence))
    return found


def _asks(role: AttestationRole) -> Asks:
    return Asks(str(role.value), f"Attestation by the {role.label}", ("APP-03",), role.label, "attestations")


def standing(evidence: Evidence, role: str) -> list[AttestationFact]:
    """The attestations of a role that count: not withdrawn, by the person in post, for today's papers."""
    return [
        fact
        for fact in evidence.attestations
        if fact.role == role
        and fact.withdrawn_at is None
        and fact.in_post_when_signed
        and fact.in_post_at_check
        and not fact.papers_changed
    ]


def _one_role(asks: Asks, role: AttestationRole, evidence: Evidence) -> Requirement:
    good = standing(evidence, role)
    if good:
        fact = good[-1]
        return asks.met(ProofLine(f"{fact.name} signed on {moment(fact.signed_at)}", fact.url))
    signed = [fact for fact in evidence.attestations if fact.role == role]
    if not signed:
        return asks.missing(
            f"The {role.label} has not signed. They sign in with their own account and confirm that members and "
            "governing body have seen and agreed the arrangements."
        )
    last = signed[-1]
    line = ProofLine(f"{last.name} signed on {moment(last.signed_at)}", last.url)
    if last.withdrawn_at:
        return asks.missing(
            f"{last.name} withdrew their attestation on {moment(last.withdrawn_at)}. Resolve the reason. Then the "
            f"{role.label} signs again.",
            line,
        )
    if not last.in_post_when_signed:
        return asks.missing(f"{last.name} did not hold the post of {role.label} when signing.", line)
    if not last.in_post_at_check:
        return asks.missing(
            f"{last.name}, who signed, does not hold the post of {role.label} any more. The person who holds it "
            f"now must sign.",
            line,
        )
    return asks.missing(
        f"What {last.name} signed for has changed since: the model, the go-live date, a ballot, the constitution, "
        "the governing body's approval or a document. They must check it and sign again.",
        line,
    )


def _two_people(evidence: Evidence) -> Requirement:
    accountable, audit = ({fact.person for fact in standing(evidence, role)} for role in AttestationRole)
    if not accountable or not audit:
        return TWO_PEOPLE_ASKS.cannot_start("Two different people must sign.")
    if not any(one != other for one in accountable for other in audit):
        return TWO_PEOPLE_ASKS.missing(
            "The same person signed as Accountable Officer and as Audit Chair. Two different people must sign."
        )
    return TWO_PEOPLE_ASKS.met()
