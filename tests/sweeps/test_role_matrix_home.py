"""The role matrix of the house itself: front page, tasks, ledgers, outboxes, lists and calendars."""

import pytest

from tests.sweeps.answers import questions, wrong_answers


@pytest.mark.parametrize("question", questions("home"), ids=str)
def test_each_column_is_answered_as_the_matrix_says(question, country, sender):
    wrong = list(wrong_answers(question, country, sender))
    assert not wrong, "\n".join(wrong)
