"""The acts of a CCG's year, each one call: constitution, ballot, consultation, application. Times come from outside."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ccgs.actions.constitutions import (
    adopt_by_members,
    approve_by_nhs_england,
    bring_into_force,
    draft_constitution,
    mark_checklist,
    propose,
    reject,
    save_voting_rule,
)
from ccgs.models import LMC, Constitution
from cocommission.demo import papers
from cocommission.demo.clock import Clock, later
from cocommission.demo.people import Team
from cocommission.shared.models import Person
from models_abc.actions.applications import choose_ballots, choose_constitution, start_application
from models_abc.actions.evidence import add_document, record_approval, record_consultation, sign_attestation
from models_abc.models import Application, Round
from models_abc.queries.records import on_record
from models_abc.terms import AttestationRole, DocumentKind
from votes.actions.ballot_casting import cast_vote
from votes.actions.ballot_counting import certify_ballot, count_ballot, publish_ballot
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import draft_ballot, save_question
from votes.actions.consultation_answers import answer_consultation
from votes.actions.consultation_papers import add_constitution_paper, add_paper
from votes.actions.consultations import draft_consultation, open_consultation
from votes.models import Ballot, Consultation, RollEntry
from votes.queries.consultations import digest_of, with_everything
from votes.rules.facts import BallotFacts, ConsultedFacts, OpinionFacts, QuestionFacts
from votes.terms.ballots import QuestionKind
from votes.terms.consultations import ConsultationKind, Opinion

_dice = random.Random(16)  # noqa: S311  (form tokens of a demonstration)


def token() -> UUID:
    """The token of a form that nobody filled in."""
    return UUID(int=_dice.getrandbits(128), version=4)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a ballot. `models` for a model question, `constitution` for a constitution change."""

    kind: str
    text: str
    models: tuple[str, ...] = ()
    constitution: Constitution | None = None


MODEL_QUESTION = "Shall {name} apply for delegated commissioning (model C)?"
CHANGE_QUESTION = "Do you approve version {number} of the constitution?"


class Story:
    """Tells what one CCG did. Every act sets the clock of the referee to its own moment first."""

    def __init__(self, clock: Clock, team: Team, *, lmc: LMC, reviewer: Person, regional_officer: Person) -> None:
        self.clock, self.team, self.ccg = clock, team, team.ccg
        self.lmc, self.reviewer, self.regional_officer = lmc, reviewer, regional_officer

    @property
    def officer(self) -> Person:
        """The governance officer."""
        return self.team.officer

    def first_constitution(self, at: datetime) -> Constitution:
        """Version 1 with its voting rules, adopted, approved and in force from that moment."""
        by, now = self.officer, self.clock.at(at)
        text = papers.constitution_text(self.ccg.name)
        row = draft_constitution(ccg=self.ccg, title="First constitution", text=text, by=by, now=now)
        mark_checklist(constitution=row, marks=papers.CHECKLIST, by=by, now=now)
        for rule in (papers.CHANGE_RULE, papers.ANY_RULE):
            save_voting_rule(constitution=row, terms=rule, by=by, now=now)
        propose(constitution=row, by=by, now=now)
        evidence = {"what": "Signed by every member when the group was founded (demonstration)"}
        adopt_by_members(constitution=row, by=by, now=now, evidence=evidence)
        approve_by_nhs_england(constitution=row, reasons="Authorisation", by=self.regional_officer, now=now)
        return bring_into_force(constitution=row, from_at=now, by=by, now=now)

    def proposal(self, title: str, extra: str, *, drafted: datetime, proposed: datetime | None = None) -> Constitution:
        """A new version with more clauses; put to the members where `proposed` says when."""
        now = self.clock.at(drafted)
        text = papers.constitution_text(self.ccg.name, extra)
        row = draft_constitution(ccg=self.ccg, title=title, text=text, by=self.officer, now=now)
        if proposed is not None:
            row = propose(constitution=row, by=self.officer, now=self.clock.at(proposed))
        return row

    def not_adopted(self, version: Constitution, reason: str, at: datetime) -> None:
        """That the members did not adopt it goes on record."""
        reject(constitution=version, reason=reason, by=self.officer, now=self.clock.at(at))

    def ballot(
        self,
        title: str,
        questions: Sequence[Asked],
        *,
        notice: datetime,
        opens: datetime,
        closes: datetime,
        background: str = "",
    ) -> Ballot:
        """Drafted and opened (notice given) at `notice`; voting runs from `opens` to `closes`."""
        by, now = self.officer, self.clock.at(notice)
        facts = BallotFacts(title, background, opens, closes)
        row = draft_ballot(ccg=self.ccg, facts=facts, by=by, now=now)
        for asked in questions:
            save_question(
                ballot=row,
                facts=QuestionFacts(asked.kind, asked.text, asked.models, as_choice=False),
                constitution=asked.constitution,
                by=by,
                now=now,
            )
        return open_ballot(ballot=row, by=by, now=now)

    def two_questions(self, version: Constitution, model: str, text: str = MODEL_QUESTION) -> list[Asked]:
        """The model and the constitution, each a question of its own (VOT-06)."""
        return [
            Asked(QuestionKind.MODEL_CHOICE, text.format(name=self.ccg.name), (model,)),
            Asked(QuestionKind.CONSTITUTION_CHANGE, CHANGE_QUESTION.format(number=version.number), (), version),
        ]

    def votes(
        self,
        ballot: Ballot,
        answers: Sequence[Mapping[int, str]],
        *,
        first: datetime,
        apart: timedelta,
        already: int = 0,
    ) -> None:
        """Practices vote in the order of the roll, `apart` from each other; the first `already` ones have voted."""
        entries = RollEntry.objects.filter(ballot=ballot).order_by("code")
        questions = list(ballot.questions.order_by("number"))
        for number, (entry, choices) in enumerate(list(zip(entries, answers, strict=False))[already:]):
            now = self.clock.at(first + number * apart)
            by = self.team.representatives[entry.practice_id]
            cast_vote(entry_id=entry.pk, choices=choices, form_token=token(), by=by, now=now, questions=questions)

    def result(self, ballot: Ballot, *, counted: datetime, certified: datetime | None = None) -> Ballot:
        """Counted by the officer and, where `certified` says when, certified by the lay member and published."""
        count_ballot(ballot=ballot, by=self.officer, now=self.clock.at(counted))
        if certified is None:
            return ballot
        now = self.clock.at(certified)
        note = "Counted a second time by the lay member; the figures agree."
        certify_ballot(ballot=ballot, by=self.team.lay_member, now=now, note=note)
        return publish_ballot(ballot=ballot, by=self.officer, now=self.clock.at(later(certified, 0.01)))

    def consultation(self, title: str, version: Constitution, *, opened: datetime, closes: datetime) -> Consultation:
        """The LMC is asked about the model and this version of the constitution."""
        by, now = self.officer, self.clock.at(opened)
        row = draft_consultation(
            ccg=self.ccg,
            lmc=self.lmc,
            facts=ConsultedFacts(
                ConsultationKind.MODEL_DECISION,
                title,
                "Were you consulted properly, and what is your opinion of the proposal?",
                closes,
            ),
            constitution=version,
            by=by,
            now=now,
        )
        file = papers.paper("letter-to-the-lmc.txt", papers.CONSULTATION_PAPER)
        add_paper(consultation=row, title="Letter to the LMC", file=file, by=by, now=now)
        add_constitution_paper(consultation=row, constitution=version, by=by, now=now)
        return open_consultation(consultation=row, by=by, now=now)

    def answer(
        self, consultation: Consultation, at: datetime, opinion: str = Opinion.SUPPORT, comments: str = ""
    ) -> None:
        """The LMC's reviewer says that it was consulted properly."""
        now = self.clock.at(at)
        row = with_everything(Consultation.objects.filter(pk=consultation.pk)).get()
        answer_consultation(
            consultation=row,
            facts=OpinionFacts(consulted_properly=True, opinion=opinion, comments=comments),
            papers_digest=digest_of(row),
            form_token=token(),
            by=self.reviewer,
            now=now,
        )

    def application(
        self,
        round_: Round,
        go_live_on: date,
        *,
        started: datetime,
        version: Constitution | None = None,
        ballots: Sequence[Ballot] = (),
        consultations: Sequence[Consultation] = (),
    ) -> Application:
        """An application for model C with what it rests on so far."""
        by, now = self.officer, self.clock.at(started)
        row = start_application(ccg=self.ccg, round=round_, model_sought="C", go_live_on=go_live_on, by=by, now=now)
        if version is not None:
            choose_constitution(application=row, constitution=version, by=by, now=now)
        if ballots:
            choose_ballots(application=row, ballots=list(ballots), by=by, now=now)
        if consultations:
            record_consultation(application=row, consultations=list(consultations), waived_because="", by=by, now=now)
        return row

    def link(
        self,
        application: Application,
        *,
        ballots: Sequence[Ballot],
        consultations: Sequence[Consultation],
        at: datetime,
    ) -> None:
        """Names the ballots and consultations that an application rests on."""
        now = self.clock.at(at)
        choose_ballots(application=application, ballots=list(ballots), by=self.officer, now=now)
        record_consultation(
            application=application, consultations=list(consultations), waived_because="", by=self.officer, now=now
        )

    def documents(self, application: Application, kinds: Sequence[DocumentKind], *, at: datetime) -> None:
        """Uploads documents of these kinds."""
        now = self.clock.at(at)
        for kind in kinds:
            name, text = DOCUMENTS[kind]
            add_document(application=application, kind=kind, file=papers.paper(name, text), by=self.officer, now=now)

    def governing_body(self, application: Application, *, held: datetime, recorded: datetime, minute: str) -> None:
        """The governing body approved; its secretary records it."""
        record_approval(
            application=application,
            held_on=held.date(),
            minute_reference=minute,
            file=papers.paper("minutes-of-the-governing-body.txt", papers.MINUTES),
            by=self.team.secretary,
            now=self.clock.at(recorded),
        )

    def attest(self, application: Application, role: AttestationRole, at: datetime) -> None:
        """The Accountable Officer or the Audit Chair signs for what is recorded."""
        now = self.clock.at(at)
        row = Application.objects.select_related("ccg__region", "round", "constitution").get(pk=application.pk)
        people: dict[str, Person] = {
            AttestationRole.ACCOUNTABLE_OFFICER: self.team.accountable_officer,
            AttestationRole.AUDIT_CHAIR: self.team.audit_chair,
        }
        sign_attestation(
            application=row,
            role=role,
            papers_digest=on_record(row, now).papers_digest,
            form_token=token(),
            by=people[role],
            now=now,
        )


DOCUMENTS: dict[Any, tuple[str, str]] = {
    DocumentKind.FINANCE_TEMPLATE: ("finance-template.csv", papers.FINANCE_TEMPLATE),
    DocumentKind.IMPLEMENTATION_PLAN: ("implementation-plan.txt", papers.IMPLEMENTATION_PLAN),
    DocumentKind.COMMITTEE: ("committee-terms-of-reference.txt", papers.TERMS_OF_REFERENCE),
    DocumentKind.REGISTERS: ("registers.txt", papers.REGISTERS),
}
FOR_C = tuple(DOCUMENTS)
