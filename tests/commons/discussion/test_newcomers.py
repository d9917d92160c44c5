"""What newcomers say first, and what they link to, waits for a moderator."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import corrections, drafts, moderation
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.foundation.errors import Invalid
from tests.factories.discussion import a_remark, located
from tests.factories.documents import a_page
from tests.factories.people import Town


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True)


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    return a_page(session, town.officer("writer")).document


def activities(session: Session, comment: Comment) -> list[Activity]:
    return list(
        session.scalars(select(Activity).where(Activity.contribution_id == comment.public_id))
    )


def test_first_posts_and_links_of_newcomers_wait_for_a_moderator(
    session: Session, town: Town, moderator: Actor, page: Document
) -> None:
    newcomer = town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)
    first = a_remark(session, newcomer, page, "Hello.")
    assert first.held_at is not None
    assert activities(session, first) == []
    moderation.release(session, actor=moderator, located=located(session, moderator, first))
    session.flush()
    assert [told.byline_handle for told in activities(session, first)] == ["newcomer"]
    assert a_remark(session, newcomer, page, "Hello again.").held_at is None
    assert a_remark(session, newcomer, page, "See https://example.net/x").held_at is not None


def test_a_newcomers_correction_adds_no_link_past_the_queue(
    session: Session, town: Town, moderator: Actor, page: Document
) -> None:
    newcomer = town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)
    linked = drafts.draft(body="Look at [this](https://example.net/x).")
    comment = a_remark(session, newcomer, page, "Hello.")
    place = located(session, newcomer, comment)
    corrections.edit_within_window(session, actor=newcomer, located=place, draft=linked)
    assert comment.held_at is not None, "while it waits, a moderator sees the link"
    plain = drafts.draft(body="Hello again.")
    corrections.edit_within_window(session, actor=newcomer, located=place, draft=plain)
    moderation.release(session, actor=moderator, located=place)

    with pytest.raises(Invalid) as refused:
        corrections.edit_within_window(session, actor=newcomer, located=place, draft=linked)

    assert refused.value.field == "body"
    assert comment.body == "Hello again."


def test_verified_newcomers_never_wait(session: Session, town: Town, page: Document) -> None:
    verified = town.actor("verified", joined_days_ago=1)
    assert a_remark(session, verified, page, "See https://example.net/x").held_at is None
