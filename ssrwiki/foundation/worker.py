"""Runs jobs, plans those of the clock, and keeps the search index close behind.

Each task runs in one transaction with the removal of its job: what it wrote and the job's end
are kept together or not at all. A task that waits for somebody else's machine ends its own
transaction first (`foundation/mail/post.py`). Any number of workers may run.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import FrameType

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.feature import Schedule, Task
from ssrwiki.foundation.jobs import Claimed, Job
from ssrwiki.foundation.logs import lines
from ssrwiki.foundation.search.outbox import Drained

IDLE_SECONDS = 0.2
PAUSE_AFTER_TROUBLE_SECONDS = 5.0

Tasks = Mapping[str, Task]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_log = logging.getLogger(__name__)


def run(
    database: Database,
    tasks: Tasks,
    schedules: Sequence[Schedule],
    *,
    drain: Callable[[], Drained],
    stop: Callable[[], bool],
) -> None:
    """Works until `stop()` says so, and then ends the job in hand.

    The index has a thread of its own: a mail server that doesn't answer mustn't keep what was
    just saved from being found.
    """
    indexing = threading.Thread(target=_keep_indexed, args=(drain, stop), name="indexing")
    indexing.start()
    planned: set[str] = set()
    try:
        while not stop():
            try:
                planned = _plan(database, schedules, planned)
                is_busy = _run_next(database, tasks) is not None
            except Exception as error:  # a locked or absent database: the next round may find it
                _log.error("The worker can't reach its jobs.", exc_info=error)
                _wait(PAUSE_AFTER_TROUBLE_SECONDS, stop)
            else:
                if not is_busy:
                    time.sleep(IDLE_SECONDS)
    finally:
        indexing.join()


def run_due(database: Database, tasks: Tasks) -> int:
    """Runs all that is due now, and what that makes due; gives how many jobs succeeded."""
    done_count = 0
    while (is_done := _run_next(database, tasks)) is not None:
        done_count += is_done
    return done_count


def until_told() -> Callable[[], bool]:
    """Whether SIGTERM or SIGINT has come, from here on; to be called in the main thread."""
    # A flag and no Event: setting one in a handler can wait for a lock its own thread holds.
    told: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    signal.signal(signal.SIGTERM, hear)
    signal.signal(signal.SIGINT, hear)
    return lambda: bool(told)


def wait(stop: Callable[[], bool]) -> None:
    """Does nothing until `stop()` says so: nobody writes under maintenance."""
    while not stop():
        time.sleep(IDLE_SECONDS)


def _run_next(database: Database, tasks: Tasks) -> bool | None:
    """Runs the job that has waited longest: whether it succeeded; None when nothing is due."""
    # Looked up first: an idle worker would otherwise take the write lock five times a second.
    with database.reading() as session:
        if not _has_due(session):
            return None
    with database.writing() as session:
        claimed = jobs.claim(session)
    return None if claimed is None else _run(database, tasks, claimed)


def _run(database: Database, tasks: Tasks, claimed: Claimed) -> bool:
    about = {"job": claimed.name, "tries": claimed.tries}
    try:
        if claimed.tries > jobs.MAXIMUM_TRIES:
            raise RuntimeError("Each worker that ran this job died of it.")
        with database.writing() as session:
            if not _is_held(session, claimed):
                return False
            tasks[claimed.name](session, claimed.arguments)
            jobs.finish(session, claimed.id)
    except Exception as error:  # any task's trouble: its job waits, the others go on
        _log.error("A job failed.", exc_info=error, extra=about)
        _lay_back(database, claimed, error)
        return False
    _log.info("A job is done.", extra=about)
    return True


def _lay_back(database: Database, claimed: Claimed, error: Exception) -> None:
    # Names of functions only: the words of an error may quote a comment or an address.
    reason = "; ".join(line.strip() for line in lines.trace(error))
    with database.writing() as session:
        if _is_held(session, claimed):
            jobs.fail(session, claimed.id, reason)


def _has_due(session: Session) -> bool:
    now = clock.now()
    due = select(Job.id).where(Job.dead_at.is_(None), Job.due_at <= now, jobs.is_free(now))
    return session.scalar(due.limit(1)) is not None


def _is_held(session: Session, claimed: Claimed) -> bool:
    """Locks the job's row; False when the lease ran out and another worker has taken it since."""
    held = select(Job.id).where(Job.id == claimed.id, Job.tries == claimed.tries)
    return session.scalar(held.with_for_update()) is not None


def _plan(database: Database, schedules: Sequence[Schedule], planned: set[str]) -> set[str]:
    """Lays down each schedule's next job, once for all workers; gives what is laid by now.

    The *next* slot's, since the key of a job that is done is free again.
    """
    due_at = {f"schedule:{each.task}:{_next(each):%Y%m%dT%H%M}": each for each in schedules}
    missing = due_at.keys() - planned
    if missing:
        with database.writing() as session:
            for key in sorted(missing):
                schedule = due_at[key]
                jobs.enqueue(session, schedule.task, due_at=_next(schedule), unique_key=key)
    return set(due_at)


def _next(schedule: Schedule) -> datetime:
    every = timedelta(minutes=schedule.every_minutes)
    return _EPOCH + ((clock.now() - _EPOCH) // every + 1) * every


def _keep_indexed(drain: Callable[[], Drained], stop: Callable[[], bool]) -> None:
    while not stop():
        try:
            drained = drain()
        except Exception as error:  # a full disk, a broken index: the changes wait in their table
            _log.error("The search index can't be written.", exc_info=error)
            _wait(PAUSE_AFTER_TROUBLE_SECONDS, stop)
            continue
        if drained.indexed_count:
            continue
        if drained.failed_count:
            _wait(PAUSE_AFTER_TROUBLE_SECONDS, stop)
        time.sleep(IDLE_SECONDS)


def _wait(seconds: float, stop: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not stop() and time.monotonic() < until:
        time.sleep(IDLE_SECONDS)
