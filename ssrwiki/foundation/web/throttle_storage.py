"""Counts of throttling in our own database, as a storage of `limits` (and so of Flask-Limiter).

A fixed window that starts with its first hit: one row and one statement a key, and no record of
when each try was made. Windows that have run out are removed when another one starts.
"""

import hashlib
from datetime import datetime, timedelta

from limits.storage import Storage
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    String,
    bindparam,
    case,
    create_engine,
    delete,
    event,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import ReturningInsert

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import BUSY_TIMEOUT_SECONDS, Base, Database, UtcDateTime

SCHEME = "ssrwiki"


class ThrottleHit(Base):
    """One key's tries in its present window. The hash is keyed: nobody can be guessed from it."""

    __tablename__ = "throttle_hit"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    hit_count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DatabaseStorage(Storage):
    """Registered for `ssrwiki://`; `engine` commits by itself, `secret` keys the hashes."""

    STORAGE_SCHEME = [SCHEME]

    def __init__(
        self,
        uri: str | None = None,
        wrap_exceptions: bool = False,
        *,
        engine: Engine,
        secret: bytes,
        **options: float | str | bool,
    ) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._engine = engine
        self._secret = secret
        self._counting = _counting(engine.dialect.name)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a failing database raises."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Counts `amount` tries and gives the sum of the window, which lasts `expiry` seconds."""
        now = clock.now()
        asked = {
            "key_hash": self._hash(key),
            "hit_count": amount,
            "expires_at": now + timedelta(seconds=expiry),
            "now": now,
        }
        with self._engine.begin() as connection:
            hit_count = connection.scalars(self._counting, asked).one()
        if hit_count == amount:
            self._sweep(now)
        return hit_count

    def get(self, key: str) -> int:
        """The tries of the present window."""
        counted = select(ThrottleHit.hit_count).where(*self._is_running(key))
        with self._engine.begin() as connection:
            return connection.scalar(counted) or 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the epoch; now, when none is running."""
        ending = select(ThrottleHit.expires_at).where(*self._is_running(key))
        with self._engine.begin() as connection:
            return (connection.scalar(ending) or clock.now()).timestamp()

    def check(self) -> bool:
        """Whether the database answers."""
        with self._engine.begin() as connection:
            return connection.scalar(select(1)) == 1

    def reset(self) -> int:
        """Forgets every count; gives how many there were."""
        with self._engine.begin() as connection:
            return connection.execute(delete(ThrottleHit)).rowcount

    def clear(self, key: str) -> None:
        """Forgets the count of one key."""
        with self._engine.begin() as connection:
            connection.execute(delete(ThrottleHit).where(ThrottleHit.key_hash == self._hash(key)))

    def _hash(self, key: str) -> str:
        return hashlib.blake2b(key.encode(), key=self._secret, digest_size=32).hexdigest()

    def _is_running(self, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return ThrottleHit.key_hash == self._hash(key), ThrottleHit.expires_at > clock.now()

    def _sweep(self, now: datetime) -> None:
        # Locked rows are being counted on right now; two sweeps never wait for each other.
        run_out = (
            select(ThrottleHit.key_hash)
            .where(ThrottleHit.expires_at <= now)
            .with_for_update(skip_locked=True)
        )
        with self._engine.begin() as connection:
            connection.execute(delete(ThrottleHit).where(ThrottleHit.key_hash.in_(run_out)))


def _counting(dialect: str) -> ReturningInsert[int]:
    """One statement that starts a window or adds to the running one; built once, asked often."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    first = insert(ThrottleHit)
    added = first.excluded
    has_run_out = ThrottleHit.expires_at <= bindparam("now", type_=UtcDateTime)
    sums = {
        "hit_count": case(
            (has_run_out, added.hit_count), else_=ThrottleHit.hit_count + added.hit_count
        ),
        "expires_at": case((has_run_out, added.expires_at), else_=ThrottleHit.expires_at),
    }
    return first.on_conflict_do_update(index_elements=[ThrottleHit.key_hash], set_=sums).returning(
        ThrottleHit.hit_count
    )


def counting_engine(database: Database) -> Engine:
    """The engine that counts: on SQLite one of its own, which doesn't wait for the disk.

    A count lost in a power cut is no loss; a sync to disk for each try would be one.
    """
    if not database.is_sqlite:
        return database.writing_engine
    engine = create_engine(
        database.url,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
        pool_size=2,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
