"""What the pages of organisations show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from ccgs.models import CCG, PracticeVersion
from conflicts.models import Body, BodyLink, Interest, Redaction, WorkLink
from conflicts.queries.people import people_of
from conflicts.terms import BodyKind, InterestState, RedactionState

COUNTS = """
SELECT body.id,
       (SELECT count(*) FROM conflicts_bodylink WHERE holder_id = body.id),
       (SELECT count(*) FROM conflicts_bodylink WHERE held_id = body.id),
       (SELECT count(*) FROM conflicts_interest WHERE body_id = body.id AND ccg_id = %(ccg)s AND state <> 'WITHDRAWN')
  FROM unnest(%(bodies)s::bigint[]) body (id)
"""


def bodies_of(ccg: CCG, on: date, text: str = "") -> QuerySet[Body]:
    """Without a text the CCG's practices and whatever is no practice; with one every organisation that it names."""
    bodies = Body.objects.filter(same_as__isnull=True).order_by("name", "pk")
    text = " ".join(text.split())
    if text:
        code = text.replace(" ", "").upper()
        return bodies.filter(Q(name__icontains=text) | Q(ods_code=code) | Q(company_number=code))
    own = PracticeVersion.objects.filter(ccg=ccg, practice=OuterRef("practice"), from_on__lte=on).exclude(to_on__lte=on)
    return bodies.filter(~Q(kind=BodyKind.PRACTICE) | Exists(own))


def counts_of(ccg: CCG, bodies: Iterable[Body]) -> dict[int, tuple[int, int, int]]:
    """Stakes it has, stakes in it, and interests of this CCG's register in it, by body; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"ccg": ccg.pk, "bodies": [body.pk for body in bodies]})
        return {row[0]: (row[1], row[2], row[3]) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One organisation with its ties, as this CCG may see them."""

    body: Body
    other_names: list[Body]
    stakes: list[BodyLink]
    holders: list[BodyLink]
    people: list[WorkLink]
    interests: list[Any]


def body_page(ccg: CCG, body: Body) -> BodyPage:
    """Everything about one organisation and the entries joined to it; people and interests are this CCG's own."""
    others = list(Body.objects.filter(same_as=body).order_by("name"))
    one = [body.pk, *(other.pk for other in others)]
    links = BodyLink.objects.select_related("holder", "held").order_by("-from_on", "pk")
    withheld = Redaction.objects.filter(
        interest=OuterRef("pk"), state__in=[RedactionState.REQUESTED, RedactionState.GRANTED]
    )
    return BodyPage(
        body,
        others,
        list(links.filter(holder__in=one)),
        list(links.filter(held__in=one)),
        list(
            WorkLink.objects.filter(body__in=one, person__in=people_of(ccg).order_by().values("pk"))
            .select_related("person")
            .order_by("person__name", "from_on")
        ),
        list(
            Interest.objects.filter(ccg=ccg, body__in=one)
            .exclude(state=InterestState.WITHDRAWN)
            .select_related("person", "ccg")
            .annotate(withheld=Exists(withheld))
            .order_by("number")
        ),
    )
