"""Jobs: rows written in the transaction of the change, claimed by `ssrwiki worker`.

One small door: `enqueue`, `claim`, `finish`, `fail`, so that another queue can stand behind it
on PostgreSQL. SQLite claims under `BEGIN IMMEDIATE`, PostgreSQL with `FOR UPDATE SKIP LOCKED`.
A lease that runs out gives the job to the next worker.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Base, UtcDateTime, insert_into

LEASE = timedelta(minutes=5)
MAXIMUM_TRIES = 8
LONGEST_PAUSE = timedelta(hours=6)


class Job(Base):
    """One piece of work. `payload` holds public ids only, never a person beside a contribution."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "dead_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    payload: Mapped[str] = mapped_column(Text)
    unique_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


IS_MAIL = Job.name.contains(".mail")
"""Tasks that send mail are named so: `accounts.mail`, `notifications.mail_digest`."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in the hands of this worker until its lease runs out."""

    id: int
    name: str
    payload: str
    tries: int

    @property
    def arguments(self) -> Mapping[str, str]:
        """The keyword arguments of the task."""
        loaded: Mapping[str, str] = json.loads(self.payload)
        return loaded


def enqueue(
    session: Session,
    name: str,
    *,
    due_at: datetime | None = None,
    unique_key: str | None = None,
    **arguments: str,
) -> None:
    """Adds a job to this transaction; a living job with the same `unique_key` stands for both."""
    now = clock.now()
    row = {
        "name": name,
        "payload": json.dumps(arguments, sort_keys=True),
        "unique_key": unique_key,
        "created_at": now,
        "due_at": due_at or now,
        "tries": 0,
    }
    insert = insert_into(session, Job).values(row)
    session.execute(insert.on_conflict_do_nothing(index_elements=["unique_key"]))


def claim(session: Session) -> Claimed | None:
    """The job that has been due longest, leased to the caller; None when nothing is due."""
    now = clock.now()
    job = session.scalar(
        select(Job)
        .where(Job.dead_at.is_(None), Job.due_at <= now, is_free(now))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is None:
        return None
    job.leased_until = now + LEASE
    job.tries += 1
    return Claimed(job.id, job.name, job.payload, job.tries)


def next_due_at(session: Session) -> datetime | None:
    """When the job that is due first is due; None when none waits."""
    return session.scalar(
        select(Job.due_at).where(Job.dead_at.is_(None)).order_by(Job.due_at, Job.id).limit(1)
    )


def is_free(now: datetime) -> ColumnElement[bool]:
    """Rows that nobody holds."""
    return or_(Job.leased_until.is_(None), Job.leased_until <= now)


def finish(session: Session, job_id: int) -> None:
    """Takes a job that is done off the table, in the transaction of what it did."""
    job = session.get(Job, job_id)
    if job is not None:
        session.delete(job)


def fail(session: Session, job_id: int, error: str) -> None:
    """Puts a job back with a growing pause, or lays it with the dead after the last try."""
    job = session.get(Job, job_id)
    if job is None:
        return
    now = clock.now()
    job.last_error = error[:2000]
    job.leased_until = None
    if job.tries >= MAXIMUM_TRIES:
        job.dead_at = now
    else:
        job.due_at = now + min(LONGEST_PAUSE, timedelta(seconds=5 * 3**job.tries))
