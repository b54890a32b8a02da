"""Three invented CCGs in the middle of a live round, relative to the day on which the demonstration is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ccgs.actions.constitutions import approve_by_nhs_england
from ccgs.models import Constitution
from cocommission.demo import papers
from cocommission.demo.clock import Clock, later, london
from cocommission.demo.story import FOR_C, Asked, Story, token
from cocommission.shared.clock import london as on_the_wall
from cocommission.shared.models import Person
from models_abc.actions.arrangements import save_arrangement, sign_for_ccg
from models_abc.actions.functions import propose_agreement
from models_abc.actions.interests import express_interest
from models_abc.actions.rounds import open_round
from models_abc.actions.submission import submit
from models_abc.models import Round
from models_abc.queries.arrangements import terms_digest
from models_abc.rules.rounds import USUAL_EVIDENCE
from models_abc.terms import (
    AttestationRole,
    CommitteeKind,
    Decider,
    DocumentKind,
    Function,
    Readiness,
    RoundPurpose,
)
from votes.actions.engagement import log_event, set_attendance
from votes.models import Ballot
from votes.terms.ballots import QuestionKind
from votes.terms.engagement import EventKind

INVENTED = "An invented CCG in an invented round: try everything out."
Answers = list[Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which the demonstration is loaded, and moments counted from it."""

    on: date

    def at(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """`days` from today (negative: before) at this time in London."""
        return london(self.on + timedelta(days=days), hour, minute)

    @property
    def next_april(self) -> date:
        """The first 1 April that leaves time for a decision after the live round."""
        soonest = self.on + timedelta(days=90)
        return date(soonest.year + (soonest > date(soonest.year, 4, 1)), 4, 1)

    @property
    def next_quarters(self) -> list[date]:
        """The next three first days of a quarter, at least three weeks away."""
        found, soonest = [], self.on + timedelta(days=21)
        for year in (self.on.year, self.on.year + 1):
            found += [date(year, month, 1) for month in (1, 4, 7, 10) if date(year, month, 1) >= soonest]
        return found[:3]


def today_of(now: datetime) -> Today:
    """The day of `now` in London."""
    return Today(on_the_wall(now).date())


def next_half_hour(now: datetime) -> datetime:
    """The next full or half hour: a meeting that begins then can be opened now."""
    return (
        now
        + timedelta(minutes=30)
        - timedelta(minutes=now.minute % 30, seconds=now.second, microseconds=now.microsecond)
    )


def answers(*groups: tuple[int, str, str]) -> Answers:
    """So many practices with this answer to question 1 and that to question 2."""
    return [{1: one, 2: two} for count, one, two in groups for _ in range(count)]


def announce_rounds(clock: Clock, today: Today, *, by: Person) -> tuple[Round, Round]:
    """A round for model C that closes in three weeks, and one of local agreements for model B."""
    letter = "Letter of NHS England (demonstration)"
    delegated = open_round(
        slug="demonstration-delegated",
        name=f"Delegated commissioning from April {today.next_april.year} (demonstration)",
        purpose=RoundPurpose.NATIONAL,
        model_sought="C",
        opens_at=today.at(-58),
        closes_at=today.at(21, 12),
        go_live_on=[today.next_april],
        required_evidence=[str(kind) for kind in USUAL_EVIDENCE["C"]],
        decision_by_on=today.on + timedelta(days=60),
        source=letter,
        by=by,
        now=clock.at(today.at(-61, 10)),
    )
    joint = open_round(
        slug="demonstration-joint",
        name="Joint commissioning by local agreement (demonstration)",
        purpose=RoundPurpose.LOCAL,
        model_sought="B",
        opens_at=today.at(-58),
        closes_at=london(today.next_quarters[-1], 0),
        go_live_on=today.next_quarters,
        required_evidence=[str(kind) for kind in USUAL_EVIDENCE["B"]],
        source=letter,
        by=by,
        now=clock.at(today.at(-61, 11)),
    )
    return delegated, joint


def harbour_vale(story: Story, today: Today, round_: Round) -> None:
    """In the middle of everything: a ballot closing tomorrow, the LMC asked, an application half ready."""
    express_interest(
        ccg=story.ccg, round=round_, category="C", readiness=Readiness.NOW, text="The members will be asked.",
        by=story.officer, now=story.clock.at(today.at(-50, 11)),
    )  # fmt: skip
    version = story.proposal(
        "Delegated commissioning", papers.DELEGATED_CLAUSES, drafted=today.at(-42), proposed=today.at(-30, 15)
    )
    application = story.application(round_, today.next_april, started=today.at(-35), version=version)
    ballot = story.ballot(
        "Delegated commissioning and the constitution",
        story.two_questions(version, "C"),
        notice=today.at(-27, 10),
        opens=today.at(-10),
        closes=today.at(1, 17),
        background=INVENTED,
    )
    _meeting_day(story, today)
    consultation = story.consultation(
        "Delegated commissioning", version, opened=today.at(-15, 11), closes=today.at(5, 17)
    )
    story.link(application, ballots=[ballot], consultations=[consultation], at=today.at(-14))
    webinar = log_event(
        ccg=story.ccg, kind=EventKind.WEBINAR, title="Webinar: what delegation would mean for a practice",
        held_at=today.at(-11, 12, 30), audience="Member practices", notes=INVENTED,
        by=story.officer, now=story.clock.at(today.at(-11, 15)),
    )  # fmt: skip
    practices = sorted(story.team.representatives)[:9]
    set_attendance(event=webinar, practices=practices, by=story.officer, now=story.clock.at(today.at(-11, 15, 5)))
    early = answers((2, "", ""), (4, "FOR", "FOR"), (1, "FOR", "AGAINST"), (1, "ABSTAIN", "ABSTAIN"))
    story.votes(ballot, early, first=today.at(-9, 12), apart=timedelta(hours=30), already=2)
    kinds = [DocumentKind.FINANCE_TEMPLATE, DocumentKind.IMPLEMENTATION_PLAN]
    story.documents(application, kinds, at=today.at(-1, 8))


def _meeting_day(story: Story, today: Today) -> Ballot:
    """A small ballot that was counted and waits for somebody to certify it."""
    question = Asked(QuestionKind.FREE, "Shall the members' meeting move from Tuesday to Thursday evening?")
    ballot = story.ballot(
        "Day of the members' meeting",
        [question],
        notice=today.at(-26, 10),
        opens=today.at(-26, 11),
        closes=today.at(-13, 17),
        background=INVENTED,
    )
    votes: Answers = [{1: answer} for answer in ["FOR"] * 7 + ["AGAINST"] * 4 + ["ABSTAIN"]]
    story.votes(ballot, votes, first=today.at(-25, 10), apart=timedelta(hours=9))
    return story.result(ballot, counted=today.at(-12, 10))


def _carried(story: Story, version: Constitution, model: str, today: Today, notice: int) -> Ballot:
    """A ballot on model and constitution that both carried, and what follows from it."""
    question = "Shall {name} decide jointly with NHS England (model B)?" if model == "B" else None
    questions = story.two_questions(version, model, question) if question else story.two_questions(version, model)
    ballot = story.ballot(
        "The model and the constitution",
        questions,
        notice=today.at(notice, 10),
        opens=today.at(notice + 15),
        closes=today.at(notice + 29, 17),
        background=INVENTED,
    )
    given = answers((6, "FOR", "FOR"), (1, "AGAINST", "AGAINST"))
    story.votes(ballot, given, first=today.at(notice + 16, 13), apart=timedelta(hours=20))
    story.result(ballot, counted=today.at(notice + 30, 10), certified=today.at(notice + 31, 12))
    return ballot


def fenwick_moor(story: Story, today: Today, round_: Round) -> None:
    """Everything was in place and the application is with the region, which has not taken it up yet."""
    version = story.proposal(
        "Delegated commissioning", papers.DELEGATED_CLAUSES, drafted=today.at(-130), proposed=today.at(-120)
    )
    consultation = story.consultation(
        "Delegated commissioning", version, opened=today.at(-118), closes=today.at(-97, 17)
    )
    story.answer(consultation, today.at(-101, 14))
    ballot = _carried(story, version, "C", today, -96)
    application = story.application(
        round_, today.next_april, started=today.at(-50), version=version, ballots=[ballot], consultations=[consultation]
    )
    story.documents(application, FOR_C, at=today.at(-20, 14))
    story.governing_body(application, held=today.at(-12), recorded=today.at(-11), minute="GB item 7")
    story.attest(application, AttestationRole.ACCOUNTABLE_OFFICER, today.at(-8, 10))
    story.attest(application, AttestationRole.AUDIT_CHAIR, today.at(-7, 16))
    now = story.clock.at(today.at(-3, 11, 20))
    submit(application=application, form_token=token(), by=story.team.accountable_officer, now=now)


def larkdale(story: Story, today: Today, round_: Round) -> None:
    """An arrangement for model B that the CCG has signed and the region has not."""
    version = story.proposal(
        "Joint commissioning", papers.JOINT_CLAUSES, drafted=today.at(-130), proposed=today.at(-120)
    )
    ballot = _carried(story, version, "B", today, -104)
    now = story.clock.at(today.at(-40))
    approve_by_nhs_england(constitution=version, reasons="It meets the law.", by=story.regional_officer, now=now)
    row = save_arrangement(
        ccg=story.ccg,
        round=round_,
        go_live_on=today.next_quarters[0],
        committee_kind=CommitteeKind.JOINT_COMMITTEE,
        membership="Three members of the CCG, three of NHS England; Healthwatch and the Board without a vote.",
        mandate_ballot=ballot,
        constitution=version,
        has_pooled_fund=True,
        pooled_pounds=750_000,
        pooled_from_on=today.next_quarters[0],
        pooled_terms="Paid in equal parts; spent only as the joint committee decides; ends with the arrangement.",
        agreement_file=papers.paper("joint-commissioning-agreement.txt", papers.JOINT_AGREEMENT),
        by=story.officer,
        now=story.clock.at(today.at(-10, 15)),
    )
    now = story.clock.at(today.at(-2, 9, 30))
    sign_for_ccg(arrangement=row, seen=terms_digest(row), by=story.team.accountable_officer, now=now)


def ask_about_complaints(story: Story, today: Today) -> None:
    """A CCG with model C proposes who decides complaints; the region has to answer."""
    propose_agreement(
        ccg=story.ccg,
        function=Function.COMPLAINTS,
        decider=Decider.CCG,
        from_on=later(today.at(0), 30).date(),
        source="Delegation agreement, schedule 2 (demonstration)",
        note="The agreement names complaints; the national list does not.",
        by=story.officer,
        now=story.clock.at(today.at(-9, 16)),
    )
