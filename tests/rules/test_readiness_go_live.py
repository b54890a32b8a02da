"""What is needed before go-live, by the rule alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models_abc.rules.readiness import blockers
from models_abc.rules.readiness.evidence import ConditionFact, ConflictsFact, Evidence
from models_abc.terms import ApplicationState, Stage
from tests.factories.readiness import NOON_LESS_A_SECOND as NOW
from tests.factories.readiness import a_ballot, evidence


def rules_of(facts: Evidence, now: datetime = NOW, stage: Stage = Stage.SUBMIT) -> list[str]:
    return [blocker.rule for blocker in blockers(facts, now=now, stage=stage)]


GO_LIVE = datetime(2016, 3, 31, 23, 0, tzinfo=UTC)  # midnight in England, 1 April 2016


def approved(**changes: object) -> Evidence:
    facts = {
        "state": ApplicationState.APPROVED,
        "decision": "APPROVED",
        "submitted_at": NOW,
        "constitution": replace(evidence().constitution, nhs_england_approved_on=date(2016, 1, 20)),
        "agreement_signed_on": date(2016, 3, 10),
    }
    return evidence(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"decision": ""}, ["APP-11"]),
        ({"decision": "REFUSED"}, ["APP-11"]),
        ({"decision": "APPROVED_WITH_CONDITIONS"}, []),
        ({"conditions": (ConditionFact(1, "Lay chair", True),)}, []),
        ({"conditions": (ConditionFact(1, "Lay chair", True), ConditionFact(2, "Registers", False))}, ["APP-11"]),
        ({"constitution": evidence().constitution}, ["APP-10"]),
        ({"agreement_signed_on": None}, ["APP-12"]),
        ({"agreement_signed_on": date(2016, 4, 2)}, ["APP-12"]),
        ({"committee": None}, ["PCC-01"]),
        ({"committee": replace(evidence().committee, active=False)}, ["PCC-01"]),
        ({"committee": replace(evidence().committee, broken=(("PCC-05", "2 of 4 votes."),))}, ["PCC-05"]),
        ({"conflicts": ConflictsFact(True, "", ("Gordon Doctor, GP",))}, ["GOV-04", "COI-04"]),
        ({"go_live_on": date(2016, 4, 2)}, ["APP-13"]),
        ({"ballots": ()}, ["APP-06"]),
        ({"ballots": (a_ballot(void=True),)}, ["APP-06"]),
        ({"ballots": (a_ballot(announced=False),)}, ["APP-06"]),
        ({"model_held": "C"}, ["APP-16"]),
        ({"state": ApplicationState.SUBMITTED_SUBJECT_TO_VOTE}, ["APP-06"]),
    ],
)
def test_what_go_live_waits_for(changes: dict, expected: list[str]) -> None:
    assert rules_of(approved(**changes), now=GO_LIVE, stage=Stage.GO_LIVE) == expected


def test_go_live_at_its_minute() -> None:
    assert rules_of(approved(), now=GO_LIVE - timedelta(seconds=1), stage=Stage.GO_LIVE) == ["APP-13"]
    assert rules_of(approved(), now=GO_LIVE, stage=Stage.GO_LIVE) == []
