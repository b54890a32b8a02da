"""Making an organisation known to the registers, once."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ccgs.models import MemberPractice
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from conflicts.models import Body
from conflicts.queries.bodies import known_as
from conflicts.rules.bodies import body_blockers, clean_code, clean_company_number
from conflicts.terms.bodies import BodyKind


def find_or_add_body(
    *,
    kind: str,
    name: str,
    ods_code: str = "",
    company_number: str = "",
    practice: MemberPractice | None = None,
    by: Person | None,
    now: datetime,
) -> Body:
    """The organisation with this practice, ODS code or company number; without any of them, of this name and kind.

    One that is not known yet is added; a known one keeps its name, and takes a number that it lacked. `by` is None
    for the product itself. Raises Refused (400) for a code or number that is none, (409) where the two name two.
    """
    name = " ".join(name.split())[:200]
    ods_code, company_number = clean_code(ods_code), clean_company_number(company_number)
    if practice is None and ods_code:
        practice = MemberPractice.objects.filter(code=ods_code).first()
    if practice is not None:
        kind, ods_code, name = BodyKind.PRACTICE, practice.code, practice.name[:200]
    missing = body_blockers(kind=kind, name=name, ods_code=ods_code, company_number=company_number)
    if missing:
        raise Refused(*missing, status=400)
    for _ in range(2):
        known = _known(kind, name, ods_code, company_number, practice)
        if known is not None:
            return _completed(known, ods_code, company_number, practice, by, now)
        try:
            with transaction.atomic():
                return Body(
                    kind=kind,
                    name=name,
                    ods_code=ods_code,
                    company_number=company_number,
                    practice=practice,
                    added_at=now,
                    added_by=by,
                ).record(by=by, at=now, why="Named in a declaration or a link" if by else "Practice of the ODS files")
        except IntegrityError:  # somebody else added the same one at the same moment: look again
            continue
    raise Refused("This ODS code and this company number belong to two organisations.", field="company_number")


def _known(kind: str, name: str, ods_code: str, number: str, practice: MemberPractice | None) -> Body | None:
    if ods_code or number or practice is not None:
        found = known_as(ods_code=ods_code, company_number=number, practice=practice)
    else:
        found = Body.objects.filter(kind=kind, name__iexact=name).select_related("same_as").order_by("pk").first()
    return found.same_as if found is not None and found.same_as is not None else found


def _completed(
    body: Body, ods_code: str, number: str, practice: MemberPractice | None, by: Person | None, now: datetime
) -> Body:
    """The known body with what was learnt of it. Two different numbers are two organisations."""
    if (ods_code and body.ods_code not in ("", ods_code)) or (number and body.company_number not in ("", number)):
        raise Refused(f"{body} is another organisation than the one with these numbers.", field="company_number")
    learnt = (ods_code and not body.ods_code) or (number and not body.company_number)
    if not learnt and (practice is None or body.practice_id is not None):
        return body
    with transaction.atomic():
        body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
        body.ods_code = body.ods_code or ods_code
        body.company_number = body.company_number or number
        if practice is not None:
            body.practice, body.kind = practice, BodyKind.PRACTICE
        try:
            with transaction.atomic():
                return body.record(by=by, at=now, why="Its number became known")
        except IntegrityError as problem:
            words = "This ODS code and this company number belong to two organisations."
            raise Refused(words, field="company_number") from problem


def body_of_practice(practice: MemberPractice, *, by: Person | None, now: datetime) -> Body:
    """The body of a practice of the ODS files."""
    return find_or_add_body(kind=BodyKind.PRACTICE, name=practice.name, practice=practice, by=by, now=now)
