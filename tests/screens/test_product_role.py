"""Acts that change a row which the database also guards: each once failed for the product's role, and for it alone."""

import pytest

from conflicts.models import Gift, Redaction, RegisterPolicy
from conflicts.terms import GiftState, RedactionState
from models_abc.models import Round
from models_abc.rules.calendar import ROUNDS
from tests.factories.gifts import dinner
from tests.factories.interests import reviewed
from tests.factories.registers import guardian, policy, redaction

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/"
POLICY = {
    "from_on[day]": "1", "from_on[month]": "10", "from_on[year]": "2015",
    "published_on[day]": "1", "published_on[month]": "10", "published_on[year]": "2015",
    "contact_name": "Registers office", "contact_email": "registers@example.invalid",
}  # fmt: skip


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


@pytest.fixture
def product(client):
    """A function that signs a person in."""

    def signed_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.mark.parametrize(("granted", "state"), [("yes", RedactionState.GRANTED), ("no", RedactionState.REFUSED)])
def test_coi_11_the_guardian_decides_on_a_redaction(world, product, granted, state):
    request = redaction(world, reviewed(world, world.gp_member))
    client = product(guardian(world))
    sent = client.post(f"{HOME}redactions/{request.pk}/", {"granted": granted, "reason": "A threat"})
    assert (sent.status_code, Redaction.objects.get().state) == (302, state)


@pytest.mark.parametrize(("approve", "state"), [("yes", GiftState.RECORDED), ("no", GiftState.REFUSED)])
def test_gif_06_the_senior_approver_answers_on_a_gift(world, product, approve, state):
    gift = dinner(world, world.gp_member)
    client = product(world.accountable_officer)
    sent = client.post(f"{gift.url}approve/", {"approve": approve, "reason": "To speak"})
    assert (sent.status_code, Gift.objects.get().state) == (302, state)


def test_a_gift_entered_in_error_is_withdrawn(world, product):
    gift = dinner(world, world.gp_member)
    sent = product(world.gp_member).post(f"{gift.url}withdraw/", {"reason": "Wrong CCG"})
    assert (sent.status_code, Gift.objects.get().state) == (302, GiftState.WITHDRAWN)


def test_coi_10_the_officer_corrects_the_register_policy_of_today(world, product):
    policy(world)
    client = product(world.officer)
    assert client.post(f"{HOME}policy/", POLICY | {"contact_name": "Another office"}).status_code == 302
    assert RegisterPolicy.objects.get().contact_name == "Another office"


def test_the_data_steward_loads_the_national_calendar_of_rounds(world, product):
    client = product(world.steward)
    assert client.post("/rounds/load-calendar/", {}).status_code == 302
    assert Round.objects.count() >= len(ROUNDS)
    assert client.post("/rounds/load-calendar/", {}).status_code == 302
