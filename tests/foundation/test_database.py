"""Transactions keep what they acknowledge, also when many write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Organisation
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.jobs import Job
from tests.factories.documents import a_page
from tests.factories.people import Town


def test_a_hundred_writers_lose_nothing(database: Database) -> None:
    def write(number: int) -> None:
        with database.writing() as session:
            count = session.scalar(select(func.count()).select_from(Organisation))
            session.add(
                Organisation(slug=f"o{number}", name=f"After {count}", kind="government-unit")
            )

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(write, range(100)))

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 100


def test_a_reading_session_refuses_to_write(database: Database) -> None:
    with database.reading() as session:
        session.add(Organisation(slug="x", name="X", kind="government-unit"))
        with pytest.raises(RuntimeError):
            session.flush()


def test_an_error_rolls_back(database: Database) -> None:
    def begin_and_fail() -> None:
        with database.writing() as session:
            session.add(Organisation(slug="x", name="X", kind="government-unit"))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        begin_and_fail()

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_instants_come_back_in_utc(session: Session) -> None:
    here = datetime(2026, 11, 21, 10, tzinfo=timezone(timedelta(hours=3)))
    session.add(Job(name="x", payload="{}", created_at=here, due_at=here, tries=0))
    session.flush()
    session.expire_all()

    kept = session.scalars(select(Job.due_at)).one()

    assert kept == here
    assert kept.utcoffset() == timedelta(0)


def test_a_naive_instant_is_refused(session: Session) -> None:
    naive = datetime(2026, 11, 21, 10, tzinfo=UTC).replace(tzinfo=None)
    session.add(Job(name="x", payload="{}", created_at=naive, due_at=naive, tries=0))
    with pytest.raises(StatementError):
        session.flush()


def test_a_revision_can_be_neither_changed_nor_deleted(session: Session, town: Town) -> None:
    revision = a_page(session, town.actor()).revision
    session.commit()

    revision.body = "Something else"
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    session.delete(revision)
    with pytest.raises(IntegrityError):
        session.flush()
