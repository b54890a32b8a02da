"""Ballots of a CCG: lists, one ballot with its parts, who voted (never how), and what a draft lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from ccgs.models import CCG, Constitution, Post
from ccgs.models.lmcs import in_area
from ccgs.queries.members import members_at
from ccgs.queries.posts import live, representatives
from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms import ConstitutionState, Decides, RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from votes.models import Ballot, Question
from votes.queries.ballot_roll import effective_roll
from votes.rules.ballot_checks import DraftFacts, DraftQuestion, opening_blockers
from votes.rules.ballot_roll_checks import Voter
from votes.terms.ballots import BallotState, QuestionKind

DECIDES = {
    QuestionKind.MODEL_CHOICE: Decides.MODEL_CHOICE,
    QuestionKind.CONSTITUTION_CHANGE: Decides.CONSTITUTION_CHANGE,
    QuestionKind.FREE: Decides.ANY,
}
#: A version whose text members can be asked about: proposed, so that it no longer changes.
VOTABLE = (ConstitutionState.PROPOSED,)
DONE_BY = ("counted_by", "certified_by", "challenged_by", "voided_by")


def with_parts(ballots: QuerySet[Ballot]) -> QuerySet[Ballot]:
    """The rows with their CCG, rule, questions and results: four statements whatever their number, and one for each
    kind of act that has been done. Together in one statement, the server would plan it longer than it runs.
    """
    questions = Question.objects.select_related("constitution__ccg", "result")
    questions = questions.defer("constitution__text").order_by("number")
    found = ballots.select_related(
        "ccg",
        "ccg__region",
        "constitution__ccg",
        "group",
        "returning_officer",
    )
    found = found.defer("constitution__text").prefetch_related(*DONE_BY, "re_ballot_of__ccg")
    return found.prefetch_related(Prefetch("questions", queryset=questions), "constitution__voting_rules")


def ballots_of(ccg: CCG, *, working: bool) -> QuerySet[Ballot]:
    """The ballots of `ccg`, latest first. Drafts only for those who may see working papers."""
    found = Ballot.objects.filter(ccg=ccg).select_related("ccg", "re_ballot_of").order_by("-number")
    return found if working else found.exclude(state=BallotState.DRAFT)


def ballot_of(ccg: CCG, number: int, *, working: bool) -> Ballot | None:
    """One ballot of `ccg` by its number, with its parts; None where there is none to see."""
    found = with_parts(Ballot.objects.filter(ccg=ccg, number=number))
    return (found if working else found.exclude(state=BallotState.DRAFT)).first()


def questions_of(ballot: Ballot) -> list[Question]:
    """Its questions in order."""
    return list(ballot.questions.all())


def rule_of(question: Question, constitution: Constitution | None) -> VotingRuleTerms | None:
    """The rule of a question: the frozen one, or in a draft what the bound constitution version says today."""
    if question.rule:
        return question.terms
    if constitution is None:
        return None
    row = constitution.rule_for(DECIDES[QuestionKind(question.kind)])
    return row.terms if row else None


def verifiers(ccg: CCG, now: datetime) -> list[Person]:
    """Everybody who could certify a ballot of `ccg`: Audit Chair, lay members, reviewers of its LMC (VOT-09)."""
    of_the_ccg = Q(ccg=ccg, role__in=[RoleCode.AUDIT_CHAIR, RoleCode.LAY_MEMBER])
    lmcs = ccg.lmc_areas.filter(in_area(london(now).date())).values("lmc")
    posts = Post.objects.filter(live(now)).filter(of_the_ccg | Q(lmc__in=lmcs, role=RoleCode.LMC_REVIEWER))
    return list({post.person_id: post.person for post in posts.select_related("person").order_by("pk")}.values())


def voters_of(ccg: CCG, now: datetime) -> list[Voter]:
    """The voting members of `ccg` today, and whether each has somebody to vote for it."""
    represented = representatives(ccg, now)
    return [
        Voter(member.code, member.name, member.patients, member.practice_id in represented)
        for member in members_at(ccg, london(now).date())
    ]


def _draft_question(question: Question, constitution: Constitution | None) -> DraftQuestion:
    bound = question.constitution
    return DraftQuestion(
        number=question.number,
        kind=question.kind,
        text=question.text,
        options=question.choices,
        rule=rule_of(question, constitution),
        constitution_bound=bound is not None,
        constitution_usable=bound is None or bound.state in VOTABLE,
        text_changed=question.version_changed,
    )


def draft_facts(ballot: Ballot, now: datetime, *, state: str | None = None) -> DraftFacts:
    """What is known of a draft, for `rules.ballot_checks.opening_blockers`."""
    return DraftFacts(
        state=state or ballot.state,
        title=ballot.title,
        questions=tuple(_draft_question(question, ballot.constitution) for question in questions_of(ballot)),
        voters=voters_of(ballot.ccg, now),
        opens_at=ballot.opens_at,
        closes_at=ballot.closes_at,
        mode=ballot.mode,
        constitution_bound=ballot.constitution_id is not None,
        verifiers_other_than_officer=sum(
            person.pk != ballot.returning_officer_id for person in verifiers(ballot.ccg, now)
        ),
        unrepresented_reason=ballot.unrepresented_reason,
        is_re_ballot=ballot.re_ballot_of_id is not None,
        what_changed=ballot.what_changed,
    )


def missing_before_opening(ballot: Ballot, now: datetime) -> list[Blocker]:
    """What is missing before the draft can open; the page, the button, the action and the API all ask this."""
    return opening_blockers(draft_facts(ballot, now), now=now)


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who has voted, never how (VOT-13)."""

    practices: int
    voted: int
    weight: int
    weight_voted: int


def turnout(ballot: Ballot) -> Turnout:
    """How many practices on the roll have voted, and the votes that they have together."""
    rows = [row for row in effective_roll(ballot) if not row.struck]
    voted = [row for row in rows if row.voted_at]
    return Turnout(len(rows), len(voted), sum(row.weight for row in rows), sum(row.weight for row in voted))
