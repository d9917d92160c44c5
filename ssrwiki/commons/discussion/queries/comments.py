"""The comments of a thread: listed, filtered, or one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.discussion.models import Comment, Disposition, Thread
from ssrwiki.commons.discussion.queries import assembling
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import is_owner
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page, Position, page_of

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Filters:
    """What to list; empty or False: everything. `clause_id` "whole" means about the whole."""

    clause_id: str = ""
    kind: str = ""
    is_unanswered: bool = False
    is_mine: bool = False


WHOLE = "whole"
ALL = Filters()


def comments(
    session: Session,
    *,
    viewer: Actor,
    document: Document,
    thread: Thread,
    position: Position,
    filters: Filters = ALL,
    size: int = PAGE_SIZE,
) -> Page[ShownComment]:
    """Comments with their replies below them, newest first."""
    query = select(Comment).where(Comment.thread_id == thread.id, Comment.parent_id.is_(None))
    return _page(
        session, viewer, document, _filtered(query, viewer, document, filters), position, size
    )


def points(
    session: Session,
    *,
    viewer: Actor,
    document: Document,
    thread: Thread,
    position: Position,
    filters: Filters = ALL,
    size: int = PAGE_SIZE,
) -> Page[ShownComment]:
    """Everything that asks for an answer, replies marked as points among it, newest first."""
    query = select(Comment).where(Comment.thread_id == thread.id, Comment.is_point)
    return _page(
        session, viewer, document, _filtered(query, viewer, document, filters), position, size
    )


def all_points(
    session: Session, *, viewer: Actor, document: Document, thread: Thread
) -> Sequence[ShownComment]:
    """The same, of the whole thread at once: for the response, which leaves nobody out."""
    rows = session.scalars(
        select(Comment)
        .where(Comment.thread_id == thread.id, Comment.is_point)
        .order_by(Comment.listed_at, Comment.public_id)
    ).all()
    return assembling.assembled(session, viewer, document, rows)


def one(
    session: Session, *, viewer: Actor, document: Document, thread: Thread, public_id: str
) -> ShownComment:
    """A comment or reply by its public id, with its replies.

    Raises:
        NotFound: when the thread has no such comment.
    """
    row = session.scalar(
        select(Comment).where(Comment.thread_id == thread.id, Comment.public_id == public_id)
    )
    if row is None:
        raise NotFound
    return assembling.assembled(session, viewer, document, [row])[0]


def _page(
    session: Session,
    viewer: Actor,
    document: Document,
    query: Select[Comment],
    position: Position,
    size: int,
) -> Page[ShownComment]:
    page = page_of(session, query, (Comment.listed_at, Comment.public_id), position, size)
    rows = assembling.assembled(session, viewer, document, page.rows)
    return Page(rows, page.next, page.previous)


def _filtered(
    query: Select[Comment], viewer: Actor, document: Document, filters: Filters
) -> Select[Comment]:
    if filters.clause_id == WHOLE:
        query = query.where(Comment.clause_id.is_(None))
    elif filters.clause_id:
        query = query.where(Comment.clause_id == filters.clause_id)
    if filters.kind:
        query = query.where(standing_kind() == filters.kind)
    if filters.is_unanswered:
        query = query.where(~_is_answered(is_owner(viewer, document)))
    if filters.is_mine:
        query = query.where(authorship.is_by(viewer, Comment.public_id))
    return query


def standing_kind() -> ColumnElement[str]:
    """What lists and figures take a comment for: as the office sorted it, else as it was said."""
    return func.coalesce(Comment.sorted_kind, Comment.kind)


def _is_answered(sees_drafts: bool) -> ColumnElement[bool]:
    answered = exists().where(Disposition.comment_id == Comment.id)
    return answered if sees_drafts else answered.where(Disposition.published_at.is_not(None))
