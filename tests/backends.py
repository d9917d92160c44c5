"""Databases for tests: each a copy of a template that was migrated once."""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from ssrwiki import app as composition
from ssrwiki.foundation import migrations
from ssrwiki.foundation.settings import Settings
from tests.with_postgresql import VARIABLE

SECRET = "only-for-tests-0123456789-abcdefghijklmnop"

# The template holds no rows. A replica fires no triggers: those that forbid a deletion sleep.
_EMPTY = """
DO $$ DECLARE
  it record;
  has_rows boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR it IN SELECT tablename AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', it.name) INTO has_rows;
    IF has_rows THEN EXECUTE format('DELETE FROM %I', it.name); END IF;
  END LOOP;
  FOR it IN SELECT sequencename AS name FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', it.name);
  END LOOP;
END $$
"""


class Backend(Protocol):
    def fresh(self, folder: Path) -> str:
        """The address of a new, migrated, empty database."""

    def copy(self, address: str, folder: Path) -> str:
        """The address of a copy of a database that nobody has open."""

    def empty(self, address: str) -> None:
        """Makes a database, perhaps an open one, as `fresh` gives it."""


def migrate(url: str) -> None:
    database = composition.open_database(
        Settings(env="test", database_url=url, secret_key=SECRET, mail_url="folder:")
    )
    migrations.upgrade(database)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()


class Sqlite:
    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.sqlite"
        migrate(f"sqlite:///{self.template}")

    def fresh(self, folder: Path) -> str:
        return self.copy(f"sqlite:///{self.template}", folder)

    def copy(self, address: str, folder: Path) -> str:
        target = folder / "test.sqlite"
        shutil.copyfile(make_url(address).database or "", target)
        return f"sqlite:///{target}"

    def empty(self, address: str) -> None:
        with (
            closing(sqlite3.connect(self.template)) as template,
            closing(sqlite3.connect(make_url(address).database or "")) as used,
        ):
            used.execute("PRAGMA synchronous = OFF")
            used.execute("BEGIN IMMEDIATE")  # fails for a writer left open, a backup would wait
            used.rollback()
            template.backup(used)


class Postgresql:
    def __init__(self, server: str, name: str) -> None:
        self.server = make_url(server)
        self.name = name
        self.numbers = itertools.count()
        self.admin = create_engine(self.server, isolation_level="AUTOCOMMIT")
        self._engines: dict[str, Engine] = {}
        self._create(self.name, "template1")
        migrate(self._address(self.name))

    def fresh(self, folder: Path) -> str:
        return self.copy(self._address(self.name), folder)

    def copy(self, address: str, folder: Path) -> str:
        name = f"{self.name}_{next(self.numbers)}"
        self._create(name, make_url(address).database or "")
        return self._address(name)

    def empty(self, address: str) -> None:
        engine = self._engines.setdefault(address, create_engine(address))
        with engine.begin() as connection:
            connection.execute(text(_EMPTY))

    def _create(self, name: str, template: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))

    def dispose(self) -> None:
        for engine in (self.admin, *self._engines.values()):
            engine.dispose()

    def _address(self, name: str) -> str:
        return self.server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """On the server that `tests/with_postgresql.py` names."""
    named = os.environ.get(VARIABLE)
    if not named:
        pytest.exit("Run it as: python -m tests.with_postgresql pytest --database=postgresql")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    backend = Postgresql(named, f"ssrwiki_test_{worker}")
    try:
        yield backend
    finally:
        backend.dispose()
