"""What was typed is shown in the words of its page, where the form can be shown no more."""

import pytest
from django import forms

from ccgs.models import CCG
from cocommission.shared.forms import NHSForm
from cocommission.shared.forms.typed_words import typed_words

pytestmark = pytest.mark.django_db


class Asked(NHSForm):
    answer = forms.ChoiceField(label="What did the LMC answer?", choices=[("AGREES", "It agrees")])
    ccg = forms.ModelChoiceField(label="Which CCG", queryset=CCG.objects.all())
    held_on = forms.DateField(label="When it was held")
    several = forms.MultipleChoiceField(choices=[("A", "First"), ("Group", [("B", "Second")])])


def test_the_form_that_asked_gives_its_labels_and_the_words_of_its_choices(world):
    form = Asked({})
    assert typed_words("answer", ["AGREES"], form) == ("What did the LMC answer?", "It agrees")
    assert typed_words("ccg", [str(world.ccg.pk)], form) == ("Which CCG", str(world.ccg))
    assert typed_words("held_on[month]", ["9"], form) == ("When it was held: month", "9")
    assert typed_words("several", ["A", "B", "?"], form) == ("Several", "First, Second, ?")


def test_without_its_form_the_words_are_those_of_the_tables_where_they_agree():
    assert typed_words("relationship", ["SPOUSE"], None) == ("Relationship", "Husband, wife or partner")
    assert typed_words("consent_to_publish", ["yes"], None) == ("Consent to publish", "Yes")
    assert typed_words("title", ["FINANCIAL"], None) == ("Title", "FINANCIAL")
    assert typed_words("state", ["WITHDRAWN"], None)[1] == "WITHDRAWN"  # several tables, several words
