"""When a digest is due, and what is told at once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.commons.notifications import rules
from ssrwiki.commons.notifications.rules import Reason

ZONES = sorted(available_timezones() - {"localtime"})


@given(
    st.integers(1_577_836_800, 2_051_222_400).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from(ZONES),
)
def test_the_last_morning_is_seven_o_clock_and_less_than_a_long_day_ago(
    now: datetime, zone: str
) -> None:
    morning = rules.last_morning(now, ZoneInfo(zone))
    assert morning.hour == rules.DIGEST_HOUR
    assert timedelta(0) <= now - morning.astimezone(UTC) < timedelta(hours=50)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-21T12:00+00:00", "2026-11-21T07:00+05:45"),
        ("2026-11-21T01:14+00:00", "2026-11-20T07:00+05:45"),
        ("2026-11-21T01:15+00:00", "2026-11-21T07:00+05:45"),
    ],
)
def test_the_morning_is_that_of_the_persons_own_zone(now: str, morning: str) -> None:
    found = rules.last_morning(datetime.fromisoformat(now), ZoneInfo("Asia/Kathmandu"))
    assert found == datetime.fromisoformat(morning)


def test_only_what_concerns_one_is_urgent() -> None:
    assert rules.is_urgent(Reason.CONCERNED, verb_is_urgent=True)
    assert not rules.is_urgent(Reason.WATCHING, verb_is_urgent=True)
    assert not rules.is_urgent(Reason.CONCERNED, verb_is_urgent=False)


def test_watchers_do_not_hear_of_minor_edits() -> None:
    assert not rules.is_heard(Reason.WATCHING, is_minor=True)
    assert rules.is_heard(Reason.CONCERNED, is_minor=True)
