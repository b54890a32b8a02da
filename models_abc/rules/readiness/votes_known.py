"""What a vote that came after the submission means (APP-06, APP-08)."""

from dataclasses import replace
from datetime import datetime

from cocommission.shared.clock import LONDON
from models_abc.rules.readiness.evidence import BallotFact, Evidence, QuestionFact
from models_abc.rules.readiness.mandate import constitution, mandate
from models_abc.terms import EvidenceKind


def lost_question(evidence: Evidence) -> tuple[BallotFact, QuestionFact] | None:
    """The question that the members answered with No in the vote the application is subject to; None if none.

    Only announced results count, and only of ballots that closed on or after the first planned day: a No given before
    the submission was known when it went in.
    """
    plan = evidence.vote_plan
    for ballot in evidence.ballots:
        if plan is None or ballot.void or not ballot.announced or ballot.closes_at is None:
            continue
        if ballot.closes_at.astimezone(LONDON).date() < plan.votes_from:
            continue
        for question in ballot.questions:
            if _says_no(evidence, question):
                return ballot, question
    return None


def _says_no(evidence: Evidence, question: QuestionFact) -> bool:
    """A No to this application: to its model, to another model's gain, or to its text of the constitution."""
    if question.kind == "MODEL_CHOICE":
        other = question.outcome == "CARRIED" and bool(question.supports)
        return question.outcome == "LOST" or (other and evidence.model_sought not in question.supports)
    version = evidence.constitution
    about_it = version is None or question.text_hash in ("", version.text_hash)
    return question.outcome == "LOST" and about_it


def votes_are_in(evidence: Evidence, *, now: datetime) -> bool:
    """Whether mandate and constitution stand without the plan of a vote to come."""
    return _stand(replace(evidence, vote_plan=None), now)


def subject_to_vote(evidence: Evidence, *, now: datetime) -> bool:
    """Whether mandate and constitution stand only because a vote is still to come (APP-06)."""
    return _stand(evidence, now) and not votes_are_in(evidence, now=now)


def _stand(evidence: Evidence, now: datetime) -> bool:
    rests_on = []
    if evidence.needs(EvidenceKind.MANDATE):
        rests_on.append(mandate(evidence, now))
    if evidence.needs(EvidenceKind.CONSTITUTION):
        rests_on.append(constitution(evidence, now))
    return all(top.met for top in rests_on)
