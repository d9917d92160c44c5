"""Answers to comments: the closed list, and what each of them owes."""

import pytest

from ssrwiki.features.policies.rules import dispositions
from ssrwiki.features.policies.rules.dispositions import DispositionCode, DispositionProblem

REASON = "Fuel is now part of clause 2.4, as asked."


def problem(
    code: str,
    *,
    reason: str = REASON,
    target_version: int | None = 2,
    duplicate_of: str | None = "other",
    is_author: bool = False,
) -> DispositionProblem | None:
    return dispositions.problem(
        code,
        reason,
        comment_id="mine",
        version_number=1,
        next_version=3,
        target_version=target_version,
        duplicate_of=duplicate_of,
        is_author=is_author,
    )


@pytest.mark.parametrize("code", [code for code in DispositionCode if code != "withdrawn"])
def test_a_full_answer_is_taken(code: DispositionCode) -> None:
    assert problem(code) is None


@pytest.mark.parametrize("code", [code for code in DispositionCode if code != "withdrawn"])
def test_every_answer_but_plain_acceptance_gives_a_reason_of_twenty_characters(
    code: DispositionCode,
) -> None:
    short = problem(code, reason="  " + "x" * 19 + "  ")
    expected = None if code == "accepted" else DispositionProblem.REASON_TOO_SHORT
    assert short is expected
    assert problem(code, reason="x" * 20) is None


@pytest.mark.parametrize("code", ["accepted", "accepted_in_part", "deferred"])
def test_what_is_promised_names_a_later_version(code: str) -> None:
    assert problem(code, target_version=None) is DispositionProblem.NO_TARGET_VERSION
    assert problem(code, target_version=1) is DispositionProblem.TARGET_NOT_LATER


@pytest.mark.parametrize(("code", "furthest"), [("accepted", 3), ("noted", 3), ("deferred", 4)])
def test_nothing_is_promised_beyond_the_next_version_or_deferred_beyond_one_more(
    code: str, furthest: int
) -> None:
    assert problem(code, target_version=furthest) is None
    assert problem(code, target_version=furthest + 1) is DispositionProblem.TARGET_TOO_FAR


@pytest.mark.parametrize("code", ["noted", "not_accepted", "answered", "already_covered"])
def test_what_promises_nothing_needs_no_version(code: str) -> None:
    assert problem(code, target_version=None) is None


def test_a_duplicate_names_another_comment() -> None:
    assert problem("duplicate_of", duplicate_of=None) is DispositionProblem.NO_ORIGINAL
    assert problem("duplicate_of", duplicate_of="mine") is DispositionProblem.ITS_OWN_DUPLICATE


def test_only_its_author_withdraws_a_comment_and_does_nothing_else() -> None:
    assert problem("withdrawn") is DispositionProblem.AUTHOR_ONLY
    assert problem("withdrawn", reason="", is_author=True) is None
    assert problem("accepted", is_author=True) is DispositionProblem.AUTHOR_ONLY


def test_there_is_no_other_answer() -> None:
    assert problem("ignored") is DispositionProblem.NO_SUCH_CODE


def test_a_form_offers_four_answers_first_and_the_rest_behind() -> None:
    offered = [*dispositions.FIRST_CHOICES, *dispositions.OTHER_CHOICES]
    assert len(dispositions.FIRST_CHOICES) == 4
    assert sorted(offered) == sorted(set(DispositionCode) - {DispositionCode.WITHDRAWN})


def test_the_share_of_acceptance_counts_half_of_what_was_taken_in_part() -> None:
    codes = [
        DispositionCode.ACCEPTED,
        DispositionCode.ACCEPTED_IN_PART,
        DispositionCode.NOT_ACCEPTED,
        DispositionCode.NOTED,
        DispositionCode.DUPLICATE_OF,
        DispositionCode.WITHDRAWN,
    ]
    assert dispositions.acceptance_share(codes) == pytest.approx(1.5 / 4)
    assert dispositions.acceptance_share([DispositionCode.WITHDRAWN]) is None
