"""What the search finds of organisations and people in post. Who represents a practice is for those near it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from ccgs.models import CCG, LMC, MemberPractice, Post, PracticeVersion, Region
from ccgs.queries.posts import ORGANISATIONS, live
from ccgs.queries.rights import Rights
from ccgs.terms.roles import OrganisationKind
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.search import Hit, Hits, matches


@dataclass(frozen=True, slots=True)
class Reader:
    """Who searches, and what they may do; nobody signed in has no rights."""

    person: Person | None
    rights: Rights

    def places(self, kind: str, permission: str) -> set[int]:
        """The organisations of a kind in which a permission is held; "" asks for any post in or near them."""
        return {pk for of, pk, held in self.rights.grants if of == kind and held == permission}

    def ccgs(self, path: str, *permissions: str) -> Q:
        """The condition that the CCG at `path` is one in which the reader holds any of `permissions`."""
        found = Q(pk__in=[])
        for permission in permissions:
            found |= Q(**{f"{path}__in": self.places(OrganisationKind.CCG, permission)})
            found |= Q(**{f"{path}__region__in": self.places(OrganisationKind.REGION, permission)})
        return found


def search(text: str, reader: Reader, now: datetime) -> Iterator[Hits]:
    """Regions, CCGs, practices, LMCs and people whose name or code begins with each word of `text`."""
    named = matches(text, "name", "code")
    yield Hits("ccgs", "CCGs", CCG.objects.filter(named, is_hub=False).order_by("name"), _organisation("CCG"))
    yield Hits("practices", "Practices", _practices(text, now), _practice)
    yield Hits("lmcs", "LMCs", LMC.objects.filter(named).order_by("name"), _organisation("LMC"))
    yield Hits("regions", "Regions", Region.objects.filter(named).order_by("name"), _organisation("Region"))
    yield Hits("people", "People in post", _posts(text, reader, now), _post)


def _practices(text: str, now: datetime) -> Any:
    today = london(now).date()
    current = PracticeVersion.objects.filter(practice=OuterRef("pk"), from_on__lte=today).exclude(to_on__lte=today)
    rows = MemberPractice.objects.filter(matches(text, "name", "code")).order_by("name", "code")
    return rows.annotate(ccg_name=Subquery(current.values("ccg__name")[:1]))


def _posts(text: str, reader: Reader, now: datetime) -> Any:
    """Posts in CCGs, LMCs and regions are public."""
    today = london(now).date()
    versions = PracticeVersion.objects.filter(reader.ccgs("ccg", ""), from_on__lte=today).exclude(to_on__lte=today)
    near = Q(practice__in=reader.places(OrganisationKind.PRACTICE, "")) | Q(practice__in=versions.values("practice"))
    rows = Post.objects.filter(live(now), matches(text, "person__name")).filter(Q(practice=None) | near)
    return rows.select_related("person", *ORGANISATIONS).order_by("person__name", "pk")


def _organisation(kind: str) -> Any:
    return lambda row: Hit(row.name, row.url, f"{kind} {row.code}")


def _practice(row: Any) -> Hit:
    ccg = f", {row._meta.get_field('name').to_python(row.ccg_name)}" if row.ccg_name else ""
    return Hit(row.name, row.url, f"Practice {row.code}{ccg}")


def _post(row: Post) -> Hit:
    people = "" if row.practice_id else "people/"
    return Hit(row.person.name, f"{row.organisation.url}{people}", f"{row.get_role_display()}, {row.organisation.name}")
