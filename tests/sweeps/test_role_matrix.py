"""The role matrix is whole: every address has a row, every role a column, every app a file that asks its rows.

tests/sweeps/matrix_*.py say what each column is answered at each address, who.py which columns there are and who holds
which right; test_role_matrix_<app>.py ask. Pages of the libraries have a table of their own in test_borrowed_pages.py.
"""

from pathlib import Path

from ccgs.terms import roles as terms
from tests.sweeps.asking import addresses, cases, ours, parts, rows
from tests.sweeps.who import COLUMNS, HOLDERS, ROLES


def test_no_address_is_missing():
    assert sorted(ours() - {row[0] for row in rows()}) == []


def test_no_row_names_an_address_that_is_gone():
    assert sorted({row[0] for row in rows()} - set(addresses())) == []


def test_every_role_has_a_column():
    assert sorted(ROLES) == sorted(code.lower() for code in terms.ROLES)


def test_every_row_has_a_word_for_every_column():
    assert [case.name for case in cases() if case.listed and set(case.expected) != set(COLUMNS)] == []


def test_the_matrix_and_the_roles_agree_on_who_holds_which_right():
    held = {
        right: [code.lower() for code, role in terms.ROLES.items() if right in role.permissions] for right in terms.P
    }
    assert {right: sorted(columns) for right, columns in HOLDERS.items()} == {
        right: sorted(columns) for right, columns in held.items()
    }


def test_each_person_holds_the_one_post_of_their_column(country):
    found = {column: {post.role.lower() for post in country.people[column].posts.all()} for column in COLUMNS[1:]}
    assert {column: {column} for column in ROLES} == {column: found[column] for column in ROLES}
    assert found["nobody"] == found["steward"] == set()


def test_every_app_is_asked():
    asked = {
        path.stem.removeprefix("test_role_matrix_") for path in Path(__file__).parent.glob("test_role_matrix_*.py")
    }
    assert asked == parts()
