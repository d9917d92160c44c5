"""Counts in the database: exact among threads, gone with their window, telling nobody's name."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from limits import parse
from limits.errors import StorageError
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Engine, select

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.web import throttle_storage
from ssrwiki.foundation.web.throttle_storage import DatabaseStorage, ThrottleHit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = b"a secret for tests"


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    engine = throttle_storage.counting_engine(database)
    yield engine
    engine.dispose()


@pytest.fixture
def storage(engine: Engine) -> DatabaseStorage:
    return DatabaseStorage(engine=engine, secret=SECRET)


def keys_kept(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return list(connection.scalars(select(ThrottleHit.key_hash)))


def test_tries_add_up_for_each_key_alone(storage: DatabaseStorage) -> None:
    assert [storage.incr("one", 60), storage.incr("one", 60, 3), storage.incr("two", 60)] == [
        1,
        4,
        1,
    ]
    assert (storage.get("one"), storage.get("two"), storage.get("three")) == (4, 1, 0)


def test_a_window_ends_when_its_first_hit_said(storage: DatabaseStorage) -> None:
    with clock.at(NOON):
        storage.incr("key", 60)
    with clock.at(NOON + timedelta(seconds=59)):
        assert storage.incr("key", 60) == 2
        assert storage.get_expiry("key") == (NOON + timedelta(seconds=60)).timestamp()
    with clock.at(NOON + timedelta(seconds=60)):
        assert storage.get("key") == 0
        assert storage.get_expiry("key") == clock.now().timestamp()
        assert storage.incr("key", 60) == 1


def test_windows_that_have_run_out_are_removed(storage: DatabaseStorage, engine: Engine) -> None:
    with clock.at(NOON):
        for number in range(20):
            storage.incr(f"old {number}", 60)
        storage.incr("running", 600)
    with clock.at(NOON + timedelta(seconds=90)):
        storage.incr("new", 60)
    assert len(keys_kept(engine)) == 2


def test_nothing_of_the_key_is_kept(storage: DatabaseStorage, engine: Engine) -> None:
    storage.incr("account:amina@example.org", 60)
    DatabaseStorage(engine=engine, secret=b"another").incr("account:amina@example.org", 60)
    first, second = keys_kept(engine)
    assert first != second
    assert "amina" not in first + second


def test_one_key_or_all_can_be_forgotten(storage: DatabaseStorage) -> None:
    storage.incr("one", 60)
    storage.incr("two", 60)
    storage.clear("one")
    assert (storage.get("one"), storage.get("two")) == (0, 1)
    assert storage.reset() == 1
    assert storage.get("two") == 0


def test_no_try_is_lost_among_threads(storage: DatabaseStorage) -> None:
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _number: storage.incr("key", 600), range(200)))
    assert sorted(counts) == list(range(1, 201))


def test_threads_that_start_and_sweep_windows_do_not_block_each_other(
    storage: DatabaseStorage,
) -> None:
    def count(number: int) -> int:
        with clock.at(NOON + timedelta(seconds=number)):
            return storage.incr(f"key {number % 7}", 3)

    with ThreadPoolExecutor(8) as pool:
        assert all(count >= 1 for count in pool.map(count, range(150)))


def test_it_tells_whether_the_database_answers(storage: DatabaseStorage) -> None:
    assert storage.check()


def test_a_limiter_refuses_the_try_after_the_last(storage: DatabaseStorage) -> None:
    limiter = FixedWindowRateLimiter(storage)
    window = parse("3 per minute")
    assert [limiter.hit(window, "amina") for _try in range(5)] == [True, True, True, False, False]
    assert limiter.hit(window, "musa")


def test_a_missing_table_is_told_as_the_caller_wishes(own_database: Database) -> None:
    ThrottleHit.metadata.tables["throttle_hit"].drop(own_database.writing_engine)
    engine = throttle_storage.counting_engine(own_database)
    with pytest.raises(StorageError):
        DatabaseStorage(engine=engine, secret=SECRET, wrap_exceptions=True).incr("key", 60)
    engine.dispose()
