"""Links to the histories of records, for those who may open them."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest
from cocommission.home.queries.records import LEADS, ccg_of_record, governed_model
from cocommission.home.views.record_rights import belongs_to, kept_from, may_see_national, permissions_for
from cocommission.shared.models import Governed

DEPTH = 4


def history_addresses(subjects: Iterable[str], request: PersonRequest, ccg: CCG | None) -> dict[str, str]:
    """By subject of a ledger entry (`votes.Ballot:12`) where its history is, of those that the reader may open.

    `ccg` is the CCG whose book it is, None for other books. What keeps no history, or is gone, is not in the answer.
    """
    keys: dict[type[Governed], set[int]] = {}
    named: dict[tuple[type[Governed], int], str] = {}
    for subject in set(subjects):
        label, _, key = subject.partition(":")
        model = governed_model(label)
        if model is not None and key.isdecimal():
            keys.setdefault(model, set()).add(int(key))
            named[model, int(key)] = subject
    found = {
        named[model, pk]: history_address(record, request, ccg)
        for model, wanted in keys.items()
        for pk, record in model.objects.select_related(*_leads(model)).in_bulk(list(wanted)).items()
    }
    return {subject: address for subject, address in found.items() if address}


def history_address(record: Governed, request: PersonRequest, ccg: CCG | None) -> str:
    """Where the reader sees the history of a record, from a page of `ccg` or of none; empty where they do not."""
    label = record._meta.label_lower
    owner = ccg if ccg is not None and belongs_to(record, ccg, request.now) else ccg_of_record(record, request.now)
    if owner is not None:
        seen = request.may(Permission.VIEW_WORKING, owner) and _sees(record, request, owner)
        return reverse("ccg-history", args=[owner.code, label, record.pk]) if seen else ""
    seen = may_see_national(record, request.person, request.now)
    return reverse("record-history", args=[label, record.pk]) if seen else ""


def _sees(record: Governed, request: PersonRequest, ccg: CCG) -> bool:
    permissions = permissions_for(record)
    if permissions and not any(request.may(permission, ccg) for permission in permissions):
        return False
    return not kept_from(record, request.person, request.may, request.now)


def _leads(model: type[models.Model], depth: int = DEPTH) -> list[str]:
    """What `ccg_of_record` follows from a record of this kind, to be fetched with it."""
    keys = {field.name: field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    names = ["ccg"] if "ccg" in keys and not keys["ccg"].null else [name for name in LEADS if name in keys]
    found = []
    for name in names if depth else ():
        found += [name, *(f"{name}__{path}" for path in _leads(keys[name].related_model, depth - 1))]
    return found
