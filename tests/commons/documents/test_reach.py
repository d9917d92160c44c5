"""`can_read` and the condition in SQL say the same of everybody and every audience."""

import itertools

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read, can_read_working_text
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.foundation import clock
from tests.factories.documents import a_page
from tests.factories.people import Town


@pytest.fixture
def readers(session: Session, town: Town) -> list[Actor]:
    group = ReaderGroup(slug="mission-chiefs", name="Mission chiefs")
    session.add(group)
    session.flush()
    grouped = town.actor("grouped", organisation="elsewhere")
    session.add(GroupMember(group_id=group.id, person_id=grouped.id))
    session.flush()
    return [
        GUEST,
        town.actor("owner", organisation="owners"),
        town.actor("unverified", organisation="owners", is_verified=False),
        town.actor("outsider", organisation="elsewhere"),
        people.actor(session, grouped.id),
        town.actor("moderator", organisation="secretariat", is_moderator=True),
    ]


def test_sql_and_python_agree(session: Session, town: Town, readers: list[Actor]) -> None:
    author = town.actor("author", organisation="owners")
    group_id = session.scalars(select(ReaderGroup.id)).one()
    kinds = itertools.product(list(Audience), [None, *Audience], [False, True])
    for number, (audience, working, is_hidden) in enumerate(kinds):
        document = a_page(session, author, title=f"Text {number}").document
        document.audience, document.working_audience = audience, working
        document.group_id = group_id
        document.hidden_at = clock.now() if is_hidden else None
    session.flush()
    documents = session.scalars(select(Document).options(selectinload(Document.owners))).all()

    for reader in readers:
        seen = set(session.scalars(select(Document.id).where(reach.readable(reader))))
        assert seen == {d.id for d in documents if can_read(reader, d)}, reader.handle
        worked = set(
            session.scalars(select(Document.id).where(reach.working_text_readable(reader)))
        )
        assert worked == {d.id for d in documents if can_read_working_text(reader, d)}


def test_an_unverified_member_of_the_unit_sees_nothing_of_it(session: Session, town: Town) -> None:
    document = a_page(session, town.actor(organisation="owners"), audience="unit").document
    assert not can_read(town.actor(organisation="owners", is_verified=False), document)
    assert can_read(town.actor(organisation="owners"), document)
