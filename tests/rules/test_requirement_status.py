"""How far each requirement is: done, in progress, not started, waiting or not possible yet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cocommission.shared.rules.statuses import Status
from models_abc.rules.readiness import requirements
from models_abc.rules.readiness.evidence import ConsultationFact, QuestionFact
from models_abc.rules.readiness.proof import done_of
from models_abc.terms import RequirementState, Stage
from tests.factories.readiness import CLOSES, NOON_LESS_A_SECOND, a_ballot, a_round, an_attestation, evidence

NOW = NOON_LESS_A_SECOND
TOMORROW = NOW + timedelta(days=1)
ASKED = QuestionFact(1, "Apply?", "MODEL_CHOICE", "", ("C",))
OPEN_BALLOT = a_ballot(ASKED, closed=False, announced=False, closes_at=TOMORROW)
OPEN_CONSULTATION = ConsultationFact("Kent LMC", "/lmc/", TOMORROW)
S = Status


@pytest.mark.parametrize(
    ("changes", "id", "status"),
    [
        ({}, "MANDATE", S.DONE),
        ({"ballots": (OPEN_BALLOT,)}, "MANDATE", S.WAITING),
        ({"ballots": (a_ballot(announced=False),)}, "MANDATE", S.WAITING),
        ({"ballots": ()}, "MANDATE", S.NOT_STARTED),
        ({"ballots": ()}, "CONSTITUTION", S.IN_PROGRESS),
        ({"constitution": None}, "CONSTITUTION", S.NOT_STARTED),
        ({"consultations": (OPEN_CONSULTATION,)}, "CONSULTATION", S.WAITING),
        ({"consultations": ()}, "CONSULTATION", S.NOT_STARTED),
        ({"approval": None}, "GOVERNING_BODY", S.NOT_STARTED),
        ({"attestations": ()}, "attestations.two_people", S.CANNOT_START),
        ({"attestations": (an_attestation("AUDIT_CHAIR"),)}, "attestations.two_people", S.CANNOT_START),
        ({"attestations": ()}, "AUDIT_CHAIR", S.NOT_STARTED),
        ({"documents": ()}, "FINANCE_TEMPLATE", S.NOT_STARTED),
        ({"round": a_round(opens_at=CLOSES)}, "round", S.WAITING),
        ({"decision": ""}, "go_live.decision", S.WAITING),
        ({"decision": "", "agreement_signed_on": None}, "go_live.agreement", S.CANNOT_START),
        ({"decision": "APPROVED", "agreement_signed_on": None}, "go_live.agreement", S.NOT_STARTED),
        ({"go_live_on": date(2016, 4, 1)}, "go_live.day", S.WAITING),
    ],
)
def test_status_of_a_requirement(changes, id, status) -> None:
    tree = requirements(evidence(**changes), now=NOW)
    assert {one.id: one.status for one in tree}[id] == status


def test_a_warning_is_done() -> None:
    late = replace(evidence().consultations[0], answer="", opinion="")
    tree = requirements(evidence(consultations=(late,)), now=NOW)
    asked = next(one for one in tree if one.id == "CONSULTATION")
    assert (asked.state, asked.status) == (RequirementState.WARNING, S.DONE)


def test_what_is_not_needed_is_not_counted() -> None:
    tree = [one for one in requirements(evidence(approval=None), now=NOW) if one.stage == Stage.SUBMIT]
    needed = [one for one in tree if one.state != RequirementState.NOT_NEEDED]
    assert len(needed) < len(tree)
    assert done_of(tree) == (len(needed) - 1, len(needed))
