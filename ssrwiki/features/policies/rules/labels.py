"""Contesting the label *only the wording changed*: who calls it wrong, and what follows.

One contest doesn't undo everybody's position: that is for a second look by the office, in public.
It does end the count of the position of whoever contests, who has just said that the text asks
for something else. Source: anchors/roadtest.md section 3.3.
"""

from enum import StrEnum

from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.rounds import SHORTEST_REASON_LENGTH
from ssrwiki.features.policies.rules.states import PolicyState

PURPOSE = "contest"
"""What the thread of the contests of one version is called; its number is the version's."""


class LabelOutcome(StrEnum):
    """What an office answers: the label stays, or the change is one of substance after all."""

    KEPT = "kept"
    RELABELLED = "relabelled"


class ContestProblem(StrEnum):
    """Why a label can't be contested."""

    POLICY_OVER = "policy_over"
    NOT_EDITORIAL = "not_editorial"
    ALREADY = "already"
    NO_REASON = "no_reason"


def contest_problem(
    state: PolicyState, change_class: ChangeClass, reason: str, *, has_contested: bool
) -> ContestProblem | None:
    """What stands against contesting a label as it is now; None: nothing."""
    if state.is_over:
        return ContestProblem.POLICY_OVER
    if change_class is not ChangeClass.EDITORIAL:
        return ContestProblem.NOT_EDITORIAL
    if has_contested:
        return ContestProblem.ALREADY
    return None if has_reason(reason) else ContestProblem.NO_REASON


def has_reason(reason: str) -> bool:
    """Whether a reason says anything."""
    return len(reason.strip()) >= SHORTEST_REASON_LENGTH
