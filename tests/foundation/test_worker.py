"""The worker: what is enqueued runs once; what fails is tried again, and in the end laid by."""

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from ssrwiki.foundation import clock, jobs, worker
from ssrwiki.foundation.database import Base, Database
from ssrwiki.foundation.feature import Schedule
from ssrwiki.foundation.jobs import Job
from ssrwiki.foundation.keys import Keys
from ssrwiki.foundation.search.outbox import Drained

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOTHING = Drained(0, 0, was_elected=True)


class OwnBase(DeclarativeBase):
    """Apart from the site's tables, which a migration must know one and all."""


class Mark(OwnBase):
    """What the tasks of these tests leave behind."""

    __tablename__ = "worker_test_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(20))


class Crash(BaseException):
    """Ends a worker as a signal would: past every `except Exception`."""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Database]:
    """A database of jobs and marks alone, in a file that several threads can open."""
    opened = Database(f"sqlite:///{tmp_path / 'jobs.sqlite'}", Keys("k" * 40))
    with opened.engine.begin() as connection:
        Base.metadata.create_all(connection, [Base.metadata.tables[Job.__tablename__]])
        OwnBase.metadata.create_all(connection)
    yield opened
    opened.dispose()


def mark(session: Session, arguments: Mapping[str, str]) -> None:
    session.add(Mark(word=arguments.get("word", "done")))


def mark_and_break(session: Session, arguments: Mapping[str, str]) -> None:
    mark(session, arguments)
    session.flush()
    raise ValueError("Amina Kamara's secret words")


def enqueue(database: Database, name: str, **arguments: str) -> None:
    with database.writing() as session:
        jobs.enqueue(session, name, **arguments)


def marks(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Mark.word).order_by(Mark.id)))


def the_job(database: Database) -> Job:
    with database.reading() as session:
        return session.scalars(select(Job)).one()


def job_count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Job)).all())


def test_a_job_runs_once_and_leaves_the_table(own: Database) -> None:
    enqueue(own, "mark", word="hello")
    assert worker.run_due(own, {"mark": mark}) == 1
    assert worker.run_due(own, {"mark": mark}) == 0
    assert marks(own) == ["hello"]
    assert job_count(own) == 0


def test_what_a_job_makes_due_runs_too(own: Database) -> None:
    def relay(session: Session, _arguments: Mapping[str, str]) -> None:
        jobs.enqueue(session, "mark", word="second")

    enqueue(own, "relay")
    assert worker.run_due(own, {"mark": mark, "relay": relay}) == 2
    assert marks(own) == ["second"]


def test_a_job_that_is_not_due_waits(own: Database) -> None:
    with clock.at(NOON):
        with own.writing() as session:
            jobs.enqueue(session, "mark", due_at=NOON + timedelta(minutes=10))
        assert worker.run_due(own, {"mark": mark}) == 0
    with clock.at(NOON + timedelta(minutes=10)):
        assert worker.run_due(own, {"mark": mark}) == 1


def test_a_failed_job_leaves_nothing_and_pauses_longer_each_time(own: Database) -> None:
    enqueue(own, "break")
    pauses: list[float] = []
    now = datetime.now(UTC) + timedelta(seconds=1)
    for _ in range(4):
        with clock.at(now):
            assert worker.run_due(own, {"break": mark_and_break}) == 0
            pauses.append((the_job(own).due_at - now).total_seconds())
        now += timedelta(seconds=pauses[-1])
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]
    assert marks(own) == []


def test_the_words_of_an_error_are_not_kept(own: Database) -> None:
    enqueue(own, "break")
    worker.run_due(own, {"break": mark_and_break})
    error = the_job(own).last_error or ""
    assert "ValueError" in error
    assert "mark_and_break" in error
    assert "Amina" not in error


def test_after_the_last_try_a_job_lies_with_the_dead(own: Database) -> None:
    enqueue(own, "break")
    now = datetime.now(UTC)
    for _ in range(jobs.MAXIMUM_TRIES + 3):
        now += jobs.LONGEST_PAUSE
        with clock.at(now):
            worker.run_due(own, {"break": mark_and_break})
    assert the_job(own).dead_at is not None
    assert the_job(own).tries == jobs.MAXIMUM_TRIES


def test_a_job_that_kills_each_worker_ends_with_the_dead_too(own: Database) -> None:
    def crash(_session: Session, _arguments: Mapping[str, str]) -> None:
        raise Crash

    enqueue(own, "crash")
    now = datetime.now(UTC)
    for _ in range(jobs.MAXIMUM_TRIES):
        now += jobs.LEASE
        with clock.at(now), pytest.raises(Crash):
            worker.run_due(own, {"crash": crash})
    with clock.at(now + jobs.LEASE):
        assert worker.run_due(own, {"crash": crash}) == 0
    assert the_job(own).dead_at is not None


def test_a_job_nobody_knows_stops_no_other(own: Database) -> None:
    enqueue(own, "unheard-of")
    enqueue(own, "mark")
    assert worker.run_due(own, {"mark": mark}) == 1
    assert "KeyError" in (the_job(own).last_error or "")


def test_a_crash_before_the_commit_leaves_the_job_for_the_next_worker(own: Database) -> None:
    crashes = iter([True, False])

    def mark_then_crash(session: Session, arguments: Mapping[str, str]) -> None:
        mark(session, arguments)
        session.flush()
        if next(crashes):
            raise Crash

    enqueue(own, "mark")
    now = datetime.now(UTC)
    with clock.at(now), pytest.raises(Crash):
        worker.run_due(own, {"mark": mark_then_crash})
    with clock.at(now + timedelta(seconds=1)):
        assert worker.run_due(own, {"mark": mark_then_crash}) == 0, "still leased"
    with clock.at(now + jobs.LEASE):
        assert worker.run_due(own, {"mark": mark_then_crash}) == 1
    assert marks(own) == ["done"]


def test_a_worker_that_overslept_its_lease_does_nothing(own: Database) -> None:
    """The job was given to another worker while this one stood still between claim and run."""
    enqueue(own, "mark", word="late")
    now = datetime.now(UTC)
    with clock.at(now), own.writing() as session:
        overslept = jobs.claim(session)
    assert overslept is not None
    with clock.at(now + jobs.LEASE), own.writing() as session:
        jobs.claim(session)
    assert worker._run(own, {"mark": mark}, overslept) is False
    assert marks(own) == []
    assert the_job(own).leased_until == now + 2 * jobs.LEASE


def test_workers_that_race_do_each_job_once(own: Database) -> None:
    for number in range(40):
        enqueue(own, "mark", word=str(number))
    racers = [threading.Thread(target=worker.run_due, args=(own, {"mark": mark})) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(marks(own), key=int) == [str(number) for number in range(40)]


def test_a_schedule_runs_once_a_slot_however_many_workers_plan_it(own: Database) -> None:
    hourly = [Schedule("mark", every_minutes=60)]
    with clock.at(NOON + timedelta(minutes=20)):
        for _ in range(3):
            worker._plan(own, hourly, set())
        assert worker.run_due(own, {"mark": mark}) == 0
    with clock.at(NOON + timedelta(minutes=60)):
        assert worker.run_due(own, {"mark": mark}) == 1
        worker._plan(own, hourly, set())
        assert worker.run_due(own, {"mark": mark}) == 0
    with clock.at(NOON + timedelta(hours=9)):
        worker._plan(own, hourly, set())
        assert worker.run_due(own, {"mark": mark}) == 1, "after a long night once, not nine times"


def test_running_works_until_told_to_stop(own: Database) -> None:
    enqueue(own, "mark")
    rounds, drains = count(), count()

    def drain() -> Drained:
        if next(drains) == 0:
            raise OSError("no space left")
        return NOTHING

    def is_enough() -> bool:
        return next(rounds) > 200 or (marks(own) == ["done"] and next(drains) > 1)

    worker.run(
        own, {"mark": mark}, [Schedule("mark", every_minutes=60)], drain=drain, stop=is_enough
    )
    assert marks(own) == ["done"]
    assert json.loads(the_job(own).payload) == {}, "the next slot of the schedule"
