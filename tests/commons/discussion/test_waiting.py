"""Comments of newcomers that wait for a moderator: nobody else hears of what becomes of them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.discussion.actions import corrections, moderation
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.notifications.queries.recipients import recipients
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import GUEST, Actor, Role
from ssrwiki.features.accounts.actions import closing
from ssrwiki.features.moderation.queries import subjects
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.pages import Position
from tests.factories.discussion import a_remark, located
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.rounds import a_comment, a_policy, a_round

WITHHELD = "role_and_region"


@pytest.fixture
def newcomer(town: Town) -> Actor:
    return town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True)


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    return a_page(session, town.officer("writer")).document


@pytest.fixture
def waiting(session: Session, newcomer: Actor, page: Document) -> Comment:
    comment = a_remark(session, newcomer, page, attribution=WITHHELD)
    assert comment.held_at is not None
    return comment


def told_to_all(session: Session, comment: Comment) -> list[str]:
    """Verbs of what a guest reads of it in recent changes."""
    session.flush()
    page = activities.recent(session, viewer=GUEST, position=Position())
    return [
        each.activity.verb
        for each in page.rows
        if each.activity.contribution_id == comment.public_id
    ]


def test_what_somebody_said_who_has_left_is_let_out_as_it_was_signed(
    session: Session, newcomer: Actor, moderator: Actor, waiting: Comment
) -> None:
    closing.close(session, session.get_one(Person, newcomer.id))

    moderation.release(session, actor=moderator, located=located(session, moderator, waiting))

    session.flush()
    told = session.scalars(
        select(Activity).where(Activity.contribution_id == waiting.public_id)
    ).one()
    assert told.byline == waiting.byline
    assert authors.author_id(session, told.public_id) == newcomer.id


def test_one_taken_back_goes_unheard(
    session: Session, town: Town, newcomer: Actor, moderator: Actor
) -> None:
    officer = town.officer()
    held = a_round(session, officer, a_policy(session, officer))
    waiting = a_comment(session, newcomer, held)
    place = located(session, newcomer, waiting)

    corrections.withdraw(session, actor=newcomer, located=place)

    assert told_to_all(session, waiting) == []
    assert session.scalars(select(Disposition)).all() == []
    with pytest.raises(Invalid):
        moderation.release(session, actor=moderator, located=place)


def test_of_one_refused_its_author_alone_is_told_and_may_appeal(
    session: Session, newcomer: Actor, moderator: Actor, waiting: Comment
) -> None:
    place = located(session, moderator, waiting)

    moderation.hide(session, actor=moderator, located=place, reason="spam")

    assert told_to_all(session, waiting) == []
    hiding = subjects.hiding_of(session, Subject(place.document, place))
    assert hiding is not None
    heard = recipients(session, activities.Happening(hiding, place.document))
    assert [each.person_id for each in heard] == [newcomer.id]
    with pytest.raises(Invalid):
        moderation.release(session, actor=moderator, located=place)


def test_one_refused_and_shown_again_is_told_as_its_authors(
    session: Session, moderator: Actor, waiting: Comment
) -> None:
    place = located(session, moderator, waiting)
    moderation.hide(session, actor=moderator, located=place, reason="spam")

    moderation.unhide(session, actor=moderator, located=place)

    assert waiting.fate.tombstone is None
    assert told_to_all(session, waiting) == ["discussion.commented"]
