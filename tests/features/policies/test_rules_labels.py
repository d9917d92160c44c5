"""Contesting the label of a version, as far as no database is needed."""

import pytest

from ssrwiki.features.policies.rules import endorsements, labels
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.features.policies.rules.endorsements import PublishedText, Standing
from ssrwiki.features.policies.rules.labels import ContestProblem
from ssrwiki.features.policies.rules.states import PolicyState

REASON = "A month ago nobody had to ask the court."


@pytest.mark.parametrize(
    ("state", "change_class", "reason", "has_contested", "problem"),
    [
        (PolicyState.WORKING_DRAFT, ChangeClass.EDITORIAL, REASON, False, None),
        (PolicyState.IN_FORCE, ChangeClass.EDITORIAL, REASON, False, None),
        (PolicyState.WITHDRAWN, ChangeClass.EDITORIAL, REASON, False, ContestProblem.POLICY_OVER),
        (
            PolicyState.IN_FORCE,
            ChangeClass.SUBSTANTIVE,
            REASON,
            False,
            ContestProblem.NOT_EDITORIAL,
        ),
        (PolicyState.IN_FORCE, ChangeClass.EDITORIAL, REASON, True, ContestProblem.ALREADY),
        (PolicyState.IN_FORCE, ChangeClass.EDITORIAL, " no ", False, ContestProblem.NO_REASON),
    ],
)
def test_what_stands_against_a_contest(
    state: PolicyState,
    change_class: ChangeClass,
    reason: str,
    has_contested: bool,
    problem: ContestProblem | None,
) -> None:
    found = labels.contest_problem(state, change_class, reason, has_contested=has_contested)
    assert found is problem


def test_a_position_that_its_holder_contests_is_carried_no_longer() -> None:
    texts = [
        PublishedText(1, "one", ChangeClass.SUBSTANTIVE),
        PublishedText(2, "two", ChangeClass.EDITORIAL),
    ]
    assert endorsements.standing(1, texts) is Standing.CARRIED
    assert endorsements.standing(1, texts, is_contested=True) is Standing.STALE
    assert endorsements.standing(2, texts, is_contested=True) is Standing.CURRENT
