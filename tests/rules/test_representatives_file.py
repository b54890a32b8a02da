"""Reading a file of representatives: the fate of every line, and files that are no such file."""

import pytest

from ccgs.rules.representatives import Member, plan

MEMBERS = {
    "G82001": Member("G82001", "Amber Lane Surgery", "robin@example.invalid", "Robin Amber"),
    "G82002": Member("G82002", "Birch Road Surgery"),
}
KNOWN = {"robin@example.invalid": "Robin Amber"}
HEAD = "practice_code,name,email\n"


def fates(text):
    return [(each.row.line, each.fate) for each in plan(text, MEMBERS, KNOWN).fates]


def test_new_replaced_and_unchanged():
    text = f"{HEAD}G82001,,Robin@Example.invalid\n\ng82002,Ola Newcomer,ola@example.invalid\n"
    assert fates(text) == [(2, "unchanged"), (4, "create")]
    made = plan(f"{HEAD}G82001,Ola Newcomer,ola@example.invalid", MEMBERS, KNOWN)
    assert [(each.fate, each.reason) for each in made.fates] == [
        ("replace", "Ola Newcomer takes over from Robin Amber. They will be invited by e-mail.")
    ]
    assert (made.refused, made.changes) == (False, 1)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("H81001,Ola,ola@example.invalid", "is not a voting member"),
        ("G82002,Ola,ola at example", "not an e-mail address"),
        ("G82002,,new@example.invalid", "Enter a name"),
        (",Ola,ola@example.invalid", "No code"),
    ],
)
def test_rejected_lines_refuse_the_whole_file(line, why):
    made = plan(f"{HEAD}G82001,,robin@example.invalid\n{line}", MEMBERS, KNOWN)
    assert made.fates[1].fate == "reject"
    assert why in made.fates[1].reason
    assert made.refused


def test_a_practice_stands_once():
    assert fates(f"{HEAD}G82002,Ola,ola@example.invalid\nG82002,Ulf,ulf@example.invalid") == [
        (2, "create"),
        (3, "reject"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "must name the columns"),
        ("code;name;email\n", "must name the columns"),
        (HEAD, "no lines below"),
        (f"{HEAD}G82001,Ola", "Line 2 has 2 columns"),
        (f'{HEAD}G82001,"Ola,ola@example.invalid', "cannot be read"),
        (f"{HEAD}G82001,O\x00la,ola@example.invalid", "NUL"),
        (HEAD + "x" * 200_001, "larger than 200 kB"),
    ],
)
def test_files_that_cannot_be_read(text, problem):
    made = plan(text, MEMBERS, KNOWN)
    assert problem in made.problem
    assert made.refused


def test_byte_order_mark_and_other_column_order():
    assert fates("\ufeffemail,practice_code,name\nola@example.invalid,G82002,Ola\n") == [(2, "create")]
