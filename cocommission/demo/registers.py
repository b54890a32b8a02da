"""What the registers of Medway hold beside interests: training, offers, procurement, breaches, a request, a return."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cocommission.demo.clock import Clock
from cocommission.demo.committees import Board
from cocommission.demo.live import Today
from cocommission.demo.story import token
from cocommission.shared.models import Person
from conflicts.actions.breaches.reporting import report_breach
from conflicts.actions.breaches.working import assign_investigator, conclude, publish_breach, record_findings, take_up
from conflicts.actions.certificates import draft_certificate
from conflicts.actions.gifts import record_offer
from conflicts.actions.procurement import (
    award_procurement,
    decide_procurement,
    draft_procurement,
    publish_procurement,
    put_participant,
)
from conflicts.actions.redactions import request_redaction
from conflicts.actions.training import record_training
from conflicts.models import Interest
from conflicts.rules.breaches import BreachFacts
from conflicts.rules.gifts import OfferFacts
from conflicts.terms import BreachKind, CertificatePeriod, OfferAnswer, OfferKind, Route, TrainingModule


class Registrar:
    """Keeps the registers of one CCG, as its governance officer and its Guardian do."""

    def __init__(self, board: Board, clock: Clock, today: Today) -> None:
        self.board, self.clock, self.today = board, clock, today
        self.team, self.ccg = board.team, board.team.ccg

    def fill(self) -> None:
        """Everything, in the order in which it happened."""
        self._training()
        self._published_breach()
        self._offers()
        self._awarded()
        self._tender()
        self._waiting()

    def _at(self, days: int, hour: int = 10) -> datetime:
        return self.clock.at(self.today.at(days, hour))

    def _training(self) -> None:
        """All but one of the committee passed module 1 within the year."""
        now = self._at(-148)
        people = [person for some in self.board.people.values() for person in some]
        for number, person in enumerate(people[:-1]):
            record_training(
                ccg=self.ccg,
                person=person,
                module=TrainingModule.ONE,
                score=82 + number * 2,
                taken_on=(now - timedelta(days=number)).date(),
                by=self.team.officer,
                now=now,
            )

    def _offer(self, days: int, person: Person, **offer: Any) -> None:
        record_offer(
            ccg=self.ccg,
            person=person,
            by=person,
            now=self._at(days, 16),
            form_token=token(),
            facts=OfferFacts(offered_on=self.today.at(days - 2).date(), **offer),
        )

    def _offers(self) -> None:
        """A gift that was declined, two meals, and one that waits for the senior approver."""
        first, second = self.board.gps
        declined: Mapping[str, Any] = {"kind": OfferKind.GIFT, "answer": OfferAnswer.DECLINED}
        meal: Mapping[str, Any] = {"kind": OfferKind.HOSPITALITY, "answer": OfferAnswer.ACCEPTED}
        self._offer(
            -140, first, details="A case of wine", value_pence=9_500, source_name="Riverside Homecare (invented)",
            supplier=True, reason="Offered by a supplier", **declined,
        )  # fmt: skip
        self._offer(
            -88, self.board.chair, details="Dinner after a conference", value_pence=4_800,
            source_name="Association of Lay Members (invented)", reason="Open to everyone who spoke", **meal,
        )  # fmt: skip
        self._offer(
            -46, self.team.accountable_officer, details="Lunch at the opening of a health centre", value_pence=2_600,
            source_name="Harbour Council (invented)", reason="Invited with the other partners", **meal,
        )  # fmt: skip
        self._offer(
            -3, second, details="Dinner and a ticket for a concert", value_pence=9_800,
            source_name="Friends of the Hospital (invented)", reason="To thank the practice for its help", **meal,
        )  # fmt: skip

    def _took_part(self, procurement: Any, now: datetime) -> None:
        """The chair without a conflict, and the GP whose federation could bid, who left."""
        officer = self.team.officer
        put_participant(
            procurement=procurement,
            name="",
            role="Chair of the committee",
            person=self.board.chair,
            by=officer,
            now=now,
        )
        interest = Interest.objects.filter(ccg=self.ccg, body=self.board.federation).order_by("pk").first()
        put_participant(
            procurement=procurement, name="", role="GP member", person=self.board.gps[0], interest=interest,
            conflict="Holds a share of the federation, which could have bid.",
            handling="Left the room for the discussion and the decision. Did not see the bids.", by=officer, now=now,
        )  # fmt: skip

    def _awarded(self) -> None:
        """An award with everything the law asks for, on the public register."""
        officer, on = self.team.officer, self.today.on
        now = self._at(-80, 11)
        entry = draft_procurement(
            ccg=self.ccg, by=officer, now=now, title="Phlebotomy in the community", route=Route.TENDER,
            description="Blood tests close to home, at three places of the area.",
            decision="To award the contract to the bidder with the highest score.",
            process="By the committee in public, after two independent people scored the bids.",
            decided_on=(now - timedelta(days=6)).date(),
            justification="The GP with an interest in a possible bidder took no part.",
        )  # fmt: skip
        self._took_part(entry, now)
        entry = decide_procurement(procurement=entry, by=officer, now=now)
        now = self._at(-60, 11)
        entry = award_procurement(
            procurement=entry, by=officer, now=now, provider_name="Medway Community Care (invented)",
            provider_address="1 High Street, Rochester", amount=186_000,
            starts_on=on - timedelta(days=20), ends_on=on + timedelta(days=710),
            selection_process="Competitive tender, highest score for quality and price.",
        )  # fmt: skip
        publish_procurement(procurement=entry, by=officer, now=now)

    def _tender(self) -> None:
        """A draft that waits for what is missing."""
        draft_procurement(
            ccg=self.ccg, by=self.team.officer, now=self._at(-4), title="Minor eye conditions", route=Route.AQP,
            description="Treatment by opticians of the area.",
        )  # fmt: skip

    def _report(self, days: int, report: str, kind: str) -> Any:
        return report_breach(
            ccg=self.ccg,
            facts=BreachFacts(kind=kind, happened_on=self.today.at(days - 3).date(), report=report),
            form_token=token(),
            by=self.team.secretary,
            now=self._at(days, 17),
        )

    def _published_breach(self) -> None:
        """A breach from its report to the public page."""
        guardian, investigator = self.team.audit_chair, self.team.lay_member
        breach = self._report(
            -132, "A member took part in an item that concerned an organisation on their register entry.",
            BreachKind.NOT_MANAGED,
        )  # fmt: skip
        if breach.state == "DRAFT":
            breach = take_up(breach=breach, by=guardian, now=self._at(-131))
        breach = assign_investigator(breach=breach, investigator=investigator, by=guardian, now=self._at(-131, 11))
        breach = record_findings(
            breach=breach,
            findings="The agenda did not name the organisation, so nobody saw the conflict in time.",
            learning="Name every organisation that an item affects when it goes on the agenda.",
            actions="The item was put to a later meeting and decided again without the member.",
            by=investigator,
            now=self._at(-118),
        )
        breach = conclude(breach=breach, by=guardian, now=self._at(-116))
        text = "A member took part in an item that affected an organisation they had declared."
        publish_breach(breach=breach, public_text=f"{text} It was decided again.", by=guardian, now=self._at(-115))

    def _waiting(self) -> None:
        """What the Guardian and the officer find to do: a report, a request, a return."""
        self._report(-1, "An offer of a hotel night was accepted and is not on the register.", BreachKind.GIFT)
        second = self.board.gps[1]
        interest = Interest.objects.filter(ccg=self.ccg, person=second, kind="INDIRECT").order_by("pk").first()
        if interest is not None:
            request_redaction(
                interest=interest, whole=False, by=second, now=self._at(-2),
                request="My wife was threatened at work. Please leave her employer out of the public page.",
            )  # fmt: skip
        draft_certificate(ccg=self.ccg, period=CertificatePeriod.QUARTER, by=self.team.officer, now=self._at(-2, 15))
