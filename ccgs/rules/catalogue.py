"""Every rule of this app, with its strength and source (F-70)."""

from ccgs.rules.constitution_timing import MILLS_AND_REEVE, WINDOWS_FROM, WINDOWS_UNTIL
from cocommission.shared.rules.blockers import WARNS, Rule

_POLICY = "Local policy of this service"
_SCHEDULE = "NHS Act 2006, schedule 1A"

MEMBER_RULES = (
    Rule(
        "F-02",
        "A voting member is an active GP practice (status A, prescribing setting 4) with registered patients whose "
        "commissioner is an open CCG. A commissioning hub has no members.",
        "L",
        "NHS Act 2006, section 14A; ODS file description",
        kept_by=(
            "ccgs.queries.members.members_at",
            "ccgs.rules.membership.why_not_voting",
        ),
    ),
    Rule(
        "GOV-08", "A CCG's name begins with “NHS” and names its area fairly.", "L", "SI 2012/1631, regulation 5", WARNS
    ),
)
POST_RULES = (
    Rule("POST-01", "A post is granted and ended with a reason.", "I", _POLICY),
    Rule("POST-02", "A post ends after it starts. It ends at its time.", "I", _POLICY),
    Rule("POST-03", "Posts are granted and ended by those who may: see the role's description.", "I", _POLICY),
    Rule("POST-04", "A regional officer holds no post in a CCG of the region.", "I", _POLICY),
    Rule("POST-05", "An auditor is no officer of the CCG.", "I", _POLICY),
    Rule("POST-06", "Nobody grants a post to themselves.", "I", _POLICY),
    Rule("POST-07", "Nobody holds the same post twice at the same time.", "I", _POLICY),
    Rule("POST-08", "A CCG has one Accountable Officer and one Audit Chair at a time.", "I", _POLICY),
    Rule("POST-09", "The holder of a post can sign in.", "I", _POLICY),
    Rule("POST-10", "A new person is invited by name and e-mail address.", "I", _POLICY),
)
CONSTITUTION_RULES = (
    Rule(
        "CON-01",
        "A constitution states its name, members and area. It states how functions are discharged, how "
        "decisions are made and in the open, and how conflicts of interest are managed. It states how each member "
        "takes part.",
        "L",
        f"{_SCHEDULE}, paragraphs 2 to 6",
    ),
    Rule("CON-02", "No version is in force before NHS England approved it.", "L", "NHS Act 2006; Newham CCG"),
    Rule(
        "CON-03",
        "Changes of a constitution go to NHS England by 1 June or 1 November; at other times only when essential for "
        "acting lawfully, or after the end of another CCG.",
        "G",
        MILLS_AND_REEVE,
        WARNS,
        since=WINDOWS_FROM,
        until=WINDOWS_UNTIL,
    ),
    Rule("CON-04", "NHS England's decision is stored in writing, with reasons.", "L", "NHS Act 2006; Bevan Brittan"),
    Rule(
        "CON-05",
        "Approval of a constitution takes 14 to 23 weeks: a go-live day that is nearer than that is pointed out.",
        "I",
        "Inferred from Airedale, Wharfedale and Craven CCG",
        WARNS,
    ),
    Rule(
        "CON-06",
        "A draft that does not rest on the version in force is compared with it before it goes on.",
        "C",
        "Airedale, Wharfedale and Craven CCG: versions 22, 23 and 24 in parallel",
        WARNS,
    ),
    Rule(
        "CON-07",
        "Clauses on expulsion, performance management, core contracts or unresourced work are pointed out.",
        "A",
        "BMA checklist for CCG constitutions",
        WARNS,
    ),
    Rule(
        "CON-08",
        "A version is edited only while it is a draft. One that is taken back is put to the members again. One that "
        "was given up, lost or refused is kept as rejected.",
        "I",
        _POLICY,
    ),
)
LINK_RULES = (
    Rule(
        "LNK-01",
        "The link of an LMC or a partner body to a CCG has a first day. It is ended with a date, never deleted.",
        "I",
        _POLICY,
    ),
)
RULES: tuple[Rule, ...] = (*MEMBER_RULES, *POST_RULES, *CONSTITUTION_RULES, *LINK_RULES)
