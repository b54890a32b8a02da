"""A declaration whose organisation was chosen from a search or typed: the organisation and the entry in one commit."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ccgs.models import MemberPractice
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from conflicts.actions.bodies import body_of_practice, find_or_add_body
from conflicts.actions.interests.declaring import declare_interest
from conflicts.models import Body, Interest
from conflicts.queries.bodies import body_of_key


def _body(key: str, typed: dict[str, str] | None, by: Person, now: datetime) -> Body | None:
    if typed is not None:
        return find_or_add_body(
            kind=typed["kind"],
            name=typed["name"],
            ods_code=typed["ods_code"],
            company_number=typed["company_number"],
            by=by,
            now=now,
        )
    if not key:
        return None
    found = body_of_key(key)
    if found is None:
        raise Refused("The organisation you chose is no longer on the list. Search again.", field="body")
    return body_of_practice(found, by=by, now=now) if isinstance(found, MemberPractice) else found


@transaction.atomic
def declare_with_body(
    *, body_key: str, typed: dict[str, str] | None, by: Person, now: datetime, **declaration: Any
) -> Interest:
    """Declares as `declare_interest`, with the organisation of a search key (empty: none) or as it was `typed`.

    `typed` holds kind, name, ods_code and company_number. Nothing is added when the declaration is refused.
    """
    return declare_interest(body=_body(body_key, typed, by, now), by=by, now=now, **declaration)
