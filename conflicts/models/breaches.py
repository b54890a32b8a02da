"""Breaches, training in conflicts of interest, and the CCG's own certificates about them (F-53, F-57, F-58)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.terms import Permission
from cocommission.shared.clock import day
from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from cocommission.shared.pages import HasPage
from conflicts.models.bodies import someone
from conflicts.models.interests import Interest
from conflicts.terms.breaches import BreachKind, BreachState, CertificatePeriod, CertificateState, TrainingModule


class Breach(HasPage, Governed):
    """A breach of the rules, or the suspicion of one. `about` names the ledger's subject that it is about.

    A draft was opened by the product itself (`reported_by` empty, `found_by` names the check).
    """

    page = "breach"
    page_parts = {"code": "ccg.code", "number": "number"}

    history_seen_by = (Permission.GUARD_CONFLICTS,)
    """Who reported and whom it is about is for the Guardian alone, also on the page of its history."""

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="breaches")
    number = models.PositiveIntegerField("number within the CCG")
    kind = models.CharField(max_length=16, choices=BreachKind)
    happened_on = models.DateField()
    report = models.TextField("what happened")
    control = models.CharField("which control it is about", max_length=200, blank=True)
    about = models.CharField("subject that it is about", max_length=100, blank=True)
    about_url = models.CharField(max_length=200, blank=True)
    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField("what it was found by, so that it is found once", max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=BreachState)
    reported_at = models.DateTimeField()
    reported_by = someone(null=True)
    reporter_name = models.CharField(
        "name of a reporter who does not sign in; may stay empty", max_length=200, blank=True
    )
    reporter_contact = models.CharField(max_length=200, blank=True)
    investigate_by_at = models.DateTimeField("investigation is confirmed by", null=True)
    investigator = someone(null=True, blank=True)
    assigned_at = models.DateTimeField(null=True)
    assigned_by = someone(null=True)
    findings = models.TextField(blank=True)
    learning = models.TextField("learning points", blank=True)
    actions = models.TextField("actions taken", blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = someone(null=True)
    public_text = models.TextField("what the public reads, without names", blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = someone(null=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = someone(null=True)
    dismissed_reason = models.TextField(blank=True)
    england_told_at = models.DateTimeField("NHS England was told", null=True)
    england_told_by = someone(null=True)

    class Meta:
        ordering = ["ccg", "-number"]
        verbose_name_plural = "breaches"
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_breach_per_number"),
            models.UniqueConstraint(fields=["ccg", "key"], condition=~Q(key=""), name="one_breach_per_finding"),
            models.CheckConstraint(
                condition=Q(investigator__isnull=True)
                | Q(reported_by__isnull=True)
                | ~Q(investigator=F("reported_by")),
                name="reporter_never_investigates",
            ),
            models.CheckConstraint(
                condition=~Q(state=BreachState.PUBLISHED) | ~Q(public_text=""), name="published_breach_has_a_text"
            ),
            by_at_constraint("assigned"),
            by_at_constraint("concluded"),
            by_at_constraint("published"),
            by_at_constraint("dismissed"),
            by_at_constraint("england_told"),
        ]

    def __str__(self) -> str:
        return f"Breach {self.number}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"conflicts.Breach:{self.pk}"

    def state_at(self, now: datetime) -> str:
        """The state that people see; no clock changes it."""
        return str(self.state)

    @property
    def history_kept_from(self) -> int | None:
        """Whom it is about does not read its history, whatever their post."""
        return self.person_id


class TrainingRecord(Governed):
    """One module taken: score in per cent, the day it was passed, the first day on which it no longer counts."""

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="training")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="training")
    module = models.CharField(max_length=1, choices=TrainingModule)
    score = models.PositiveSmallIntegerField("score in per cent")
    taken_on = models.DateField()
    valid_until_on = models.DateField("first day on which it no longer counts")
    certificate = models.ForeignKey(
        "shared.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = someone()

    class Meta:
        ordering = ["ccg", "person", "module", "-taken_on"]
        constraints = [
            models.CheckConstraint(condition=Q(score__lte=100), name="score_is_a_percentage"),
            models.UniqueConstraint(fields=["ccg", "person", "module", "taken_on"], name="one_training_a_day"),
        ]

    def __str__(self) -> str:
        return f"Module {self.module}, {self.person.name}"


class SelfCertification(HasPage, Governed):
    """A quarterly or yearly return, filled from the record; `answers` are frozen with their proofs when attested."""

    page = "self-certification"
    page_parts = {"code": "ccg.code", "pk": "pk"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="self_certifications")
    period = models.CharField(max_length=8, choices=CertificatePeriod)
    from_on = models.DateField("first day")
    to_on = models.DateField("first day after")
    state = models.CharField(max_length=10, choices=CertificateState, default=CertificateState.DRAFT)
    explanations = models.JSONField("explanations by question, where the CCG departs", default=dict, blank=True)
    answers = models.JSONField("answers as attested", default=list, blank=True)
    answers_hash = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = someone()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = someone(null=True)

    class Meta:
        ordering = ["ccg", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "period", "from_on"], name="one_certificate_per_period"),
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="certificate_covers_some_days"),
            by_at_constraint("submitted"),
        ]

    def __str__(self) -> str:
        return f"{self.get_period_display()} from {day(self.from_on)}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"conflicts.SelfCertification:{self.pk}"

    def state_at(self, now: datetime) -> str:
        """The state that people see; no clock changes it."""
        return str(self.state)


class CertificateAttestation(AppendOnly):
    """The Accountable Officer's or the Audit Chair's word for one set of answers."""

    certificate = models.ForeignKey(SelfCertification, on_delete=models.PROTECT, related_name="attestations")
    role = models.CharField(max_length=24)
    answers_hash = models.CharField(max_length=64)
    attested_at = models.DateTimeField()
    attested_by = someone()

    class Meta:
        ordering = ["certificate", "attested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "role", "answers_hash"], name="one_attestation_per_role_and_answers"
            ),
            models.UniqueConstraint(
                fields=["certificate", "attested_by", "answers_hash"], name="certificate_attested_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.certificate}"
