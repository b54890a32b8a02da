"""An LMC consultation: what the LMC is asked, on which papers, until when."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from cocommission.shared.pages import HasPage, url_to
from votes.rules.consultations import state_at, version_hash
from votes.terms.consultations import ConsultationKind, ConsultationState


def _person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Consultation(HasPage, Governed):
    """One question of a CCG to one LMC. Its papers are frozen at opening; the clock closes it at `closes_at`."""

    page = "consultation"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="consultations")
    lmc = models.ForeignKey("ccgs.LMC", on_delete=models.PROTECT, related_name="consultations")
    number = models.PositiveIntegerField("number within the CCG")
    kind = models.CharField(max_length=20, choices=ConsultationKind)
    title = models.CharField(max_length=200)
    question = models.TextField("what the LMC is asked", blank=True)
    constitution = models.ForeignKey(
        "ccgs.Constitution", on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    haste_reason = models.TextField("why the LMC has less than 14 days", blank=True)
    state = models.CharField(max_length=10, choices=ConsultationState, default=ConsultationState.DRAFT)
    closes_at = models.DateTimeField(null=True, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = _person()
    opened_at = models.DateTimeField(null=True)
    opened_by = _person(null=True)
    opening_digest = models.CharField("hash of the papers at opening", max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = _person(null=True)
    withdrawn_reason = models.TextField(blank=True)
    summary = models.TextField("what the public reads", blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = _person(null=True)
    further_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="further_consultations"
    )

    class Meta:
        ordering = ["ccg", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_consultation_per_number"),
            by_at_constraint("drafted"),
            by_at_constraint("opened"),
            by_at_constraint("withdrawn"),
            by_at_constraint("published"),
            models.CheckConstraint(
                condition=Q(state=ConsultationState.DRAFT)
                | Q(state=ConsultationState.WITHDRAWN)
                | Q(opened_at__isnull=False, closes_at__isnull=False, opening_digest__regex=r"^[0-9a-f]{64}$"),
                name="open_consultation_has_times_and_hash",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(closes_at__gt=models.F("opened_at")),
                name="consultation_closes_after_it_opens",
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], name="consultation_due", condition=Q(state="OPEN")),
            models.Index(fields=["lmc", "state"], name="consultation_of_lmc"),
        ]

    def __str__(self) -> str:
        return f"Consultation {self.number}: {self.title}"

    @property
    def close(self) -> datetime:
        """The closing time of one that was opened; a constraint holds that it is there."""
        if self.closes_at is None:
            raise ValueError("a draft has no close yet")
        return self.closes_at

    @property
    def lmc_url(self) -> str:
        """The address of its page at the LMC."""
        return url_to("lmc-consultation", code=self.lmc.code, pk=self.pk)

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"votes.Consultation:{self.pk}"

    def state_at(self, now: datetime) -> str:
        """The state that people see at `now`."""
        return state_at(self.state, self.closes_at, now)


class ConsultationPaper(Governed):
    """One version of one paper: an uploaded document, or the text of a constitution version.

    After the opening a paper is never changed or taken away; a new version may be added with a reason.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    constitution = models.ForeignKey(
        "ccgs.Constitution", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField("SHA-256 when it was added", max_length=64)
    reason = models.TextField("why there is a new version", blank=True)
    added_at = models.DateTimeField()
    added_by = _person()
    removed_at = models.DateTimeField(null=True)
    removed_by = _person(null=True)

    class Meta:
        ordering = ["consultation", "number", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number", "version"], name="one_paper_per_number_and_version"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, constitution__isnull=True)
                | Q(document__isnull=True, constitution__isnull=False),
                name="paper_is_a_document_or_a_constitution",
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="new_version_of_paper_has_a_reason"),
            by_at_constraint("added"),
            by_at_constraint("removed"),
        ]

    def __str__(self) -> str:
        return f"Paper {self.number}, version {self.version}: {self.title}"

    @property
    def live_hash(self) -> str:
        """Its SHA-256 now: a constitution's text may have been edited since the paper was added."""
        return self.constitution.text_hash if self.constitution is not None else self.sha256

    @property
    def bound_hash(self) -> str:
        """What an answer is bound to: as `live_hash`, for a constitution with the hash of its voting rules."""
        version = self.constitution
        return version_hash(version.text_hash, version.rules_hash) if version is not None else self.sha256


class ConsultationExtension(AppendOnly):
    """The close put off, before it came, with a reason."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="extensions")
    closed_before_at = models.DateTimeField("closing time until then")
    closes_at = models.DateTimeField("closing time from then on")
    reason = models.TextField()
    extended_at = models.DateTimeField()
    extended_by = _person()

    class Meta:
        ordering = ["consultation", "extended_at"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("closed_before_at")), name="extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Extension to {self.closes_at:%d %B %Y %H:%M}"
