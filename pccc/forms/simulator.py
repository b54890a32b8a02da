"""The form of the simulator: who leaves, who joins, on which day."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cocommission.shared.forms import DateField, NHSForm
from pccc.rules.quorum import Sitter
from pccc.terms.committees import Office, SeatRole

JOINING = 3


class SimulatorForm(NHSForm):
    """Asked by GET: nothing is written. `people` are those who declare to the CCG and do not sit there."""

    on = DateField(
        label="On which day?", required=False, help_text="Terms that end by then have ended. Leave empty for today."
    )
    leaving = forms.MultipleChoiceField(label="Who leaves?", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sitters: Sequence[Sitter], people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = dict(people)
        leaving: Any = self.fields["leaving"]
        leaving.choices = [
            (str(s.membership_id), f"{s.name}, {SeatRole(s.role).label}{', voting' if s.voting else ''}")
            for s in sitters
        ]
        for number in range(1, JOINING + 1):
            which = f"New member {number}"
            self.fields[f"role{number}"] = forms.ChoiceField(
                label=f"{which}: role", choices=[("", "Nobody"), *SeatRole.choices], required=False
            )
            self.fields[f"person{number}"] = forms.ChoiceField(
                label=f"{which}: name",
                choices=[("", "A person not known yet"), *((str(pk), name) for pk, name in people)],
                required=False,
            )
            self.fields[f"voting{number}"] = forms.BooleanField(label=f"{which}: has a vote", required=False)
            self.fields[f"office{number}"] = forms.ChoiceField(
                label=f"{which}: office", choices=Office.choices, required=False
            )

    def joining(self) -> list[Sitter]:
        """Those who join; somebody not known has a number below zero and no ties."""
        found, made = self.cleaned_data, []
        for number in range(1, JOINING + 1):
            if not found.get(f"role{number}"):
                continue
            role, person = found[f"role{number}"], found[f"person{number}"]
            name = self.people[int(person)] if person else f"New {str(SeatRole(role).label)}"
            made.append(
                Sitter(
                    person_id=int(person) if person else -number,
                    name=name,
                    role=role,
                    voting=found[f"voting{number}"],
                    office=found[f"office{number}"],
                    membership_id=-number,
                )
            )
        return made
