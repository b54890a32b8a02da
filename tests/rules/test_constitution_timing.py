"""When NHS England takes a change of a constitution, and when its answer is late."""

from datetime import date

import pytest

from ccgs.rules.constitution_timing import next_window, waiting_warnings
from ccgs.terms.constitutions import ConstitutionState as S


@pytest.mark.parametrize(
    ("on", "window"),
    [
        (date(2015, 1, 1), date(2015, 6, 1)),
        (date(2015, 6, 1), date(2015, 6, 1)),
        (date(2015, 6, 2), date(2015, 11, 1)),
        (date(2015, 11, 2), date(2016, 6, 1)),
    ],
)
def test_the_next_window(on, window):
    assert next_window(on) == window


@pytest.mark.parametrize(
    ("state", "adopted_on", "today", "rules"),
    [
        (S.ADOPTED, date(2015, 7, 16), date(2015, 7, 20), ["CON-03"]),
        (S.ADOPTED, date(2015, 7, 16), date(2015, 9, 30), ["CON-03"]),
        (S.ADOPTED, date(2015, 7, 16), date(2015, 10, 1), []),  # the guidance of 2013 was superseded
        (S.ADOPTED, date(2015, 7, 16), date(2015, 12, 3), []),  # twenty weeks to the day
        (S.ADOPTED, date(2015, 7, 16), date(2015, 12, 4), ["CON-05"]),
        (S.ADOPTED, date(2014, 7, 16), date(2015, 7, 20), ["CON-03", "CON-05"]),
        (S.ADOPTED, None, date(2015, 12, 4), []),
        (S.APPROVED, date(2014, 7, 16), date(2015, 7, 20), []),
        (S.PROPOSED, None, date(2015, 7, 20), []),
    ],
)
def test_warnings_while_nhs_england_has_it(state, adopted_on, today, rules):
    found = waiting_warnings(state, adopted_on, today)
    assert [one.rule for one in found] == rules
    assert {one.level for one in found} <= {"W"}
