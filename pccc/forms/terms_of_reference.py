"""The form of terms of reference: a quorum is chosen from templates or built clause by clause, never typed as data."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from cocommission.shared.forms import DateField, NHSForm
from pccc.models import TermsOfReference
from pccc.rules.quorum import BMJ_OPEN, TEMPLATES, build
from pccc.rules.quorum.templates import LAY_MEMBERS, NON_EXECUTIVES, count
from pccc.terms.committees import EXECUTIVE, GPS, LAY, Office, SeatRole
from pccc.terms.meetings import Remedy

KEEP, OWN = "keep", "own"
GROUPS: dict[str, tuple[str, list[str]]] = {
    "group-lay": ("Any lay member or lay person", sorted(map(str, LAY))),
    "group-lay-members": ("Lay member of the governing body", LAY_MEMBERS),
    "group-executive": ("Any executive", sorted(map(str, EXECUTIVE))),
    "group-gp": ("Any GP", sorted(map(str, GPS))),
    "group-non-executive": ("Any non-executive: lay, nurse, secondary care doctor", NON_EXECUTIVES),
}
CLAUSES = 6


def roles_of(choice: str) -> list[str]:
    """The roles behind a choice: those of a group, or the one role."""
    return GROUPS[choice][1] if choice in GROUPS else [choice]


def _role(label: str) -> forms.ChoiceField:
    choices = [("", "Anyone" if label == "Who counts" else "No one else")]
    choices += [(key, words) for key, (words, _) in GROUPS.items()]
    return forms.ChoiceField(label=label, choices=[*choices, *SeatRole.choices], required=False)


class ClauseForm(NHSForm):
    """At least so many of such people. Left without a number: no clause."""

    count = forms.IntegerField(label="At least how many", min_value=1, max_value=50, required=False, localize=False)
    first = _role("Who counts")
    second = _role("Or")
    third = _role("Or as well")
    voting = forms.ChoiceField(
        label="With a vote?",
        choices=[("", "Does not matter"), ("yes", "Voting members only"), ("no", "Non-voting only")],
        required=False,
    )
    office = forms.ChoiceField(
        label="Office",
        choices=[("", "Does not matter"), ("CHAIR", "Chair"), ("EITHER", "Chair or vice chair")],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Who counts without how many is a mistake."""
        cleaned: dict[str, Any] = super().clean() or {}
        said = any(cleaned.get(name) for name in ("first", "second", "third", "voting", "office"))
        if said and not cleaned.get("count") and "count" not in self.errors:
            self.add_error("count", "Enter how many there must be, or leave the whole clause empty")
        return cleaned

    def clause(self) -> dict[str, Any] | None:
        """The clause in the language of `pccc.rules.quorum`, None where the form was left empty."""
        found = self.cleaned_data
        if not found.get("count"):
            return None
        chosen = [found[name] for name in ("first", "second", "third") if found.get(name)]
        roles = list(dict.fromkeys(role for choice in chosen for role in roles_of(choice)))
        offices = {"CHAIR": [Office.CHAIR], "EITHER": [Office.CHAIR, Office.VICE_CHAIR]}.get(found["office"], [])
        voting = {"yes": True, "no": False}.get(found["voting"])
        made: dict[str, Any] = count(found["count"], roles, voting=voting, offices=offices)
        return made


class Clauses(BaseFormSet):  # type: ignore[type-arg]
    """The clauses of a quorum of one's own."""

    default_error_messages = {
        **BaseFormSet.default_error_messages,
        "missing_management_form": "Open the page again: the clauses you sent cannot be read",
        "too_many_forms": "Enter %(num)s clauses or fewer",
    }


ClauseFormSet = formset_factory(ClauseForm, formset=Clauses, extra=CLAUSES, max_num=CLAUSES, absolute_max=CLAUSES)


class TermsForm(NHSForm):
    """One version of the terms of reference."""

    from_on = DateField(
        label="In force from", error_messages={"required": "Enter the date these terms come into force"}
    )
    text = forms.CharField(label="Terms of reference", widget=forms.Textarea(attrs={"rows": 8}), required=False)
    document = forms.FileField(label="Or the document, up to 10 MB", required=False)
    remedies = forms.MultipleChoiceField(
        label="What may be done with an item that loses its quorum",
        error_messages={"required": "Select what can be done if an item loses its quorum"},
        choices=Remedy.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    casting_vote = forms.BooleanField(label="The chair has a casting vote", required=False)
    lay_executive_quorum = forms.BooleanField(
        label="A quorum needs a majority of lay and executive members among those who may vote", required=False
    )
    notice_days = forms.IntegerField(
        label="Days of public notice before a meeting",
        error_messages={"required": "Enter how many days before a meeting the public gets notice"},
        min_value=0,
        max_value=90,
    )
    questions_days = forms.IntegerField(
        label="Days before a meeting by which the public sends questions",
        error_messages={"required": "Enter how many days before a meeting the public must send questions"},
        min_value=0,
        max_value=90,
    )
    audit_vice_reason = forms.CharField(
        label="If the Audit Chair is vice chair: why",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    quorum = forms.ChoiceField(label="Quorum", error_messages={"required": "Select a quorum"}, widget=forms.RadioSelect)
    different_people = forms.BooleanField(
        label="Each of my clauses is met by different people",
        required=False,
        help_text="Otherwise one person can count in several clauses.",
    )

    def __init__(self, *args: Any, current: TermsOfReference | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        field: Any = self.fields["quorum"]
        field.choices = [
            *([(KEEP, "As it is now")] if current is not None else []),
            *((template.key, f"{template.name}: {template.says}") for template in BMJ_OPEN),
            (OWN, "My own clauses, below"),
        ]

    def clean(self) -> dict[str, Any]:
        """Text or document."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("text") and not cleaned.get("document") and not (self.current and self.current.document):
            self.add_error("text", "Enter the terms of reference, or choose a file with them")
        return cleaned

    def rule(self, clauses: Any) -> dict[str, Any] | None:
        """The quorum that was chosen; None, with an error at the field, for own clauses that are all empty."""
        chosen = self.cleaned_data["quorum"]
        if chosen == KEEP and self.current is not None:
            return dict(self.current.quorum)
        if chosen in TEMPLATES:
            return dict(TEMPLATES[chosen].rule)
        made = [clause for form in clauses if (clause := form.clause()) is not None]
        if not made:
            self.add_error("quorum", "Enter at least one clause, or select a quorum from the list")
            return None
        built: dict[str, Any] = build(made, different_people=self.cleaned_data["different_people"])
        return built

    @staticmethod
    def initial_of(current: TermsOfReference | None) -> dict[str, Any]:
        """What the form starts with: the version in force, or the usual answers."""
        if current is None:
            return {
                "remedies": [Remedy.DEFER.value, Remedy.REFER.value],
                "casting_vote": True,
                "lay_executive_quorum": True,
                "notice_days": 7,
                "questions_days": 10,
                "quorum": BMJ_OPEN[0].key,
                "different_people": True,
            }
        names = ("text", "remedies", "casting_vote", "lay_executive_quorum", "notice_days", "questions_days")
        kept = {name: getattr(current, name) for name in names}
        return {**kept, "audit_vice_reason": current.audit_vice_reason, "quorum": KEEP, "different_people": True}
