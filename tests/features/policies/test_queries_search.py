import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.queries import search
from ssrwiki.foundation.search.port import Entry, Hit
from tests.factories.people import Town
from tests.factories.policies import rewritten
from tests.factories.rounds import MadePolicy, a_policy

WORKING = "## Text\n\nA sentence nobody outside has seen.\n"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    made = a_policy(session, officer)
    rewritten(session, officer, made.document, WORKING)
    return made


def entries(session: Session, policy: MadePolicy) -> dict[str, Entry]:
    found = search.SEARCHABLE.entries(session, [policy.document.public_id])
    return {entry.variant: entry for entry in found}


def test_a_policy_has_one_entry_for_everybody_and_one_for_its_units(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    found = entries(session, policy)

    assert found[""].readers == {"public"}
    assert "station commander" in found[""].body
    assert "three sittings" in found[""].body
    assert found["working"].readers == {f"unit:{officer.organisation_id}"}
    assert "nobody outside has seen" in found["working"].body
    assert "nobody outside has seen" not in found[""].body


def test_hits_are_read_again_under_the_viewers_rights(
    session: Session, officer: Actor, policy: MadePolicy
) -> None:
    key = policy.document.public_id
    hits = [Hit("policy", key, "", 1.0), Hit("policy", key, "working", 1.0)]

    for_guest = search.FINDABLE.found(session, GUEST, hits)
    for_officer = search.FINDABLE.found(session, officer, hits)

    assert [found.address for found in for_guest] == [policy.document.address]
    assert {found.hit.variant for found in for_officer} == {"", "working"}


def test_a_policy_without_a_version_has_only_its_working_entry(
    session: Session, officer: Actor
) -> None:
    made = a_policy(session, officer, title="Another", audience="members")

    assert entries(session, made)[""].readers == {"members"}
