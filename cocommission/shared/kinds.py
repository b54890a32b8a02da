"""The kind of every table: what each model says, and one list for the tables of others."""

from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

from cocommission.shared.models.governed import AppendOnly, Governed
from cocommission.shared.models.kinds import Family, Kind, machinery

_OWNER_WRITES = "written by the owner when it migrates"
_NOBODY_WRITES = "the library reads it; rights follow from posts, so nobody writes it"
_SIGN_IN = "the sign-in library keeps it"

# Tables of Django and of libraries.
ELSEWHERE = {
    "account_emailaddress": machinery(_SIGN_IN, "INSERT", "UPDATE"),
    "account_emailconfirmation": machinery("the sign-in library looks here for old keys; ours are signed, not stored"),
    "auth_group": machinery(_NOBODY_WRITES),
    "auth_group_permissions": machinery(_NOBODY_WRITES),
    "auth_permission": machinery(_OWNER_WRITES),
    "cache": machinery("Django's cache, where production keeps it", "INSERT", "UPDATE", "DELETE"),
    "django_content_type": machinery(_OWNER_WRITES),
    "django_migrations": machinery(_OWNER_WRITES),
    "django_session": machinery("Django's sessions", "INSERT", "UPDATE", "DELETE"),
    "guardian_groupobjectpermission": machinery(_NOBODY_WRITES),
    "guardian_userobjectpermission": machinery(_NOBODY_WRITES),
    "mfa_authenticator": machinery("second factors, which people set up and remove", "INSERT", "UPDATE", "DELETE"),
    "socialaccount_socialaccount": machinery(_SIGN_IN, "INSERT", "UPDATE", "DELETE"),
    "socialaccount_socialapp": machinery("identity providers are named in settings, not here"),
    "socialaccount_socialtoken": machinery(_SIGN_IN, "INSERT", "UPDATE", "DELETE"),
}


class UnknownKindError(LookupError):
    """A table has no kind, so nobody knows what the product may do with it."""


def kind_of(model: type[models.Model]) -> Kind:
    """What `model` says in `table_kind`; a table between two models is told by the one that has the field.

    Raises UnknownKindError when nobody says, or when what is said does not fit its base class.
    """
    table = model._meta.db_table
    if table in ELSEWHERE:
        return ELSEWHERE[table]
    owner: Any = model._meta.auto_created
    if owner:
        field = next(field.name for field in owner._meta.local_many_to_many if field.remote_field.through is model)
        kind = getattr(owner, "link_kinds", {}).get(field)
    else:
        kind = getattr(model, "table_kind", None)
    if not isinstance(kind, Kind):
        raise UnknownKindError(f"{table} has no kind. {_SAY_IT}")
    for base, family in ((Governed, Family.GOVERNED), (AppendOnly, Family.APPEND_ONLY)):
        if issubclass(model, base) and kind.family is not family:
            raise UnknownKindError(f"{table} cannot be {kind.family}: its model is {base.__name__}. {_SAY_IT}")
    return kind


_SAY_IT = (
    "Set table_kind on its model (link_kinds on the model with the many-to-many field), or name the table of a "
    "library in cocommission/shared/kinds.py."
)


def tables_of_models() -> dict[str, type[models.Model]]:
    """Each table that a model has, also tables of history and between two models."""
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def kinds() -> dict[str, Kind]:
    """The kind of every table by name. Raises UnknownKindError when one has none."""
    return ELSEWHERE | {table: kind_of(model) for table, model in tables_of_models().items()}


@checks.register(checks.Tags.models)
def every_table_has_a_kind(**_: Any) -> list[checks.CheckMessage]:
    """Django's check: an error for each model without a kind."""
    found: list[checks.CheckMessage] = []
    for model in tables_of_models().values():
        try:
            kind_of(model)
        except UnknownKindError as problem:
            found.append(checks.Error(str(problem), obj=model, id="shared.E001"))
    return found
