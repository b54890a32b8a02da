"""The searched checkboxes by themselves: what they show first, and that a search records nothing."""

from django import forms

from cocommission.shared.forms import SearchedCheckboxes, SearchingForm
from cocommission.shared.forms.picker import picker_choices

CHOICES = [("a", "Amber Lane"), ("b", "Birch Road"), ("c", "Cedar Lane")]


class Picking(SearchingForm):
    title = forms.CharField()
    several = forms.MultipleChoiceField(
        choices=CHOICES, widget=SearchedCheckboxes(find="Find a practice", example="Amber")
    )


def option(value, words, *, checked=False):
    return {"id": f"several-{value}", "value": value, "text": words, "checked": checked}


def test_a_form_is_not_valid_and_has_no_mistakes_while_its_choices_are_searched():
    whole = {"title": "A lease", "several": ["a"]}
    assert Picking(whole).is_valid()
    searching = Picking(whole | {"several-search": "1"})
    assert not searching.is_valid()
    assert not Picking({"several-search": "1"}).errors
    assert Picking({}).errors


def test_the_chosen_come_first_in_their_order_and_what_does_not_match_is_hidden():
    options = [option(value, words, checked=value == "c") for value, words in CHOICES]
    drawn = picker_choices(options, "LANE a")
    assert [(one.value, one.chosen, one.matches) for one in drawn] == [
        ("c", True, True),
        ("a", False, True),
        ("b", False, False),
    ]
