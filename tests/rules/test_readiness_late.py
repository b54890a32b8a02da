"""Until when an application may still come in: the round's close, or the end of a late permission (APP-01)."""

from dataclasses import replace
from datetime import timedelta

from models_abc.rules.readiness import in_until
from models_abc.rules.readiness.evidence import LateDecisionFact
from tests.factories.readiness import CLOSES, evidence


def test_app_01_until_when_it_can_still_come_in() -> None:
    late = LateDecisionFact("Power cut", "Regina", CLOSES - timedelta(days=1), CLOSES + timedelta(days=2))
    second = timedelta(seconds=1)
    for facts, at, until in (
        (evidence(), CLOSES - second, CLOSES),
        (evidence(), CLOSES, None),
        (evidence(late=late), CLOSES - second, CLOSES),
        (evidence(late=late), CLOSES, late.until),
        (evidence(late=late), late.until - second, late.until),
        (evidence(late=late), late.until, None),
        (evidence(late=replace(late, decided_at=CLOSES + second)), CLOSES, None),
        (evidence(round=None), CLOSES, None),
    ):
        assert in_until(facts, at) == until
