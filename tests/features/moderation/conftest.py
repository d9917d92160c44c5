"""A desk, to see who hears of what moderators do."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.features.moderation.models import Appeal, Report
from ssrwiki.foundation.database import Base, Database
from ssrwiki.foundation.settings import Settings
from tests.factories.desk import Desk


@pytest.fixture
def database(database: Database) -> Database:
    tables = [Base.metadata.tables[each.__tablename__] for each in (Report, Appeal)]
    Base.metadata.create_all(database.engine, tables)
    return database


@pytest.fixture
def desk(database: Database, settings: Settings, session: Session) -> Desk:
    return Desk(database, settings, session)
