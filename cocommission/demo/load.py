"""Writes the whole demonstration in one transaction: either all of it is there afterwards, or nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from ccgs.models import CCG, LMC
from cocommission.demo import live, medway, organisations
from cocommission.demo.clock import Clock, day, false_clock
from cocommission.demo.committees import Board, confirm, found_committee
from cocommission.demo.countries import JOINT, LIVE, MEDWAY, PLACES, SENT
from cocommission.demo.interests import ROUND, YEARS, declare_lines
from cocommission.demo.meetings import Secretary
from cocommission.demo.names import HOST
from cocommission.demo.people import Cast, Team
from cocommission.demo.phases import ballots_in_every_phase
from cocommission.demo.registers import Registrar
from cocommission.demo.sign_ins import record_sign_ins
from cocommission.demo.story import Story
from cocommission.shared.models import DemonstrationSignIn, Message, Person
from cocommission.shared.models.outbox import MessageState
from models_abc.actions.interests import express_interest
from models_abc.actions.rounds import load_calendar
from models_abc.actions.taken_over import take_over_model
from models_abc.models import Round

BEGINNING = day(2013, 4, 1)
FIRST_DAY = day(2013, 4, 2)
FULL_TEAMS = (MEDWAY, LIVE, SENT, JOINT, "X04", "X06")
VOTING = (MEDWAY, LIVE, SENT, JOINT)
"""CCGs that hold ballots here: each of their practices needs somebody to vote for it."""
Say = Callable[[str], None]


def is_empty() -> bool:
    """Whether nobody and no organisation is on record yet."""
    return not Person.objects.exists() and not CCG.objects.exists()


@transaction.atomic
def load_demonstration(*, now: datetime, say: Say = lambda line: None) -> int:
    """Loads the demonstration as seen from `now`; gives the number of people made. The database must be empty."""
    if not is_empty():
        raise ValueError("The demonstration is loaded into an empty database only.")
    today = live.today_of(now)
    with false_clock(BEGINNING) as clock:
        steward = Person.objects.create_user(f"data.steward@{HOST}", None, name="Stella Records (demo)", is_staff=True)
        cast = Cast(steward)
        say("Organisations and people ...")
        teams = _foundation(clock, cast)
        _analyse()
        stories = _stories(clock, cast, teams)
        say("Interest and rounds of 2014 ...")
        _year_2014(clock, cast, teams)
        say("Medway 2015 ...")
        board = _years_2015_to_2017(clock, cast, stories)
        _analyse()
        say("The live round ...")
        _today(clock, cast, stories, today)
        say("Committees that meet ...")
        _committees(clock, board, today, soon=live.next_half_hour(now))
        Registrar(board, clock, today).fill()
        record_sign_ins(cast, teams)
        _outbox_is_past(now)
    return Person.objects.count()


def _foundation(clock: Clock, cast: Cast) -> dict[str, Team]:
    """Organisations, LMCs, and everybody's first post."""
    now = clock.at(BEGINNING)
    organisations.load_first_release(by=cast.steward, now=now)
    organisations.record_partners(by=cast.steward, now=now)
    _analyse()
    now = clock.at(FIRST_DAY)
    cast.appoint_nationally(now=now)
    ccgs = {ccg.code: ccg for ccg in CCG.objects.select_related("region")}
    teams = {}
    for place in PLACES:
        now = clock.at(FIRST_DAY + timedelta(hours=2))
        team = teams[place.code] = cast.team(ccgs[place.code], now=now, everyone=place.code in FULL_TEAMS)
        cast.represent(
            team,
            now=clock.at(FIRST_DAY + timedelta(hours=3)),
            shared=place.code == LIVE,
            at_most=None if place.code in VOTING else 2,
        )
    return teams


def _analyse() -> None:
    """Tells the planner how large the tables have become: autovacuum cannot see them before the commit."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _stories(clock: Clock, cast: Cast, teams: dict[str, Team]) -> dict[str, Story]:
    """A story for each CCG, begun with its first constitution."""
    lmcs = {lmc.code: lmc for lmc in LMC.objects.all()}
    stories = {}
    for place in PLACES:
        team = teams[place.code]
        story = stories[place.code] = Story(
            clock,
            team,
            lmc=lmcs[place.lmc],
            reviewer=cast.reviewers[place.lmc],
            regional_officer=cast.regional_officers[place.region],
        )
        story.first_constitution(FIRST_DAY + timedelta(hours=6))
    return stories


def _year_2014(clock: Clock, cast: Cast, teams: dict[str, Team]) -> None:
    """The national calendar, and who was interested in what."""
    load_calendar(by=cast.steward, now=clock.at(day(2014, 4, 28)))
    round_ = Round.objects.get(slug="interest-2014")
    for number, place in enumerate(place for place in PLACES if place.wanted):
        category, readiness = place.wanted.split()
        team = teams[place.code]
        express_interest(
            ccg=team.ccg,
            round=round_,
            category=category,
            readiness=readiness,
            by=team.officer,
            now=clock.at(day(2014, 6, 2) + timedelta(hours=19 * number)),
        )


def _take_up(clock: Clock, cast: Cast, year: int) -> None:
    """The models that CCGs took up on 1 April of a year without this service, recorded by the data steward."""
    for place in PLACES:
        if place.since == year:
            take_over_model(
                ccg=CCG.objects.get(code=place.code),
                model=place.model,
                from_on=date(year, 4, 1),
                source="National list of models (demonstration)",
                by=cast.steward,
                now=clock.at(day(year, 4, 1, 0, 1)),
            )


def _years_2015_to_2017(clock: Clock, cast: Cast, stories: dict[str, Story]) -> Board:
    """Medway's two ballots, its committee and its application; the models that others took up meanwhile."""
    story = stories[MEDWAY]
    medway.march_2015(story)
    _take_up(clock, cast, 2015)
    version, ballot, consultation = medway.july_2015(story)
    board = found_committee(cast, story.team, clock, at=day(2015, 9, 2, 10))
    application = medway.autumn_2015(story, version, ballot, consultation)
    now = clock.at(day(2016, 2, 1))
    organisations.load_release(
        label="2016_02", as_at=date(2016, 2, 1), growth=9, closures=True, by=cast.steward, now=now
    )
    confirm(story.team, clock, at=day(2016, 3, 1))
    medway.decision_and_start(story, application, version)
    for year in (2016, 2017):
        _take_up(clock, cast, year)
    return board


def _today(clock: Clock, cast: Cast, stories: dict[str, Story], today: live.Today) -> None:
    """A release of this year, and three CCGs in the middle of a live round."""
    organisations.load_release(
        label="latest",
        as_at=today.at(-150).date(),
        growth=84,
        closures=True,
        by=cast.steward,
        now=clock.at(today.at(-149)),
    )
    delegated, joint = live.announce_rounds(clock, today, by=cast.regional_officers["Y57"])
    found_committee(cast, stories[SENT].team, clock, at=today.at(-70, 10))
    live.fenwick_moor(stories[SENT], today, delegated)
    larkdale = stories[JOINT]
    found_committee(
        cast,
        larkdale.team,
        clock,
        at=today.at(-60, 10),
        name="Joint Commissioning Committee",
        region=larkdale.ccg.region,
        regional_officer=larkdale.regional_officer,
    )
    live.larkdale(larkdale, today, joint)
    live.harbour_vale(stories[LIVE], today, delegated)
    ballots_in_every_phase(stories[LIVE], today)
    live.ask_about_complaints(stories["X04"], today)


def _committees(clock: Clock, board: Board, today: live.Today, soon: datetime) -> None:
    """Medway's committee has met twice this year, and meets again `soon` and next week."""
    before = [line for line in YEARS if line.days < -ROUND]
    declare_lines(board.team, board.people, clock, today, before)
    confirm(board.team, clock, at=today.at(-ROUND, 9))
    declare_lines(board.team, board.people, clock, today, [line for line in YEARS if line not in before])
    secretary = Secretary(board, clock)
    first = secretary.hold(planned=today.at(-112, 10), starts=today.at(-98, 10))
    minutes = secretary.minute(first, at=today.at(-90, 15))
    second = secretary.hold(planned=today.at(-50, 10), starts=today.at(-35, 10))
    secretary.publish(minutes, at_meeting=second, at=today.at(-34, 9))
    secretary.minute(second, at=today.at(-30, 15))
    secretary.plan(planned=today.at(-10, 10), starts=today.at(6, 10))
    secretary.plan(planned=today.at(-9, 10), starts=soon)


def _outbox_is_past(now: datetime) -> None:
    """Nobody of these people has a mailbox: what was said in the past counts as sent when it was queued."""
    Message.objects.filter(state=MessageState.QUEUED, queued_at__lte=now).update(
        state=MessageState.SENT, sent_at=F("queued_at"), attempts=1
    )


def is_loaded() -> bool:
    """Whether the demonstration is there."""
    return DemonstrationSignIn.objects.exists()
