"""A site with an urgent verb of its own, and a desk at which things happen."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.settings import Settings
from tests.factories.desk import Desk
from tests.factories.documents import a_page
from tests.factories.people import Town


@pytest.fixture
def desk(database: Database, settings: Settings, session: Session) -> Desk:
    return Desk(database, settings, session)


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def reader(town: Town) -> Actor:
    return town.actor("reader")


@pytest.fixture
def document(session: Session, officer: Actor) -> Document:
    return a_page(session, officer, title="Vetting in practice").document
