"""The role matrix of the registers of interests, gifts, breaches and procurement."""

import pytest

from tests.sweeps.answers import questions, wrong_answers


@pytest.mark.parametrize("question", questions("conflicts"), ids=str)
def test_each_column_is_answered_as_the_matrix_says(question, country, sender):
    wrong = list(wrong_answers(question, country, sender))
    assert not wrong, "\n".join(wrong)
