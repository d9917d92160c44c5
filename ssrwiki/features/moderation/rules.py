"""What can be reported, and how reports and appeals end."""

from enum import StrEnum

SHORTEST_EXPLANATION = 10
LONGEST_NOTE = 2000


class SubjectKind(StrEnum):
    """What a report or an appeal is about."""

    COMMENT = "comment"
    DOCUMENT = "document"
    CONTRIBUTION = "contribution"


class ReportOutcome(StrEnum):
    """How a report ended."""

    HIDDEN = "hidden"
    KEPT = "kept"


class AppealOutcome(StrEnum):
    """How an appeal ended."""

    RESTORED = "restored"
    STANDS = "stands"
