"""Who is a member: which practice codes are GP practices, and which of them vote (F-02)."""

from dataclasses import dataclass
from datetime import date

from ccgs.terms.organisations import GP_PRACTICE_SETTING, SETTINGS, PracticeStatus
from cocommission.shared.rules.names import in_sentence


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What is known of a practice on the day that is asked about; `ccg_name` empty when it has no CCG."""

    status: str
    setting: int
    ccg_name: str
    ccg_open: bool
    ccg_is_hub: bool
    patients: int | None


def is_active_gp_practice(status: str, setting: int) -> bool:
    """Status A and prescribing setting 4; the parent is asked separately."""
    return status == PracticeStatus.ACTIVE and setting == GP_PRACTICE_SETTING


def why_not_voting(facts: PracticeFacts) -> list[str]:
    """Every reason, in plain English, why the practice is not a voting member (F-02, VOT-02); none when it is."""
    reasons = []
    if facts.status != PracticeStatus.ACTIVE:
        reasons.append(f"It is {in_sentence(PracticeStatus(facts.status).label)}, not active (status {facts.status}).")
    if facts.setting != GP_PRACTICE_SETTING:
        setting = SETTINGS.get(facts.setting, "unknown")
        reasons.append(f"It is not a GP practice: prescribing setting {facts.setting}, {setting.lower()}.")
    if not facts.ccg_name:
        reasons.append("Its commissioner is not a CCG in England.")
    elif facts.ccg_is_hub:
        reasons.append(f"Its commissioner, {facts.ccg_name}, is a commissioning hub and has no members.")
    elif not facts.ccg_open:
        reasons.append(f"{facts.ccg_name} is not open.")
    if not facts.patients:
        reasons.append("It has no registered patients in the list sizes in force.")
    return reasons


def contract_date_fault(from_on: date, opened_on: date | None, previous_from_on: date | None) -> str:
    """Why a contract may not start on that day; an empty text when it may."""
    if opened_on and from_on < opened_on:
        return "The contract cannot start before the practice opened."
    if previous_from_on and from_on < previous_from_on:
        return "A later contract or status is already recorded. Choose a date after it."
    return ""
