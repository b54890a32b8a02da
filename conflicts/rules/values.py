"""Numbers and periods of the guidance: each with the days on which it holds, its source and its strength.

Guidance changed in 2016 and 2017, so a value is chosen by the date of the fact, never by today.
"""

from dataclasses import dataclass
from datetime import date

JUNE_2016 = date(2016, 6, 28)
JUNE_2017 = date(2017, 6, 16)


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


VALUES: tuple[DatedValue, ...] = (
    DatedValue("declare_within", 28, "days", "NHS Act 2006 s14O", "L"),
    DatedValue("arose_warning", 28, "days", "Annex A declaration form 2016", "G"),
    DatedValue("reconfirm_every", 6, "months", "Guidance of 28 June 2016", "G", None, JUNE_2017),
    DatedValue("reconfirm_every", 12, "months", "Guidance of 16 June 2017", "G", JUNE_2017),
    DatedValue("public_after_end", 6, "months", "Eastern Cheshire CCG 2017", "G"),
    DatedValue("kept_after_end", 6, "years", "Eastern Cheshire CCG 2017; Tameside and Glossop CCG", "G"),
)


def value_on(key: str, on: date) -> DatedValue:
    """The value of `key` on a day. Raises KeyError when there is none."""
    for value in VALUES:
        if (
            value.key == key
            and (value.since is None or value.since <= on)
            and (value.until is None or on < value.until)
        ):
            return value
    raise KeyError(f"no value for {key} on {on}")
