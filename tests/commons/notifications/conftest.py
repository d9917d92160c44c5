"""A site with an urgent verb of its own, and a desk at which things happen."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from tests.factories.desk import Desk


@pytest.fixture
def desk(database: Database, settings: Settings, session: Session) -> Desk:
    return Desk(database, settings, session)
