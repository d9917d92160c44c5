"""Network addresses under their names of a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from ssrwiki.foundation import clock
from ssrwiki.foundation.logs.networks import UNKNOWN, NetworkNames

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_an_address_keeps_its_name_for_the_day_in_every_process(tmp_path):
    with clock.at(NOON):
        name = NetworkNames(tmp_path / "salt").name("192.0.2.7")
        assert NetworkNames(tmp_path / "salt").name("192.0.2.7") == name
        assert NetworkNames(tmp_path / "salt").name("192.0.2.8") != name
    assert len(name) == 12


def test_the_next_day_the_name_is_another_and_the_old_salt_is_gone(tmp_path):
    names = NetworkNames(tmp_path)
    with clock.at(NOON):
        today = names.name("192.0.2.7")
    with clock.at(NOON + timedelta(days=1)):
        assert names.name("192.0.2.7") != today
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11-22"]


def test_one_household_has_one_name(tmp_path):
    names = NetworkNames(tmp_path)
    with clock.at(NOON):
        assert names.name("2001:db8:1:2::7") == names.name("2001:db8:1:2:ffff::1")
        assert names.name("2001:db8:1:2::7") != names.name("2001:db8:1:3::7")
        assert names.name("::ffff:192.0.2.7") == names.name("192.0.2.7")


@pytest.mark.parametrize("address", [None, "", "unix:", "aminata@example.org"])
def test_what_is_no_address_has_no_name(tmp_path, address):
    assert NetworkNames(tmp_path).name(address) == UNKNOWN


def test_processes_that_start_together_agree_on_the_salt(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: NetworkNames(tmp_path).name("192.0.2.7"), range(40)))
    assert len(names) == 1


def test_only_we_may_read_the_salt(tmp_path):
    with clock.at(NOON):
        NetworkNames(tmp_path / "salt").name("192.0.2.7")
    assert (tmp_path / "salt").stat().st_mode & 0o077 == 0
    assert (tmp_path / "salt" / "2026-11-21").stat().st_mode & 0o777 == 0o600
