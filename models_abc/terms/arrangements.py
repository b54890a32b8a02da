"""Words of the local arrangement by which a CCG takes up model B (F-25)."""

from django.db.models import TextChoices


class CommitteeKind(TextChoices):
    """How CCG and NHS England decide together [seed 002]."""

    JOINT_COMMITTEE = "JOINT_COMMITTEE", "Joint committee"
    COMMITTEES_IN_COMMON = "COMMITTEES_IN_COMMON", "Committees in common"


class ArrangementState(TextChoices):
    """The life of an arrangement."""

    DRAFT = "DRAFT", "Draft"
    SIGNED_BY_CCG = "SIGNED_BY_CCG", "Signed by the CCG"
    AGREED = "AGREED", "Signed by both"
    LIVE = "LIVE", "Live"
    ENDED = "ENDED", "Ended"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


_S = ArrangementState
ARRANGEMENT_TRANSITIONS: dict[ArrangementState, set[ArrangementState]] = {
    _S.DRAFT: {_S.SIGNED_BY_CCG, _S.WITHDRAWN},
    _S.SIGNED_BY_CCG: {_S.DRAFT, _S.AGREED, _S.WITHDRAWN},
    _S.AGREED: {_S.LIVE, _S.WITHDRAWN},
    _S.LIVE: {_S.ENDED},
    _S.ENDED: set(),
    _S.WITHDRAWN: set(),
}
CLOSED_ARRANGEMENTS = (_S.ENDED, _S.WITHDRAWN)
