"""Shared fixtures: a migrated and empty database, the application, and people to act.

`pytest --database=postgresql` runs the same suite on PostgreSQL: on the server named by
`TEST_POSTGRESQL_URL`, or on one started from a wheel.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy.orm import Session

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="ssrwiki-"))

from ssrwiki import app as composition
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from ssrwiki.foundation.web.site import Site
from tests import backends
from tests.factories.people import Town
from tests.seeded import Seeded
from tests.workshop import Workshop, settings_in

# The same examples in every run, and no clock: a change isn't refused by chance or a busy machine.
# Look further with: pytest --hypothesis-profile=explore
STEADY = hypothesis.settings(
    deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("steady", STEADY)
hypothesis.settings.register_profile("explore", STEADY, derandomize=False, max_examples=1000)
hypothesis.settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database runs again, and no browser."""
    if config.getoption("--database") == "sqlite":
        return
    again = [
        item
        for item in items
        if "backend" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("browser")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in again])
    items[:] = again


@pytest.fixture(scope="session")
def backend(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[backends.Backend]:
    """Makes migrated databases quickly, each a copy of one that was migrated once."""
    folder = tmp_path_factory.mktemp("database")
    if request.config.getoption("--database") == "sqlite":
        yield backends.Sqlite(folder)
    else:
        with backends.postgresql() as made:
            yield made


@pytest.fixture(scope="session")
def workshop(
    backend: backends.Backend, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    """What all tests of this process use in turn; take `settings`, `database` or `app`."""
    made = Workshop(backend, tmp_path_factory.mktemp("workshop"))
    yield made
    made.database.dispose()


@pytest.fixture
def settings(workshop: Workshop) -> Settings:
    """Of a site on which nothing has happened yet."""
    workshop.clear()
    return workshop.settings


@pytest.fixture
def database(workshop: Workshop, settings: Settings) -> Database:
    """Migrated and empty."""
    return workshop.database


@pytest.fixture
def own_settings(backend: backends.Backend, tmp_path: Path) -> Settings:
    """Of a site that is the test's own, for tests that break its schema or exchange its files."""
    return settings_in(tmp_path, backend)


@pytest.fixture
def own_database(own_settings: Settings) -> Iterator[Database]:
    """The database of that site."""
    opened = composition.open_database(own_settings)
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One writing session for a test of actions and queries; the test commits if it must."""
    with database.write_session() as opened:
        yield opened


@pytest.fixture
def town(session: Session) -> Town:
    """Organisations and verified people to act with."""
    return Town(session)


@pytest.fixture
def app(workshop: Workshop, settings: Settings) -> Site:
    return workshop.app


@pytest.fixture(scope="session")
def seeded(backend: backends.Backend, tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """The demo, planted once for all processes; who writes takes `seeded.copy(tmp_path)`."""
    folder = tmp_path_factory.getbasetemp()
    is_one_of_several = "PYTEST_XDIST_WORKER" in os.environ
    return Seeded(backend, (folder.parent if is_one_of_several else folder) / "seeded")


@pytest.fixture
def seeded_settings(seeded: Seeded, tmp_path: Path) -> Settings:
    """Settings of a copy of the demo that is the test's own: database, index and files."""
    return seeded.copy(tmp_path)


@pytest.fixture
def seeded_database(seeded_settings: Settings) -> Iterator[Database]:
    """The database of that copy."""
    opened = composition.open_database(seeded_settings)
    yield opened
    opened.dispose()


@pytest.fixture
def seeded_app(seeded_settings: Settings, seeded_database: Database) -> Site:
    """The demo site on that copy."""
    made = composition.create_app(seeded_settings, seeded_database)
    made.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return made
