"""Whether the person who acts may do so: asked again by every action, whatever the page asked before."""

from datetime import datetime

from ccgs.models import CCG, LMC, MemberPractice, Region
from ccgs.queries.rights import rights_of
from ccgs.terms.roles import ROLES, Permission
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import LOCAL, Blocker


def require_any(
    by: Person, permissions: tuple[Permission, ...], organisation: CCG | MemberPractice | LMC | Region, now: datetime
) -> None:
    """Raises Refused (403) unless ``by`` holds one of ``permissions`` in ``organisation`` at ``now``."""
    rights = rights_of(by, now)
    if any(rights.may(permission, organisation) for permission in permissions):
        return
    who = " or ".join(r.display_name for r in ROLES.values() if set(permissions) & set(r.permissions))
    words = f"{by.name} holds no post that lets them {permissions[0].label} for {organisation.name}."
    raise Refused(Blocker("POST-03", words, who, LOCAL), status=403)


def require_steward(by: Person, does: str) -> None:
    """Raises Refused (403) unless ``by`` is the national data steward; ``does`` says what only they do."""
    if not by.is_staff:
        words = f"Only the national data steward {does}."
        raise Refused(Blocker("POST-03", words, "National data steward", LOCAL), status=403)
