"""The form of a signature serves for that signature alone: one person, one post, one application (APP-03)."""

from datetime import date
from uuid import uuid4

import pytest

from cocommission.shared.errors import Conflict
from models_abc.models import Attestation
from tests.factories.models_abc import a_round, ready, sign, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def test_the_same_form_again_is_the_same_signature(world) -> None:
    application, token = ready(world, attested=False), uuid4()
    first = sign(world, application, "audit_chair", form_token=token)
    assert sign(world, application, "audit_chair", form_token=token) == first
    assert Attestation.objects.count() == 1


def test_a_form_signs_no_second_application(world) -> None:
    token = uuid4()
    sign(world, ready(world, attested=False), "audit_chair", form_token=token)
    other = started(
        world, round=a_round(world.now, slug="next", name="Next"), go_live_on=date(2016, 4, 1), model_sought="C"
    )
    with pytest.raises(Conflict, match="already used for another signature"):
        sign(world, other, "audit_chair", form_token=token)
    assert not other.attestations.exists()


def test_a_form_that_somebody_else_signed_is_a_conflict_and_no_error(world) -> None:
    application, token = ready(world, attested=False), uuid4()
    sign(world, application, "audit_chair", form_token=token)
    with pytest.raises(Conflict, match="already used for another signature"):
        sign(world, application, "accountable_officer", form_token=token)
    assert Attestation.objects.count() == 1
