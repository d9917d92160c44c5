"""A version for a named group: its members and the owning units read it, and nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications.permissions import can_hear
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, ReaderGroup
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.actions import proofs, versions
from ssrwiki.features.policies.actions.versions import PUBLISHED, Imprint
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.queries import policies
from ssrwiki.features.policies.queries import versions as queries
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.pages import Position
from tests.factories.people import Town
from tests.factories.policies import rewritten
from tests.factories.rounds import MadePolicy, a_policy


def a_group(session: Session, slug: str, *members: Actor) -> list[Actor]:
    """The members as actors, now that they belong to it."""
    group = ReaderGroup(slug=slug, name=slug.capitalize())
    session.add(group)
    session.flush()
    session.add_all(GroupMember(group_id=group.id, person_id=each.id) for each in members)
    session.flush()
    return [people.actor(session, each.id) for each in members]


def publish_for(
    session: Session, officer: Actor, document: Document, group: str, audience: str = "group"
) -> Version:
    version = versions.publish(
        session,
        actor=officer,
        document=document,
        proof=proofs.proof(session, document),
        imprint=Imprint(summary="For few.", audience=audience, group=group),
    )
    session.flush()
    return version


@pytest.fixture
def made(session: Session, town: Town) -> MadePolicy:
    return a_policy(session, town.officer("officer"), audience="unit")


def revise(session: Session, officer: Actor, document: Document, words: str) -> None:
    rewritten(session, officer, document, f"## All\n\n{words}")


def test_a_group_reads_what_is_published_for_it(
    session: Session, town: Town, made: MadePolicy
) -> None:
    peer, outsider = town.actor("peer"), town.actor("outsider")
    officer, peer = a_group(session, "peers", town.officer("second"), peer)
    revise(session, officer, made.document, "For our peers.")
    publish_for(session, officer, made.document, "peers")

    for reader in (peer, officer):
        found = policies.document(session, viewer=reader, slug=made.slug)
        readable = queries.readable(reader, found, queries.editions(session, found))
        assert readable[0].number == 2
    for stranger in (outsider, GUEST):
        with pytest.raises(NotFound):
            policies.document(session, viewer=stranger, slug=made.slug)
    first = queries.readable(peer, made.document, queries.editions(session, made.document))
    assert [each.number for each in first] == [2]


@pytest.mark.parametrize("slug", ["", "no-such-group", "others"])
def test_an_officer_publishes_for_a_group_of_their_own_only(
    session: Session, town: Town, made: MadePolicy, slug: str
) -> None:
    a_group(session, "others", town.actor())
    (officer,) = a_group(session, "peers", town.officer("second"))
    revise(session, officer, made.document, "For our peers.")

    with pytest.raises(Invalid) as refused:
        publish_for(session, officer, made.document, slug)

    assert refused.value.field == "group"


def test_no_other_group_reads_what_was_published_for_the_first(
    session: Session, town: Town, made: MadePolicy
) -> None:
    second = town.officer("second")
    a_group(session, "peers", second)
    (officer,) = a_group(session, "chiefs", second)
    revise(session, officer, made.document, "For our peers.")
    publish_for(session, officer, made.document, "peers")
    revise(session, officer, made.document, "For our chiefs.")

    with pytest.raises(Invalid, match="earlier version"):
        publish_for(session, officer, made.document, "chiefs")
    publish_for(session, officer, made.document, "", audience="public")
    assert made.document.group_id in officer.group_ids


def test_only_known_readers_can_be_chosen(session: Session, town: Town, made: MadePolicy) -> None:
    officer = town.officer("second")
    revise(session, officer, made.document, "For whom?")
    with pytest.raises(Invalid) as refused:
        publish_for(session, officer, made.document, "", audience="everybody")
    assert refused.value.field == "audience"


def test_what_was_told_to_few_stays_with_them_when_a_version_is_for_everybody(
    session: Session, town: Town, made: MadePolicy
) -> None:
    outsider, (officer,) = town.actor("outsider"), a_group(session, "desk", town.officer("second"))
    with clock.at(clock.now() + timedelta(hours=1)):
        revise(session, officer, made.document, "For everybody.")
        publish_for(session, officer, made.document, "", audience="public")

    def heard(viewer: Actor) -> list[str]:
        told = activities.recent(session, viewer=viewer, position=Position()).rows
        assert all(can_hear(viewer, each) for each in told if not viewer.is_guest)
        return [each.activity.address for each in told if each.activity.verb == PUBLISHED]

    first, second = f"{made.document.address}/v1", f"{made.document.address}/v2"
    assert heard(officer) == [second, first]
    for stranger in (outsider, GUEST):
        assert heard(stranger) == [second]
    v1 = session.scalars(select(Activity).where(Activity.address == first)).one()
    assert not can_hear(outsider, Happening(v1, made.document))
