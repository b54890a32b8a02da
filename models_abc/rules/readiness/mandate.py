"""Did the members say yes? Each question apart (APP-06, APP-07, APP-10, VOT-06, VOT-09, CON-01, CON-05)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ccgs.rules.constitution_timing import answer_is_late
from cocommission.shared.clock import LONDON, day, moment
from models_abc.rules.readiness.evidence import BallotFact, ConstitutionFact, Evidence, QuestionFact
from models_abc.rules.readiness.proof import Asks, ProofLine, Requirement, parent
from models_abc.terms import EvidenceKind, Stage

OFFICER = "Governance officer"
Asked = tuple[BallotFact, QuestionFact]

MODEL_ASKS = Asks(
    "mandate.model",
    "The member practices were asked about this model and said yes",
    ("APP-06", "VOT-06"),
    OFFICER,
    "mandate",
)
TEXT_ASKS = Asks(
    "constitution.vote",
    "The member practices approved the text of the constitution that will be used",
    ("APP-10", "VOT-06", "APP-06"),
    OFFICER,
    "constitution",
)
ANNOUNCED_ASKS = Asks(
    "mandate.verified",
    "The results are certified by a person other than the returning officer, and published",
    ("VOT-09",),
    "Verifier of the ballot",
    "mandate",
)
FORMAL_ASKS = Asks("mandate.formal", "The mandate is a formal ballot", ("APP-07",), OFFICER, "mandate")
VERSION_ASKS = Asks(
    "constitution.version", "The version of the constitution is named", ("APP-10",), OFFICER, "constitution"
)
CONTENTS_ASKS = Asks(
    "constitution.contents", "The version contains what the law asks for", ("CON-01",), OFFICER, "constitution"
)
TIMING_ASKS = Asks(
    "constitution.timing",
    "There is time for NHS England to approve the constitution",
    ("CON-05",),
    OFFICER,
    "constitution",
)


def _line(asked: Asked) -> ProofLine:
    ballot, question = asked
    outcome = {"CARRIED": "carried", "LOST": "lost", "INQUORATE": "quorum not met"}.get(
        question.outcome, "no result yet"
    )
    figures = f" ({question.figures})" if question.figures else ""
    published = ", as published" if ballot.as_published else ""
    return ProofLine(f"{ballot.title}, question {question.number}: {outcome}{figures}{published}", ballot.url)


def _asked(evidence: Evidence, kind: str) -> list[Asked]:
    return [(b, q) for b in evidence.ballots if not b.void for q in b.questions if q.kind == kind]


def _no_yes(asks: Asks, asked: list[Asked], evidence: Evidence, *, what: str, now: datetime) -> Requirement:
    """No carried question: enter which of lost, inquorate, running or never asked it is; or wait for the vote."""
    lines = tuple(_line(one) for one in asked)
    plan = evidence.vote_plan
    lost = [one for one in asked if one[1].outcome == "LOST"]
    today = now.astimezone(LONDON).date()
    later = [one for one in lost if plan and one[0].closes_at and _before(one[0].closes_at, plan.votes_from)]
    if plan is not None and len(later) == len(lost) and today <= plan.result_by:
        return asks.warning(
            f"The members vote on {what} from {day(plan.votes_from)} to {day(plan.votes_until)}, so the application "
            f"can only go in subject to that vote. The result is due by {day(plan.result_by)}. If members vote "
            f"no, it is withdrawn automatically.",
            *lines,
            rule="APP-06",
        )
    if lost:
        ballot, question = lost[-1]
        return asks.missing(
            f"The member practices voted no on {what} ({ballot.title}, question {question.number}). Talk with them, "
            "change what you propose and hold a new ballot.",
            *lines,
        )
    if any(question.outcome == "INQUORATE" for _, question in asked):
        return asks.missing(
            f"Too few practices voted on {what} for the result to count. Hold a linked re-ballot.",
            *lines,
            rule="VOT-04",
        )
    if asked:
        ends = next((b.closes_at for b, _ in asked if b.closes_at and not b.closed), None)
        until = f" It closes on {moment(ends)}." if ends else ""
        return asks.waiting(f"The ballot on {what} has no result yet.{until}", *lines)
    return asks.missing(
        f"No ballot on {what} is linked to this application. Choose the ballot, or hold one; until then the "
        "application can only go in subject to the vote, with its dates.",
        *lines,
    )


def _before(closes_at: datetime, on: date) -> bool:
    return closes_at.astimezone(LONDON).date() <= on


def _model(evidence: Evidence, now: datetime) -> Requirement:
    asked = _asked(evidence, "MODEL_CHOICE")
    yes = [(b, q) for b, q in asked if q.outcome == "CARRIED" and evidence.model_sought in q.supports]
    if yes:
        return _carried(MODEL_ASKS, yes)
    other = [(b, q) for b, q in asked if q.outcome == "CARRIED" and q.supports]
    if other and evidence.vote_plan is None:
        ballot, question = other[-1]
        return MODEL_ASKS.missing(
            f"The members chose {' or '.join('model ' + m for m in question.supports)}, not model "
            f"{evidence.model_sought}. Seek the model they chose, or ask them again.",
            *(_line(one) for one in asked),
        )
    return _no_yes(MODEL_ASKS, asked, evidence, what=f"model {evidence.model_sought}", now=now)


def _carried(asks: Asks, yes: list[Asked]) -> Requirement:
    lines = [_line(one) for one in yes]
    if all(ballot.as_published for ballot, _ in yes):
        return asks.warning("The result was published elsewhere. It was not counted here.", *lines)
    return asks.met(*lines)


def _text(evidence: Evidence, version: ConstitutionFact, now: datetime) -> Requirement:
    asked = _asked(evidence, "CONSTITUTION_CHANGE")
    yes = [(b, q) for b, q in asked if q.outcome == "CARRIED"]
    same_text = [(b, q) for b, q in yes if q.text_hash == version.text_hash]
    same = [(b, q) for b, q in same_text if q.rules_hash in ("", version.rules_hash)]
    if same:
        return _carried(TEXT_ASKS, same)
    if same_text and evidence.vote_plan is None:
        ballot, question = same_text[-1]
        return TEXT_ASKS.missing(
            f"The voting rules of {version.title} are not those the members voted on ({ballot.title}, question "
            f"{question.number}): they were changed afterwards. Use the rules they approved, or ask them again.",
            *(_line(one) for one in asked),
            ProofLine(f"Voting rules voted on: {question.rules_hash[:12]}"),
            ProofLine(f"Voting rules of {version.title}: {version.rules_hash[:12]}", version.url),
        )
    if yes and evidence.vote_plan is None:
        ballot, question = yes[-1]
        return TEXT_ASKS.missing(
            f"{version.title} is not the text the members voted on ({ballot.title}, question {question.number}): it "
            "was changed afterwards or another version was chosen. Use the text they approved, or ask them again.",
            *(_line(one) for one in asked),
            ProofLine(f"Text voted on: {question.text_hash[:12] or 'not bound to a text'}"),
            ProofLine(f"Text of {version.title}: {version.text_hash[:12]}", version.url),
        )
    return _no_yes(TEXT_ASKS, asked, evidence, what="the constitution change", now=now)


def _announced(relied_on: Iterable[BallotFact]) -> Requirement:
    waiting = [ballot for ballot in relied_on if not ballot.announced and ballot.closed]
    if waiting:
        return ANNOUNCED_ASKS.waiting(
            f"{waiting[0].title} has closed but its result is not certified and published yet.",
            ProofLine(waiting[0].title, waiting[0].url),
        )
    return ANNOUNCED_ASKS.met(*(ProofLine(b.title, b.url) for b in relied_on if b.announced))


def mandate(evidence: Evidence, now: datetime) -> Requirement:
    """The members' mandate for the model sought: question, verification, and the kind of mandate."""
    children = [_model(evidence, now)]
    standing = [ballot for ballot in evidence.ballots if not ballot.void]
    if standing:
        children.append(_announced(standing))
        if all(ballot.meeting_only for ballot in standing):
            children.append(
                FORMAL_ASKS.warning(
                    "Members gave support in a meeting only. The BMA does not see this as a mandate. Expect "
                    "questions about it."
                )
            )
    return parent(
        EvidenceKind.MANDATE,
        "Mandate of the member practices",
        ("APP-06",),
        stage=Stage.SUBMIT,
        page="mandate",
        children=children,
    )


def constitution(evidence: Evidence, now: datetime) -> Requirement:
    """The constitution: which version, its contents, and the members' approval of exactly its text."""
    version = evidence.constitution
    if version is None:
        asked = _asked(evidence, "CONSTITUTION_CHANGE")
        children = [VERSION_ASKS.missing("No version of the constitution is chosen for this application. Choose it.")]
        if asked and not any(q.outcome == "CARRIED" for _, q in asked):
            children.append(_no_yes(TEXT_ASKS, asked, evidence, what="the constitution change", now=now))
    else:
        children = [
            VERSION_ASKS.met(ProofLine(version.title, version.url)),
            _contents(version),
            _text(evidence, version, now),
            _timing(evidence, version, now),
        ]
    return parent(
        EvidenceKind.CONSTITUTION,
        "Constitution change approved by the members",
        ("APP-10",),
        stage=Stage.SUBMIT,
        page="constitution",
        children=children,
    )


def _contents(version: ConstitutionFact) -> Requirement:
    if version.contents_missing:
        return CONTENTS_ASKS.missing(
            f"{version.title} does not contain: {'; '.join(version.contents_missing)}.",
            ProofLine(version.title, version.url),
        )
    return CONTENTS_ASKS.met(ProofLine(version.title, version.url))


def _timing(evidence: Evidence, version: ConstitutionFact, now: datetime) -> Requirement:
    if version.nhs_england_approved_on:
        return TIMING_ASKS.met(ProofLine(f"Approved by NHS England on {day(version.nhs_england_approved_on)}"))
    today = now.astimezone(LONDON).date()
    if version.adopted_on and answer_is_late(version.adopted_on, today):
        return TIMING_ASKS.warning(
            f"The members adopted {version.title} on {day(version.adopted_on)}, more than 20 weeks ago, and NHS "
            "England has not answered. Ask the regional team."
        )
    if evidence.go_live_on and today > evidence.go_live_on - timedelta(weeks=14):
        return TIMING_ASKS.warning(
            f"Go-live is on {day(evidence.go_live_on)}, less than 14 weeks away, and NHS England has not approved "
            f"{version.title}. Earlier approvals took 14 to 23 weeks."
        )
    return TIMING_ASKS.met()
