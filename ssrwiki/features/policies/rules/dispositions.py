"""Answers to comments: the closed list, and what each of them owes to the commenter.

Source: anchors/roadtest.md sections 3.4 and 3.7.
"""

from collections.abc import Collection
from enum import StrEnum

SHORTEST_REASON = 20


class DispositionCode(StrEnum):
    """What became of a comment; `withdrawn` is its author's alone."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    ALREADY_COVERED = "already_covered"
    NOTED = "noted"
    NOT_ACCEPTED = "not_accepted"
    OUT_OF_SCOPE = "out_of_scope"
    DEFERRED = "deferred"
    DUPLICATE_OF = "duplicate_of"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


FIRST_CHOICES = (
    DispositionCode.ACCEPTED,
    DispositionCode.ACCEPTED_IN_PART,
    DispositionCode.NOT_ACCEPTED,
    DispositionCode.ANSWERED,
)
"""What a form offers at once."""

OTHER_CHOICES = tuple(
    code
    for code in DispositionCode
    if code not in FIRST_CHOICES and code is not DispositionCode.WITHDRAWN
)

CHANGES_TEXT = frozenset({DispositionCode.ACCEPTED, DispositionCode.ACCEPTED_IN_PART})
NEEDS_TARGET = CHANGES_TEXT | {DispositionCode.DEFERRED}
NEEDS_NO_REASON = frozenset({DispositionCode.ACCEPTED, DispositionCode.WITHDRAWN})


class DispositionProblem(StrEnum):
    """Why an answer can't be taken as it is."""

    NO_SUCH_CODE = "no_such_code"
    AUTHOR_ONLY = "author_only"
    REASON_TOO_SHORT = "reason_too_short"
    NO_TARGET_VERSION = "no_target_version"
    TARGET_NOT_LATER = "target_not_later"
    TARGET_TOO_FAR = "target_too_far"
    NO_ORIGINAL = "no_original"
    ITS_OWN_DUPLICATE = "its_own_duplicate"


def is_reason_enough(code: DispositionCode, reason: str) -> bool:
    """Whether the reason says as much as this answer owes."""
    return code in NEEDS_NO_REASON or len(reason.strip()) >= SHORTEST_REASON


def problem(
    code: str,
    reason: str,
    *,
    comment_id: str,
    version_number: int,
    next_version: int,
    target_version: int | None = None,
    duplicate_of: str | None = None,
    is_author: bool = False,
) -> DispositionProblem | None:
    """What is wrong with an answer to a comment, first things first; None: nothing.

    `version_number` is the version that the comment is about; what is promised comes later, and
    by `next_version`, the first number that isn't published, or where it is deferred by the one
    after: nobody can promise for those beyond.
    """
    if code not in set(DispositionCode):
        return DispositionProblem.NO_SUCH_CODE
    answer = DispositionCode(code)
    if (answer is DispositionCode.WITHDRAWN) is not is_author:
        return DispositionProblem.AUTHOR_ONLY
    if not is_reason_enough(answer, reason):
        return DispositionProblem.REASON_TOO_SHORT
    if answer in NEEDS_TARGET:
        if target_version is None:
            return DispositionProblem.NO_TARGET_VERSION
        if target_version <= version_number:
            return DispositionProblem.TARGET_NOT_LATER
    furthest = next_version + (answer is DispositionCode.DEFERRED)
    if target_version is not None and target_version > furthest:
        return DispositionProblem.TARGET_TOO_FAR
    if answer is DispositionCode.DUPLICATE_OF:
        if not duplicate_of:
            return DispositionProblem.NO_ORIGINAL
        if duplicate_of == comment_id:
            return DispositionProblem.ITS_OWN_DUPLICATE
    return None


def acceptance_share(codes: Collection[DispositionCode]) -> float | None:
    """Accepted answers and half of those in part, of all but duplicates and withdrawn ones.

    None: nothing was decided.
    """
    held = [
        code
        for code in codes
        if code not in {DispositionCode.DUPLICATE_OF, DispositionCode.WITHDRAWN}
    ]
    if not held:
        return None
    accepted = held.count(DispositionCode.ACCEPTED)
    return (accepted + held.count(DispositionCode.ACCEPTED_IN_PART) / 2) / len(held)
