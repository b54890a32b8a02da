"""Forms of organisations and of the ties between them and people."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from ccgs.models import MemberPractice
from cocommission.shared.forms import DateField, NHSForm, field_of, rows_of
from cocommission.shared.models import Person
from conflicts.models import Body
from conflicts.queries.bodies import FoundBody, body_of_key
from conflicts.terms import BodyKind, Capacity, LinkKind

SOURCE = "For example, Companies House on 3 May 2016, or the practice's own website."


class SearchForm(NHSForm):
    """Looks for an organisation."""

    mark_optional = False
    q = forms.CharField(label="Name, ODS code or company number", required=False, max_length=100)


class BodyForm(NHSForm):
    """An organisation that is not known yet."""

    kind = forms.ChoiceField(
        label="What it is",
        error_messages={"required": "Select the kind of organisation"},
        choices=BodyKind.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="Name", error_messages={"required": "Enter the name of the organisation"}, max_length=200
    )
    ods_code = forms.CharField(label="ODS code, if it has one", max_length=10, required=False)
    company_number = forms.CharField(label="Companies House number, if it has one", max_length=10, required=False)


class BodyChoice(forms.ChoiceField):
    """One of the organisations that were found; cleans to what its key names."""

    def clean(self, value: Any) -> Body | MemberPractice:
        """Also one that a later search does not find any more."""
        found = body_of_key(str(value or ""))
        if found is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


class OtherForm(NHSForm):
    """Another organisation, picked from what a search found."""

    other = BodyChoice(
        label="Which organisation",
        error_messages={"required": "Select an organisation. Search for it if it is not in the list"},
        widget=forms.RadioSelect,
        choices=(),
    )

    def __init__(self, *args: Any, found: Iterable[FoundBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "other", forms.ChoiceField).choices = [(each.key, each.words) for each in found]


class LinkForm(OtherForm):
    """A stake between this organisation and another."""

    direction = forms.ChoiceField(
        label="Which of the two gains when the other gains",
        error_messages={"required": "Select which organisation has a stake in the other"},
        choices=[
            ("holds", "This organisation: it has a stake in the other"),
            ("held", "The other: it has a stake in this organisation"),
        ],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label="Kind of stake",
        error_messages={"required": "Select the kind of stake"},
        choices=LinkKind.choices,
        widget=forms.RadioSelect,
    )
    from_on = DateField(label="First day", error_messages={"required": "Enter the first day of the stake"})
    to_on = DateField(label="First day after, if it has ended", required=False)
    source = forms.CharField(
        label="Where this is known from",
        error_messages={"required": "Enter where you know about the stake from"},
        max_length=300,
        help_text=SOURCE,
    )


class JoinForm(OtherForm):
    """Says that two entries are one organisation."""

    reason = forms.CharField(
        label="How you know they are the same organisation",
        error_messages={"required": "Enter how you know they are one organisation"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WorkForm(NHSForm):
    """Where somebody works, or what they own."""

    person = forms.ModelChoiceField(
        label="Who",
        error_messages={"required": "Select a person"},
        queryset=Person.objects.none(),
        empty_label="Choose a person",
    )
    capacity = forms.ChoiceField(
        label="Role",
        error_messages={"required": "Select the person's role in the organisation"},
        choices=Capacity.choices,
    )
    from_on = DateField(label="First day", error_messages={"required": "Enter the person's first day in this role"})
    to_on = DateField(label="First day after, if it has ended", required=False)
    source = forms.CharField(
        label="Where this is known from",
        error_messages={"required": "Enter where you know about this role from"},
        max_length=300,
        help_text=SOURCE,
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "person").queryset = people
        rows_of(self, "person").label_from_instance = lambda person: person.name


class EndForm(NHSForm):
    """The end of a tie; `seen_end` is the end that the page showed, so that nobody's is overwritten unseen."""

    seen_end = forms.CharField(required=False, widget=forms.HiddenInput)

    to_on = DateField(
        label="First day after it",
        error_messages={"required": "Enter the first day after it ended"},
        help_text="From this day on it does not count any more.",
    )
    reason = forms.CharField(
        label="Where this is known from",
        error_messages={"required": "Enter where you know about the end from"},
        max_length=300,
    )
