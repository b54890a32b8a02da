"""Rows are locked so that they only hold up who would change them: never those who merely refer to them.

A strong lock (`FOR UPDATE`) also waits for, and holds up, every row that is added with a key of the locked one. Those
keys are checked at the end of a transaction, when it holds the ledger's book: that is how two acts come to wait for
each other.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

APPS = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc")
STRONG = {
    "votes/actions/ballot_counting.py close_ballot": "waits for the votes that are being cast, so that all are counted",
    "votes/actions/ballots.py begin_ballot": "waits for the votes that are being cast, so that none slips in",
}
"""Where votes that are being cast, which hold a ballot's key, are waited for."""


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function and method of the product with its place."""
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    yield f"{path.relative_to(settings.BASE_DIR)} {node.name}", node


def is_strong(call: ast.Call) -> bool:
    """Whether a call locks rows with their keys: not with `no_key=True`."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if isinstance(call.func, ast.Attribute) and call.func.attr == "select_for_update":
        return not (isinstance(flag := named.get("no_key"), ast.Constant) and flag.value is True)
    return isinstance(flag := named.get("with_keys"), ast.Constant) and flag.value is True


def test_only_what_waits_for_votes_locks_a_row_with_its_keys():
    found = {
        place
        for place, node in functions()
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and is_strong(call)
    }
    assert found - {"ccgs/actions/beginning.py begin"} == set(STRONG)


@pytest.mark.django_db
def test_no_function_of_the_database_locks_a_row_with_its_keys():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND prosrc ~* 'for update' ORDER BY 1"
        )
        assert [name for (name,) in cursor.fetchall()] == []
