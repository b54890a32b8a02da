"""Finding organisations: bodies of the registers, and practices of the ODS files that are no body yet."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from ccgs.models import MemberPractice
from cocommission.shared.rules.names import PublishedName
from conflicts.models import Body
from conflicts.terms.bodies import BodyKind

MOST = 20


@dataclass(frozen=True, slots=True)
class FoundBody:
    """One answer of the search. `key` is `body:<id>`, or `practice:<ODS code>` for a practice that is no body yet."""

    key: str
    name: str
    kind: str
    code: str

    @property
    def words(self) -> str:
        """What it is, for people."""
        code = f", {self.code}" if self.code else ""
        return f"{self.name} ({BodyKind(self.kind).label}{code})"


SEARCH = """
SELECT key, name, kind, code FROM (
    SELECT 'body:' || body.id AS key, body.name, body.kind,
           CASE WHEN body.ods_code = '' THEN body.company_number ELSE body.ods_code END AS code,
           upper(%(code)s) IN (body.ods_code, body.company_number) AS exact
      FROM conflicts_body body
     WHERE body.same_as_id IS NULL
       AND (body.name ILIKE %(like)s OR (%(code)s <> '' AND upper(%(code)s) IN (body.ods_code, body.company_number)))
    UNION ALL
    SELECT 'practice:' || practice.code, practice.name, 'PRACTICE', practice.code,
           practice.code = upper(%(code)s)
      FROM ccgs_memberpractice practice
     WHERE (practice.name ILIKE %(like)s OR practice.code = upper(%(code)s))
       AND NOT EXISTS (SELECT FROM conflicts_body body WHERE body.practice_id = practice.id)
) found
ORDER BY exact DESC, lower(name), code LIMIT %(most)s
"""


def search_bodies(text: str, most: int = MOST) -> list[FoundBody]:
    """Up to `most` organisations whose name contains `text`, or whose code or company number it is. One query.

    An entry that was found to be another one (`same_as`) is not offered.
    """
    text = " ".join(text.replace("\x00", " ").split())
    if len(text) < 2:
        return []
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values: dict[str, str | int] = {"like": f"%{escaped}%", "code": text.replace(" ", ""), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, values)
        return [FoundBody(key, PublishedName(name), kind, code) for key, name, kind, code in cursor.fetchall()]


def body_of_key(key: str) -> Body | MemberPractice | None:
    """What a key of the search names: a body, or a practice that is to become one; None when it is gone."""
    kind, _, rest = key.partition(":")
    if kind == "body" and rest.isascii() and rest.isdigit():
        found = Body.objects.filter(pk=int(rest)).select_related("same_as").first()
        return found.same_as if found is not None and found.same_as is not None else found
    if kind == "practice" and rest.isprintable():
        practice = MemberPractice.objects.filter(code=rest).first()
        if practice is None:
            return None
        return Body.objects.filter(practice=practice).first() or practice
    return None


def known_as(*, ods_code: str = "", company_number: str = "", practice: MemberPractice | None = None) -> Body | None:
    """The body with one of these identities, if there is one."""
    wanted = Q(pk__in=[])
    if ods_code:
        wanted |= Q(ods_code=ods_code)
    if company_number:
        wanted |= Q(company_number=company_number)
    if practice is not None:
        wanted |= Q(practice=practice)
    return Body.objects.filter(wanted).select_related("same_as").order_by("pk").first()
