"""Recording the representatives of many practices at once, all of them or none."""

from datetime import datetime

from django.db import transaction

from ccgs.actions.people import invite_person
from ccgs.actions.permits import require_any
from ccgs.actions.posts import grant_post, replace_post
from ccgs.models import CCG, MemberPractice
from ccgs.queries.posts import representatives
from ccgs.queries.representatives import plan_import
from ccgs.rules.representatives import CREATE, REPLACE, Plan
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person


@transaction.atomic
def import_representatives(*, ccg: CCG, text: str, reason: str, by: Person, now: datetime) -> Plan:
    """Carries out the plan for a CSV ``text`` (columns practice_code, name, email) from ``now`` on.

    Raises Refused with every rejected line, and then nothing is done; the same file a second time changes nothing.
    """
    require_any(by, (Permission.MANAGE_MEMBERS,), ccg, now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    plan = plan_import(ccg, text, now)
    if plan.refused:
        reasons = [f"Line {f.row.line}: {f.reason}" for f in plan.fates if f.fate == "reject"]
        raise Refused(*([plan.problem] if plan.problem else reasons), status=400)
    if not reason.strip():
        raise Refused("Enter the reason, for example the list that the practices sent in.", status=400, field="reason")
    present = representatives(ccg, now)
    practices = {p.code: p for p in MemberPractice.objects.filter(code__in=[f.row.practice_code for f in plan.fates])}
    for fate in plan.fates:
        practice = practices[fate.row.practice_code]
        if fate.fate not in (CREATE, REPLACE):
            continue
        person = invite_person(email=fate.row.email, name=fate.row.name, organisation=practice, by=by, now=now)
        old = [post for post in present.get(practice.pk, []) if post.role == RoleCode.REPRESENTATIVE]
        if old:
            replace_post(post=old[0], person=person, reason=reason, by=by, now=now)
        else:
            grant_post(
                person=person,
                role=RoleCode.REPRESENTATIVE,
                organisation=practice,
                starts_at=now,
                reason=reason,
                by=by,
                now=now,
            )
    return plan
