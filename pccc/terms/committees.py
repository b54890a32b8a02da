"""Words of committees: kinds, seats, offices (F-40, F-41)."""

from django.db.models import TextChoices


class CommitteeKind(TextChoices):
    """What a committee is."""

    PCCC = "PCCC", "Primary care commissioning committee"
    JOINT = "JOINT", "Joint committee with NHS England"
    IN_COMMON = "IN_COMMON", "Committee in common"
    SUBGROUP = "SUBGROUP", "Sub-group"


class CommitteeState(TextChoices):
    """Where a committee stands."""

    DRAFT = "DRAFT", "Being set up"
    ACTIVE = "ACTIVE", "Active"
    ENDED = "ENDED", "Ended"


COMMITTEE_TRANSITIONS: dict[CommitteeState, set[CommitteeState]] = {
    CommitteeState.DRAFT: {CommitteeState.ACTIVE},
    CommitteeState.ACTIVE: {CommitteeState.ENDED},
    CommitteeState.ENDED: set(),
}


class SeatRole(TextChoices):
    """As what a seat is held."""

    LAY_MEMBER = "LAY_MEMBER", "Lay member"
    LAY_PERSON = "LAY_PERSON", "Lay person"
    AUDIT_CHAIR = "AUDIT_CHAIR", "Audit Chair (lay)"
    CHIEF_OFFICER = "CHIEF_OFFICER", "Chief officer"
    FINANCE_OFFICER = "FINANCE_OFFICER", "Chief finance officer"
    OPERATING_OFFICER = "OPERATING_OFFICER", "Chief operating officer"
    DELIVERY_QUALITY = "DELIVERY_QUALITY", "Chief of delivery and quality"
    HEAD_CONTRACTING = "HEAD_CONTRACTING", "Head of contracting"
    DIRECTOR = "DIRECTOR", "Other executive"
    NURSE = "NURSE", "Registered nurse"
    SECONDARY_CARE = "SECONDARY_CARE", "Secondary care doctor"
    LOCAL_GP = "LOCAL_GP", "GP of a member practice"
    INDEPENDENT_GP = "INDEPENDENT_GP", "GP from outside the area"
    PRACTICE_MANAGER = "PRACTICE_MANAGER", "Practice manager"
    NHS_ENGLAND = "NHS_ENGLAND", "NHS England"
    HEALTHWATCH = "HEALTHWATCH", "Healthwatch"
    HWB = "HWB", "Health and Wellbeing Board"
    LMC = "LMC", "Local medical committee"
    OTHER = "OTHER", "Other"


LAY = frozenset({SeatRole.LAY_MEMBER, SeatRole.LAY_PERSON, SeatRole.AUDIT_CHAIR})
EXECUTIVE = frozenset(
    {
        SeatRole.CHIEF_OFFICER,
        SeatRole.FINANCE_OFFICER,
        SeatRole.OPERATING_OFFICER,
        SeatRole.DELIVERY_QUALITY,
        SeatRole.HEAD_CONTRACTING,
        SeatRole.DIRECTOR,
    }
)
GPS = frozenset({SeatRole.LOCAL_GP, SeatRole.INDEPENDENT_GP})
NEVER_VOTING = frozenset({SeatRole.HEALTHWATCH, SeatRole.HWB})


class Office(TextChoices):
    """What a member does beside sitting there."""

    NONE = "", "None"
    CHAIR = "CHAIR", "Chair"
    VICE_CHAIR = "VICE_CHAIR", "Vice chair"


class InvitedBody(TextChoices):
    """Who has a standing invitation [seed 002]."""

    HEALTHWATCH = "HEALTHWATCH", "Healthwatch"
    HWB = "HWB", "Health and Wellbeing Board"
    LMC = "LMC", "Local medical committee"


class InvitationAnswer(TextChoices):
    """What they answered."""

    NONE = "", "No answer yet"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
