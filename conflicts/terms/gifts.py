"""Words and states of gifts and hospitality (F-51)."""

from django.db.models import TextChoices


class OfferKind(TextChoices):
    """What was offered."""

    GIFT = "GIFT", "Gift"
    PROMOTIONAL = "PROMOTIONAL", "Promotional item"
    CASH = "CASH", "Cash or voucher"
    HOSPITALITY = "HOSPITALITY", "Meal or other hospitality"
    TRAVEL = "TRAVEL", "Travel or accommodation"
    FOREIGN_TRAVEL = "FOREIGN_TRAVEL", "Foreign travel or accommodation"


class OfferAnswer(TextChoices):
    """What became of the offer."""

    DECLINED = "DECLINED", "Declined"
    ACCEPTED = "ACCEPTED", "Accepted personally"
    FOR_ORGANISATION = "FOR_ORGANISATION", "Accepted on behalf of the organisation"


class GiftState(TextChoices):
    """Where an entry stands."""

    AWAITING_APPROVAL = "AWAITING_APPROVAL", "Waiting for senior approval"
    RECORDED = "RECORDED", "Recorded"
    REFUSED = "REFUSED", "Refused by the senior approver"
    WITHDRAWN = "WITHDRAWN", "Entered in error"


GIFT_TRANSITIONS: dict[GiftState, set[GiftState]] = {
    GiftState.AWAITING_APPROVAL: {GiftState.RECORDED, GiftState.REFUSED, GiftState.WITHDRAWN},
    GiftState.RECORDED: {GiftState.WITHDRAWN},
    GiftState.REFUSED: {GiftState.WITHDRAWN},
    GiftState.WITHDRAWN: set(),
}
