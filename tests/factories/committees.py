"""Committees for tests, made by the actions. Members are invented."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from cocommission.shared.actions.documents import store_document
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.actions.interests.returning import make_return
from conflicts.terms import Occasion, ReturnKind
from pccc.actions.committees import activate_committee, draft_committee, invite, set_terms
from pccc.actions.seats import add_seat, appoint
from pccc.models import Committee, Membership, Seat
from pccc.rules.facts import DescriptionFacts, SeatFacts, TermsFacts
from pccc.rules.quorum import TEMPLATES
from pccc.terms import CommitteeKind, Office, SeatRole
from tests.factories.ccgs_people import person
from tests.factories.registers import guardian, policy
from tests.factories.scenes import scene

R = SeatRole
LAY_CHAIR = (R.LAY_MEMBER, True, Office.CHAIR)
LAY_VICE = (R.LAY_PERSON, True, Office.VICE_CHAIR)
COASTAL_WEST_SUSSEX: tuple[tuple[Any, ...], ...] = (
    LAY_CHAIR,
    (R.LAY_MEMBER, True, Office.VICE_CHAIR),
    (R.SECONDARY_CARE, True),
    (R.NURSE, True),
    (R.OPERATING_OFFICER, True),
    (R.FINANCE_OFFICER, True),
    (R.HEALTHWATCH, False),
    (R.HWB, False),
    (R.INDEPENDENT_GP, False),
    (R.LMC, False),
    (R.OTHER, False),
    (R.LOCAL_GP, False),
)
"""NHS Coastal West Sussex CCG: six voting seats (two lay, two independent clinicians, COO, CFO), six non-voting."""
WIDE: tuple[tuple[Any, ...], ...] = (
    LAY_CHAIR,
    LAY_VICE,
    (R.CHIEF_OFFICER, True),
    (R.FINANCE_OFFICER, True),
    (R.NURSE, True),
    (R.LOCAL_GP, True),
    (R.LMC, False),
)
"""Four of six votes lay or executive; one local GP with a vote."""
JOINT: tuple[tuple[Any, ...], ...] = (LAY_CHAIR, (R.SECONDARY_CARE, True, Office.VICE_CHAIR), (R.NHS_ENGLAND, True))
NAMES = (
    "Ash",
    "Beech",
    "Cedar",
    "Damson",
    "Elder",
    "Fir",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
    "Laurel",
    "Maple",
    "Oak",
)


def seat(committee: Committee, role: str, voting: bool, *, by: Person, now: datetime, **fields: Any) -> Seat:
    """A seat from a year before `now`."""
    from_on = fields.pop("from_on", london(now).date() - timedelta(days=365))
    organisation = fields.pop("organisation", committee.ccg.name)
    typed = {"role": role, "organisation": organisation, "voting": voting, "from_on": from_on, **fields}
    return add_seat(committee=committee, by=by, now=now, **gather(SeatFacts, typed))


def member(where: Seat, who: Person, *, by: Person, now: datetime, **fields: Any) -> Membership:
    """Somebody in a seat from a month before `now`."""
    fields = {"starts_at": now - timedelta(days=30), "reason": "Appointed by the governing body", **fields}
    return appoint(seat=where, person=who, by=by, now=now, **fields)


def paper(world: Any, text: bytes = b"Terms of reference.") -> Any:
    """A stored document."""
    return store_document(SimpleUploadedFile("terms.txt", text), by=world.officer, now=world.now)


def draft(world: Any, kind: str = CommitteeKind.PCCC, name: str = "", **fields: Any) -> Committee:
    """A committee that is being set up in the CCG of the world, by its secretary."""
    by = fields.pop("by", world.secretary)
    ccg = fields.pop("ccg", world.ccg)
    name = name or str(CommitteeKind(kind).label)
    return draft_committee(
        ccg=ccg, by=by, now=world.now, **gather(DescriptionFacts, {"kind": kind, "name": name, **fields})
    )


def terms(committee: Committee, *, by: Person, now: datetime, template: str = "bmj-1", **fields: Any) -> Any:
    """Terms of reference from a month before `now`."""
    fields = {"from_on": london(now).date() - timedelta(days=30), "quorum": dict(TEMPLATES[template].rule), **fields}
    return set_terms(
        committee=committee, by=by, now=now, **gather(TermsFacts, {"text": "Terms of reference.", **fields})
    )


def fill(
    committee: Committee, rows: tuple[tuple[Any, ...], ...], *, by: Person, now: datetime, people: Any = ()
) -> list[Membership]:
    """A seat and somebody in it for each row (role, voting, office); `people` sit first, then invented ones."""
    given = list(people)
    made = []
    for number, row in enumerate(rows):
        role, voting, office = (*row, "")[:3]
        who = given[number] if number < len(given) and given[number] else person(f"Morgan {NAMES[number]}")
        made.append(member(seat(committee, role, voting, by=by, now=now), who, office=office, by=by, now=now))
    return made


def invited(committee: Committee, *, by: Person, now: datetime) -> None:
    """Standing invitations to Healthwatch and the Health and Wellbeing Board."""
    for body, name in (("HEALTHWATCH", "Healthwatch Medway"), ("HWB", "Medway Health and Wellbeing Board")):
        on = london(now).date() - timedelta(days=20)
        invite(committee=committee, body=body, organisation=name, invited_on=on, by=by, now=now)


@scene
def pccc(
    world: Any, rows: tuple[tuple[Any, ...], ...] = WIDE, *, people: Any = (), active: bool = True, **fields: Any
) -> Committee:
    """A primary care commissioning committee with members, terms of reference and invitations."""
    by, now = fields.get("by", world.secretary), fields.pop("now", world.now)
    template = fields.pop("template", "bmj-1")
    made = draft(world, **fields)
    fill(made, rows, by=by, now=now, people=people)
    terms(made, by=by, now=now, template=template)
    invited(made, by=by, now=now)
    return activate_committee(committee=made, by=by, now=now) if active else made


@scene
def governed(world: Any, *, kind: str = CommitteeKind.PCCC, **fields: Any) -> Committee:
    """What readiness for model C asks of committees and registers: an active committee whose members have declared,
    public registers, a Guardian."""
    guardian(world)
    policy(world)
    made = pccc(world, kind=kind, **fields)
    for membership in Membership.objects.filter(seat__committee=made).select_related("person"):
        make_return(
            ccg=made.ccg, person=membership.person, kind=ReturnKind.NIL, occasion=Occasion.APPOINTMENT,
            form_token=uuid4(), by=membership.person, now=world.now,
        )  # fmt: skip
    return made
