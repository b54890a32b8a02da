"""Rules of breaches (BRE-01 to BRE-04)."""

from datetime import date

import pytest

from conflicts.rules.breaches import (
    assignment_blockers,
    conclusion_blockers,
    guarding_blockers,
    investigate_by,
    names_in,
    publication_blockers,
    quarter_of,
    quarter_words,
)
from tests.database import london

NAMES = ("Dr Olive Baker", "Séamus O'Hara", "Mei Ng", "Theresa May", "Ada Smith-Jones", "Do An")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Baker stayed in the room.", "Dr Olive Baker"),
        ("what olive baker said", "Dr Olive Baker"),
        ("BAKER'S interest", "Dr Olive Baker"),
        ("Olive voted.", "Dr Olive Baker"),
        ("Seamus O’Hara’s share", "Séamus O'Hara"),
        ("seamus ohara", "Séamus O'Hara"),
        ("Ms Ng declared late.", "Mei Ng"),
        ("In the room, May voted.", "Theresa May"),
        ("Smith was there", "Ada Smith-Jones"),
        ("The GP (Do An) left.", "Do An"),
    ],
)
def test_bre_01_a_name_is_found_however_it_is_written(text, named):
    assert names_in(text, NAMES) == [named]


@pytest.mark.parametrize(
    "text",
    [
        "A baker declared late on 3 May 2017; the smith left.",
        "In May 2017 a GP member voted. An investigation was held. Do not vote.",
        "Dr and GP are words, the member was told.",
    ],
)
def test_bre_01_words_are_no_names(text):
    assert names_in(text, NAMES) == []


def test_bre_01_a_text_without_names_is_asked_for():
    assert [b.field for b in publication_blockers(" ", NAMES)] == ["public_text"]
    assert [b.rule for b in publication_blockers("Mei Ng and Baker", NAMES)] == ["BRE-01", "BRE-01"]
    assert publication_blockers("A GP member voted on the practice in which she is a partner.", NAMES) == []


def test_bre_02_quarters_follow_one_another():
    assert quarter_of(date(2017, 9, 30)) == (date(2017, 7, 1), date(2017, 10, 1))
    assert quarter_of(date(2017, 12, 31)) == (date(2017, 10, 1), date(2018, 1, 1))
    assert quarter_words(*quarter_of(date(2017, 7, 1))) == "1 July 2017 to 30 September 2017"


def test_bre_03_two_days_after_the_report():
    assert investigate_by(london("2017-07-03 16:00")) == london("2017-07-05 16:00")


def test_bre_04_the_reporter_never_investigates_nor_whoever_it_is_about():
    assert [b.field for b in assignment_blockers(investigator=1, reported_by=1, about=None)] == ["investigator"]
    assert [b.rule for b in assignment_blockers(investigator=1, reported_by=2, about=1)] == ["BRE-04"]
    assert assignment_blockers(investigator=1, reported_by=2, about=3) == []


def test_bre_04_a_guardian_keeps_out_of_their_own_matter():
    assert guarding_blockers(by=1, reported_by=2, about=1, last_word=False)
    assert guarding_blockers(by=1, reported_by=1, about=2, last_word=True)
    assert not guarding_blockers(by=1, reported_by=1, about=2, last_word=False)


def test_a_conclusion_says_findings_learning_and_actions():
    assert [b.field for b in conclusion_blockers(findings="", learning=" ", actions="")] == [
        "findings",
        "learning",
        "actions",
    ]
