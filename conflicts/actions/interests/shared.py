"""What every act on an entry of the register shares: who may, the lock, the ledger, what follows from it."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from ccgs.actions.beginning import begin, never, require_there
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import day, london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker, blocking
from cocommission.shared.rules.facts import facts_in
from conflicts.actions.breaches import open_draft_breach
from conflicts.actions.hooks import tell_hooks
from conflicts.models import Interest
from conflicts.queries.declarations import is_declarant
from conflicts.rules.breaches import BreachFacts
from conflicts.rules.interests import DeclarationFacts, declaration_blockers
from conflicts.rules.lateness import days_words, lateness
from conflicts.terms import TRANSITIONS
from conflicts.terms.breaches import BreachKind
from conflicts.terms.interests import InterestState, Occasion

LIFE = TRANSITIONS["Declaration of interest"]
CHANGEABLE = (
    "kind", "relationship", "relationship_words", "body", "capacity", "description", "arose_on", "aware_on",
    "ended_on", "consent_to_publish", "consent_reason", "late_reason",
)  # fmt: skip


def wording_of(interest: Interest) -> str:
    """Stands for everything that an entry says: a review is about exactly the words that the reviewer read."""
    said = (str(interest.body_id if name == "body" else getattr(interest, name)) for name in CHANGEABLE)
    return sha256("\x1f".join(said).encode()).hexdigest()


def require_declaring(*, ccg: CCG, person: Person, by: Person, occasion: str, now: datetime) -> None:
    """Raises Refused (403) unless `by` may put something on the register for `person`.

    Somebody who has to declare does so for themself; officers who keep the registers enter what came on paper, and
    a committee's secretary what was said at a meeting.
    """
    if by.pk != person.pk:
        at_meeting = (Permission.RUN_COMMITTEES,) if occasion == Occasion.MEETING else ()
        require_any(by, (Permission.KEEP_REGISTERS, *at_meeting), ccg, now)
    if not is_declarant(person, ccg, now):
        words = f"{person.name} is not on the list of those who declare to {ccg.name}. An officer can add them."
        raise Refused(Blocker("COI-01", words, "Governance officer", "NHS Act 2006 s14O"), status=403)


def begin_interest(
    interest: Interest, act: Act, *, by: Person, now: datetime, again: Callable[[Interest], bool] = never
) -> Interest:
    """The locked entry, for an act of `rules.interest_acts`; raises as `begin` does.

    An act without a right is for the declarant, and for those who keep the registers.
    """
    rows = Interest.objects.select_related("ccg", "person", "body", "declared_by").filter(pk=interest.pk)
    return begin(rows, act, by=by, now=now, again=again, permit=require_there if act.right else _require_hand)


def require_complete(interest: Interest) -> None:
    """Raises Refused with every reason for which the entry cannot stand; drops what its type does not ask for."""
    if interest.kind != "INDIRECT":
        interest.relationship = interest.relationship_words = ""
    if interest.consent_to_publish:
        interest.consent_reason = ""
    declared_on = london(interest.declared_at).date()
    missing = blocking(declaration_blockers(facts_in(DeclarationFacts, interest), declared_on=declared_on))
    if missing:
        raise Refused(*missing)


def enter_act(interest: Interest, act: str, by: Person | None, now: datetime, **more: Any) -> None:
    """Writes an act into the ledger, without what is declared and why: more people read the ledger than the entry."""
    facts = {"number": interest.number, "person": interest.person_id, "state": str(interest.state), **more}
    enter(book=interest.ccg.book, act=act, by=by, now=now, subject=interest.subject, facts=facts)


def tell_reviewers(
    interest: Interest, key: str, subject: str, now: datetime, *, without: Person | None = None, text: str = ""
) -> None:
    """Tells the governance officers, except whoever declared or entered it, or did this (`without`).

    Without a `text` they are asked for a review.
    """
    asked = (
        f"{interest.person.name}, {interest.position}, has an entry on the register of interests of "
        f"{interest.ccg.name} to sign off. Another person must sign it off with the action that "
        "mitigates the conflict."
    )
    for officer in holders(interest.ccg, RoleCode.GOVERNANCE_OFFICER, now):
        if officer.pk not in (interest.person_id, interest.declared_by_id) and officer != without:
            post_message(
                key=f"interest:{interest.pk}:{key}:{officer.pk}",
                to=officer,
                subject=subject,
                text=text or asked,
                now=now,
                about=interest.ccg.book,
                link=interest.url if text else url_to("declared-interest-review", interest),
            )


def tell_declarant(interest: Interest, by: Person, what: str, now: datetime, *, text: str = "") -> None:
    """Tells the declarant that somebody else had a hand in their entry; nobody is told of their own act."""
    if by.pk == interest.person_id:
        return
    post_message(
        key=f"interest:{interest.pk}:{what}:{now.isoformat()}",
        to=interest.person,
        subject=f"Your entry {interest.number} on the register of {interest.ccg.name} was {what}",
        text=f"{by.name} {what} it for you.{text}\n\nRead it, and tell the CCG if it is wrong.",
        now=now,
        about=interest.ccg.book,
        link=interest.url,
    )


def follow_up(interest: Interest, now: datetime) -> None:
    """What follows from an entry that was made or changed: a draft breach when it is late, and the hooks."""
    found = lateness(interest.arose_on, interest.aware_on, london(interest.declared_at).date())
    if found.late and interest.state != InterestState.WITHDRAWN:
        open_late_breach(interest, found.days_late, now)
    tell_hooks(interest, now)


def open_late_breach(interest: Interest, days_late: int, now: datetime) -> None:
    """Opens the draft breach of a late declaration for the Guardian, once (COI-02)."""
    open_draft_breach(
        ccg=interest.ccg,
        facts=BreachFacts(
            kind=BreachKind.LATE,
            happened_on=london(interest.declared_at).date(),
            report=f"An interest was declared {days_words(days_late)} after the last day. It arose on "
            f"{day(interest.arose_on)}, became known on {day(interest.aware_on)} and was declared on "
            f"{day(interest.declared_at)}. Reason given: {interest.late_reason}",
            about=f"Entry {interest.number} of the register of interests",
            about_url=interest.url,
        ),
        key=f"interest:{interest.pk}:late",
        now=now,
        interest=interest,
        person=interest.person,
    )


def _require_hand(interest: Interest, act: Act, by: Person, now: datetime) -> None:
    """Raises Refused (403) unless it is the person's own entry or `by` keeps the registers."""
    if by.pk != interest.person_id:
        require_any(by, (Permission.KEEP_REGISTERS,), interest.ccg, now)
