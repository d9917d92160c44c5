"""Every act that changes what is found of a comment is enqueued with it, in its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import corrections, drafts, moderation
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.queries import search
from ssrwiki.commons.discussion.queries.threads import Located, located
from ssrwiki.commons.documents.actions import hiding
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.search.outbox import SearchChange
from ssrwiki.foundation.search.port import Entry
from tests.factories.discussion import a_remark
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.redactions import redacted


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="service-0")


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True, organisation="secretariat")


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    return a_page(session, town.officer("writer"), title="Custody").document


def entries(session: Session, *comments: Comment) -> list[Entry]:
    session.flush()
    return list(search.SEARCHABLE.entries(session, [each.public_id for each in comments]))


@contextmanager
def changes(session: Session) -> Iterator[list[tuple[str, str, bool]]]:
    """What is enqueued meanwhile: kind, key, and whether former words are expunged."""
    session.flush()
    session.execute(delete(SearchChange))
    found: list[tuple[str, str, bool]] = []
    yield found
    session.flush()
    found += [
        (row.kind, row.key, row.is_expunged)
        for row in session.scalars(select(SearchChange).order_by(SearchChange.id))
    ]


Act = Callable[[Session, Actor, Actor, Located], object]
ACTS: dict[str, tuple[Act, bool]] = {
    "edit": (
        lambda session, author, _moderator, located: corrections.edit_within_window(
            session, actor=author, located=located, draft=drafts.draft(body="Other words.")
        ),
        True,
    ),
    "withdraw": (
        lambda session, author, _moderator, located: corrections.withdraw(
            session, actor=author, located=located
        ),
        False,
    ),
    "hide": (
        lambda session, _author, moderator, located: moderation.hide(
            session, actor=moderator, located=located, reason="safety"
        ),
        False,
    ),
    "redact": (
        lambda session, _author, moderator, located: redacted(
            session, moderator, search.KIND, located.comment.public_id
        ),
        True,
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_on_a_comment_is_enqueued_with_it(
    session: Session, author: Actor, moderator: Actor, page: Document, name: str
) -> None:
    act, is_expunged = ACTS[name]
    with changes(session) as posted:
        comment = a_remark(session, author, page, "Some words of mine.")
    assert posted == [(search.KIND, comment.public_id, False)]

    with changes(session) as enqueued:
        act(session, author, moderator, located(session, viewer=author, public_id=posted[0][1]))

    assert enqueued == [(search.KIND, comment.public_id, is_expunged)]


def test_showing_again_and_releasing_are_enqueued(
    session: Session, town: Town, author: Actor, moderator: Actor, page: Document
) -> None:
    hidden = a_remark(session, author, page)
    hidden.hidden_at, hidden.hidden_reason = clock.now(), "safety"
    newcomer = town.actor("newcomer", is_verified=False, joined_days_ago=0)
    with changes(session) as held:
        waiting = a_remark(session, newcomer, page, "A first word.")
    assert (waiting.held_at is not None, held) == (True, [])

    with changes(session) as enqueued:
        moderation.unhide(
            session,
            actor=moderator,
            located=located(session, viewer=moderator, public_id=hidden.public_id),
        )
        moderation.release(
            session,
            actor=moderator,
            located=located(session, viewer=moderator, public_id=waiting.public_id),
        )

    assert [key for _, key, _ in enqueued] == [hidden.public_id, waiting.public_id]
    assert len(entries(session, hidden, waiting)) == 2


def test_withholding_a_name_is_enqueued_with_the_document_and_all_that_is_said_of_it(
    session: Session, author: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    with changes(session) as enqueued:
        corrections.withhold(
            session,
            actor=author,
            located=located(session, viewer=author, public_id=comment.public_id),
        )
    assert enqueued == [("page", page.public_id, False)]
    assert search.SEARCHABLE.leaning is not None
    assert list(search.SEARCHABLE.leaning(session, "page", [page.public_id])) == [comment.public_id]
    assert list(search.SEARCHABLE.leaning(session, "policy", [page.public_id])) == []


def test_redacting_enqueues_the_replies_that_repeat_it(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page, "The informant lives by the mill in Kailahun.")
    repeats = a_remark(
        session, author, page, "> The informant lives by the mill in Kailahun.", parent=comment
    )
    a_remark(session, author, page, "Please take this away.", parent=comment)
    with changes(session) as enqueued:
        redacted(session, moderator, search.KIND, comment.public_id)
    assert set(enqueued) == {
        (search.KIND, comment.public_id, True),
        (search.KIND, repeats.public_id, True),
    }


def test_hiding_a_document_is_enqueued_once_for_all_that_is_said_of_it(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page)
    with changes(session) as enqueued:
        hiding.hide(session, actor=moderator, document=page, reason="safety", address="/")
    assert enqueued == [("page", page.public_id, False)]
    assert entries(session, comment) == []
