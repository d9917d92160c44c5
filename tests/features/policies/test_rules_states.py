"""The life of a policy: what may follow what, and what stands against it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ssrwiki.features.policies.rules import states
from ssrwiki.features.policies.rules.rounds import RoundState, Span
from ssrwiki.features.policies.rules.states import (
    CancellationProblem,
    Circumstances,
    DecisionProblem,
    ExtensionProblem,
    PolicyState,
    PublishProblem,
    ResponseProblem,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
REASON = "The ministry has asked for it in public."
READY = Circumstances(
    state=PolicyState.FINAL_CALL,
    now=NOW,
    round_states=[RoundState.RESPONDED],
    last_ended_at=NOW - timedelta(days=7),
    is_second_officer=True,
)

DECISIONS = {
    (PolicyState.WORKING_DRAFT, PolicyState.WITHDRAWN),
    (PolicyState.OPEN_FOR_COMMENT, PolicyState.WITHDRAWN),
    (PolicyState.CLOSED_ANALYSING, PolicyState.WITHDRAWN),
    (PolicyState.RESPONSE_PUBLISHED, PolicyState.FINAL_CALL),
    (PolicyState.RESPONSE_PUBLISHED, PolicyState.WITHDRAWN),
    (PolicyState.FINAL_CALL, PolicyState.APPROVED),
    (PolicyState.FINAL_CALL, PolicyState.WITHDRAWN),
    (PolicyState.APPROVED, PolicyState.IN_FORCE),
    (PolicyState.IN_FORCE, PolicyState.UNDER_REVIEW),
    (PolicyState.IN_FORCE, PolicyState.SUPERSEDED),
    (PolicyState.IN_FORCE, PolicyState.WITHDRAWN),
    (PolicyState.UNDER_REVIEW, PolicyState.IN_FORCE),
    (PolicyState.UNDER_REVIEW, PolicyState.SUPERSEDED),
    (PolicyState.UNDER_REVIEW, PolicyState.WITHDRAWN),
}


def test_only_the_drawn_decisions_can_be_taken() -> None:
    for state, to in product(PolicyState, PolicyState):
        case = replace(READY, state=state, reason=REASON)
        problem = states.decision_problem(to, case)
        assert (problem is not DecisionProblem.NOT_FROM_HERE) is ((state, to) in DECISIONS)


def test_what_is_over_never_comes_back() -> None:
    for state in (PolicyState.SUPERSEDED, PolicyState.WITHDRAWN):
        assert state.is_over
        assert not any(states.follows(state, to) for to in PolicyState)


def test_a_ready_policy_is_approved() -> None:
    assert states.decision_problem(PolicyState.APPROVED, READY) is None


@pytest.mark.parametrize("to", [PolicyState.APPROVED, PolicyState.IN_FORCE])
def test_approval_and_force_take_a_second_officer(to: PolicyState) -> None:
    from_state = PolicyState.FINAL_CALL if to is PolicyState.APPROVED else PolicyState.APPROVED
    case = replace(READY, state=from_state, is_second_officer=False)
    assert states.decision_problem(to, case) is DecisionProblem.SECOND_OFFICER


def test_an_open_objection_stands_against_approval_whatever_the_reason() -> None:
    case = replace(READY, open_objection_count=1, reason=REASON)
    assert states.decision_problem(PolicyState.APPROVED, case) is DecisionProblem.OPEN_OBJECTION


def test_seven_days_of_analysis_are_shortened_only_by_a_public_reason() -> None:
    early = replace(READY, last_ended_at=NOW - timedelta(days=7) + timedelta(seconds=1))
    assert states.decision_problem(PolicyState.APPROVED, early) is DecisionProblem.TOO_SOON
    assert states.decision_problem(PolicyState.APPROVED, replace(early, reason=REASON)) is None


@pytest.mark.parametrize(
    ("round_state", "problem"),
    [
        (RoundState.SCHEDULED, DecisionProblem.ROUND_RUNNING),
        (RoundState.OPEN, DecisionProblem.ROUND_RUNNING),
        (RoundState.CLOSED, DecisionProblem.ROUND_UNANSWERED),
        (RoundState.RESPONDING, DecisionProblem.ROUND_UNANSWERED),
        (RoundState.RESPONDED, None),
        (RoundState.CANCELLED, None),
    ],
)
def test_nothing_is_approved_over_a_round_that_runs_or_waits(
    round_state: RoundState, problem: DecisionProblem | None
) -> None:
    case = replace(READY, round_states=[RoundState.RESPONDED, round_state])
    assert states.decision_problem(PolicyState.APPROVED, case) is problem


def test_a_review_ends_in_force_by_a_second_officer_who_says_what_it_found() -> None:
    case = replace(READY, state=PolicyState.UNDER_REVIEW)
    in_force = PolicyState.IN_FORCE
    assert states.decision_problem(in_force, case) is DecisionProblem.NO_REASON
    reasoned = replace(case, reason=REASON)
    assert states.decision_problem(in_force, reasoned) is None
    alone = replace(reasoned, is_second_officer=False)
    assert states.decision_problem(in_force, alone) is DecisionProblem.SECOND_OFFICER
    fresh = replace(READY, state=PolicyState.APPROVED)
    assert states.decision_problem(in_force, fresh) is None


def test_nothing_is_approved_before_the_end_of_the_final_call() -> None:
    called = replace(READY, call_closes_at=NOW + timedelta(seconds=1), reason=REASON)
    assert states.decision_problem(PolicyState.APPROVED, called) is DecisionProblem.CALL_OPEN
    assert states.decision_problem(PolicyState.WITHDRAWN, called) is None
    over = replace(called, call_closes_at=NOW)
    assert states.decision_problem(PolicyState.APPROVED, over) is None


@pytest.mark.parametrize(
    ("state", "closes_at", "takes"),
    [
        (PolicyState.FINAL_CALL, None, True),
        (PolicyState.FINAL_CALL, NOW + timedelta(seconds=1), True),
        (PolicyState.FINAL_CALL, NOW, False),
        (PolicyState.APPROVED, None, False),
    ],
)
def test_a_final_call_takes_first_positions_until_its_end(
    state: PolicyState, closes_at: datetime | None, takes: bool
) -> None:
    assert states.takes_positions_in_call(state, closes_at, NOW) is takes


@pytest.mark.parametrize(
    ("round_state", "has_comments", "problem"),
    [
        (RoundState.SCHEDULED, False, None),
        (RoundState.OPEN, False, None),
        (RoundState.OPEN, True, CancellationProblem.HAS_COMMENTS),
        (RoundState.CLOSED, False, CancellationProblem.ENDED),
        (RoundState.RESPONDING, True, CancellationProblem.ENDED),
        (RoundState.CANCELLED, False, CancellationProblem.ENDED),
    ],
)
def test_a_round_is_cancelled_only_before_anybody_has_commented(
    round_state: RoundState, has_comments: bool, problem: CancellationProblem | None
) -> None:
    assert states.cancellation_problem(round_state, has_comments=has_comments) is problem


def test_taking_a_policy_back_takes_a_reason_and_nothing_else() -> None:
    case = replace(READY, state=PolicyState.OPEN_FOR_COMMENT, round_states=[RoundState.OPEN])
    assert states.decision_problem(PolicyState.WITHDRAWN, case) is DecisionProblem.NO_REASON
    assert states.decision_problem(PolicyState.WITHDRAWN, replace(case, reason=REASON)) is None


@pytest.mark.parametrize(
    ("round_states", "problem"),
    [
        ([], None),
        ([RoundState.RESPONDED, RoundState.CANCELLED], None),
        ([RoundState.RESPONDED, RoundState.OPEN], PublishProblem.ROUND_RUNNING),
        ([RoundState.SCHEDULED], PublishProblem.ROUND_RUNNING),
        ([RoundState.CLOSED], PublishProblem.ROUND_UNANSWERED),
        ([RoundState.RESPONDING], PublishProblem.ROUND_UNANSWERED),
    ],
)
def test_no_version_is_published_under_a_round_that_runs_or_waits(
    round_states: list[RoundState], problem: PublishProblem | None
) -> None:
    assert states.publish_problem(PolicyState.WORKING_DRAFT, round_states) is problem


def test_no_version_is_published_of_what_is_over() -> None:
    assert states.publish_problem(PolicyState.WITHDRAWN, []) is PublishProblem.POLICY_OVER


@pytest.mark.parametrize(
    ("round_state", "undecided_count", "problem"),
    [
        (RoundState.CLOSED, 0, None),
        (RoundState.CLOSED, 1, ResponseProblem.UNDECIDED_COMMENT),
        (RoundState.RESPONDING, 0, None),
        (RoundState.RESPONDING, 1, ResponseProblem.UNDECIDED_COMMENT),
        (RoundState.OPEN, 0, ResponseProblem.NOT_CLOSED),
        (RoundState.SCHEDULED, 0, ResponseProblem.NOT_CLOSED),
        (RoundState.CANCELLED, 0, ResponseProblem.CANCELLED),
        (RoundState.RESPONDED, 0, ResponseProblem.ALREADY_PUBLISHED),
    ],
)
def test_a_response_comes_after_the_close_once_and_leaves_nobody_out(
    round_state: RoundState, undecided_count: int, problem: ResponseProblem | None
) -> None:
    assert states.response_problem(round_state, undecided_count) is problem


def test_a_round_is_extended_only_before_its_close_and_only_to_later() -> None:
    span = Span(NOW - timedelta(days=10), NOW + timedelta(days=10))
    later = NOW + timedelta(days=20)
    assert states.extension_problem(span, NOW, later) is None
    assert states.extension_problem(span, NOW, span.closes_at) is ExtensionProblem.NOT_LATER
    assert states.extension_problem(span, span.closes_at, later) is ExtensionProblem.NOT_RUNNING
    closed = replace(span, closed_at=NOW - timedelta(days=1))
    assert states.extension_problem(closed, NOW, later) is ExtensionProblem.NOT_RUNNING


def test_a_round_that_ran_out_leaves_its_policy_being_analysed_without_a_worker() -> None:
    stored = PolicyState.OPEN_FOR_COMMENT
    assert states.policy_state_now(stored, RoundState.OPEN) is stored
    assert states.policy_state_now(stored, RoundState.CLOSED) is PolicyState.CLOSED_ANALYSING
    assert states.policy_state_now(PolicyState.APPROVED, RoundState.CLOSED) is PolicyState.APPROVED
