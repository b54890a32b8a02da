"""What the Accountable Officer and the Audit Chair sign, in our own words, after the national pro forma (APP-03)."""

from datetime import date

from cocommission.shared.clock import day
from models_abc.terms import AttestationRole, CoCommissioningModel

_OWN_PART = {
    AttestationRole.ACCOUNTABLE_OFFICER: (
        "As Accountable Officer I answer for the CCG taking on these responsibilities. I have satisfied myself that it "
        "has the people, the money and the arrangements to carry them out."
    ),
    AttestationRole.AUDIT_CHAIR: (
        "As Audit Chair I have reviewed how conflicts of interest will be recorded and managed, and how the "
        "money will be overseen. I am satisfied that both are fit for these responsibilities."
    ),
}


def statement(role: str, *, ccg: str, model_sought: str, go_live_on: date | None) -> str:
    """The full text to be signed for this role; paragraphs are parted by an empty line."""
    model = CoCommissioningModel(model_sought).label.lower().replace("model b", "model B").replace("model c", "model C")
    start = f" from {day(go_live_on)}" if go_live_on else ""
    return "\n\n".join(
        (
            f"I confirm that the member practices of {ccg} and its governing body have seen and agreed the "
            f"arrangements in this application for {model}{start}.",
            "The ballots, the constitution, the consultation of the LMC, the governing body's approval and the "
            "documents listed here are the ones I rely on. If any of them changes, this "
            "statement no longer counts and I will be asked to look again.",
            _OWN_PART[AttestationRole(role)],
            "I sign in my own name, with my own sign-in. Nobody else has signed for me.",
        )
    )
