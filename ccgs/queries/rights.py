"""What a person may do at a moment: one statement that asks the dated posts and the permission rows together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from ccgs.models import CCG, LMC, MemberPractice, Region
from ccgs.terms.roles import ROLES, OrganisationKind
from cocommission.shared.clock import london
from cocommission.shared.database.prepared import Prepared
from cocommission.shared.models import Person

KINDS: dict[type[Model], str] = {
    CCG: OrganisationKind.CCG,
    MemberPractice: OrganisationKind.PRACTICE,
    LMC: OrganisationKind.LMC,
    Region: OrganisationKind.REGION,
}
CARRIED = [(str(role.code), str(p.value)) for role in ROLES.values() for p in role.permissions]

# An empty codename says: has a post there or near it (a member practice, the LMC of the CCG), whatever it permits.
RIGHTS = Prepared(
    "rights_of_person",
    """
WITH live AS (
    SELECT person_id, role, ccg_id, practice_id, lmc_id, region_id FROM ccgs_post
    WHERE person_id = %(person)s AND starts_at <= %(now)s AND (ends_at IS NULL OR ends_at > %(now)s)
), carried (role, codename) AS (
    SELECT role, codename FROM unnest(%(roles)s::text[], %(codenames)s::text[]) AS given (role, codename)
), wanted AS (
    SELECT live.person_id, live.role, live.ccg_id, live.practice_id, live.lmc_id, live.region_id,
        permission.id AS permission_id, permission.codename
    FROM live JOIN carried USING (role) JOIN auth_permission permission USING (codename)
), granted AS (
    SELECT 'CCG' AS kind, ccg_id AS id, codename FROM wanted JOIN ccgs_ccggrant granting
        ON granting.user_id = person_id AND granting.content_object_id = ccg_id
        AND granting.permission_id = wanted.permission_id
    UNION ALL SELECT 'PRACTICE', practice_id, codename FROM wanted JOIN ccgs_practicegrant granting
        ON granting.user_id = person_id AND granting.content_object_id = practice_id
        AND granting.permission_id = wanted.permission_id
    UNION ALL SELECT 'LMC', lmc_id, codename FROM wanted JOIN ccgs_lmcgrant granting
        ON granting.user_id = person_id AND granting.content_object_id = lmc_id
        AND granting.permission_id = wanted.permission_id
    UNION ALL SELECT 'REGION', region_id, codename FROM wanted JOIN ccgs_regiongrant granting
        ON granting.user_id = person_id AND granting.content_object_id = region_id
        AND granting.permission_id = wanted.permission_id
)
SELECT kind, id, codename FROM granted
UNION SELECT 'CCG', area.ccg_id, granted.codename FROM granted JOIN ccgs_lmcarea area ON area.lmc_id = granted.id
    AND area.from_on <= %(today)s AND (area.to_on IS NULL OR area.to_on > %(today)s) WHERE granted.kind = 'LMC'
UNION SELECT 'CCG', ccg_id, '' FROM live WHERE ccg_id IS NOT NULL
UNION SELECT 'PRACTICE', practice_id, '' FROM live WHERE practice_id IS NOT NULL
UNION SELECT 'LMC', lmc_id, '' FROM live WHERE lmc_id IS NOT NULL
UNION SELECT 'REGION', region_id, '' FROM live WHERE region_id IS NOT NULL
UNION SELECT 'CCG', version.ccg_id, '' FROM live JOIN ccgs_practiceversion version USING (practice_id)
    WHERE version.ccg_id IS NOT NULL AND version.from_on <= %(today)s
    AND (version.to_on IS NULL OR version.to_on > %(today)s)
UNION SELECT 'CCG', area.ccg_id, '' FROM live JOIN ccgs_lmcarea area USING (lmc_id)
    WHERE area.from_on <= %(today)s AND (area.to_on IS NULL OR area.to_on > %(today)s)
""",
)


@dataclass(frozen=True, slots=True)
class Rights:
    """Everything that one person may do at one moment, already fetched."""

    grants: frozenset[tuple[str, int, str]]

    def may(self, permission: str, organisation: Model) -> bool:
        """Whether ``permission`` is held in ``organisation``.

        In a CCG the rights of its region's officers and of its LMC's reviewers count too.
        """
        kind = KINDS[type(organisation)]
        if (kind, organisation.pk, str(permission)) in self.grants:
            return True
        return isinstance(organisation, CCG) and (
            (OrganisationKind.REGION, organisation.region_id, str(permission)) in self.grants
        )

    def connected(self, organisation: Model) -> bool:
        """Whether the person holds any post in ``organisation`` or, for a CCG, in its practices, LMC or region."""
        return self.may("", organisation)


NO_RIGHTS = Rights(frozenset())


def rights_of(person: Person | None, now: datetime) -> Rights:
    """What ``person`` may do at ``now``, in one statement. Nobody signed in has no rights."""
    if person is None or not person.pk or not person.is_active:
        return NO_RIGHTS
    values: dict[str, Any] = {
        "person": person.pk,
        "now": now,
        "today": london(now).date(),
        "roles": [role for role, _ in CARRIED],
        "codenames": [codename for _, codename in CARRIED],
    }
    with connection.cursor() as cursor:
        RIGHTS.execute(cursor, values)
        return Rights(frozenset(cursor.fetchall()))
