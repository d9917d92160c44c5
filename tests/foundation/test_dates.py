"""Dates as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrwiki.foundation import clock, dates

INSTANT = datetime(2026, 12, 12, 17, 0, tzinfo=UTC)


def test_a_moment_names_weekday_and_city():
    assert dates.moment_text(INSTANT, "en", "Europe/London") == (
        "Sat 12 Dec 2026, 17:00 London time"
    )


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "Sat 12 Dec 2026, 17:00 UTC"),
        ("Africa/Kinshasa", "Sat 12 Dec 2026, 18:00 Kinshasa time"),
        ("Pacific/Guadalcanal", "Sun 13 Dec 2026, 04:00 Guadalcanal time"),
        ("Etc/GMT-3", "Sat 12 Dec 2026, 20:00 UTC+03:00"),
        ("Etc/GMT+3", "Sat 12 Dec 2026, 14:00 UTC-03:00"),
        ("no/such zone", "Sat 12 Dec 2026, 17:00 UTC"),
        ("../../etc/passwd", "Sat 12 Dec 2026, 17:00 UTC"),
    ],
)
def test_a_moment_is_told_by_the_readers_clock(zone, words):
    assert dates.moment_text(INSTANT, "en", zone) == words


def test_days_are_written_as_the_language_writes_them():
    assert dates.day_text(date(2026, 12, 12), "fr") == "sam. 12 déc. 2026"
    assert dates.day_text(date(2026, 12, 12), "ar").startswith("السبت")


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="zone"):
        dates.moment_text(INSTANT.replace(tzinfo=None), "en", "UTC")


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=16, hours=3), "16 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=23, minutes=59), "23 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(minutes=59), "less than an hour left"),
        (timedelta(), "no time left"),
        (timedelta(days=-3), "no time left"),
    ],
)
def test_time_left_never_promises_more_than_there_is(left, words):
    with clock.at(INSTANT):
        assert dates.days_left_text(INSTANT + left, "en") == words


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_machine_text_of_an_instant_gives_the_instant_back(instant):
    read = datetime.fromisoformat(dates.machine_text(instant))
    assert read == instant.replace(microsecond=0)


def test_only_known_zones_are_zones():
    assert dates.is_zone("Africa/Freetown")
    assert not dates.is_zone("Freetown")
    assert not dates.is_zone("/etc/localtime")
    assert not dates.is_zone("")
