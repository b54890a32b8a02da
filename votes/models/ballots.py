"""A ballot of the member practices: what they are asked, by which rule, from when until when."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import BallotMode
from cocommission.shared.models import DRAFTS_GO, AppendOnly, Governed, Kind, by_at_constraint
from cocommission.shared.pages import HasPage
from votes.rules.ballot_life import phase
from votes.rules.ballot_options import Option
from votes.terms.ballots import REMINDER_DAYS, BallotPhase, BallotState, QuestionKind

HASH = r"^[0-9a-f]{64}$"


def _person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def default_reminder_days() -> list[int]:
    """Days before the close on which practices that have not voted are reminded."""
    return list(REMINDER_DAYS)


class BallotGroup(Governed):
    """Ballots of several CCGs on one matter, each of which must carry it (VOT-07)."""

    name = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    made_by = _person()

    class Meta:
        ordering = ["name"]
        constraints = [by_at_constraint("made")]

    def __str__(self) -> str:
        return self.name


class Ballot(HasPage, Governed):
    """One ballot of one CCG. Roll, weights, rule and texts are frozen when it opens; the clock closes it."""

    page = "ballot"
    page_parts = {"code": "ccg.code", "number": "number"}

    table_kind: ClassVar[Kind] = DRAFTS_GO

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="ballots")
    number = models.PositiveIntegerField("number within the CCG")
    title = models.CharField(max_length=200)
    background = models.TextField("what members should know", blank=True)
    constitution = models.ForeignKey(
        "ccgs.Constitution", on_delete=models.PROTECT, null=True, blank=True, related_name="ballots_by_its_rule"
    )
    mode = models.CharField(max_length=8, choices=BallotMode.choices, default=BallotMode.RECORDED)
    state = models.CharField(max_length=10, choices=BallotState.choices, default=BallotState.DRAFT)
    opens_at = models.DateTimeField("voting begins", null=True, blank=True)
    closes_at = models.DateTimeField("voting closes", null=True, blank=True)
    reminder_days = models.JSONField(default=default_reminder_days)
    returning_officer = _person()
    group = models.ForeignKey(BallotGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="ballots")
    re_ballot_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="re_ballots")
    what_changed = models.TextField("what changed since the first ballot", blank=True)
    unrepresented_reason = models.TextField("why it opens with practices that nobody represents", blank=True)
    roll_hash = models.CharField(max_length=64, blank=True)
    questions_hash = models.CharField(max_length=64, blank=True)
    ballot_hash = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = _person()
    opened_at = models.DateTimeField(null=True)
    opened_by = _person(null=True)
    closed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    counted_by = _person(null=True)
    certified_at = models.DateTimeField(null=True)
    certified_by = _person(null=True)
    certificate_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = _person(null=True)
    challenged_at = models.DateTimeField(null=True)
    challenged_by = _person(null=True)
    challenge_reason = models.TextField(blank=True)
    challenge_answer = models.TextField(blank=True)
    state_before_challenge = models.CharField(max_length=10, choices=BallotState.choices, blank=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = _person(null=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["ccg", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_ballot_per_number"),
            *(
                by_at_constraint(stem)
                for stem in ("drafted", "opened", "counted", "certified", "published", "challenged", "voided")
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.DRAFT)
                | Q(
                    opened_at__isnull=False,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    constitution__isnull=False,
                    roll_hash__regex=HASH,
                    questions_hash__regex=HASH,
                    ballot_hash__regex=HASH,
                ),
                name="opened_ballot_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(closes_at__gt=F("opens_at"), opens_at__gte=F("opened_at")),
                name="ballot_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(certified_by__isnull=True)
                | (~Q(certified_by=F("returning_officer")) & ~Q(certified_by=F("counted_by"))),
                name="verifier_is_not_the_returning_officer",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(certified_at__isnull=False),
                name="published_ballot_is_certified",
            ),
            models.CheckConstraint(
                condition=Q(mode=BallotMode.RECORDED) | Q(state=BallotState.DRAFT), name="secret_ballots_stay_drafts"
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], name="ballot_due", condition=Q(state=BallotState.OPENED))]

    def __str__(self) -> str:
        return f"Ballot {self.number}: {self.title}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"votes.Ballot:{self.pk}"

    def phase(self, now: datetime) -> BallotPhase:
        """Where it stands at `now`, read with the clock."""
        return phase(self.state, self.opens_at, self.closes_at, now)

    state_at = phase


class Question(Governed):
    """One question. `rule` is the voting rule as frozen at the opening; in a draft it is empty."""

    table_kind: ClassVar[Kind] = DRAFTS_GO

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    text = models.TextField()
    options = models.JSONField()
    rule = models.JSONField(null=True, blank=True)
    constitution = models.ForeignKey(
        "ccgs.Constitution", on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    constitution_hash = models.CharField("hash of the text that members vote on", max_length=64, blank=True)
    constitution_rules_hash = models.CharField(
        "hash of the voting rules that members vote on", max_length=64, blank=True, default=""
    )

    class Meta:
        ordering = ["ballot", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="one_question_per_number_of_a_ballot"),
            models.CheckConstraint(
                condition=Q(constitution__isnull=True, constitution_hash="")
                | Q(constitution__isnull=False, constitution_hash__regex=HASH),
                name="bound_constitution_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number}: {self.text}"

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options in order."""
        return tuple(Option.from_json(option) for option in self.options)

    @property
    def version_changed(self) -> bool:
        """Whether text or voting rules of the bound constitution version are others than those that were bound."""
        version = self.constitution
        if version is None:
            return False
        rules = (self.constitution_rules_hash, version.rules_hash)
        return self.constitution_hash != version.text_hash or (bool(rules[0]) and rules[0] != rules[1])

    @property
    def terms(self) -> VotingRuleTerms | None:
        """The frozen rule; None in a draft."""
        return VotingRuleTerms.from_json(self.rule) if self.rule else None


class Extension(AppendOnly):
    """The close put off before it came, with a reason that every practice was told."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="extensions")
    closed_before_at = models.DateTimeField("close until then")
    closes_at = models.DateTimeField("close from then on")
    reason = models.TextField()
    extended_at = models.DateTimeField()
    extended_by = _person()

    class Meta:
        ordering = ["ballot", "extended_at", "pk"]
        constraints = [
            by_at_constraint("extended"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("closed_before_at")), name="extension_of_a_ballot_is_later"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_of_a_ballot_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Extension to {self.closes_at:%d %B %Y %H:%M}"
