"""Forms of decisions: what was decided, how everybody voted; statements, consents, urgent decisions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from ccgs.models import CCG, MemberPractice
from cocommission.shared.forms import DateField, NHSForm, field_of, rows_of
from cocommission.shared.forms.gone import name_in
from cocommission.shared.models import Person
from models_abc.terms import Function
from pccc.models import Decision
from pccc.queries.deciding import about_schemes
from pccc.rules.quorum import Sitter
from pccc.terms import Choice, DecisionKind
from pccc.terms.committees import SeatRole
from votes.models import Consultation

ONE_LINE = forms.RadioSelect(attrs={"class": "nhsuk-radios--inline nhsuk-radios--small"})
LONG = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 3})
KINDS = [
    (DecisionKind.MEETING.value, "A new decision"),
    (DecisionKind.RATIFICATION.value, "Ratifies, or does not ratify, an urgent decision"),
    (DecisionKind.CORRECTION.value, "Corrects an earlier decision"),
]
ALL_FOR, VOTE, CONSENSUS = "ALL_FOR", "VOTE", "CONSENSUS"
HOW = [
    (ALL_FOR, "All members who can vote voted for, except where you enter another vote"),
    (VOTE, "By a vote: you enter the vote of each member"),
    (CONSENSUS, "Without a vote: all members who can vote agreed"),
]
SHOWN = "shown"
"""The name of the hidden field with the members whose votes the page asked for."""


def function_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Functions by code with their names; all of them where the agenda names none."""
    wanted = list(codes)
    return [(one.value, str(one.label)) for one in Function if not wanted or one.value in wanted]


class DecisionForm(NHSForm):
    """What was decided at an item. One radio for each voting member in the room, named `vote_<person>`."""

    mark_optional = False

    kind = forms.ChoiceField(
        label="What it is",
        error_messages={"required": "Select whether the decision is new, or is about an earlier one"},
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=KINDS[0][0],
    )
    earlier = forms.ModelChoiceField(
        label="Which earlier decision, if it ratifies or corrects one",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="None",
    )
    function = forms.ChoiceField(
        label="Function that the decision exercises",
        error_messages={"required": "Select the function this decision uses"},
    )
    text = forms.CharField(
        label="The decision", error_messages={"required": "Enter what the committee decided"}, widget=LONG
    )
    rationale = forms.CharField(label="Why (may stay empty)", widget=SHORT, required=False)
    how = forms.ChoiceField(
        label="How it was decided",
        error_messages={"required": "Select whether it was decided by a vote"},
        choices=HOW,
        widget=forms.RadioSelect,
        initial=VOTE,
    )
    casting = forms.ChoiceField(
        label="Chair's casting vote",
        choices=[("", "None: the votes were not equal"), (Choice.FOR.value, "For"), (Choice.AGAINST.value, "Against")],
        required=False,
        help_text="Only for equal votes. It is recorded separately from the chair's own vote (rule PCC-17).",
    )

    def __init__(
        self,
        *args: Any,
        functions: Sequence[str],
        voters: Sequence[Sitter],
        earlier: Sequence[Decision],
        here: Mapping[int, str],
        known: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        """`here` and `known` are the names of who is in the room now, and of everybody on the attendance list."""
        super().__init__(*args, **kwargs)
        self.here, self.known = here, known
        self.asked = [sitter.person_id for sitter in voters]
        field_of(self, "function", forms.ChoiceField).choices = function_choices(functions)
        rows_of(self, "earlier").queryset = Decision.objects.filter(pk__in=[one.pk for one in earlier]).order_by(
            "-number"
        )
        casting = self.fields.pop("casting")
        for sitter in voters:
            role = str(SeatRole(sitter.role).label)
            self.fields[f"vote_{sitter.person_id}"] = forms.ChoiceField(
                label=f"{sitter.name}, {role}", choices=Choice.choices, widget=ONE_LINE, required=False
            )
        self.fields["casting"] = casting

    def gone(self, name: str, value: str) -> str:
        """Whose vote cannot be recorded any more, and why."""
        if name == "function" and value in Function.values:
            return f"{Function(value).label} is no longer a function of this item. Choose another."
        person = name.removeprefix("vote_")
        if person == name or not person.isdecimal() or int(person) not in self.known:
            return ""
        why = "cannot vote on this item" if int(person) in self.here else "has left the room"
        vote = Choice(value).label if value in Choice.values else value
        return (
            f"{self.known[int(person)]} {why}. Their vote ({vote}) was not recorded. "
            "Check the votes below, then record the decision."
        )

    @property
    def shown(self) -> str:
        """Stands for the members whose votes the page asks for."""
        return ",".join(map(str, self.asked))

    @property
    def shown_then(self) -> list[int]:
        """The members whose votes the page asked for when it was drawn."""
        return [int(pk) for pk in str(self.data.get(SHOWN, "")).split(",") if pk.isdecimal() and len(pk) < 19]

    @property
    def left(self) -> list[str]:
        """Whose vote for, by default, cannot be recorded any more, and why."""
        if self.cleaned_data["how"] != ALL_FOR:
            return []
        gone = [pk for pk in self.shown_then if pk not in self.asked]
        return list(filter(None, (self.gone(f"vote_{pk}", Choice.FOR) for pk in gone)))

    @property
    def votes(self) -> dict[int, str]:
        """The choice of each member, by person. The default is only for members whom the page showed."""
        entered = {pk: self.cleaned_data.get(f"vote_{pk}", "") for pk in self.asked}
        if self.cleaned_data["how"] == ALL_FOR:
            usual = {pk: Choice.FOR.value for pk in self.asked if pk in self.shown_then}
            entered = {pk: choice or usual.get(pk, "") for pk, choice in entered.items()}
        return {pk: choice for pk, choice in entered.items() if choice}

    @property
    def by_consensus(self) -> bool:
        """Whether it was agreed without a vote."""
        return bool(self.cleaned_data["how"] == CONSENSUS)

    def clean(self) -> dict[str, Any]:
        """A later decision names the earlier one."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") in (DecisionKind.RATIFICATION, DecisionKind.CORRECTION) and not cleaned.get("earlier"):
            self.add_error("earlier", "Select the decision that this one ratifies or corrects")
        return cleaned


class UrgentForm(NHSForm):
    """What could not wait for the next meeting."""

    title = forms.CharField(
        label="Title",
        error_messages={"required": "Enter a title for the decision"},
        max_length=200,
        help_text="The public reads it.",
    )
    function = forms.ChoiceField(
        label="Function that the decision exercises",
        error_messages={"required": "Select the function this decision uses"},
        choices=function_choices(()),
    )
    text = forms.CharField(label="The decision", error_messages={"required": "Enter what was decided"}, widget=LONG)
    rationale = forms.CharField(label="Why it was decided so", widget=SHORT, required=False)
    urgent_reason = forms.CharField(
        label="Why it cannot wait for the next meeting",
        error_messages={"required": "Enter why the decision cannot wait for the next meeting"},
        widget=SHORT,
    )
    conflicts = forms.CharField(
        label="Conflicts of interest of those who decide, and how they were handled",
        error_messages={
            "required": "Enter any conflicts of interest and how they were handled, or say there were none"
        },
        widget=SHORT,
        help_text="If there are none, say so.",
    )
    agreed = forms.MultipleChoiceField(
        label="Who agreed",
        error_messages={"required": "Select the members who agreed"},
        widget=forms.CheckboxSelectMultiple,
        help_text="At least the lay chair or lay vice chair and one executive member (rule DEC-03).",
    )

    def __init__(self, *args: Any, members: Sequence[Sitter], known: QuerySet[Person], **kwargs: Any) -> None:
        """`known` is everybody who ever sat on the committee."""
        super().__init__(*args, **kwargs)
        self.known = known
        field_of(self, "agreed", forms.ChoiceField).choices = [
            (str(one.person_id), f"{one.name}, {SeatRole(one.role).label}") for one in members if one.voting
        ]

    def gone(self, name: str, value: str) -> str:
        """Who is no member any more."""
        person = name_in(self.known, value) if name == "agreed" else ""
        return person and f"{person} is no longer a voting member of this committee. Choose again who agreed."


class SchemeForm(NHSForm):
    """What a local incentive scheme needs before it can be approved."""

    consultation = forms.ModelChoiceField(
        label="LMC consultation about the scheme",
        help_text="Those that are about a local incentive scheme, and were opened.",
        queryset=Consultation.objects.none(),
        required=False,
        empty_label="None yet",
    )
    outcomes = forms.CharField(label="How it improves outcomes", widget=SHORT, required=False)
    inequalities = forms.CharField(label="How it reduces inequalities", widget=SHORT, required=False)
    value = forms.CharField(label="How it is value for money", widget=SHORT, required=False)

    def __init__(self, *args: Any, ccg: CCG, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = about_schemes().filter(ccg=ccg, opened_at__isnull=False, withdrawn_at__isnull=True)
        rows_of(self, "consultation").queryset = rows.order_by("-number")
        rows_of(self, "consultation").label_from_instance = lambda one: f"{one.number}: {one.title}"


class ConsentForm(NHSForm):
    """A practice agrees to leave its national contract."""

    practice = forms.ModelChoiceField(
        label="Practice",
        error_messages={"required": "Select a practice"},
        queryset=MemberPractice.objects.none(),
        empty_label="Choose a practice",
    )
    given_on = DateField(
        label="Day on which it was given", error_messages={"required": "Enter the date the practice gave consent"}
    )
    evidence = forms.CharField(
        label="How it was given",
        error_messages={"required": "Enter how the practice gave consent"},
        widget=SHORT,
        help_text="For example, the partners' letter.",
    )

    def __init__(self, *args: Any, practices: Sequence[MemberPractice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [practice.pk for practice in practices]
        rows_of(self, "practice").queryset = MemberPractice.objects.filter(pk__in=ids).order_by("name")


class ApprovalForm(NHSForm):
    """At which later meeting the committee approved the minutes."""

    approved_at_meeting = forms.ChoiceField(
        label="Meeting that approved the minutes",
        error_messages={"required": "Select the meeting that approved the minutes"},
    )

    def __init__(self, *args: Any, meetings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "approved_at_meeting", forms.ChoiceField).choices = [("", "Choose a meeting"), *meetings]


class BackForm(NHSForm):
    """Why final minutes are a draft again."""

    reason = forms.CharField(
        label="Why they are taken back",
        error_messages={"required": "Enter why you are taking the minutes back"},
        widget=SHORT,
    )
