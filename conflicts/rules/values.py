"""Numbers and periods of the guidance: each with the days on which it holds, its source and its strength.

Guidance changed in 2016 and 2017, so a value is chosen by the date of the fact, never by today (GIF-09).
"""

from dataclasses import dataclass
from datetime import date

JUNE_2016 = date(2016, 6, 28)
JUNE_2017 = date(2017, 6, 16)

ACT = "NHS Act 2006 s14O"
G_2016 = "Guidance of 28 June 2016"
G_2017 = "Guidance of 16 June 2017"
EARLIER = "No number seen in guidance before 28 June 2016; the number of 2016 is used"
GOVERNING_BODY = "SI 2012/1631 reg 11"
LOCAL = ("R", "I")
"""Strengths that are shown as local policy, never as law or guidance."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of `key` on the days from `since` (None: always) until the day before `until` (None: still).

    `strength` is a key of `cocommission.shared.rules.blockers.STRENGTHS`; R and I are shown as local policy.
    """

    key: str
    value: int
    unit: str
    source: str
    strength: str
    since: date | None = None
    until: date | None = None

    @property
    def local(self) -> bool:
        """Not read in any source: local policy until it is confirmed."""
        return self.strength in LOCAL

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


VALUES: tuple[DatedValue, ...] = (
    # Declarations
    DatedValue("declare_within", 28, "days", ACT, "L"),
    DatedValue("arose_warning", 28, "days", "Annex A declaration form 2016", "G"),
    DatedValue("reconfirm_every", 6, "months", G_2016, "G", None, JUNE_2017),
    DatedValue("reconfirm_every", 12, "months", G_2017, "G", JUNE_2017),
    DatedValue("shareholding_over", 5, "per cent", "South Lincolnshire CCG; Pulse 2012", "C", None, JUNE_2016),
    # Publication
    DatedValue("decision_makers_only", 0, "yes or no", G_2016, "G", None, JUNE_2017),
    DatedValue("decision_makers_only", 1, "yes or no", G_2017, "G", JUNE_2017),
    DatedValue("public_after_end", 6, "months", "Eastern Cheshire CCG 2017", "G"),
    DatedValue("kept_after_end", 6, "years", "Eastern Cheshire CCG 2017; Tameside and Glossop CCG", "G"),
    # Gifts and hospitality
    DatedValue("gift_promotional_up_to", 0, "pence", EARLIER, "I", None, JUNE_2016),
    DatedValue("gift_promotional_up_to", 0, "pence", f"{G_2016}, read at South Norfolk CCG", "G", JUNE_2016, JUNE_2017),
    DatedValue("gift_promotional_up_to", 600, "pence", G_2017, "G", JUNE_2017),
    DatedValue("gift_no_entry_under", 1000, "pence", EARLIER, "I", None, JUNE_2016),
    DatedValue("gift_no_entry_under", 1000, "pence", G_2016, "G", JUNE_2016, JUNE_2017),
    DatedValue("gift_no_entry_under", 5000, "pence", G_2017, "G", JUNE_2017),
    DatedValue("gift_organisation_from", 5000, "pence", EARLIER, "I", None, JUNE_2016),
    DatedValue("gift_organisation_from", 5000, "pence", f"{G_2016}: presumption to decline", "R", JUNE_2016, JUNE_2017),
    DatedValue("gift_organisation_from", 5000, "pence", f"{G_2017}; £50 exactly counts as over", "G", JUNE_2017),
    DatedValue("gift_sum_over", 12, "months", "LMC summary 2017 for the sum; the window is to be confirmed", "R"),
    DatedValue("hospitality_no_entry_under", 2500, "pence", EARLIER, "I", None, JUNE_2016),
    DatedValue("hospitality_no_entry_under", 2500, "pence", f"{G_2016}, read at South Norfolk CCG", "G", JUNE_2016),
    DatedValue("hospitality_approval_over", 2500, "pence", EARLIER, "I", None, JUNE_2016),
    DatedValue(
        "hospitality_approval_over",
        2500,
        "pence",
        f"{G_2016}: presumed refused; the approval was not read",
        "R",
        JUNE_2016,
        JUNE_2017,
    ),
    DatedValue("hospitality_approval_over", 7500, "pence", G_2017, "G", JUNE_2017),
    # Procurement
    DatedValue("mcp_advert_over", 589_148, "pounds", "NHS England, MCP emerging care model, 2016", "G"),
    # Breaches
    DatedValue("investigation_within", 2, "days", "Croydon CCG 2019", "C"),
    DatedValue("breach_page_every", 3, "months", "Croydon CCG; Warrington CCG", "C"),
    # Governing body, training, audit
    DatedValue("lay_members_least", 2, "people", GOVERNING_BODY, "L"),
    DatedValue("lay_members_recommended", 3, "people", G_2016, "G"),
    DatedValue("governing_body_least", 6, "people", GOVERNING_BODY, "L"),
    DatedValue("secondary_care_practised_within", 10, "years", GOVERNING_BODY, "L"),
    DatedValue("training_pass_mark", 80, "per cent", "NHS England, training in conflicts of interest", "G"),
    DatedValue("training_valid_for", 12, "months", "Yearly training; to be confirmed", "R"),
    DatedValue("training_share", 90, "per cent", "Self-certification return; to be confirmed", "R"),
    DatedValue("internal_audit_every", 12, "months", f"{G_2016}, read at Hempsons", "G"),
    DatedValue("policy_review_every", 12, "months", "Annex J checklist 2016", "G"),
    DatedValue("certificate_every", 12, "months", "Bury CCG 2017, clause 5.1", "G"),
    DatedValue("certificate_quarterly", 3, "months", "Quarterly return; to be confirmed", "R"),
)

MEANS: dict[str, str] = {
    "declare_within": "Declare an interest after becoming aware of it within",
    "arose_warning": "Early warning after an interest arose",
    "reconfirm_every": "Confirm your interests, nil returns included, every",
    "shareholding_over": "Declare a shareholding over",
    "decision_makers_only": "Only interests of decision-makers need to be published",
    "public_after_end": "An ended interest stays on the public register for",
    "kept_after_end": "An ended interest is kept for at least",
    "gift_promotional_up_to": "Promotional gift of a supplier may be accepted up to",
    "gift_no_entry_under": "Gift of others needs no entry under",
    "gift_organisation_from": "Gift of others is never accepted personally from",
    "gift_sum_over": "Gifts of one source are added up over",
    "hospitality_no_entry_under": "Hospitality needs no entry under",
    "hospitality_approval_over": "Hospitality needs senior approval over",
    "mcp_advert_over": "Multispecialty community provider contract is advertised when its lifetime value is over",
    "investigation_within": "Investigation under the Guardian begins after the report of a breach within",
    "breach_page_every": "The breach page is brought up to date every",
    "lay_members_least": "Lay members of the governing body, at least",
    "lay_members_recommended": "Lay members of the governing body, recommended",
    "governing_body_least": "Members of the governing body, at least",
    "secondary_care_practised_within": "Secondary care specialist practised before the appointment within",
    "training_pass_mark": "Pass mark of the training modules",
    "training_valid_for": "Training counts for",
    "training_share": "Share of those who need module 1 that must have passed",
    "internal_audit_every": "Internal audit of the handling of conflicts every",
    "policy_review_every": "Review of the conflicts policy every",
    "certificate_every": "Self-certification of the year every",
    "certificate_quarterly": "Self-certification of the quarter every",
}
"""What each value is, in words that its number completes."""


def value_on(key: str, on: date) -> DatedValue:
    """The value of `key` on a day. Raises KeyError when there is none."""
    for value in VALUES:
        if value.key == key and value.holds(on):
            return value
    raise KeyError(f"no value for {key} on {on}")


def in_words(value: DatedValue) -> str:
    """The number as people read it: "£6.00", "£589,148", "80%", "28 days", "Yes"."""
    if value.unit == "pence":
        return f"£{value.value / 100:,.2f}"
    if value.unit == "pounds":
        return f"£{value.value:,}"
    if value.unit == "per cent":
        return f"{value.value}%"
    if value.unit == "yes or no":
        return "Yes" if value.value else "No"
    unit = {"people": "person"}.get(value.unit, value.unit.removesuffix("s")) if value.value == 1 else value.unit
    return f"{value.value} {unit}"
