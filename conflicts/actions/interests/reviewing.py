"""The review of an entry by somebody else, without which it is not complete (COI-06)."""

from datetime import datetime

from django.db import transaction

from ccgs.queries.posts import posts_in
from ccgs.terms import ROLES, Permission
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from conflicts.actions.interests.shared import LIFE, begin_interest, enter_act, wording_of
from conflicts.models import Interest
from conflicts.queries.declarations import hands_on
from conflicts.rules.interest_acts import REVIEW
from conflicts.rules.interests import review_blockers
from conflicts.terms.interests import InterestState


def _position(interest: Interest, by: Person, now: datetime) -> str:
    """The post that lets the reviewer review, as it is shown beside the signature."""
    for post in posts_in(interest.ccg, now).filter(person=by).order_by("starts_at", "pk"):
        if Permission.REVIEW_DECLARATIONS in ROLES[post.role].permissions:
            return post.terms.display_name
    return ""


@transaction.atomic
def review_interest(
    *, interest: Interest, mitigation: str, by: Person, now: datetime, read: str | None = None
) -> Interest:
    """Signs an entry off with the action that mitigates the conflict, and tells its declarant (COI-06).

    `read` is `wording_of` what the reviewer read; None for one who reads the entry as it is now. The same review again
    changes nothing. Raises Refused (403) without the right, (409) for one's own entry, one that the reviewer entered
    or changed, or without the mitigation; Conflict when it was changed or reviewed by somebody else meanwhile.
    """
    mitigation = mitigation.strip()

    def again(row: Interest) -> bool:
        return row.reviewed_by_id == by.pk and row.mitigation == mitigation

    interest = begin_interest(interest, REVIEW, by=by, now=now, again=again)
    if again(interest):
        return interest
    if read is not None and read != wording_of(interest):
        raise Conflict("The entry was changed since you opened the page. Read it again, then sign it off.")
    missing = review_blockers(
        state=interest.state,
        is_own=by.pk == interest.person_id,
        entered_it=by.pk == interest.declared_by_id,
        mitigation=mitigation,
        changed_it=by.pk in hands_on(interest),
    )
    if missing:
        raise Refused(*missing)
    LIFE.require(interest.state, InterestState.COMPLETE, what="This entry")
    interest.state = InterestState.COMPLETE
    interest.mitigation = mitigation
    interest.reviewed_at, interest.reviewed_by = now, by
    interest.reviewer_position = _position(interest, by, now)
    interest.record(by=by, at=now, why="Reviewed")
    enter_act(interest, "interest.reviewed", by, now)
    post_message(
        key=f"interest:{interest.pk}:reviewed:{now.isoformat()}",
        to=interest.person,
        subject=f"Your declaration to {interest.ccg.name} was reviewed",
        text=f"{by.name} reviewed entry {interest.number} of the register of interests.\n\n"
        f"Action taken to mitigate: {mitigation}",
        now=now,
        about=interest.ccg.book,
        link=interest.url,
    )
    return interest
