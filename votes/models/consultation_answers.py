"""What the LMC answered and what the CCG replied. Rows are never changed: a revised answer is a new row."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cocommission.shared.models import AppendOnly
from votes.models.consultations import Consultation
from votes.terms.consultations import OPINIONS_THAT_NEED_A_REPLY, Opinion


class ConsultationAnswer(AppendOnly):
    """One answer of the LMC, bound to the papers that were seen; the last one before the close counts.

    `late` answers are on record but leave "no response" as it is.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    form_token = models.UUIDField(unique=True)
    consulted_properly = models.BooleanField()
    consulted_text = models.TextField(blank=True)
    opinion = models.CharField(max_length=10, choices=Opinion)
    opinion_text = models.TextField(blank=True)
    comments = models.TextField(blank=True)
    papers_digest = models.CharField("hash of the papers seen", max_length=64)
    papers_seen = models.JSONField(default=list)
    late = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_answer_per_number"),
            models.CheckConstraint(
                condition=~Q(opinion__in=[str(o) for o in OPINIONS_THAT_NEED_A_REPLY]) | ~Q(opinion_text=""),
                name="objection_or_condition_has_a_text",
            ),
            models.CheckConstraint(
                condition=Q(papers_digest__regex=r"^[0-9a-f]{64}$"), name="answer_names_the_papers_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.number}: {self.get_opinion_display()}"


class ConsultationReply(AppendOnly):
    """The CCG's reply to one answer of the LMC (LMC-04). The LMC sees it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="replies")
    answer = models.ForeignKey(ConsultationAnswer, on_delete=models.PROTECT, related_name="replies")
    form_token = models.UUIDField(unique=True)
    text = models.TextField()
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replied_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["consultation", "pk"]
        verbose_name_plural = "consultation replies"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reply_has_a_text")]

    def __str__(self) -> str:
        return f"Reply to answer {self.answer_id}"
