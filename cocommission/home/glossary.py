"""The words of the field, as this service uses them."""

from django.utils.text import slugify

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Accountable Officer", "The person who answers to NHS England for a CCG. Attests an application in person."),
    ("Application", "What a CCG submits in a round to hold model B or C. Its evidence is locked when it is submitted."),
    (
        "Audit Chair",
        "The lay member who chairs a CCG's audit committee. Attests an application in person, and is "
        "never the same person as the Accountable Officer.",
    ),
    ("Ballot", "A vote of the member practices under a voting rule of the CCG's constitution."),
    (
        "Carried, lost, quorum not met",
        "The three ways a question can end. Quorum not met: too few took part for the result to count.",
    ),
    ("CCG", "Clinical commissioning group: a body of general practices that commissions care for its area."),
    (
        "Consultation",
        "Papers sent to the LMC with a window in working days; the LMC says whether it was consulted "
        "properly and what it thinks. No answer is no response, never consent.",
    ),
    (
        "Constitution",
        "The CCG's own rules, in numbered versions. A version is drafted, proposed, adopted by the "
        "members, approved by NHS England, and then in force until the next.",
    ),
    ("Dossier", "Everything that an application rests on at the moment it is submitted, with one hash over all of it."),
    (
        "Governance officer",
        "Runs the CCG's ballots, consultations and applications. Never certifies a ballot that they ran.",
    ),
    (
        "Ledger",
        "The list of every act of an organisation. Each entry is hashed with the one before it, "
        "so a change can be found.",
    ),
    ("LMC", "Local medical committee: represents the general practitioners of an area. It is independent of the CCG."),
    ("Mandate", "A certified result of a ballot in which the members agreed to the model that is sought."),
    (
        "Member practice",
        "A practice that belongs to a CCG. It votes when it is active, is a general practice and has "
        "registered patients.",
    ),
    ("Model A, greater involvement", "The CCG is closely involved; NHS England decides. Needs no application."),
    ("Model B, joint commissioning", "A joint committee of the CCG and NHS England decides."),
    (
        "Model C, delegated commissioning",
        "The CCG decides in a committee of its own, under delegated functions; some functions are never delegated.",
    ),
    ("Model held", "The model that a CCG holds on a day. It changes at the minute of go-live, never earlier."),
    (
        "Post",
        "What a person holds in an organisation from a day until a day. Rights come from posts and end with them.",
    ),
    ("Quorum", "The share of practices, or of weight, that must take part for a result to count."),
    (
        "Receipt",
        "The code that a representative is given for a vote. It proves that the vote was recorded, not what it was.",
    ),
    (
        "Representative, deputy",
        "The person who casts the vote of a practice, and the one who may do so in their place.",
    ),
    ("Roll", "The practices that may vote in a ballot, with their weights, frozen when it opens."),
    ("Round", "A window in which NHS England takes applications: opens and closes to the minute, with go-live dates."),
    (
        "Support, threshold, base",
        "Support is the share of votes in favour; the threshold is what it must reach; the base is what "
        "it is a share of: votes cast, votes without abstentions, or all eligible.",
    ),
    ("Verifier", "The person who certifies the count of a ballot: never the one who ran it."),
    ("Weight", "How much the vote of a practice counts: the same for all, or by its registered patients."),
)


def anchor(word: str) -> str:
    """The place of a word on the page of the glossary."""
    return slugify(word)
