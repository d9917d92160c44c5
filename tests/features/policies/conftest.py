"""Fixtures of the journeys and of the answering table."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from ssrwiki.foundation import clock
from ssrwiki.foundation.web.site import Site
from tests.factories.people import Town
from tests.factories.rounds import START
from tests.factories.tables import Table
from tests.factories.walks import Walk


@pytest.fixture
def walk(app: Site, session: Session, town: Town) -> Iterator[Walk]:
    with clock.at(START):
        yield Walk(app, session, town)


@pytest.fixture
def opened(walk: Walk) -> Walk:
    walk.open()
    return walk


@pytest.fixture
def table(session: Session, town: Town) -> Table:
    return Table(session, town)
