"""Forms of a meeting in session (F-43, PCC-12, PCC-18)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from cocommission.shared.forms import MomentField, NHSForm, rows_of
from cocommission.shared.forms.gone import name_in
from cocommission.shared.models import Person
from conflicts.models import Interest
from pccc.models import AgendaItem, Membership
from pccc.terms import AttendanceKind, Direction, Remedy, SeatRole

SHORT = forms.Textarea(attrs={"rows": 3})
HERE = [("HERE", "Here"), (AttendanceKind.APOLOGIES.value, "Apologies"), ("ABSENT", "Not here")]


ONE_LINE = forms.RadioSelect(attrs={"class": "nhsuk-radios--inline nhsuk-radios--small"})


class RollForm(NHSForm):
    """Who is there: one question for each member, and for each deputy."""

    def __init__(
        self,
        *args: Any,
        memberships: Sequence[Membership],
        known: QuerySet[Membership],
        away: Iterable[int] = (),
        **kwargs: Any,
    ) -> None:
        """`known` is every membership that the committee ever had."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.memberships = {f"who_{row.pk}": row for row in memberships}
        gone = set(away)
        for name, row in self.memberships.items():
            usual = AttendanceKind.APOLOGIES.value if row.person_id in gone else "ABSENT" if row.deputy else "HERE"
            self.fields[name] = forms.ChoiceField(
                label=f"{row.person.name}, {row.seat}" + (" (deputy)" if row.deputy else ""),
                error_messages={"required": f"Select whether {row.person.name} is here"},
                choices=HERE,
                widget=ONE_LINE,
                initial=usual,
            )

    def gone(self, name: str, value: str) -> str:
        """Who does not sit there any more."""
        row = name_in(self.known, name.removeprefix("who_"))
        return row and f"{row} no longer sits at this meeting, so your answer was not recorded. Check the roll again."

    def clean(self) -> dict[str, Any]:
        """The `roll`: who is there, and who sent apologies. Nobody is here in two seats."""
        cleaned = super().clean() or {}
        roll: dict[Person, str] = {}
        seen: set[int] = set()
        for name, row in self.memberships.items():
            answer = cleaned.get(name)
            if answer == "HERE" and row.person_id in seen:
                self.add_error(name, f"{row.person.name} is here in another seat already. Select one of the two")
            elif answer == "HERE":
                seen.add(row.person_id)
                roll[row.person] = AttendanceKind.DEPUTY if row.deputy else AttendanceKind.MEMBER
            elif answer == AttendanceKind.APOLOGIES and not row.deputy:
                roll.setdefault(row.person, AttendanceKind.APOLOGIES)
        return {"roll": roll}


class ApologiesForm(NHSForm):
    """Who will not come."""

    person = forms.ModelChoiceField(
        label="Who sent apologies",
        error_messages={"required": "Select the person who sent apologies"},
        queryset=Person.objects.none(),
        empty_label="Choose",
    )

    def __init__(self, *args: Any, people: Iterable[int], known: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        field = rows_of(self, "person")
        field.queryset = Person.objects.filter(pk__in=list(people)).order_by("name")
        field.label_from_instance = lambda person: person.name

    def gone(self, name: str, value: str) -> str:
        """Who cannot be chosen any more."""
        person = name_in(self.known, value) if name == "person" else ""
        return (
            person and f"{person} is no longer a member who can send apologies to this meeting. Choose another person."
        )


class ArrivalForm(NHSForm):
    """Somebody who comes later, or is there for an item: member, deputy, temporary member, in attendance."""

    kind = forms.ChoiceField(
        label="Role at the meeting",
        error_messages={"required": "Select how the person takes part"},
        choices=[c for c in AttendanceKind.choices if c[0] != "APOLOGIES"],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label="E-mail address", error_messages={"required": "Enter the person's email address"}, max_length=254
    )
    name = forms.CharField(label="Name, if they are not known yet", max_length=200, required=False)
    position = forms.CharField(
        label="How the minutes describe them",
        max_length=200,
        required=False,
        help_text="Members and deputies: their seat.",
    )
    role = forms.ChoiceField(
        label="What a temporary member counts as", choices=[("", "None"), *SeatRole.choices], required=False
    )
    arrived_at = MomentField(label="When they came", required=False, help_text="Leave empty if it is now.")


class MovementForm(NHSForm):
    """Somebody leaves or comes back."""

    person = forms.ModelChoiceField(
        label="Who",
        error_messages={"required": "Select the person who left or came back"},
        queryset=Person.objects.none(),
        empty_label="Choose",
    )
    direction = forms.ChoiceField(
        label="What happened",
        error_messages={"required": "Select whether they left or came back"},
        choices=Direction.choices,
        widget=forms.RadioSelect,
    )
    moved_at = MomentField(label="When", required=False, help_text="Leave empty if it is now.")

    def __init__(self, *args: Any, people: Iterable[int], known: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        field = rows_of(self, "person")
        field.queryset = Person.objects.filter(pk__in=list(people)).order_by("name")
        field.label_from_instance = lambda person: person.name

    def gone(self, name: str, value: str) -> str:
        """Who cannot be chosen any more."""
        person = name_in(self.known, value) if name == "person" else ""
        return person and f"{person} is no longer on the attendance list. Choose another person."


class DeclareForm(NHSForm):
    """What somebody declares for an item, or nil."""

    nil = forms.ChoiceField(
        label="Do you have an interest in an item of this agenda?",
        error_messages={"required": "Select yes if you have an interest in an item on this agenda"},
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        help_text="You are asked at every meeting, also about interests that are on the register already.",
    )
    item = forms.ModelChoiceField(
        label="In which item", queryset=AgendaItem.objects.none(), required=False, empty_label="Choose an item"
    )
    interest = forms.ModelChoiceField(
        label="Entry in the register, if there is one",
        queryset=Interest.objects.none(),
        required=False,
        empty_label="None",
    )
    nature = forms.CharField(
        label="What the interest is, how large, and why it touches the item", widget=SHORT, required=False
    )

    def __init__(
        self, *args: Any, items: Any, interests: Any, known_items: Any, known_interests: Any, **kwargs: Any
    ) -> None:
        """`known_...` hold also what can no longer be chosen, as far as the declarant saw it."""
        super().__init__(*args, **kwargs)
        self.known_items, self.known_interests = known_items, known_interests
        item = rows_of(self, "item")
        item.queryset = items
        interest = rows_of(self, "interest")
        interest.queryset = interests
        interest.label_from_instance = lambda row: f"Entry {row.number}: {row.description[:80]}"

    def gone(self, name: str, value: str) -> str:
        """Which item is off the agenda, which entry out of the register."""
        if name == "item" and (item := name_in(self.known_items, value)):
            return f"{item} is no longer on the agenda. Choose another item."
        if name == "interest" and (entry := name_in(self.known_interests, value)):
            return f"{entry} was withdrawn from the register. Choose another, or none."
        return ""

    def clean(self) -> dict[str, Any]:
        """Yes needs an item and words; No needs nothing, and gives nothing."""
        cleaned = super().clean() or {}
        if cleaned.pop("nil", "") == "no":
            return {}
        if not self.errors:
            if cleaned.get("item") is None:
                self.add_error("item", "Select an item")
            if not str(cleaned.get("nature", "")).strip():
                self.add_error("nature", "Enter what the interest is, how large it is and why it affects the item")
        return cleaned


class ChairForm(NHSForm):
    """Who takes the chair."""

    person = forms.ModelChoiceField(
        label="Who takes the chair",
        error_messages={"required": "Select the person taking the chair"},
        queryset=Person.objects.none(),
        empty_label="Choose",
    )
    reason = forms.CharField(label="Why, if it is neither the chair nor the vice chair", widget=SHORT, required=False)

    def __init__(self, *args: Any, people: Iterable[int], known: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        field = rows_of(self, "person")
        field.queryset = Person.objects.filter(pk__in=list(people)).order_by("name")
        field.label_from_instance = lambda person: person.name

    def gone(self, name: str, value: str) -> str:
        """Who cannot be chosen any more."""
        person = name_in(self.known, value) if name == "person" else ""
        return person and f"{person} cannot take the chair now. Choose another person."


class FinishForm(NHSForm):
    """The end of an item."""

    notes = forms.CharField(
        label="Notes of the discussion, for the minutes",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text="If nothing was decided on an item for decision, say why.",
    )


class RemedyForm(NHSForm):
    """What is done with an item without a quorum."""

    remedy = forms.ChoiceField(
        label="What is done with the item",
        error_messages={"required": "Select what to do with the item"},
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why this way", error_messages={"required": "Enter why you are doing this"}, widget=SHORT
    )
    email = forms.EmailField(label="E-mail address of the temporary member", max_length=254, required=False)
    name = forms.CharField(label="Their name, if they are not known yet", max_length=200, required=False)
    role = forms.ChoiceField(label="What they count as", choices=[("", "None"), *SeatRole.choices], required=False)
    position = forms.CharField(label="How the minutes describe them", max_length=200, required=False)

    def __init__(self, *args: Any, offered: Sequence[Remedy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["remedy"]
        field.choices = [(one.value, one.label) for one in offered]
        if Remedy.TEMPORARY_MEMBER not in offered:
            for name in ("email", "name", "role", "position"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A temporary member is named."""
        cleaned = super().clean() or {}
        if cleaned.get("remedy") == Remedy.TEMPORARY_MEMBER and not self.errors:
            for name, words in (
                ("email", "Enter the email address of the temporary member"),
                ("role", "Select what the temporary member counts as"),
            ):
                if not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned
