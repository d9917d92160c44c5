"""Who writes, and who looks at it."""

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor, Role
from tests.factories.documents import a_page
from tests.factories.people import Town


@pytest.fixture
def newcomer(town: Town) -> Actor:
    return town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True, organisation="elsewhere")


@pytest.fixture
def second(town: Town) -> Actor:
    return town.actor("second", is_moderator=True, organisation="elsewhere")


@pytest.fixture
def radios(session: Session, town: Town) -> Document:
    body = "Radios are dear. See [the rules](https://example.org/rules)."
    return a_page(session, town.officer("owner", "owners"), title="Radios", body=body).document
