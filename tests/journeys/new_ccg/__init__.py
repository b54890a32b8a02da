"""A new CCG from an empty database to go-live: each module has the sentences of one part, each done by clicking."""

from datetime import datetime

from cocommission.shared.clock import LONDON

CCG, REGION, LMC = "NHS Amber Vale CCG", "Invented North Region", "Amber LMC"
HEALTHWATCH, BOARD = "Healthwatch Amber Vale", "Amber Vale Health and Wellbeing Board"


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment in London."""
    return datetime(year, month, day, hour, minute, second, tzinfo=LONDON)


def mail_of(name: str) -> str:
    """The address of somebody: the first name, small."""
    return f"{name.split()[0].lower()}@example.invalid"
