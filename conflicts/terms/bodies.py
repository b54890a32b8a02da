"""Words for the organisations in which people have interests, and for the ties between them."""

from django.db.models import TextChoices


class BodyKind(TextChoices):
    """What an organisation is, as far as conflicts are concerned."""

    PRACTICE = "PRACTICE", "GP practice"
    FEDERATION = "FEDERATION", "GP federation"
    MCP = "MCP", "Multispecialty community provider"
    TRUST = "TRUST", "NHS trust"
    COMPANY = "COMPANY", "Company"
    CHARITY = "CHARITY", "Charity or voluntary organisation"
    PUBLIC_BODY = "PUBLIC_BODY", "Council or other public body"
    OTHER = "OTHER", "Other"


class LinkKind(TextChoices):
    """How one organisation gains when another gains. Read: "<from> is <link> of <to>"."""

    SHAREHOLDER = "SHAREHOLDER", "shareholder of"
    MEMBER = "MEMBER", "member of"
    PARENT = "PARENT", "parent of"
    PARTICIPANT = "PARTICIPANT", "participant in"
    SUBCONTRACTOR = "SUBCONTRACTOR", "subcontractor of"
