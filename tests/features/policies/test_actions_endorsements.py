from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import GUEST, Actor, Role
from ssrwiki.features.policies.actions import endorsements
from ssrwiki.features.policies.actions.endorsements import NoLongerCurrent
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.queries import endorsements as queries
from ssrwiki.features.policies.queries import versions
from ssrwiki.features.policies.queries.endorsements import Roll
from ssrwiki.features.policies.rules.endorsements import CountGroup
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position
from tests.factories.rounds import BODY, a_policy, a_round

SUBSTANCE = BODY + "\nSupport ends after three years at the latest.\n"
WORDS = " ".join(["The adviser sits on the bench beside the counter and watches."] * 6)


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def document(session: Session, officer: Actor) -> Document:
    """A policy with a round open on version 1."""
    made = a_policy(session, officer)
    a_round(session, officer, made)
    return made.document


def the_roll(session: Session, document: Document, viewer: Actor = GUEST) -> Roll:
    editions = versions.editions(session, document)
    return queries.roll(session, viewer=viewer, document=document, editions=editions)


def rows(session: Session) -> int:
    return session.scalar(select(func.count(Endorsement.id))) or 0


def test_a_verified_practitioner_is_counted(
    session: Session, town: Town, document: Document
) -> None:
    position(session, town.actor(), document)

    tally = the_roll(session, document).tally
    assert (tally.people_count, tally.organisation_count) == (1, 1)


def test_the_counts_are_of_the_rows_shown_and_each_row_is_in_one_group(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    for actor in town.crowd(4):
        position(session, actor, document)
    position(session, officer, document)
    position(session, town.actor(is_verified=False), document)

    roll = the_roll(session, document)
    assert roll.tally.people_count == len(roll.of(CountGroup.COUNTED)) == 4
    assert sum(each.people_count for each in roll.tally.owners) == 1
    assert roll.tally.unverified_count == len(roll.of(CountGroup.UNVERIFIED)) == 1
    assert sum(len(roll.of(group)) for group in CountGroup) == len(roll.stands) == 6


def test_who_was_verified_after_the_opening_is_shown_apart(
    session: Session, town: Town, document: Document
) -> None:
    with clock.at(clock.now() + timedelta(days=2)):
        position(session, town.actor(verified_days_ago=0), document)

    roll = the_roll(session, document)
    assert roll.tally.people_count == 0
    assert len(roll.of(CountGroup.VERIFIED_AFTER_OPENING)) == 1


def test_the_same_position_sent_twice_makes_one_row(
    session: Session, town: Town, document: Document
) -> None:
    actor = town.actor()
    first = position(session, actor, document)

    assert position(session, actor, document) is first
    assert rows(session) == 1


def test_another_position_replaces_the_first_and_keeps_it(
    session: Session, town: Town, document: Document
) -> None:
    actor = town.actor()
    first = position(session, actor, document)
    second = position(session, actor, document, "object", reason="It exposes witnesses.")

    assert second.replaces_id == first.id
    assert rows(session) == 2
    assert [stand.row.id for stand in the_roll(session, document).stands] == [second.id]


def test_a_position_is_replaced_only_once(session: Session, town: Town, document: Document) -> None:
    actor = town.actor()
    first = position(session, actor, document)
    second = position(session, actor, document, "abstain")
    session.commit()
    twin = Endorsement(
        **{
            column.key: getattr(second, column.key)
            for column in Endorsement.__table__.columns
            if column.key not in {"id", "public_id"}
        },
        public_id="another0twin",
    )
    session.add(twin)

    assert twin.replaces_id == first.id
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_objection_needs_a_reason_and_opens_a_comment_with_the_same_byline(
    session: Session, town: Town, document: Document
) -> None:
    town.crowd()
    actor = town.actor()
    with pytest.raises(Invalid) as refused:
        position(session, actor, document, "object")
    assert refused.value.field == "reason"

    row = position(
        session,
        actor,
        document,
        "object",
        reason="It exposes witnesses.",
        attribution="role_and_region",
    )

    comment = session.get_one(Comment, row.comment_id)
    assert (comment.kind, comment.body) == ("objection", "It exposes witnesses.")
    assert comment.byline == row.byline
    assert comment.byline_name is None


def test_conditions_open_an_observation(session: Session, town: Town, document: Document) -> None:
    row = position(
        session, town.actor(), document, "agree_with_conditions", conditions="If boats count."
    )

    comment = session.get_one(Comment, row.comment_id)
    assert (comment.kind, comment.body) == ("observation", "If boats count.")


def test_a_first_position_needs_an_open_round(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    answered(session, officer, document)

    with pytest.raises(Invalid):
        position(session, town.actor(), document)


def test_a_position_on_a_version_no_longer_current_names_the_current_one(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)

    with pytest.raises(NoLongerCurrent) as refused:
        position(session, town.actor(), document, version=1)

    assert refused.value.current_number == 2


def test_a_substantive_version_makes_positions_stale_until_they_are_confirmed(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    actor, other = town.actor(), town.actor()
    position(session, actor, document)
    position(session, other, document)
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)

    roll = the_roll(session, document, actor)
    assert roll.tally.people_count == 0
    assert len(roll.of(CountGroup.STALE)) == 2
    assert roll.has_stale_of_viewer

    again = endorsements.reconfirm(session, actor=actor, document=document, version_number=2)
    session.flush()
    roll = the_roll(session, document, actor)
    assert again.is_reconfirmation
    assert roll.tally.people_count == 1
    assert len(roll.of(CountGroup.STALE)) == 1


def test_confirming_twice_makes_one_row(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    actor = town.actor()
    position(session, actor, document)
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)

    for _ in range(2):
        endorsements.reconfirm(session, actor=actor, document=document, version_number=2)
        session.flush()

    assert rows(session) == 2


def test_an_editorial_version_carries_positions_into_the_count(
    session: Session, town: Town, officer: Actor
) -> None:
    made = a_policy(session, officer)
    next_version(session, officer, made.document, f"## Text\n\n{WORDS}\n")
    a_round(session, officer, made)
    position(session, town.actor(), made.document, version=2)
    answered(session, officer, made.document)
    changed = f"## Text\n\n{WORDS.replace('adviser', 'advisor', 1)}\n"
    next_version(session, officer, made.document, changed, change_class="editorial")

    stand = the_roll(session, made.document).stands[0]
    assert (stand.ballot.standing, stand.group) == ("carried", CountGroup.COUNTED)


def test_confirming_inherits_a_withheld_byline_even_when_it_could_be_finer_now(
    session: Session, town: Town, officer: Actor, document: Document
) -> None:
    actor = town.actor()
    row = position(session, actor, document, attribution="role_and_region")
    town.crowd(8)
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)

    again = endorsements.reconfirm(session, actor=actor, document=document, version_number=2)

    assert again.byline == row.byline
    assert again.is_withheld


def test_a_withheld_name_is_not_shown_by_a_later_position(
    session: Session, town: Town, document: Document
) -> None:
    actor = town.actor()
    position(session, actor, document, attribution="role_and_region")

    with pytest.raises(Invalid) as refused:
        position(session, actor, document, "abstain", attribution="named")

    assert refused.value.field == "attribution"


def test_a_position_is_taken_back_and_neither_shown_nor_counted(
    session: Session, town: Town, document: Document
) -> None:
    actor = town.actor()
    position(session, actor, document)
    endorsements.withdraw(session, actor=actor, document=document, version_number=1)
    session.flush()

    assert the_roll(session, document).stands == ()
    assert queries.held(session, actor=actor, document=document) is None
    with pytest.raises(Invalid):
        endorsements.withdraw(session, actor=actor, document=document, version_number=1)


def test_a_member_without_verification_may_object(
    session: Session, town: Town, document: Document
) -> None:
    member = town.actor(role=Role.MEMBER, is_verified=False)
    position(session, member, document, "object", reason="It exposes witnesses.")

    assert len(the_roll(session, document).open_objections) == 1
