"""The engine, its transactions, the declarative base and the column types.

SQLite: WAL, foreign keys on, a busy timeout, `synchronous=FULL`: an acknowledged write
survives a power cut, not only a crash (decision record 0003). Transactions are opened by us:
`BEGIN` for reads and `BEGIN IMMEDIATE` for writes, so that two writers queue up instead of
failing when the second one upgrades its lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, UOWTransaction
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from ssrwiki.foundation.keys import Keys

BUSY_TIMEOUT_SECONDS = 10

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware in, UTC to the database (naive UTC for SQLite, which keeps no zone)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its zone.")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC out, always aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One engine and the two kinds of session: reading, and writing."""

    def __init__(self, url: str, keys: Keys) -> None:
        self.info: dict[str, object] = {"keys": keys}  # what sessions carry to actions and tasks
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            self.engine = create_engine(
                self.url,
                connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
                pool_size=12,
                hide_parameters=True,
            )
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = create_engine(
                self.url, pool_size=12, pool_pre_ping=True, hide_parameters=True
            )
        self.reading_engine: Engine = self.engine
        self.writing_engine = self.engine.execution_options(is_writing=True)

    def read_session(self) -> Session:
        """A session that refuses to flush: a GET never writes."""
        session = Session(self.reading_engine, expire_on_commit=False, info=self.info)
        event.listen(session, "before_flush", _refuse_flush)
        return session

    def write_session(self) -> Session:
        """A session whose transaction takes the write lock at its first statement."""
        return Session(self.writing_engine, expire_on_commit=False, info=self.info)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short read."""
        with self.read_session() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work of a job or a command: committed at the end, rolled back on any error."""
        with self.write_session() as session:
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    def dispose(self) -> None:
        """Closes every pooled connection; a forked process starts with this."""
        self.engine.dispose()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction control silently lost 75 of 100 writes (decision 5).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",
        "secure_delete = ON",  # redacted words mustn't lie in freed pages
        "cache_size = -16000",
        "mmap_size = 268435456",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _refuse_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("A reading session was asked to write.")


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert that may say `on_conflict_…`, in the words of the session's database."""
    dialect = session.get_bind().dialect.name
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def is_alive(session: Session) -> bool:
    """Whether the database answers."""
    return bool(session.scalar(text("SELECT 1")))
