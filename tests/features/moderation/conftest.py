"""A desk, to see who hears of what moderators do."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from tests.factories.desk import Desk


@pytest.fixture
def desk(database: Database, settings: Settings, session: Session) -> Desk:
    return Desk(database, settings, session)
