"""Whom a visitor may sign in as, one person for each role."""

from cocommission.demo.countries import LIVE, MEDWAY, SENT
from cocommission.demo.people import Cast, Team
from cocommission.shared.models import DemonstrationSignIn, Person


def record_sign_ins(cast: Cast, teams: dict[str, Team]) -> None:
    """Writes the list for the sign-in page, the steps of the main job first."""
    live, sent, medway = teams[LIVE], teams[SENT], teams[MEDWAY]
    first = next(iter(live.representatives.values()))
    rows: list[tuple[Person, str, str]] = [
        (
            live.officer,
            "Governance officer, Harbour Vale",
            "Runs the ballot that closes tomorrow, consults the LMC, puts the application together.",
        ),
        (
            first,
            "Practice representative of two practices, Harbour Vale",
            "Casts two separate votes, one for each practice, before tomorrow at 5pm.",
        ),
        (
            live.accountable_officer,
            "Accountable Officer, Harbour Vale",
            "Sees what is missing, attests in person, submits the application.",
        ),
        (
            live.audit_chair,
            "Audit Chair, Harbour Vale",
            "Certifies the count of a ballot, attests in person.",
        ),
        (
            cast.reviewers["SALT"],
            "LMC reviewer, Saltmarsh LMC",
            "Reads the papers and answers the open consultation.",
        ),
        (
            cast.regional_officers["Y57"],
            "NHS England regional officer, South of England",
            "Reviews a submitted application, signs an arrangement for model B, runs rounds.",
        ),
        (
            sent.officer,
            "Governance officer of another CCG, Fenwick Moor",
            "Follows a submitted application; cannot see Harbour Vale's working papers.",
        ),
        (
            medway.officer,
            "Governance officer, Medway",
            "Looks back at Medway 2015: two ballots, the consultation, the application, the decision.",
        ),
        (
            medway.secretary,
            "Committee secretary, Medway",
            "Opens today's meeting of the committee and runs it: attendance, conflicts, decisions and minutes.",
        ),
        (
            medway.lay_member,
            "Chair of the committee, Medway",
            "Decides on conflicts of interest before and during today's meeting.",
        ),
        (
            medway.others[0],
            "GP member of the committee, Medway",
            "Declares interests, sees which items to leave, reads the papers that may be read.",
        ),
        (
            medway.audit_chair,
            "Conflicts of Interest Guardian, Medway",
            "Reviews declarations, decides redactions, directs the investigation of breaches.",
        ),
        (cast.steward, "National data steward", "Loads the public ODS files, keeps regions, LMCs and first posts."),
    ]
    for order, (person, role, does) in enumerate(rows, start=1):
        DemonstrationSignIn.objects.create(person=person, order=order, role=role, does=does)
