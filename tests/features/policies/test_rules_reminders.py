"""Half-time and the last two days, each said once, whatever was extended or ran late."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.features.policies.rules import reminders
from ssrwiki.features.policies.rules.reminders import BEFORE_CLOSE, Reminder

OPENS = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=30)
HALF = OPENS + timedelta(days=15)
LAST = CLOSES - timedelta(hours=48)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "reminded_at", "reminder"),
    [
        (HALF - SECOND, None, None),
        (HALF, None, Reminder.HALF_TIME),
        (HALF + SECOND, HALF, None),
        (LAST - SECOND, HALF, None),
        (LAST, HALF, Reminder.LAST),
        (LAST, None, Reminder.LAST),
        (LAST + SECOND, LAST, None),
        (CLOSES, HALF, None),
        (OPENS - SECOND, None, None),
        (HALF, OPENS - SECOND, Reminder.HALF_TIME),
    ],
)
def test_a_reminder_is_due_once(
    now: datetime, reminded_at: datetime | None, reminder: Reminder | None
) -> None:
    assert reminders.due(OPENS, CLOSES, now, reminded_at) is reminder


def test_an_extended_window_has_one_half_time_and_its_own_last_days() -> None:
    later = CLOSES + timedelta(days=20)
    assert reminders.due(OPENS, later, OPENS + timedelta(days=25), HALF) is None
    assert reminders.due(OPENS, later, later - BEFORE_CLOSE, LAST) is Reminder.LAST


def test_a_call_without_an_end_reminds_once_at_its_beginning() -> None:
    assert reminders.instants(OPENS, None) == (OPENS,)
    assert reminders.due(OPENS, None, OPENS, None) is Reminder.CALL
    assert reminders.due(OPENS, None, OPENS + timedelta(days=90), OPENS) is None


@given(
    days=st.integers(min_value=14, max_value=200),
    hours=st.lists(st.integers(min_value=-50, max_value=5000), max_size=40),
)
def test_however_often_the_worker_looks_each_reminder_comes_once(
    days: int, hours: list[int]
) -> None:
    closes = OPENS + timedelta(days=days)
    reminded_at = None
    told: list[Reminder] = []
    for hour in sorted(hours):
        now = OPENS + timedelta(hours=hour)
        reminder = reminders.due(OPENS, closes, now, reminded_at)
        if reminder is not None:
            told.append(reminder)
            reminded_at = now
            assert OPENS <= now < closes
    assert told in ([], [Reminder.HALF_TIME], [Reminder.LAST], [Reminder.HALF_TIME, Reminder.LAST])
