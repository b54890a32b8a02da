"""Medway 2015, replayed through the ordinary actions: facts of the public record, people and practices invented.

The facts [seed 001]: March 2015, two questions, 75% and 37%; webinar 8 July and meeting 16 July, 95% voted and 93.5%
were in favour; implementation plan shared in October; governing body 28 October; submission by midday on 6 November;
decision in December; delegated from 1 April 2016. No whole numbers of 56 practices give all those percentages, so the
practices' votes are the nearest that do, and the published percentages stand beside them "as published".
"""

from datetime import date, timedelta

from ccgs.actions.constitutions import approve_by_nhs_england, bring_into_force
from ccgs.models import Constitution
from cocommission.demo import papers
from cocommission.demo.clock import day
from cocommission.demo.story import FOR_C, Asked, Story, token
from models_abc.actions.review import decide, issue_agreement, sign_agreement, start_review
from models_abc.actions.submission import submit
from models_abc.models import Application, Round
from models_abc.tasks.applications import take_up
from models_abc.terms import AttestationRole, DecisionOutcome
from votes.actions.consultation_life import publish_summary
from votes.actions.engagement import log_event, set_attendance
from votes.actions.historic_results import note_historic_result
from votes.models import Ballot, Consultation
from votes.rules.facts import PublishedResultFacts
from votes.terms.ballots import HistoricOutcome, QuestionKind
from votes.terms.consultations import Opinion
from votes.terms.engagement import EventKind

PAPER = "Medway Health and Wellbeing Board paper, 15 September 2015"
INVENTED = (
    "Replayed from the public record. The practices, the people and who voted how are invented; the published "
    "percentages are recorded beside this ballot."
)
TAKE_UP = "Shall the CCG take up co-commissioning of general practice (joint or delegated)?"
MARCH = [{1: "FOR", 2: "FOR"}] * 19 + [{1: "FOR", 2: "AGAINST"}] * 20 + [{1: "AGAINST", 2: "AGAINST"}] * 13
"""52 of 56 practices: 39 for co-commissioning (75.0%), 19 for the constitution (36.5%, published as 37%)."""
JULY = [{1: "FOR", 2: "FOR"}] * 50 + [{1: "AGAINST", 2: "AGAINST"}] * 3
"""53 of 56 practices (94.6%, published as 95%): 50 in favour (94.3%; 93.5% as published is not possible)."""


def march_2015(story: Story) -> Ballot:
    """Two questions: co-commissioning is carried, the constitution is lost, and Medway stays at model A."""
    version = story.proposal(
        "Co-commissioning (first proposal)",
        papers.DELEGATED_CLAUSES,
        drafted=day(2015, 2, 2),
        proposed=day(2015, 2, 16),
    )
    questions = [
        Asked(QuestionKind.MODEL_CHOICE, TAKE_UP, ("B", "C")),
        Asked(
            QuestionKind.CONSTITUTION_CHANGE,
            f"Do you approve version {version.number} of the constitution?",
            (),
            version,
        ),
    ]
    ballot = story.ballot(
        "Co-commissioning of general practice",
        questions,
        notice=day(2015, 2, 20),
        opens=day(2015, 3, 9),
        closes=day(2015, 3, 23, 17),
        background=INVENTED,
    )
    story.votes(ballot, MARCH, first=day(2015, 3, 9, 10), apart=timedelta(hours=6))
    story.result(ballot, counted=day(2015, 3, 24, 10), certified=day(2015, 3, 25, 14))
    now = story.clock.at(day(2015, 3, 26, 9))
    story.not_adopted(version, "The members voted no: 19 of 52 in favour.", now)
    for question, kind, support, outcome in (
        ("Take up co-commissioning", QuestionKind.MODEL_CHOICE, "75%", HistoricOutcome.CARRIED),
        ("Change the constitution", QuestionKind.CONSTITUTION_CHANGE, "37%", HistoricOutcome.LOST),
    ):
        note_historic_result(
            ccg=story.ccg,
            facts=PublishedResultFacts(
                held_on=date(2015, 3, 23),
                question=question,
                kind=kind,
                outcome=outcome,
                support_text=support,
                source=f"{PAPER}, appendix 1. The paper gives the month; the day is invented.",
            ),
            by=story.officer,
            now=now,
        )
    return ballot


def july_2015(story: Story) -> tuple[Constitution, Ballot, Consultation]:
    """A second proposal with the ring-fenced budget, the LMC consulted, a webinar, and a vote at the GP meeting."""
    text = papers.DELEGATED_CLAUSES + "\n9.3 The members are told every quarter how the budget stands.\n"
    version = story.proposal(
        "Delegated commissioning (second proposal)", text, drafted=day(2015, 5, 18), proposed=day(2015, 6, 15)
    )
    consultation = story.consultation(
        "Delegated commissioning from April 2016", version, opened=day(2015, 6, 16), closes=day(2015, 7, 10, 17)
    )
    ballot = story.ballot(
        "Delegated commissioning and the constitution",
        story.two_questions(version, "C"),
        notice=day(2015, 6, 22),
        opens=day(2015, 7, 8, 14),
        closes=day(2015, 7, 16, 21),
        background=INVENTED,
    )
    note = "The paper says that the LMC was engaged in discussions; this answer is invented."
    story.answer(consultation, day(2015, 7, 7, 11), Opinion.NO_VIEW, note)
    webinar = log_event(
        ccg=story.ccg,
        kind=EventKind.WEBINAR,
        title="Webinar on delegated commissioning",
        held_at=day(2015, 7, 8, 12, 30),
        audience="Member practices",
        notes=f"Held on 8 July 2015 ({PAPER}). Who took part is invented.",
        by=story.officer,
        now=story.clock.at(day(2015, 7, 8, 16)),
    )
    practices = sorted(story.team.representatives)
    set_attendance(
        event=webinar, practices=practices[:31], by=story.officer, now=story.clock.at(day(2015, 7, 8, 16, 5))
    )
    story.votes(ballot, JULY[:20], first=day(2015, 7, 9, 9), apart=timedelta(hours=8))
    story.votes(ballot, JULY, first=day(2015, 7, 16, 19, 30), apart=timedelta(minutes=2), already=20)
    now = story.clock.at(day(2015, 7, 16, 21, 30))
    meeting = log_event(
        ccg=story.ccg,
        kind=EventKind.MEETING,
        title="Monthly GP meeting",
        held_at=day(2015, 7, 16, 18, 30),
        audience="Every member practice",
        notes=f"Presentation and discussion, then the vote closed at 9pm ({PAPER}).",
        ballot=ballot,
        by=story.officer,
        now=now,
    )
    set_attendance(event=meeting, practices=practices[:53], by=story.officer, now=now)
    story.result(ballot, counted=day(2015, 7, 17, 9), certified=day(2015, 7, 20, 10))
    now = story.clock.at(day(2015, 7, 21, 9, 30))
    publish_summary(
        consultation=consultation,
        summary=f"The LMC was asked about delegated commissioning and said that it was consulted properly. {note}",
        by=story.officer,
        now=now,
    )
    note_historic_result(
        ccg=story.ccg,
        facts=PublishedResultFacts(
            held_on=date(2015, 7, 16),
            question="Change the constitution to enable delegated commissioning",
            kind=QuestionKind.CONSTITUTION_CHANGE,
            outcome=HistoricOutcome.CARRIED,
            turnout_text="95%",
            support_text="93.5%",
            source=f"{PAPER}, paragraph 2.3",
        ),
        by=story.officer,
        now=now,
    )
    return version, ballot, consultation


def autumn_2015(story: Story, version: Constitution, ballot: Ballot, consultation: Consultation) -> Application:
    """The application: plan in October, governing body on 28 October, submitted in time on 6 November."""
    round_ = Round.objects.get(slug="delegated-2016")
    row = story.application(
        round_,
        date(2016, 4, 1),
        started=day(2015, 8, 3),
        version=version,
        ballots=[ballot],
        consultations=[consultation],
    )
    story.documents(row, FOR_C, at=day(2015, 10, 9, 15))
    shared = log_event(
        ccg=story.ccg,
        kind=EventKind.MEETING,
        title="Implementation plan shared with member practices",
        held_at=day(2015, 10, 14, 13),
        audience="Member practices",
        notes=f"In October 2015 ({PAPER}); the day is invented.",
        by=story.officer,
        now=story.clock.at(day(2015, 10, 14, 15)),
    )
    practices = sorted(story.team.representatives)[:44]
    set_attendance(event=shared, practices=practices, by=story.officer, now=story.clock.at(day(2015, 10, 14, 15, 5)))
    story.governing_body(
        row, held=day(2015, 10, 28), recorded=day(2015, 10, 29), minute="GB 28/10/2015 item 9 (invented)"
    )
    story.attest(row, AttestationRole.ACCOUNTABLE_OFFICER, day(2015, 11, 2, 10))
    story.attest(row, AttestationRole.AUDIT_CHAIR, day(2015, 11, 3, 15))
    now = story.clock.at(day(2015, 11, 6, 11, 42))
    submit(application=row, form_token=token(), by=story.team.accountable_officer, now=now)
    return row


def decision_and_start(story: Story, application: Application, version: Constitution) -> None:
    """Review, decision in December, agreement signed, model C from the first minute of 1 April 2016."""
    region = story.regional_officer
    start_review(application=application, by=region, now=story.clock.at(day(2015, 11, 16, 10)))
    now = story.clock.at(day(2015, 11, 27, 11))
    approve_by_nhs_england(constitution=version, reasons="The change meets the law (invented).", by=region, now=now)
    decide(
        application=application,
        outcome=DecisionOutcome.APPROVED,
        reasons="The members gave their mandate, the LMC was consulted and the governance is in place (invented).",
        by=region,
        now=story.clock.at(day(2015, 12, 17, 16)),
    )
    file = papers.paper("delegation-agreement.txt", papers.AGREEMENT)
    issue_agreement(application=application, file=file, by=region, now=story.clock.at(day(2016, 1, 25, 12)))
    sign_agreement(
        application=application, by=story.team.accountable_officer, now=story.clock.at(day(2016, 3, 3, 9, 30))
    )
    sign_agreement(application=application, by=region, now=story.clock.at(day(2016, 3, 10, 14)))
    now = story.clock.at(day(2016, 3, 14))
    bring_into_force(constitution=version, from_at=day(2016, 4, 1, 0), by=story.officer, now=now)
    if take_up(story.clock.at(day(2016, 4, 1, 0, 0, 30))).done != 1:
        raise RuntimeError("Medway did not take up model C on 1 April 2016.")
