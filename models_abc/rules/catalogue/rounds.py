"""The rules of functions, rounds and arrangements (domain rules, section 7)."""

from cocommission.shared.rules.blockers import Rule

BMA = "BMA guidance for member practices and LMCs, November 2016"
_POLICY = "local policy"

FUNCTION_RULES: tuple[Rule, ...] = (
    Rule(
        "FUN-01",
        "The performers list, appraisal and revalidation of GPs, and national contract terms, are never assigned to "
        "a CCG or a joint committee.",
        "A",
        BMA,
    ),
    Rule("FUN-02", "Dental, community pharmacy and eye health services are never assigned to a CCG.", "A", BMA),
    Rule("FUN-03", "A CCG with model A decides no function of commissioning general practice.", "A", BMA),
    Rule(
        "FUN-04",
        "A local incentive scheme is approved only after the LMC was consulted, with better outcomes, less inequality "
        "and value for money shown.",
        "A",
        BMA,
    ),
    Rule("FUN-05", "A practice moves from a national to a local contract only by its own consent.", "A", BMA),
    Rule(
        "FUN-06",
        "An agreement between a CCG and NHS England may give the CCG less than the matrix, never more.",
        "I",
        f"{_POLICY}: the three models are read as limits",
    ),
)
ROUND_RULES: tuple[Rule, ...] = (
    Rule("ROU-01", "A round closes after it opens, and CCGs go live only after it has closed.", "I", _POLICY),
    Rule("ROU-02", "There is no round for model A: it needs no application.", "G", f"{BMA}; Lexology 2014"),
    Rule(
        "ROU-03",
        "After a round opens, its closing time can only be made later, with a reason that CCGs are told. Its "
        "days to go live stay.",
        "I",
        _POLICY,
    ),
    Rule("ROU-04", "A round cannot be changed after it closes.", "I", _POLICY),
    Rule("ROU-05", "A round names the guidance it rests on and the evidence it asks for.", "I", _POLICY),
    Rule("ROU-06", "A CCG can say that it is interested in a round, and take that back.", "I", _POLICY),
)
ARRANGEMENT_RULES: tuple[Rule, ...] = (
    Rule(
        "ARR-01",
        "Joint commissioning needs the mandate of the members and a constitution that allows the joint committee, "
        "approved by members and by NHS England.",
        "G",
        f"Lexology 2014; {BMA}",
    ),
    Rule(
        "ARR-02",
        "CCG and region each sign the arrangement, by two people.",
        "A",
        BMA,
        kept_by=(
            "models_abc.actions.arrangements.sign_for_region",
            "constraint arrangement_signed_by_two_people",
        ),
    ),
    Rule("ARR-03", "A pooled fund has its amount, its dates and its terms in writing.", "A", BMA),
    Rule("ARR-04", "The signed agreement is attached, and says who sits on the joint committee.", "A", BMA),
    Rule(
        "ARR-05",
        "An arrangement can be withdrawn until model B starts. Its signatures then no longer count.",
        "I",
        _POLICY,
    ),
)
