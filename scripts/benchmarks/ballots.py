"""Open ballots of the invented country, made by the product's own actions, and who may vote in them."""

from dataclasses import dataclass
from types import SimpleNamespace

from ccgs.models import CCG, MemberPractice
from ccgs.queries.members import members_at
from ccgs.terms import RoleCode
from cocommission.shared.clock import london, read_clock
from cocommission.shared.models import Person
from scripts.benchmarks import world
from tests.factories.ccgs_people import person, post
from tests.factories.votes import opened
from votes.models import Ballot, RollEntry
from votes.terms.ballots import QuestionKind


@dataclass(frozen=True)
class Voter:
    """One practice on a roll and its representative."""

    entry_id: int
    practice_id: int
    code: str
    person: Person


def open_in(number: int) -> tuple[Ballot, list[Voter]]:
    """An open ballot with two questions in the CCG of this number, a representative for every practice."""
    now = read_clock()
    ccg = CCG.objects.get(code=world.ccg_code(number))
    officer = person(f"Officer {number}")
    post(RoleCode.GOVERNANCE_OFFICER, ccg, officer)
    holders = {}
    practices = MemberPractice.objects.in_bulk([member.practice_id for member in members_at(ccg, london(now).date())])
    for practice in practices.values():
        holders[practice.pk] = person(f"Representative of {practice.code}")
        post(RoleCode.REPRESENTATIVE, practice, holders[practice.pk])
    questions = [{"kind": QuestionKind.FREE, "text": f"Question {n}?"} for n in (1, 2)]
    ballot = opened(SimpleNamespace(ccg=ccg, officer=officer), now=now, questions=questions)
    voters = [
        Voter(entry.pk, entry.practice_id, entry.code, holders[entry.practice_id])
        for entry in RollEntry.objects.filter(ballot=ballot)
    ]
    return ballot, voters
