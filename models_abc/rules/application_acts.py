"""What can be done with an application, in which state, by whom, and what is said otherwise (F-22 to F-24)."""

from typing import Any

from ccgs.terms.roles import Permission
from cocommission.shared.rules.acts import Act
from models_abc.rules.catalogue import source_of
from models_abc.terms import ApplicationState, AttestationRole
from models_abc.terms.applications import APPLICATION_TRANSITIONS, CLOSED_STATES

S = ApplicationState
OFFICER = "Governance officer"
SENDER = "Governance officer or Accountable Officer"
REGION = "NHS England regional officer"
LOCKED = "The application is locked after it is submitted. To change something, withdraw it and start again."
SIGNING = "You can sign the Delegation Agreement only after the approval and before go-live."
APPROVED_STATES = (S.APPROVED, S.APPROVED_WITH_CONDITIONS)
TO_DECIDE = (S.SUBMITTED, S.SUBMITTED_SUBJECT_TO_VOTE, S.UNDER_REVIEW, S.DEFERRED)


def _act(title: str, *states: str, right: str, who: str, otherwise: str, rule: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=right,
        who=who,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule,
        source=source_of(rule),
        **more,
    )


def _evidence(title: str, *also: str, right: str = Permission.EDIT_APPLICATION, who: str = OFFICER) -> Act:
    """What an application rests on changes only until it is submitted."""
    return _act(title, S.PREPARING, *also, right=right, who=who, otherwise=LOCKED, rule="APP-17")


def _region(title: str, *states: str, otherwise: str, rule: str, **more: Any) -> Act:
    right = Permission.REVIEW_APPLICATIONS
    return _act(title, *states, right=right, who=REGION, otherwise=otherwise, rule=rule, **more)


START_DAY = _evidence("Choose another day to start")
MANDATE = _evidence("Mandate of the member practices", S.SUBMITTED_SUBJECT_TO_VOTE)
CONSTITUTION = _evidence("Constitution")
CONSULTATION = _evidence("Consultation of the LMC")
GOVERNING_BODY = _evidence("Approval by the governing body", right=Permission.RECORD_GOVERNING_BODY)
DOCUMENT = _evidence("Documents of the application")
DOCUMENT_OUT = _evidence("Remove a document")
VOTE_PLAN = _evidence("Apply subject to a vote that is still to come", S.SUBMITTED_SUBJECT_TO_VOTE)
ATTEST = {
    AttestationRole.ACCOUNTABLE_OFFICER: _evidence(
        "Sign as Accountable Officer", right=Permission.ATTEST_ACCOUNTABLE, who="Accountable Officer"
    ),
    AttestationRole.AUDIT_CHAIR: _evidence("Sign as Audit Chair", right=Permission.ATTEST_AUDIT, who="Audit Chair"),
}
"""The act of each of the two people who sign."""
ATTESTATION_BACK = _act(
    "Withdraw your attestation",
    *(state for state in S if state not in (*CLOSED_STATES, S.LIVE)),
    right="",
    who="The person who signed",
    otherwise="You can withdraw your attestation only until the model is taken up or the application is closed.",
    rule="APP-03",
)
SUBMIT = _act(
    "Check and submit the application",
    S.PREPARING,
    right=Permission.SUBMIT_APPLICATION,
    who=SENDER,
    otherwise="You can submit an application once, while it is being prepared.",
    rule="APP-01",
)
WITHDRAW = _act(
    "Withdraw the application",
    *(state for state, after in APPLICATION_TRANSITIONS.items() if S.WITHDRAWN in after),
    right=Permission.SUBMIT_APPLICATION,
    who=SENDER,
    otherwise="You can withdraw an application only until the model is taken up or the application is closed.",
    rule="APP-18",
    final="The application is closed, and you cannot reopen it. You can start another one in an open round.",
    destroys=True,
    leads_to=frozenset({S.WITHDRAWN}),
)
CONDITION = _act(
    "Record what has been done about a condition",
    S.APPROVED_WITH_CONDITIONS,
    right=Permission.EDIT_APPLICATION,
    who=OFFICER,
    otherwise="You can send evidence for a condition only after an approval with conditions and before go-live.",
    rule="APP-11",
)
EXIT = _act(
    "Give notice to leave delegation",
    S.LIVE,
    right=Permission.SUBMIT_APPLICATION,
    who=SENDER,
    otherwise="You can give notice only while the CCG holds the model that this application was for.",
    rule="APP-15",
    final="You cannot take the notice back. The CCG leaves delegation on the day you entered.",
    destroys=True,
    leads_to=frozenset({S.ENDED}),
)
SIGN_AGREEMENT = _act(
    "Sign for the CCG",
    *APPROVED_STATES,
    right=Permission.ATTEST_ACCOUNTABLE,
    who="Accountable Officer",
    otherwise=SIGNING,
    rule="APP-12",
)
LATE = _region(
    "Allow a late application",
    S.PREPARING,
    otherwise="You can allow a late application only before it is submitted.",
    rule="APP-01",
)
REVIEW = _region(
    "Take it up for review",
    S.SUBMITTED,
    S.DEFERRED,
    otherwise="You can take up an application for review once it is submitted, or after a deferral.",
    rule="APP-19",
)
DECIDE = _region(
    "Decide on the application",
    *TO_DECIDE,
    otherwise="You can decide on an application after it is submitted, or after a deferral.",
    rule="APP-19",
    final="You cannot change a decision after you record it. Only after a deferral can you decide again.",
    leads_to=frozenset({S.REFUSED}),
)
CONDITION_MET = _region(
    "Record that a condition is met",
    S.APPROVED_WITH_CONDITIONS,
    otherwise="You can record that a condition is met only after an approval with conditions and before go-live.",
    rule="APP-11",
)
SIGN_AGREEMENT_HERE = _region("Sign for NHS England", *APPROVED_STATES, otherwise=SIGNING, rule="APP-12")
AGREEMENT = _region(
    "Issue the Delegation Agreement",
    *APPROVED_STATES,
    otherwise="You can issue the Delegation Agreement only after the approval and before go-live.",
    rule="APP-12",
)
