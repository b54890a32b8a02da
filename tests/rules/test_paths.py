"""The search over ties against an oracle written another way, on generated ownership graphs with dates (F-44)."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from conflicts.rules.natures import INDIRECT_FINANCIAL, INDIRECT_OTHER, nature_of, nature_of_capacity
from conflicts.rules.paths import Basis, BodyTie, Finder, Node, PersonTie, Ties, paths
from conflicts.terms.bodies import BodyKind, LinkKind
from conflicts.terms.interests import Capacity, InterestType, Relationship

DAY = date(2016, 4, 1)
PEOPLE, BODIES = range(1, 4), range(1, 9)


def periods():
    """First day and first day after, all around the day that is asked about."""
    near = st.integers(-2, 2).map(lambda days: DAY + timedelta(days=days))
    return st.tuples(near, st.none() | near).filter(lambda pair: pair[1] is None or pair[1] > pair[0])


def person_ties():
    return st.builds(
        lambda person, body, capacity, period: PersonTie(
            person, body, Basis.WORK, str(nature_of_capacity(capacity)), capacity, *period
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(BODIES),
        st.sampled_from([str(capacity) for capacity in Capacity]),
        periods(),
    )


def body_ties():
    pair = st.tuples(st.sampled_from(BODIES), st.sampled_from(BODIES)).filter(lambda two: two[0] != two[1])
    return st.builds(
        lambda two, kind, period: BodyTie(*two, kind, *period),
        pair,
        st.sampled_from([str(kind) for kind in LinkKind]),
        periods(),
    )


@st.composite
def graphs(draw):
    people: dict = {}
    for tie in draw(st.lists(person_ties(), max_size=6)):
        people.setdefault(tie.person, []).append(tie)
    links: dict = {}
    for link in draw(st.lists(body_ties(), max_size=14)):
        links.setdefault(link.holder, []).append(link)
    same = draw(st.dictionaries(st.sampled_from(BODIES), st.sampled_from(BODIES), max_size=3))
    bodies = {body: Node(body, f"Body {body}", BodyKind.COMPANY) for body in BODIES}
    return Ties(
        DAY,
        {key: tuple(group) for key, group in people.items()},
        {key: tuple(group) for key, group in links.items()},
        bodies,
        {one: other for one, other in same.items() if one != other},
    )


def oracle(ties: Ties, person: int, targets: set[int]) -> bool:
    """Does the person gain with a target? By repeated multiplication of a relation, entry by entry, no search."""

    def live(edge):
        return not (edge.from_on > ties.on or (edge.to_on is not None and edge.to_on <= ties.on))

    gains = {(body, body) for body in BODIES}
    gains |= {pair for one, other in ties.same.items() for pair in ((one, other), (other, one))}
    gains |= {(link.holder, link.held) for group in ties.links.values() for link in group if live(link)}
    while True:
        more = gains | {(a, d) for a, b in gains for c, d in gains if b == c}
        if more == gains:
            break
        gains = more
    tied = {tie.body for tie in ties.people.get(person, ()) if live(tie)}
    return any((body, target) in gains for body in tied for target in targets)


@settings(max_examples=400, deadline=None)
@given(graphs(), st.sampled_from(PEOPLE), st.sets(st.sampled_from(BODIES), max_size=4))
def test_tie_01_nobody_who_gains_is_missed_and_nobody_else_is_found(ties, person, targets):
    assert bool(paths(ties, person, targets)) == oracle(ties, person, targets)


@settings(max_examples=300, deadline=None)
@given(graphs(), st.sampled_from(PEOPLE), st.sets(st.sampled_from(BODIES), max_size=4))
def test_tie_02_no_path_goes_through_a_tie_out_of_date(ties, person, targets):
    for path in paths(ties, person, targets):
        assert path.tie.person == person
        edges = [path.tie, *path.links]
        assert all(edge.from_on <= DAY and (edge.to_on is None or edge.to_on > DAY) for edge in edges)
        ends = [path.tie.body, *(link.held for link in path.links)]
        starts = [*(link.holder for link in path.links), path.target]
        assert all(ties.one(end) == ties.one(start) for end, start in zip(ends, starts, strict=True))
        assert ties.one(path.target) in {ties.one(target) for target in targets}
        assert len(path.steps) == len(path.links) + 2


@settings(max_examples=200, deadline=None)
@given(graphs(), st.sampled_from(PEOPLE), st.sets(st.sampled_from(BODIES), min_size=1, max_size=3))
def test_what_is_said_to_be_out_of_date_is(ties, person, targets):
    wide = Ties(
        ties.on,
        {
            key: tuple(PersonTie(tie.person, tie.body, tie.basis, tie.nature, tie.capacity, date.min) for tie in group)
            for key, group in ties.people.items()
        },
        {
            key: tuple(BodyTie(link.holder, link.held, link.kind, date.min) for link in group)
            for key, group in ties.links.items()
        },
        ties.bodies,
        ties.same,
    )
    if Finder(ties).out_of_date(person, targets):
        assert oracle(wide, person, targets)


def tie(body, capacity=Capacity.PARTNER, **more):
    return PersonTie(
        1, body, Basis.INTEREST, str(InterestType.FINANCIAL), str(capacity), DAY - timedelta(days=400), number=7, **more
    )


def medway(*links, people=None):
    bodies = {
        1: Node(1, "Amber Lane Surgery", BodyKind.PRACTICE, "G82001"),
        2: Node(2, "Medway Doctors", BodyKind.FEDERATION),
        3: Node(3, "Far Hospital", BodyKind.TRUST),
    }
    held: dict = {}
    for link in links:
        held.setdefault(link.holder, []).append(link)
    return Ties(DAY, {1: people or (tie(1),)}, {key: tuple(group) for key, group in held.items()}, bodies)


SHARE = BodyTie(1, 2, str(LinkKind.SHAREHOLDER), DAY - timedelta(days=9))


def test_a_path_reads_as_people_say_it():
    (path,) = paths(medway(SHARE), 1, [2])
    assert path.words == (
        "member -> partner at practice G82001 (Amber Lane Surgery) -> shareholder of federation Medway Doctors"
    )
    assert path.nature == "financial"
    assert path.tie.source == "interest 7, declared"


def test_tie_01_a_federation_does_not_gain_when_its_shareholder_does():
    ties = medway(SHARE, people=(tie(2, Capacity.DIRECTOR),))
    assert paths(ties, 1, [1]) == []
    assert len(paths(ties, 1, [2])) == 1


def test_tie_02_the_first_day_counts_and_the_first_day_after_does_not():
    sold = BodyTie(1, 2, str(LinkKind.SHAREHOLDER), DAY - timedelta(days=9), DAY)
    bought = BodyTie(1, 2, str(LinkKind.SHAREHOLDER), DAY)
    coming = BodyTie(1, 2, str(LinkKind.SHAREHOLDER), DAY + timedelta(days=1))
    assert paths(medway(bought), 1, [2])
    assert not paths(medway(sold), 1, [2])
    assert not paths(medway(coming), 1, [2])
    assert Finder(medway(sold)).out_of_date(1, [2]) == [
        "practice G82001 (Amber Lane Surgery) as shareholder of federation Medway Doctors: ended before 1 April 2016"
    ]
    assert Finder(medway(coming)).out_of_date(1, [2])[0].endswith("begins only on 2 April 2016")


def test_an_indirect_tie_names_the_relationship():
    close = PersonTie(
        1, 3, Basis.INTEREST, INDIRECT_FINANCIAL, str(Capacity.DIRECTOR), DAY, relationship=str(Relationship.SPOUSE)
    )
    (path,) = paths(medway(people=(close,)), 1, [3])
    assert path.words == "member -> husband, wife or partner is director of Far Hospital"


def test_two_entries_found_to_be_one_are_one():
    ties = medway(SHARE)
    joined = Ties(DAY, ties.people, ties.links, ties.bodies, {9: 2})
    assert paths(joined, 1, [9])
    ring = Ties(DAY, ties.people, ties.links, ties.bodies, {9: 2, 2: 8, 8: 9})
    assert len({ring.one(body) for body in (9, 2, 8)}) == 1
    assert all(one == other for one, other in pairwise(ring.one(body) for body in (9, 2, 8)))


def test_coi_01_an_indirect_interest_is_as_strong_as_what_the_close_person_has():
    assert nature_of(InterestType.INDIRECT, Capacity.PARTNER) == INDIRECT_FINANCIAL
    assert nature_of(InterestType.INDIRECT, Capacity.TRUSTEE) == INDIRECT_OTHER
    assert nature_of(InterestType.PROFESSIONAL, Capacity.DIRECTOR) == InterestType.PROFESSIONAL
    assert nature_of_capacity(Capacity.OTHER) == InterestType.FINANCIAL
    assert nature_of_capacity(Capacity.PATIENT) == InterestType.PERSONAL
