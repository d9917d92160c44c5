"""Whether anything was committed since: the cheapest question one can ask a database.

SQLite counts the commits of others for a connection that is kept for nothing else (`PRAGMA
data_version`: some microseconds); PostgreSQL names its snapshot, which changes when a writing
transaction begins or ends, in any database of that server. A value is asked for before something
is built from the database, so what was built is never older than its value.
"""

import sqlite3
import threading
from typing import Protocol

from sqlalchemy import text

from ssrwiki.foundation.database import Database


class ChangeWatch(Protocol):
    """Equal values of `seen` mean that nothing was committed in between."""

    def seen(self) -> str:
        """The present value; only values of one watch can be compared."""


def watch(database: Database) -> ChangeWatch:
    """The watch that fits the database; one per process."""
    return _SqliteWatch(database) if database.is_sqlite else _PostgresqlWatch(database)


class _SqliteWatch:
    def __init__(self, database: Database) -> None:
        self._path = str(database.url.database)
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def seen(self) -> str:
        with self._lock:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    f"file:{self._path}?mode=ro", uri=True, check_same_thread=False
                )
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return str(version)


class _PostgresqlWatch:
    def __init__(self, database: Database) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")

    def seen(self) -> str:
        with self._engine.connect() as connection:
            return str(connection.scalar(text("SELECT pg_current_snapshot()::text")))
