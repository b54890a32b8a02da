"""Who may open and change rounds; for rights in one organisation see ``ccgs.actions.permits``."""

from datetime import datetime

from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from models_abc.queries.rounds import may_manage_rounds


def require_round_officer(by: Person, now: datetime) -> None:
    """Raises Refused (403) unless `by` is an officer of a region of NHS England."""
    if not may_manage_rounds(by, now):
        raise Refused("Only NHS England's regional officers open and change rounds.", status=403)
