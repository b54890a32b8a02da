"""An application of a CCG for a model, and what it points at (F-22)."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cocommission.shared.clock import LONDON
from cocommission.shared.models import Governed, by_at_constraint
from cocommission.shared.pages import HasPage, url_to
from models_abc.models.round import Round
from models_abc.terms import ApplicationState, CoCommissioningModel
from models_abc.terms.applications import CLOSED_STATES, LOCKED_STATES


def person_field(**options: Any) -> models.ForeignKey[Any, Any]:
    """A person who did something to an application; their record outlives it."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Application(HasPage, Governed):
    """One application, in one round, for one model, to start on one day.

    The evidence it rests on is locked from the submission on (a trigger refuses changes); see
    `models_abc.readiness` for whether it may go forward.
    """

    page = "application-show"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="applications")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField("number within the CCG")
    model_sought = models.CharField(max_length=1, choices=CoCommissioningModel.choices)
    go_live_on = models.DateField("day to start", null=True, blank=True)
    constitution = models.ForeignKey(
        "ccgs.Constitution", on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    state = models.CharField(max_length=30, choices=ApplicationState.choices, default=ApplicationState.PREPARING)
    started_at = models.DateTimeField()
    started_by = person_field()
    review_started_at = models.DateTimeField(null=True, blank=True)
    review_started_by = person_field(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = person_field(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")
    rescinded_at = models.DateTimeField(null=True, blank=True)
    rescinded_because = models.TextField(blank=True, default="")
    live_at = models.DateTimeField("model taken up at", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ccg", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_application_per_number"),
            models.UniqueConstraint(
                fields=["ccg", "round"],
                condition=~Q(state__in=[str(state) for state in CLOSED_STATES]),
                name="one_open_application_per_round",
                violation_error_message="Your CCG already has an open application in this round. Open that one.",
            ),
            models.CheckConstraint(condition=~Q(model_sought="A"), name="model_a_needs_no_application"),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_application_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.RESCINDED)
                | (Q(rescinded_at__isnull=False) & ~Q(rescinded_because="")),
                name="rescinded_application_has_a_reason",
            ),
            by_at_constraint("review_started"),
            by_at_constraint("withdrawn"),
        ]
        indexes = [models.Index(fields=["state", "go_live_on"], name="applications_by_state")]

    def __str__(self) -> str:
        return f"Application {self.number} of {self.ccg.name} for model {self.model_sought}"

    @property
    def review_url(self) -> str:
        """The address of its page at the region."""
        return url_to("region-application", **self.review_parts)

    @property
    def review_parts(self) -> dict[str, Any]:
        """The parts of the address of its page at the region, which the pages below it have too."""
        return {"code": self.ccg.region.code, "pk": self.pk}

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"models_abc.Application:{self.pk}"

    @property
    def book(self) -> str:
        """The ledger book of its CCG."""
        return self.ccg.book

    def state_at(self, now: datetime) -> str:
        """The state, as its acts ask for it; the clock alone changes none."""
        return self.state

    @property
    def is_locked(self) -> bool:
        """Whether its evidence is fixed (APP-17)."""
        return self.state in LOCKED_STATES

    @property
    def is_open(self) -> bool:
        """Whether something can still happen to it."""
        return self.state not in CLOSED_STATES

    @property
    def goes_live_at(self) -> datetime | None:
        """The first minute of the day to start, in England."""
        return datetime.combine(self.go_live_on, time(0), LONDON) if self.go_live_on else None


class _Link(Governed):
    """Something an application rests on, from `linked_at` until just before `unlinked_at`.

    Without `linked_by` the product linked it: the vote that the application is subject to.
    """

    linked_at = models.DateTimeField()
    linked_by = person_field(null=True, blank=True)
    unlinked_at = models.DateTimeField(null=True, blank=True)
    unlinked_by = person_field(null=True, blank=True)

    class Meta:
        abstract = True


class MandateBallot(_Link):
    """A ballot of the members that an application relies on for its mandate."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="mandate_links")
    ballot = models.ForeignKey("votes.Ballot", on_delete=models.PROTECT, related_name="mandate_links")

    class Meta:
        ordering = ["application", "linked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "ballot"], condition=Q(unlinked_at__isnull=True), name="mandate_ballot_once"
            ),
            by_at_constraint("unlinked"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot} for {self.application}"


class ApplicationConsultation(_Link):
    """A consultation of an LMC that an application relies on."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consultation_links")
    consultation = models.ForeignKey("votes.Consultation", on_delete=models.PROTECT, related_name="application_links")

    class Meta:
        ordering = ["application", "linked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "consultation"],
                condition=Q(unlinked_at__isnull=True),
                name="application_consultation_once",
            ),
            by_at_constraint("unlinked"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} for {self.application}"
