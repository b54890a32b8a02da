"""What a visitor does first in each role of the demonstration: the words of its tour page."""

from typing import NamedTuple

from cocommission.demo.countries import LIVE, MEDWAY, SENT

VALE, MED, MOOR = f"/ccgs/{LIVE}/", f"/ccgs/{MEDWAY}/", f"/ccgs/{SENT}/"


class Stop(NamedTuple):
    """One thing to do: where, what, and what to look for there."""

    title: str
    url: str
    look: str


TOURS: dict[str, tuple[Stop, ...]] = {
    "Governance officer, Harbour Vale": (
        Stop("See what is missing from the application", f"{VALE}application/", "Each requirement has its rule."),
        Stop("Count the ballot that has closed", f"{VALE}ballots/", "Open “Locum bank” and count it."),
        Stop("See who has voted", f"{VALE}ballots/1/", "You see who has voted, but not how."),
        Stop("Open your tasks", "/tasks/", "The task that is due first is at the top."),
    ),
    "Practice representative of two practices, Harbour Vale": (
        Stop("Vote for your first practice", "/vote/", "You can change your vote until the ballot closes."),
        Stop("Check your receipt", "/vote/", "The receipt proves that your vote was recorded."),
    ),
    "Accountable Officer, Harbour Vale": (
        Stop(
            "See what is missing from the application", f"{VALE}application/", "You cannot sign before it is complete."
        ),
        Stop(
            "Read the statement you will sign", f"{VALE}application/1/attestations/", "The Audit Chair signs their own."
        ),
    ),
    "Audit Chair, Harbour Vale": (
        Stop("Certify a count", f"{VALE}ballots/", "Open “Day of the members' meeting”. You did not run this ballot."),
        Stop(
            "Read the statement you will sign", f"{VALE}application/1/attestations/", "Two different people must sign."
        ),
    ),
    "LMC reviewer, Saltmarsh LMC": (
        Stop("Answer a consultation", "/lmcs/SALT/consultations/", "Your answer belongs to the papers you read."),
        Stop("Open your tasks", "/tasks/", "See what else waits for the LMC."),
    ),
    "NHS England regional officer, South of England": (
        Stop("Review an application", "/regions/Y57/applications/", "Fenwick Moor has submitted one."),
        Stop("Compare the CCGs of England", "/regions/", "Choose an earlier day to see how it was."),
        Stop("Open your tasks", "/tasks/", "An arrangement for model B needs your signature."),
    ),
    "Governance officer of another CCG, Fenwick Moor": (
        Stop("Follow your application", f"{MOOR}application/", "The timeline shows what comes next."),
        Stop("Verify the ledger", f"{MOOR}ledger/", "Every act is listed. Nobody can change an entry."),
    ),
    "Governance officer, Medway": (
        Stop("See why Medway's first application failed", f"{MED}ballots/1/", "One question carried and one was lost."),
        Stop("Read the decision of 2016", f"{MED}application/", "NHS England approved model C."),
        Stop("Look through the registers", f"{MED}registers/", "Interests, gifts, procurement and breaches."),
    ),
    "Committee secretary, Medway": (
        Stop("Open today's meeting", f"{MED}committees/1/meetings/", "Choose the meeting of today, then its desk."),
        Stop("See who must leave for which item", f"{MED}committees/1/meetings/4/map/", "Each mark has its reason."),
        Stop(
            "Read the minutes of the last meeting",
            f"{MED}committees/1/meetings/1/minutes/",
            "Drafted from the records.",
        ),
    ),
    "Chair of the committee, Medway": (
        Stop(
            "Decide on a conflict",
            f"{MED}committees/1/meetings/4/map/",
            "Confirm what is proposed, or decide otherwise.",
        ),
        Stop("See if the quorum is met", f"{MED}committees/1/meetings/4/", "The quorum is checked for each item."),
    ),
    "GP member of the committee, Medway": (
        Stop("Check your interests", f"{MED}registers/declare/", "Confirm them, or declare a new one."),
        Stop("Declare for the next meeting", f"{MED}committees/1/meetings/4/", "See which items you must leave."),
    ),
    "Conflicts of Interest Guardian, Medway": (
        Stop("Decide a request", f"{MED}registers/redactions/", "A member wants part of an entry kept private."),
        Stop(
            "Choose who investigates a breach", f"{MED}registers/breaches/", "It cannot be the person who reported it."
        ),
    ),
    "National data steward": (
        Stop("Check public files before you load them", "/data/ods/", "You see what would happen to every row."),
        Stop("See every LMC", "/lmcs/", "Link an LMC to the CCGs it covers."),
    ),
}
