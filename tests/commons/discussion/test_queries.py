from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import corrections, moderation
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.queries import comments, threads
from ssrwiki.commons.discussion.queries.comments import Filters
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.discussion.rules import PAGE, Tombstone
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import GUEST, Actor, Role
from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Database
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page, Position
from tests.counting import statements
from tests.factories.discussion import a_remark, located
from tests.factories.documents import a_page
from tests.factories.people import Town
from tests.factories.redactions import redacted

NOW = datetime(2026, 5, 4, 12, 34, 56, tzinfo=UTC)
TOP = Position()


@pytest.fixture
def page(session: Session, town: Town) -> Document:
    return a_page(session, town.officer("writer")).document


@pytest.fixture
def author(town: Town) -> Actor:
    return town.actor("author", organisation="field-office")


@pytest.fixture
def moderator(town: Town) -> Actor:
    return town.actor("moderator", is_moderator=True)


def thread_of(session: Session, page: Document) -> Thread:
    found = threads.thread(session, document=page, purpose=PAGE, number=1)
    assert found is not None
    return found


def listed(
    session: Session,
    viewer: Actor,
    page: Document,
    filters: Filters = comments.ALL,
    position: Position = TOP,
    size: int = 30,
) -> Page[ShownComment]:
    return comments.comments(
        session,
        viewer=viewer,
        document=page,
        threads=[thread_of(session, page)],
        position=position,
        filters=filters,
        size=size,
    )


def only(session: Session, viewer: Actor, page: Document, comment: Comment) -> ShownComment:
    return comments.one(
        session,
        viewer=viewer,
        document=page,
        thread=thread_of(session, page),
        public_id=comment.public_id,
    )


def test_of_a_withheld_comment_the_day_is_shown_and_no_name(
    session: Session, author: Actor, page: Document
) -> None:
    with clock.at(NOW):
        withheld = a_remark(session, author, page, "One.", attribution="role_and_region")
        named = a_remark(session, author, page, "Two.")
    shown = only(session, GUEST, page, withheld)
    assert type(shown.at) is date
    assert shown.at == NOW.date()
    assert shown.byline.display_name is None
    assert only(session, GUEST, page, named).at == NOW


def test_only_their_author_knows_which_comments_are_theirs(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    comment = a_remark(session, author, page, attribution="role_and_region")
    assert only(session, author, page, comment).is_own
    assert not only(session, moderator, page, comment).is_own


@pytest.mark.parametrize("how", ["hidden", "withdrawn", "redacted", "held"])
def test_what_was_taken_away_leaves_no_words(
    session: Session, town: Town, author: Actor, moderator: Actor, page: Document, how: str
) -> None:
    speaker = author
    if how == "held":
        speaker = town.actor("newcomer", role=Role.MEMBER, is_verified=False, joined_days_ago=1)
    comment = a_remark(session, speaker, page, "Secret words.")
    place = located(session, moderator, comment)
    if how == "hidden":
        moderation.hide(session, actor=moderator, located=place, reason="safety")
    if how == "redacted":
        redacted(session, moderator, "comment", place.comment.public_id, "Names a source.")
    if how == "withdrawn":
        corrections.withdraw(session, actor=author, located=place)
    session.flush()
    for viewer in (GUEST, town.officer("other")):
        shown = only(session, viewer, page, comment)
        assert shown.tombstone is Tombstone(how)
        assert "Secret" not in repr(shown)
    still_there = {"hidden", "held"}
    assert ("Secret" in only(session, moderator, page, comment).body) is (how in still_there)
    assert ("Secret" in only(session, speaker, page, comment).body) is (how in still_there)


def test_filters_narrow_by_kind_author_and_answer(
    session: Session, author: Actor, moderator: Actor, page: Document
) -> None:
    question = a_remark(session, author, page, "Who pays?", kind="question")
    a_remark(session, moderator, page, "Good.", kind="support")

    def ids(viewer: Actor, filters: Filters) -> list[str]:
        return [each.public_id for each in listed(session, viewer, page, filters).rows]

    assert ids(GUEST, Filters(kind="question")) == [question.public_id]
    assert ids(author, Filters(is_mine=True)) == [question.public_id]
    assert ids(GUEST, Filters(is_mine=True)) == []
    assert len(ids(GUEST, Filters(is_unanswered=True))) == 2
    assert len(ids(GUEST, Filters(clause_id="whole"))) == 2
    assert ids(GUEST, Filters(clause_id="abcdefghjkmn")) == []


def test_pages_follow_one_another_without_gap_or_repetition(
    session: Session, author: Actor, page: Document
) -> None:
    with clock.at(NOW):
        made = {a_remark(session, author, page, f"Point {n}.").public_id for n in range(7)}
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        found = listed(session, GUEST, page, position=Position(after=after), size=3)
        seen += [each.public_id for each in found.rows]
        after = found.next
    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == made


def test_thirty_comments_take_as_many_statements_as_three(
    database: Database, session: Session, town: Town, author: Actor, page: Document
) -> None:
    def talk(count: int) -> None:
        for number in range(count):
            top = a_remark(session, author, page, f"Point {number} of {count}, see [[This]].")
            a_remark(session, author, page, f"Yes to {number} of {count}.", parent=top)

    def cost() -> int:
        session.commit()
        with statements(database) as seen:
            listed(session, author, page)
        return len(seen)

    talk(3)
    few = cost()
    talk(30)
    assert cost() == few <= 10


def test_a_comment_on_a_document_one_may_not_read_is_not_found(
    session: Session, town: Town, author: Actor
) -> None:
    writer = town.officer("writer")
    hidden = a_page(session, writer, title="Ours alone", audience="unit").document
    comment = a_remark(session, writer, hidden)
    with pytest.raises(NotFound):
        located(session, author, comment)


def test_the_form_begins_with_the_attribution_used_last(
    session: Session, author: Actor, page: Document
) -> None:
    assert threads.last_attribution(session, actor=author) == "named"
    a_remark(session, author, page, attribution="role_and_region")
    assert threads.last_attribution(session, actor=author) == "role_and_region"
