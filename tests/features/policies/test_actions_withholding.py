"""All positions of one holder and their comments lose the name together, with one byline."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import corrections
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import endorsements
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import Invalid
from tests.factories.discussion import located
from tests.factories.people import Town
from tests.factories.policies import answered, next_version, position
from tests.factories.rounds import BODY, START, a_comment, a_policy, a_round

SUBSTANCE = BODY + "\nSupport ends after three years at the latest.\n"
WITHHELD = "role_and_region"


@pytest.fixture
def officer(town: Town) -> Actor:
    return town.officer("officer")


@pytest.fixture
def document(session: Session, officer: Actor) -> Document:
    made = a_policy(session, officer)
    held = a_round(session, officer, made)
    a_comment(session, officer, held, "An officer's own remark.")
    return made.document


@pytest.fixture
def author(town: Town) -> Actor:
    town.crowd()
    return town.actor("author")


def named(session: Session) -> set[str]:
    """Tables that still show the author's handle."""
    session.flush()
    return {
        table.__tablename__
        for table in (Comment, Endorsement, Activity, Disposition)
        if session.scalars(select(table.id).where(table.byline_handle == "author")).first()
    }


def test_the_comment_turns_with_the_position_and_its_confirmation(
    session: Session, officer: Actor, author: Actor, document: Document
) -> None:
    first = position(session, author, document, "object", reason="It exposes witnesses.")
    answered(session, officer, document)
    next_version(session, officer, document, SUBSTANCE)
    endorsements.reconfirm(session, actor=author, document=document, version_number=2)
    assert named(session) == {"comment", "endorsement", "activity"}

    endorsements.withhold(session, actor=author, document=document)

    assert named(session) == set()
    comment = session.get_one(Comment, first.comment_id)
    rows = [comment, *session.scalars(select(Endorsement))]
    assert len({row.byline for row in rows}) == 1
    assert all(row.is_withheld for row in rows)


def test_the_position_turns_with_the_comment_even_when_it_was_taken_back(
    session: Session, author: Actor, document: Document
) -> None:
    row = position(session, author, document, "object", reason="It exposes witnesses.")
    endorsements.withdraw(session, actor=author, document=document, version_number=1)
    comment = session.get_one(Comment, row.comment_id)

    corrections.withhold(session, actor=author, located=located(session, author, comment))

    assert named(session) == set()


def test_the_withdrawal_of_the_comment_turns_too(
    session: Session, author: Actor, document: Document
) -> None:
    row = position(session, author, document, "object", reason="It exposes witnesses.")
    comment = session.get_one(Comment, row.comment_id)
    corrections.withdraw(session, actor=author, located=located(session, author, comment))
    session.flush()
    assert "disposition" in named(session)

    endorsements.withhold(session, actor=author, document=document)

    assert named(session) == set()


def test_a_name_left_on_a_position_that_was_replaced_would_give_the_holder_away(
    session: Session, author: Actor, document: Document
) -> None:
    position(session, author, document, "object", reason="It exposes witnesses.")
    position(session, author, document, "abstain")
    position(session, author, document, "agree")

    endorsements.withhold(session, actor=author, document=document)

    assert named(session) == set()


def test_a_withheld_position_takes_the_name_off_those_that_it_replaces(
    session: Session, author: Actor, document: Document
) -> None:
    position(session, author, document, "object", reason="It exposes witnesses.")

    latest = position(session, author, document, "abstain", attribution=WITHHELD)

    assert named(session) == set()
    assert {row.byline for row in session.scalars(select(Endorsement))} == {latest.byline}


def test_what_the_holder_said_elsewhere_keeps_its_name(
    session: Session, officer: Actor, author: Actor, document: Document
) -> None:
    other = a_policy(session, officer, title="Another policy")
    a_round(session, officer, other)
    position(session, author, other.document, "object", reason="It exposes witnesses.")
    position(session, author, document, "agree")

    endorsements.withhold(session, actor=author, document=document)

    assert named(session) == {"comment", "endorsement", "activity"}


def test_the_hour_goes_with_the_name(
    session: Session, town: Town, officer: Actor, author: Actor
) -> None:
    with clock.at(START):
        made = a_policy(session, officer, title="Another policy")
        a_round(session, officer, made)
    with clock.at(START + timedelta(hours=3)):
        position(session, author, made.document)
        endorsements.withhold(session, actor=author, document=made.document)
        session.flush()

    row = session.scalars(select(Endorsement)).one()
    told = session.scalars(select(Activity).where(Activity.contribution_id == row.public_id)).one()
    for each in (row, told):
        assert each.listed_at != START + timedelta(hours=3)
        assert each.shown_at == START.date()


def test_the_same_position_sent_without_the_name_loses_it(
    session: Session, author: Actor, document: Document
) -> None:
    row = position(session, author, document)

    assert position(session, author, document, attribution=WITHHELD) is row
    assert named(session) == set()
    with pytest.raises(Invalid):
        position(session, author, document, attribution="named")


def test_without_a_position_there_is_no_name_to_take_off(
    session: Session, author: Actor, document: Document
) -> None:
    with pytest.raises(Invalid):
        endorsements.withhold(session, actor=author, document=document)
