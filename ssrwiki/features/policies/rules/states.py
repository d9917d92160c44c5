"""The life of a policy: which state follows which, and what must be true before it may.

Source: anchors/roadtest.md section 5, decisions 14, 17 and 18.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ssrwiki.features.policies.rules.rounds import SHORTEST_REASON_LENGTH, RoundState, Span

SHORTEST_ANALYSIS = timedelta(days=7)
SHORTEST_CALL = timedelta(days=14)


class PolicyState(StrEnum):
    """Where a policy stands, in the order in which it usually gets there."""

    WORKING_DRAFT = "working_draft"
    OPEN_FOR_COMMENT = "open_for_comment"
    CLOSED_ANALYSING = "closed_analysing"
    RESPONSE_PUBLISHED = "response_published"
    FINAL_CALL = "final_call"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Whether nothing is published, said or decided about it any more."""
        return self in {PolicyState.SUPERSEDED, PolicyState.WITHDRAWN}


_DECISIONS: Mapping[PolicyState, tuple[PolicyState, ...]] = {
    PolicyState.WORKING_DRAFT: (PolicyState.WITHDRAWN,),
    PolicyState.OPEN_FOR_COMMENT: (PolicyState.WITHDRAWN,),
    PolicyState.CLOSED_ANALYSING: (PolicyState.WITHDRAWN,),
    PolicyState.RESPONSE_PUBLISHED: (PolicyState.FINAL_CALL, PolicyState.WITHDRAWN),
    PolicyState.FINAL_CALL: (PolicyState.APPROVED, PolicyState.WITHDRAWN),
    PolicyState.APPROVED: (PolicyState.IN_FORCE,),
    PolicyState.IN_FORCE: (
        PolicyState.UNDER_REVIEW,
        PolicyState.SUPERSEDED,
        PolicyState.WITHDRAWN,
    ),
    PolicyState.UNDER_REVIEW: (
        PolicyState.IN_FORCE,
        PolicyState.SUPERSEDED,
        PolicyState.WITHDRAWN,
    ),
    PolicyState.SUPERSEDED: (),
    PolicyState.WITHDRAWN: (),
}
_CONSEQUENCES: Mapping[PolicyState, tuple[PolicyState, ...]] = {
    PolicyState.WORKING_DRAFT: (PolicyState.OPEN_FOR_COMMENT,),
    PolicyState.OPEN_FOR_COMMENT: (PolicyState.CLOSED_ANALYSING, PolicyState.WORKING_DRAFT),
    PolicyState.CLOSED_ANALYSING: (PolicyState.RESPONSE_PUBLISHED,),
    PolicyState.RESPONSE_PUBLISHED: (PolicyState.WORKING_DRAFT,),
    PolicyState.FINAL_CALL: (PolicyState.WORKING_DRAFT,),
    PolicyState.APPROVED: (PolicyState.WORKING_DRAFT,),
    PolicyState.IN_FORCE: (PolicyState.WORKING_DRAFT,),
    PolicyState.UNDER_REVIEW: (PolicyState.WORKING_DRAFT,),
    PolicyState.SUPERSEDED: (),
    PolicyState.WITHDRAWN: (),
}
SECOND_OFFICER = frozenset({PolicyState.APPROVED, PolicyState.IN_FORCE})
"""What takes somebody else than the officer who published the version."""

PUBLIC_REASON = frozenset({PolicyState.WITHDRAWN, PolicyState.SUPERSEDED})
"""What takes a public reason and nothing else; the end of a review takes one too."""


def decisions_from(state: PolicyState) -> tuple[PolicyState, ...]:
    """The states that an officer may decide on next; the others follow from an act.

    Publishing, opening, closing, cancelling and responding move a policy by themselves.
    """
    return _DECISIONS[state]


def follows(state: PolicyState, following: PolicyState) -> bool:
    """Whether one state may come right after another, by a decision or by an act."""
    return following in _DECISIONS[state] + _CONSEQUENCES[state]


def policy_state_now(stored: PolicyState, round_state: RoundState | None) -> PolicyState:
    """The state as it is by the clock; `round_state` is the latest round's, None without one.

    A round that ran out leaves its policy being analysed, whether or not a worker noticed.
    """
    has_ended = round_state is not None and not round_state.is_running
    if stored is PolicyState.OPEN_FOR_COMMENT and has_ended:
        return PolicyState.CLOSED_ANALYSING
    return stored


class DecisionProblem(StrEnum):
    """Why a state can't be decided on, in the order in which an officer should deal with it."""

    NOT_FROM_HERE = "not_from_here"
    SECOND_OFFICER = "second_officer"
    ROUND_RUNNING = "round_running"
    ROUND_UNANSWERED = "round_unanswered"
    CALL_OPEN = "call_open"
    OPEN_OBJECTION = "open_objection"
    LABEL_CONTESTED = "label_contested"
    TOO_SOON = "too_soon"
    NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a decision is judged by. `last_ended_at` None: no round of the policy has ended.

    `round_states` are those of all its rounds; `is_second_officer`: the one who decides didn't
    publish the version; `open_objection_count` counts objections that neither holder nor ruling
    has closed, `open_contest_count` labels that are contested and not answered for;
    `call_closes_at` is the end of the final call, None when none was said.
    """

    state: PolicyState
    now: datetime
    round_states: Collection[RoundState] = ()
    last_ended_at: datetime | None = None
    open_objection_count: int = 0
    open_contest_count: int = 0
    call_closes_at: datetime | None = None
    is_second_officer: bool = False
    reason: str = ""

    @property
    def has_reason(self) -> bool:
        """Whether the public reason says anything."""
        return len(self.reason.strip()) >= SHORTEST_REASON_LENGTH

    @property
    def is_too_soon(self) -> bool:
        """Whether the comments of the last round can hardly have been weighed."""
        ended_at = self.last_ended_at
        return ended_at is not None and self.now - ended_at < SHORTEST_ANALYSIS


def decision_problem(to: PolicyState, case: Circumstances) -> DecisionProblem | None:
    """What stands against moving a policy to a state now; None: nothing."""
    if to not in decisions_from(case.state):
        return DecisionProblem.NOT_FROM_HERE
    if to in SECOND_OFFICER and not case.is_second_officer:
        return DecisionProblem.SECOND_OFFICER
    if to in PUBLIC_REASON:
        return None if case.has_reason else DecisionProblem.NO_REASON
    ends_review = case.state is PolicyState.UNDER_REVIEW and to is PolicyState.IN_FORCE
    if ends_review and not case.has_reason:
        return DecisionProblem.NO_REASON
    match publish_problem(case.state, case.round_states):
        case PublishProblem.ROUND_RUNNING:
            return DecisionProblem.ROUND_RUNNING
        case PublishProblem.ROUND_UNANSWERED:
            return DecisionProblem.ROUND_UNANSWERED
    return _approval_problem(case) if to is PolicyState.APPROVED else None


def _approval_problem(case: Circumstances) -> DecisionProblem | None:
    if not is_call_over(case.call_closes_at, case.now):
        return DecisionProblem.CALL_OPEN
    if case.open_objection_count:
        return DecisionProblem.OPEN_OBJECTION
    if case.open_contest_count:
        return DecisionProblem.LABEL_CONTESTED
    if case.is_too_soon and not case.has_reason:
        return DecisionProblem.TOO_SOON
    return None


def is_call_over(closes_at: datetime | None, now: datetime) -> bool:
    """Whether the final call has ended; one without an end never stands in the way."""
    return closes_at is None or now >= closes_at


def takes_positions_in_call(state: PolicyState, closes_at: datetime | None, now: datetime) -> bool:
    """Whether a first position can be taken without an open round."""
    return state is PolicyState.FINAL_CALL and (closes_at is None or now < closes_at)


class PublishProblem(StrEnum):
    """Why no version can be published now."""

    POLICY_OVER = "policy_over"
    ROUND_RUNNING = "round_running"
    ROUND_UNANSWERED = "round_unanswered"


def publish_problem(
    state: PolicyState, round_states: Collection[RoundState]
) -> PublishProblem | None:
    """Nobody changes a text under those who are commenting on it, or who wait for an answer."""
    if state.is_over:
        return PublishProblem.POLICY_OVER
    if any(each.is_running for each in round_states):
        return PublishProblem.ROUND_RUNNING
    if any(each.owes_answers for each in round_states):
        return PublishProblem.ROUND_UNANSWERED
    return None


class ResponseProblem(StrEnum):
    """Why a response can't be published now."""

    NOT_CLOSED = "not_closed"
    CANCELLED = "cancelled"
    ALREADY_PUBLISHED = "already_published"
    UNDECIDED_COMMENT = "undecided_comment"


def response_problem(round_state: RoundState, undecided_count: int) -> ResponseProblem | None:
    """A response comes after the close, once, and leaves no comment without an answer."""
    match round_state:
        case RoundState.SCHEDULED | RoundState.OPEN:
            return ResponseProblem.NOT_CLOSED
        case RoundState.CANCELLED:
            return ResponseProblem.CANCELLED
        case RoundState.RESPONDED:
            return ResponseProblem.ALREADY_PUBLISHED
    return ResponseProblem.UNDECIDED_COMMENT if undecided_count else None


class CancellationProblem(StrEnum):
    """Why a round can't be given up."""

    ENDED = "ended"
    HAS_COMMENTS = "has_comments"


def cancellation_problem(
    round_state: RoundState, *, has_comments: bool
) -> CancellationProblem | None:
    """Who has spoken is owed an answer: from the first comment on, a round is closed instead."""
    if not round_state.is_running:
        return CancellationProblem.ENDED
    return CancellationProblem.HAS_COMMENTS if has_comments else None


class ExtensionProblem(StrEnum):
    """Why a round can't be made longer."""

    NOT_RUNNING = "not_running"
    NOT_LATER = "not_later"


def extension_problem(
    span: Span, now: datetime, new_closes_at: datetime
) -> ExtensionProblem | None:
    """A round grows only before its close, and never shrinks this way."""
    if not span.state(now).is_running:
        return ExtensionProblem.NOT_RUNNING
    return ExtensionProblem.NOT_LATER if new_closes_at <= span.closes_at else None
