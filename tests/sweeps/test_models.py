"""Every model says how it keeps its past, and who and when are set together by the database."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from cocommission.shared.kinds import kind_of
from cocommission.shared.models.governed import AppendOnly, Governed
from cocommission.shared.models.kinds import Family

OURS = ("shared", "ccgs", "votes", "models_abc", "conflicts", "pccc", "demo", "home")
# Moments that are always known, of acts that the product itself may do without a person.
BY_THE_PRODUCT = {
    "ccgs.ModelHeld.recorded": "a go-live takes effect at its minute, by a sweep",
    "ccgs.Release.loaded": "the command line loads files without a sign-in",
    "conflicts.Body.added": "the product knows every practice of the ODS files",
    "conflicts.BodyLink.recorded": "the demonstration and loaders record links without a sign-in",
    "conflicts.Breach.reported": "found by a check of the product, or reported by somebody without a sign-in",
    "conflicts.Declarant.added": "a post or a seat makes its holder a declarant, by a sweep",
    "conflicts.WorkLink.recorded": "a post at a practice makes the link",
    "pccc.Minutes.drafted": "the product drafts them when the meeting closes",
    "models_abc.ApplicationConsultation.linked": "the product links the consultation that an application asked for",
    "models_abc.MandateBallot.linked": "the product links the vote that an application is subject to",
}


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not hasattr(model, "instance_type") and not is_guardian(model)
    ]


def is_guardian(model: type[models.Model]) -> bool:
    """Direct-foreign-key permission rows, written only where posts are granted."""
    return any(base.__module__.startswith("guardian.") for base in model.__mro__)


def test_every_model_keeps_its_past_or_says_why_not():
    for model in our_models():
        kind = kind_of(model)
        assert (kind.family is Family.MACHINERY) != issubclass(model, Governed | AppendOnly), model
        assert kind.why or kind.family is not Family.MACHINERY, model


def test_every_governed_model_has_a_history_with_the_actor():
    for model in our_models():
        if issubclass(model, Governed):
            fields = {field.name for field in model.history.model._meta.get_fields()}
            assert {"history_actor_id", "history_actor_name", "history_change_reason"} <= fields


@pytest.mark.parametrize("method", ["update", "delete", "bulk_create", "bulk_update"])
def test_managers_have_no_back_door(method):
    for model in our_models():
        if issubclass(model, Governed):
            assert getattr(model.objects.all(), method).__qualname__.startswith("_refuse"), model


def names_in(condition: Q) -> set[str]:
    found = set()
    for child in condition.children:
        found |= names_in(child) if isinstance(child, Q) else {child[0].split("__")[0]}
    return found


def pairs() -> list[tuple[type[models.Model], str]]:
    found = []
    for model in our_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        found += [
            (model, name[:-3])
            for name, field in fields.items()
            if name.endswith("_by") and field.is_relation and f"{name[:-3]}_at" in fields
        ]
    return found


def test_who_and_when_are_set_together_by_the_database():
    unpaired = []
    for model, stem in pairs():
        at, by = (model._meta.get_field(f"{stem}_{end}") for end in ("at", "by"))
        if not at.null and (not by.null or f"{model._meta.label}.{stem}" in BY_THE_PRODUCT):
            continue
        checks = [c for c in model._meta.constraints if isinstance(c, CheckConstraint) and isinstance(c.condition, Q)]
        if not any({at.name, by.name} <= names_in(check.condition) for check in checks):
            unpaired.append(f"{model._meta.label}.{stem}")
    assert unpaired == []


def test_people_are_never_deleted_away():
    for model in our_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL:
                allowed = {models.PROTECT} | ({models.CASCADE} if kind_of(model).family is Family.MACHINERY else set())
                assert field.remote_field.on_delete in allowed, f"{model._meta.label}.{field.name}"


def test_times_end_in_at_and_dates_in_on():
    wrong = []
    for model in our_models():
        for field in model._meta.concrete_fields:
            if type(field) is models.DateTimeField and not field.name.endswith(("_at", "last_login")):
                wrong.append(f"{model._meta.label}.{field.name}")
            if type(field) is models.DateField and not field.name.endswith(("_on", "_from", "_to", "as_at")):
                wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []
