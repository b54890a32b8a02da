"""Inviting people: nobody signs up by themselves."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from ccgs.queries.appointments import Organisation, book_of, granter_for
from ccgs.rules.posts import may_grant
from ccgs.terms.roles import ROLES
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import LOCAL, Blocker


@transaction.atomic
def invite_person(*, email: str, name: str, organisation: Organisation, by: Person, now: datetime) -> Person:
    """The person with the address ``email``; somebody new is made known and told how to choose a password.

    ``by`` must be able to grant some post of ``organisation`` (POST-03). The name of somebody who is known already is
    left as it is: only they change it. Raises Refused for an address that is none, or for somebody new without a name.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    granter = granter_for(by, organisation, now)
    if not any(may_grant(role, granter) for role in ROLES):
        words = f"None of your posts lets you invite people for {organisation.name}."
        raise Refused(Blocker("POST-03", words, "Governance officer", LOCAL), status=403)
    try:
        validate_email(email)
    except ValidationError as error:
        words = f"“{email}” is not an e-mail address."
        raise Refused(
            Blocker("POST-10", words, "The person who sends the invitation", LOCAL, field="email"), status=400
        ) from error
    known = Person.objects.filter(email=email).first()
    if known is not None:
        return known
    if not name:
        words = f"Nobody with the address {email} is known yet. Enter their name too."
        raise Refused(Blocker("POST-10", words, "The person who sends the invitation", LOCAL, field="name"), status=400)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(email, None, name=name[:200])
    except IntegrityError:  # somebody else invited the same person at the same moment
        return Person.objects.get(email=email)
    book = book_of(organisation, now)
    enter(
        book=book,
        act="person.invited",
        by=by,
        now=now,
        subject=f"shared.Person:{person.pk}",
        facts={"name": person.name, "organisation": organisation.code},
    )
    post_message(
        key=f"person.invited:{person.pk}",
        to=person,
        subject=f"{by.name} invites you to act for {organisation.name}",
        text=(
            f"{by.name} has invited you to the service in which {organisation.name} keeps its members, ballots "
            "and applications.\n\nChoose a password with the link below: enter this e-mail address there and you "
            "will be sent a second message.\n"
        ),
        now=now,
        about=book,
        link="/accounts/password/reset/",
    )
    return person
