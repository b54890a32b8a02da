"""Who may open which page of ballots, and who may vote.

The referee's clock is the real one here, so what is open stays open for years.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.factories import votes as factory
from tests.factories.votes import cast, entry_of
from tests.sweeps.who import P, everyone, only, private, signed_in, unseen
from votes.actions.ballot_assisted import enter_assisted
from votes.actions.ballot_counting import certify_ballot, close_ballot, count_ballot, publish_ballot
from votes.actions.ballot_disputes import challenge_ballot
from votes.models import Ballot

ALL = everyone(200)
NONE = everyone(404)
YEARS = timedelta(days=6000)


def runs(status: int) -> dict[str, int]:
    return only(status, P.RUN_BALLOTS)


def assists(status: int) -> dict[str, int]:
    return only(status, P.ASSIST_VOTES)


def verifier(status: int) -> dict[str, int]:
    return only(status, P.VERIFY_BALLOTS)


def mine(status: int) -> dict[str, int]:
    """A page of the practice: for everybody else it does not exist."""
    return private(status, "representative", "deputy")


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def of(ballot: Ballot) -> dict[str, Any]:
    return {"code": ballot.ccg.code, "number": ballot.number}


def drafted(world: Any) -> Ballot:
    return factory.draft(world, now=world.now, closes_at=world.now + YEARS)


def a_draft(world: Any) -> dict[str, Any]:
    return of(drafted(world))


def question_of_a_draft(world: Any) -> dict[str, Any]:
    return a_draft(world) | {"question": 1}


def opened(world: Any) -> Ballot:
    return factory.opened(world, now=world.now, closes_at=world.now + YEARS)


def an_open_one(world: Any) -> dict[str, Any]:
    return of(opened(world))


def closed(world: Any) -> Ballot:
    ballot = factory.opened(world, now=world.now - timedelta(days=20), closes_at=world.now - timedelta(days=1))
    close_ballot(ballot.pk, now=world.now)
    return ballot


def a_closed_one(world: Any) -> dict[str, Any]:
    return of(closed(world))


def counted(world: Any) -> Ballot:
    ballot = closed(world)
    count_ballot(ballot=ballot, by=world.officer, now=world.now)
    return ballot


def a_counted_one(world: Any) -> dict[str, Any]:
    return of(counted(world))


def certified(world: Any) -> Ballot:
    return certify_ballot(ballot=counted(world), by=world.audit_chair, now=world.now)


def a_certified_one(world: Any) -> dict[str, Any]:
    return of(certified(world))


def published(world: Any) -> Ballot:
    return publish_ballot(ballot=certified(world), by=world.officer, now=world.now)


def a_published_one(world: Any) -> dict[str, Any]:
    return of(published(world))


def published_id(world: Any) -> dict[str, Any]:
    return {"ballot_id": published(world).pk}


def a_challenged_one(world: Any) -> dict[str, Any]:
    ballot = published(world)
    return of(challenge_ballot(ballot=ballot, reason="No notice", by=world.other_representative, now=world.now))


def roll_entry(world: Any) -> dict[str, Any]:
    ballot = opened(world)
    return of(ballot) | {"entry": entry_of(ballot, "G82001").pk}


def entered(world: Any) -> dict[str, Any]:
    ballot = opened(world)
    row = enter_assisted(
        roll_entry=entry_of(ballot, "G82001"),
        method="PAPER",
        evidence="Sheet 1",
        given_by=world.representative,
        choices={1: "C"},
        form_token=uuid4(),
        by=world.second_officer,
        now=world.now,
    )
    return of(ballot) | {"entry": row.pk}


def paper(world: Any) -> dict[str, Any]:
    return {"entry": entry_of(opened(world), "G82001").pk}


def receipt(world: Any) -> dict[str, Any]:
    ballot = opened(world)
    cast(world, ballot, "G82001", "C", now=world.now)
    return {"entry": entry_of(ballot, "G82001").pk}


def nothing(world: Any) -> dict[str, Any]:
    return {}


def vote_data(world: Any) -> dict[str, Any]:
    return {"question_1": "C", "confirm": "on", "form_token": str(uuid4())}


def reason(world: Any) -> dict[str, Any]:
    return {"reason": "There is a reason"}


def moment_data(name: str, year: int) -> dict[str, Any]:
    return {f"{name}[day]": "3", f"{name}[month]": "4", f"{name}[year]": str(year), f"{name}[time]": "12:00"}


def times(world: Any) -> dict[str, Any]:
    return moment_data("closes_at", 2016)


def extension(world: Any) -> dict[str, Any]:
    return moment_data("closes_at", 2039) | reason(world)


def correction(world: Any) -> dict[str, Any]:
    return {"practice": "G82005", "kind": "STRUCK"} | reason(world)


def assisted(world: Any) -> dict[str, Any]:
    return {
        "method": "PAPER",
        "evidence": "Sheet 1",
        "given_by": str(world.representative.pk),
        "question_1": "C",
        "form_token": str(uuid4()),
    }


def historic(world: Any) -> dict[str, Any]:
    return {
        "held_on[day]": "16",
        "held_on[month]": "7",
        "held_on[year]": "2015",
        "question": "Change?",
        "kind": "FREE",
        "outcome": "CARRIED",
        "source": "Board paper",
    }


def both(name: str, arguments: Any, expect: Any, *, status: int = 302, data: Any = None) -> list[tuple[Any, ...]]:
    """A page with a form: GET shows it, POST acts."""
    row = (name, arguments, expect(status), "POST")
    return [(name, arguments, expect(200), "GET"), (*row, data) if data else row]


MATRIX = [
    ("ballots", code, ALL, "GET"),
    *both("ballot-new", code, runs, data=lambda world: {"title": "A matter"}),
    *both("ballot-historic-new", code, runs, data=historic),
    ("ballot", a_draft, unseen(200, P.VIEW_WORKING, P.VERIFY_BALLOTS), "GET"),
    ("ballot", an_open_one, ALL, "GET"),
    ("ballot", a_counted_one, ALL, "GET"),
    ("ballot", a_published_one, ALL, "GET"),
    ("ballot-roll", a_draft, NONE, "GET"),
    ("ballot-roll", an_open_one, ALL, "GET"),
    ("ballot-certificate", a_certified_one, NONE, "GET"),
    ("ballot-certificate", a_published_one, ALL, "GET"),
    ("ballot-certificate", a_challenged_one, NONE, "GET"),
    ("ballot-tally", a_certified_one, NONE, "GET"),
    ("ballot-tally", a_published_one, ALL, "GET"),
    *both("ballot-about", a_draft, runs, data=lambda world: {"title": "Another"}),
    *both("ballot-times", a_draft, runs, data=times),
    *both("ballot-rule", a_draft, runs, data=lambda world: {"constitution": world.constitution.pk}),
    *both("ballot-unrepresented", a_draft, runs),
    *both("ballot-together", a_draft, runs, data=lambda world: {"name": "Kent"}),
    *both("ballot-question-new", a_draft, runs, data=lambda world: {"kind": "FREE", "text": "Yes?"}),
    *both("ballot-question", question_of_a_draft, runs, data=lambda world: {"kind": "FREE", "text": "Yes?"}),
    *both("ballot-question-remove", question_of_a_draft, runs),
    *both("ballot-open", a_draft, runs),
    *both("ballot-discard", a_draft, runs),
    ("ballot-about", an_open_one, runs(200), "GET"),
    ("ballot-about", an_open_one, runs(409), "POST", lambda world: {"title": "Another"}),
    *both("ballot-extend", an_open_one, runs, data=extension),
    ("ballot-extend", a_closed_one, runs(409), "POST", extension),
    *both("ballot-correct", an_open_one, runs, data=correction),
    *both("ballot-count", a_closed_one, runs),
    ("ballot-count", an_open_one, runs(409), "POST"),
    *both("ballot-certify", a_counted_one, verifier, data=lambda world: {"confirm": "on"}),
    *both("ballot-publish", a_certified_one, runs),
    *both(
        "ballot-challenge",
        a_counted_one,
        lambda status: only(status, P.RUN_BALLOTS, P.VERIFY_BALLOTS, P.CAST_VOTE, "other_representative"),
        data=reason,
    ),
    *both("ballot-challenge-answer", a_challenged_one, verifier, data=reason),
    *both("ballot-void", an_open_one, runs, data=reason),
    *both("ballot-again", a_published_one, runs, data=reason),
    ("ballot-assisted", an_open_one, assists(200), "GET"),
    *both("ballot-assisted-enter", roll_entry, assists, data=assisted),
    *both(
        "ballot-assisted-confirm",
        entered,
        lambda status: only(status, P.ASSIST_VOTES, P.VERIFY_BALLOTS, P.CAST_VOTE),
    ),
    ("votes", nothing, signed_in(200), "GET"),
    *both("vote", paper, mine, data=vote_data),
    ("vote-receipt", receipt, mine(200), "GET"),
    ("vote-receipt", paper, signed_in(404), "GET"),
    ("api:ballot_list", nothing, ALL, "GET"),
    ("api:ballot_detail", published_id, ALL, "GET"),
    ("api:ballot_detail", lambda world: {"ballot_id": certified(world).pk}, NONE, "GET"),
    ("api:ballot_tally", published_id, ALL, "GET"),
]
