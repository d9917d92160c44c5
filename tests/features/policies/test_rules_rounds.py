"""Windows of comment, by the clock and the calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ssrwiki.features.policies.rules import rounds
from ssrwiki.features.policies.rules.rounds import OpeningProblem, RoundState, Span

LONDON = ZoneInfo("Europe/London")
OPENS = datetime(2026, 11, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - SECOND, RoundState.SCHEDULED),
        (OPENS, RoundState.OPEN),
        (CLOSES - SECOND, RoundState.OPEN),
        (CLOSES, RoundState.CLOSED),
    ],
)
def test_a_round_opens_and_closes_by_the_clock_alone(now: datetime, state: RoundState) -> None:
    assert Span(OPENS, CLOSES).state(now) is state


def test_an_early_close_ends_a_round_for_good() -> None:
    closed_at = OPENS + timedelta(days=3)
    span = Span(OPENS, CLOSES, closed_at=closed_at)
    assert span.state(closed_at - SECOND) is RoundState.OPEN
    assert span.state(closed_at) is RoundState.CLOSED
    assert span.ends_at == closed_at


def test_a_response_or_a_cancellation_is_the_last_word() -> None:
    assert Span(OPENS, CLOSES, responded_at=CLOSES).state(CLOSES) is RoundState.RESPONDED
    drafted = Span(OPENS, CLOSES, responding_at=OPENS + SECOND)
    assert drafted.state(CLOSES - SECOND) is RoundState.OPEN
    assert drafted.state(CLOSES) is RoundState.RESPONDING
    assert Span(OPENS, CLOSES, cancelled_at=OPENS).state(OPENS) is RoundState.CANCELLED


def test_a_response_is_overdue_from_the_day_after_it_was_due() -> None:
    due_on = date(2027, 2, 23)
    assert not rounds.is_overdue(RoundState.CLOSED, due_on, due_on)
    assert rounds.is_overdue(RoundState.CLOSED, due_on, due_on + timedelta(days=1))
    assert rounds.is_overdue(RoundState.RESPONDING, due_on, due_on + timedelta(days=1))
    assert not rounds.is_overdue(RoundState.RESPONDED, due_on, due_on + timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "is_first", "problem"),
    [
        (28, True, None),
        (27, True, OpeningProblem.TOO_SHORT_FIRST),
        (14, False, None),
        (13, False, OpeningProblem.TOO_SHORT_LATER),
        (0, False, OpeningProblem.CLOSES_BEFORE_IT_OPENS),
    ],
)
def test_a_first_round_takes_four_weeks_and_a_later_one_two(
    days: int, is_first: bool, problem: OpeningProblem | None
) -> None:
    closes_at = OPENS + timedelta(days=days)
    assert rounds.window_problem(OPENS, closes_at, LONDON, is_first=is_first) is problem


def test_the_night_in_which_clocks_change_takes_nothing_from_a_window() -> None:
    opens_at = datetime(2026, 3, 1, 10, tzinfo=LONDON).astimezone(UTC)
    closes_at = datetime(2026, 3, 29, 10, tzinfo=LONDON).astimezone(UTC)
    assert closes_at - opens_at < timedelta(days=28)
    assert rounds.window_problem(opens_at, closes_at, LONDON, is_first=True) is None


def test_a_window_that_begins_now_counts_from_the_minute() -> None:
    opens_at = OPENS + timedelta(seconds=41)
    closes_at = OPENS + timedelta(days=28)
    assert rounds.window_problem(opens_at, closes_at, LONDON, is_first=True) is None


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_local_time_in_the_spring_gap_is_none_and_of_two_the_later_is_meant() -> None:
    assert rounds.instant(local("2026-03-29T01:30"), LONDON) is None
    assert rounds.instant(local("2026-10-25T01:30"), LONDON) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )
    assert rounds.instant(local("2026-07-01T12:00"), LONDON) == datetime(2026, 7, 1, 11, tzinfo=UTC)


def test_a_response_is_due_twelve_weeks_after_the_close() -> None:
    assert rounds.default_response_due_on(CLOSES) == date(2027, 2, 23)


@pytest.mark.parametrize("hour", [0, 9, 17, 18, 23])
def test_a_round_takes_thirty_days_at_whatever_hour_it_opens(hour: int) -> None:
    opens = datetime(2026, 11, 20, hour, 30, tzinfo=LONDON)
    closes = datetime(2026, 12, 20, 17, 0, tzinfo=LONDON)
    assert rounds.days_on_calendar(opens, closes, LONDON) == 30


def test_days_of_a_round_are_those_of_its_own_zone() -> None:
    opens = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    closes = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert rounds.days_on_calendar(opens, closes, LONDON) == 2
    assert rounds.days_on_calendar(opens, closes, ZoneInfo("Asia/Tokyo")) == 1


def test_days_cut_from_a_round_are_never_understated() -> None:
    assert rounds.days_between(CLOSES - timedelta(days=2, hours=1), CLOSES) == 3
    assert rounds.days_between(CLOSES - timedelta(days=2), CLOSES) == 2
    assert rounds.days_between(CLOSES, CLOSES) == 0
    assert rounds.days_between(CLOSES + SECOND, CLOSES) == 0
