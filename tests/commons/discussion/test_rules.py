from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.commons.discussion import rules
from ssrwiki.commons.discussion.rules import CorrectionProblem, DraftProblem, Fate, Kind, Tombstone

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "replacement", "kind"),
    [
        ("", "", Kind.OBSERVATION),
        ("", "Other words.", Kind.SUGGESTION),
        ("observation", "Other words.", Kind.SUGGESTION),
        ("objection", "Other words.", Kind.OBJECTION),
        ("support", "", Kind.SUPPORT),
        ("applause", "", None),
    ],
)
def test_other_words_turn_an_observation_into_a_suggestion(
    asked: str, replacement: str, kind: Kind | None
) -> None:
    assert rules.kind_of(asked, replacement) is kind


def test_a_suggestion_needs_its_words_and_every_comment_something_said() -> None:
    assert rules.draft_problem(" \n", Kind.QUESTION, "") is DraftProblem.EMPTY
    assert rules.draft_problem("Hm.", Kind.SUGGESTION, " ") is DraftProblem.NO_OTHER_WORDS
    assert rules.draft_problem("Hm.", None, "") is DraftProblem.NO_SUCH_KIND
    assert rules.draft_problem("Hm.", Kind.SUPPORT, "") is None


@given(st.integers(min_value=49_990, max_value=50_010))
def test_fifty_kilobytes_are_the_most(size: int) -> None:
    is_refused = rules.draft_problem("a" * size, Kind.QUESTION, "") is DraftProblem.TOO_LONG
    assert is_refused is (size > rules.LARGEST_BODY_BYTES)


def test_size_is_counted_in_bytes_so_that_no_script_gets_more() -> None:
    assert rules.draft_problem("م" * 25_001, Kind.QUESTION, "") is DraftProblem.TOO_LONG


@pytest.mark.parametrize(("minutes", "may"), [(0, True), (15, True), (16, False)])
def test_words_can_be_changed_for_a_quarter_of_an_hour(minutes: int, may: bool) -> None:
    sent = NOW - timedelta(minutes=minutes)
    problem = rules.correction_problem(sent, NOW, is_answered=False, is_over=False)
    assert problem is (None if may else CorrectionProblem.TOO_LATE)


def test_an_answer_or_the_end_of_the_thread_settles_the_words_at_once() -> None:
    answered = rules.correction_problem(NOW, NOW, is_answered=True, is_over=True)
    over = rules.correction_problem(NOW, NOW, is_answered=False, is_over=True)
    assert (answered, over) == (CorrectionProblem.ANSWERED, CorrectionProblem.OVER)


def test_the_strongest_reason_stands_in_place_of_a_comment() -> None:
    assert Fate(NOW, NOW, NOW, NOW).tombstone is Tombstone.REDACTED
    assert Fate(None, NOW, NOW, NOW).tombstone is Tombstone.HIDDEN
    assert Fate(None, None, NOW, NOW).tombstone is Tombstone.WITHDRAWN
    assert Fate(None, None, None, NOW).tombstone is Tombstone.HELD
    assert Fate(None, None, None, None).tombstone is None


def test_a_thread_that_a_feature_holds_lives_below_its_number() -> None:
    assert rules.thread_path("page", 1) == "/discussion"
    assert rules.thread_path("round", 2) == "/rounds/2/comments"
