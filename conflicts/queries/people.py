"""The people whom a CCG may keep ties of: who declares to it, or holds a post in it or in one of its practices."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccgs.models import CCG, Post, PracticeVersion
from cocommission.shared.models import Person
from conflicts.models import Declarant


def people_of(ccg: CCG) -> QuerySet[Person]:
    """Everybody of this CCG, past ones included, by name; one statement."""
    practices = PracticeVersion.objects.filter(ccg=ccg).values("practice")
    posts = Post.objects.filter(Q(ccg=ccg) | Q(practice__in=practices), person=OuterRef("pk"))
    declarants = Declarant.objects.filter(ccg=ccg, person=OuterRef("pk"))
    return Person.objects.filter(Exists(posts) | Exists(declarants)).order_by("name", "pk")


def is_known_to(ccg: CCG, person: Person) -> bool:
    """Whether this CCG may keep ties of this person."""
    return people_of(ccg).filter(pk=person.pk).exists()
