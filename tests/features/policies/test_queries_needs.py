from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.policies.actions import endorsements, versions
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.queries import needs, recipients
from ssrwiki.foundation import clock
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position
from tests.factories.rounds import BODY, MadePolicy, a_comment, a_policy, a_round, held

SUBSTANCE = BODY + "\nSupport ends after three years at the latest.\n"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def policy(session: Session, officer: Actor) -> MadePolicy:
    made = a_policy(session, officer)
    a_round(session, officer, made)
    return made


def wanted(session: Session, actor: Actor) -> list[str]:
    session.flush()
    return [need.address for need in needs.needs(session, actor)]


def test_a_stale_position_is_to_be_confirmed_until_it_is(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    holder = town.actor()
    position(session, holder, policy.document)
    assert wanted(session, holder) == []

    answered(session, officer, policy.document)
    next_version(session, officer, policy.document, SUBSTANCE)
    assert wanted(session, holder) == [f"{policy.document.address}/v2/reconfirm"]

    endorsements.reconfirm(session, actor=holder, document=policy.document, version_number=2)
    assert wanted(session, holder) == []
    assert wanted(session, GUEST) == []


def test_comments_on_an_open_draft_are_wanted_read_of_its_office(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    answers = f"{policy.document.address}/rounds/1/answers"
    assert answers not in wanted(session, officer)
    a_comment(session, town.actor(), held(session, officer, policy), "Who signs it?")
    assert answers in wanted(session, officer)
    assert answers not in wanted(session, town.actor())


def test_a_review_that_is_due_is_wanted_of_the_lead(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    session.get_one(Policy, policy.document.id).review_on = date(2027, 3, 31)
    with clock.at(datetime(2027, 3, 30, 12, tzinfo=UTC)):
        assert f"{policy.document.address}/state" not in wanted(session, officer)
    with clock.at(datetime(2027, 3, 31, 12, tzinfo=UTC)):
        assert f"{policy.document.address}/state" in wanted(session, officer)
        assert wanted(session, town.actor()) == []


def test_holders_of_positions_hear_of_a_new_version(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    row = position(session, town.actor(), policy.document)
    answered(session, officer, policy.document)
    next_version(session, officer, policy.document, SUBSTANCE)
    published = session.scalars(
        select(Activity).where(Activity.verb == versions.PUBLISHED).order_by(Activity.id.desc())
    ).first()

    assert published is not None
    assert recipients.recipients(session, published).contribution_ids == {row.public_id}


def test_who_takes_a_position_before_the_notices_leave_is_not_told_of_that_version(
    session: Session, town: Town, policy: MadePolicy
) -> None:
    position(session, town.actor(), policy.document)
    published = session.scalars(select(Activity).where(Activity.verb == versions.PUBLISHED)).one()

    assert recipients.recipients(session, published).contribution_ids == frozenset()


def test_the_lead_hears_of_an_objection(
    session: Session, town: Town, officer: Actor, policy: MadePolicy
) -> None:
    position(session, town.actor(), policy.document)
    position(session, town.actor(), policy.document, "object", reason="It names witnesses.")
    taken = session.scalars(
        select(Activity).where(Activity.verb == endorsements.ENDORSED).order_by(Activity.id)
    ).all()

    assert [recipients.recipients(session, each).person_ids for each in taken] == [
        frozenset(),
        {officer.id},
    ]
