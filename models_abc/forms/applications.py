"""Forms of the CCG's side of an application."""

from datetime import date
from typing import Any

from django import forms

from ccgs.models import CCG, Constitution
from ccgs.queries.constitutions import versions
from cocommission.shared.clock import day, moment
from cocommission.shared.forms import DateField, NHSForm
from cocommission.shared.pages import url_to
from models_abc.models import Round
from models_abc.queries.mandates import ballots_that_decide
from models_abc.terms import DocumentKind
from votes.models import Ballot, Consultation
from votes.queries.consultations import of_ccg

FILE_HELP = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text; at most 10 MB."


def _reason(label: str, missing: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        error_messages={"required": missing},
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )


class EvidenceForm(NHSForm):
    """A form that chooses among what is there: `nothing` says where to go when there is nothing, and why."""

    nothing: tuple[str, str] | None = None


class StartForm(NHSForm):
    """Round, which says the model, and the day to start."""

    start = forms.ChoiceField(
        label="Round and day to start",
        error_messages={"required": "Select a round and a start date"},
        widget=forms.RadioSelect,
        help_text="A round takes applications for one model. Model A needs no application.",
    )

    def __init__(self, *args: Any, rounds: list[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {row.slug: row for row in rounds}
        field: Any = self.fields["start"]
        field.choices = [
            (f"{row.slug} {on.isoformat()}", f"{row.name}: model {row.model_sought} from {day(on)}")
            for row in rounds
            for on in row.go_live_on
        ]
        field.widget.hints = {
            f"{row.slug} {on.isoformat()}": f"Closes on {moment(row.closes_at)}"
            for row in rounds
            for on in row.go_live_on
        }

    def clean(self) -> dict[str, Any]:
        """Gives `round`, `model_sought` and `go_live_on`."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("start"):
            slug, on = data.pop("start").split(" ")
            row = self.rounds[slug]
            data |= {"round": row, "model_sought": row.model_sought, "go_live_on": date.fromisoformat(on)}
        return data


class StartDayForm(EvidenceForm):
    """Another of the days that the round lists."""

    go_live_on = forms.TypedChoiceField(
        label="Day to start",
        error_messages={"required": "Select a start date"},
        widget=forms.RadioSelect,
        coerce=date.fromisoformat,
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["go_live_on"]
        field.choices = [(on.isoformat(), day(on)) for on in round.go_live_on]
        if not round.go_live_on:
            self.nothing = ("The round lists no day on which CCGs can start.", round.url)


class MandateForm(EvidenceForm):
    """Which ballots are the mandate."""

    ballots = forms.ModelMultipleChoiceField(
        label="Ballots of the member practices that this application relies on",
        queryset=Ballot.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The mandate for the model and the approval of the constitution can come from two ballots.",
    )

    def __init__(self, *args: Any, ccg: CCG, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = ballots_that_decide(ccg, now)
        field: Any = self.fields["ballots"]
        field.queryset = Ballot.objects.filter(pk__in=[row.pk for row in found]).order_by("number")
        field.label_from_instance = lambda row: f"Ballot {row.number}: {row.title}"
        field.widget.hints = {row.pk: f"{row.phase(now).label}. Closes {moment(row.closes_at)}" for row in found}
        if not found:
            self.nothing = ("No ballot on a model or on the constitution has been opened.", url_to("ballots", ccg))

    def clean_ballots(self) -> list[Ballot]:
        """The ballots, as the action takes them."""
        return list(self.cleaned_data["ballots"])


class ConstitutionForm(EvidenceForm):
    """Which version of the constitution."""

    constitution = forms.ModelChoiceField(
        label="Version of the constitution that the application rests on",
        error_messages={"required": "Select a version of the constitution"},
        queryset=Constitution.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["constitution"]
        field.queryset = versions(ccg)
        field.label_from_instance = lambda row: f"Version {row.number}: {row.title}"
        field.widget.hints = {
            row.pk: f"{row.get_state_display()}. SHA-256 {row.text_hash[:12]}" for row in field.queryset
        }
        if not field.queryset:
            self.nothing = ("There is no version of the constitution.", url_to("ccg-constitutions", ccg))


class ConsultationForm(NHSForm):
    """Which consultations, or the reason for going without."""

    consultations = forms.ModelMultipleChoiceField(
        label="Consultations of the LMC that this application relies on",
        queryset=Consultation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    waived_because = forms.CharField(
        label="Reason for going without an LMC's answer",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave empty unless there is an LMC that was not consulted. The reason is published with a warning.",
    )

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["consultations"]
        field.queryset = of_ccg(ccg).filter(opened_at__isnull=False, withdrawn_at__isnull=True).select_related("lmc")
        field.label_from_instance = lambda row: f"Consultation {row.number} of {row.lmc.name}: {row.title}"
        field.widget.hints = {row.pk: f"Closes {moment(row.closes_at)}" for row in field.queryset}

    def clean_consultations(self) -> list[Consultation]:
        """The consultations, as the action takes them."""
        return list(self.cleaned_data["consultations"])


class ApprovalForm(NHSForm):
    """The governing body's approval."""

    held_on = DateField(
        label="Date of the meeting", error_messages={"required": "Enter the date the governing body met"}
    )
    minute_reference = forms.CharField(
        label="Reference of the minute",
        error_messages={"required": "Enter the reference of the minute"},
        max_length=100,
    )
    file = forms.FileField(
        label="Minute or paper",
        error_messages={"required": "Choose a file with the minute or paper"},
        help_text=FILE_HELP,
    )


class DocumentForm(NHSForm):
    """A document of the application."""

    kind = forms.ChoiceField(
        label="What it is",
        error_messages={"required": "Select the kind of document"},
        choices=DocumentKind.choices,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="File", error_messages={"required": "Choose a file to add"}, help_text=FILE_HELP)
    note_text = forms.CharField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, needed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = [kind for kind in needed if kind not in (DocumentKind.COMMITTEE, DocumentKind.REGISTERS)]
        kinds = [kind for kind in DocumentKind if kind.value in wanted or kind == DocumentKind.OTHER]
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in kinds]


class SignForm(NHSForm):
    """The signature under the statement."""

    papers = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": "Open the page again to see the statement you are signing"},
    )
    confirm = forms.BooleanField(
        label="I have read the statement and confirm every part of it",
        error_messages={"required": "Tick the box to confirm the statement"},
    )


class VotePlanForm(NHSForm):
    """The dates of a members' vote that is still to come."""

    votes_from_on = DateField(label="Voting opens on", error_messages={"required": "Enter the date voting opens"})
    votes_until_on = DateField(label="Voting closes on", error_messages={"required": "Enter the date voting closes"})
    result_by_on = DateField(
        label="The result is known by", error_messages={"required": "Enter the date you will know the result"}
    )
    reason = _reason(
        "Why the members have not voted yet", "Enter why members have not voted yet", "NHS England reads this."
    )


class SubmitForm(NHSForm):
    """The last look before the application goes to NHS England."""

    confirm = forms.BooleanField(
        label="This is the application that the CCG wants to submit",
        error_messages={"required": "Tick the box to confirm that you want to submit this application"},
    )

    def clean(self) -> dict[str, Any]:
        """The tick is for the person; the action needs nothing."""
        super().clean()
        return {}


class ConditionEvidenceForm(NHSForm):
    """What the CCG has done about a condition."""

    evidence = _reason("What has been done", "Enter what you did to meet the condition")
    file = forms.FileField(label="Document", required=False, help_text=FILE_HELP)


class ExitForm(NHSForm):
    """Notice to leave delegation."""

    leaves_on = DateField(
        label="The CCG leaves on",
        error_messages={"required": "Enter the date the CCG leaves delegation"},
        help_text="A 1 April. Notice is given by 30 September before.",
    )
    reason = _reason("Why the CCG leaves", "Enter why the CCG is leaving delegation")
    agreed_with = forms.CharField(
        label="What NHS England agreed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only for notice after 30 September: who agreed to what, and when.",
    )
