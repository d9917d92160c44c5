"""The comments of a thread: listed, filtered, or one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

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
from ssrwiki.foundation.pages import Page, Position, page_of, page_of_rows

PAGE_SIZE = 30
Columns = TypeVarTuple("Columns")


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
    threads: Sequence[Thread],
    position: Position,
    filters: Filters = ALL,
    size: int = PAGE_SIZE,
) -> Page[ShownComment]:
    """Comments of the threads with their replies below them, newest first."""
    query = select(Comment).where(
        Comment.thread_id.in_([thread.id for thread in threads]), Comment.parent_id.is_(None)
    )
    return _page(
        session, viewer, document, _filtered(query, viewer, document, filters), position, size
    )


def points(
    session: Session,
    *,
    viewer: Actor,
    document: Document,
    thread: Thread,
    clause_order: Sequence[str],
    position: Position,
    filters: Filters = ALL,
    size: int = PAGE_SIZE,
) -> Page[ShownComment]:
    """Everything that asks for an answer, replies marked as points among it.

    First what is about the whole, then clause by clause in the order given; there by time.
    """
    query = select(Comment.public_id, Comment.clause_id, Comment.listed_at).where(
        Comment.thread_id == thread.id, Comment.is_point
    )
    places = {clause_id: f"{place:06d}" for place, clause_id in enumerate(clause_order, start=1)}

    def key(public_id: str, clause_id: str | None, listed_at: datetime) -> tuple[str, str, str]:
        place = places.get(clause_id, "999999") if clause_id is not None else "000000"
        return place, listed_at.isoformat(), public_id

    found = session.execute(_filtered(query, viewer, document, filters)).all()
    page = page_of_rows(sorted(key(*row) for row in found), lambda each: each, position, size)
    rows = session.scalars(
        select(Comment).where(Comment.public_id.in_([public_id for _, _, public_id in page.rows]))
    ).all()
    order = {public_id: place for place, (_, _, public_id) in enumerate(page.rows)}
    in_order = sorted(rows, key=lambda row: order[row.public_id])
    shown = assembling.assembled(session, viewer, document, in_order)
    return Page(shown, page.next, page.previous)


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
    query: Select[*Columns], viewer: Actor, document: Document, filters: Filters
) -> Select[*Columns]:
    if filters.clause_id == WHOLE:
        query = query.where(Comment.clause_id.is_(None))
    elif filters.clause_id:
        query = query.where(Comment.clause_id == filters.clause_id)
    if filters.kind:
        query = query.where(standing_kind() == filters.kind)
    if filters.is_unanswered:
        # Words that can't be read owe no answer, and would wait here for ever.
        query = query.where(
            ~_is_answered(is_owner(viewer, document)),
            Comment.hidden_at.is_(None),
            Comment.redacted_at.is_(None),
            Comment.held_at.is_(None),
        )
    if filters.is_mine:
        query = query.where(authorship.is_by(viewer, Comment.public_id))
    return query


def standing_kind() -> ColumnElement[str]:
    """What lists and figures take a comment for: as the office sorted it, else as it was said."""
    return func.coalesce(Comment.sorted_kind, Comment.kind)


def _is_answered(sees_drafts: bool) -> ColumnElement[bool]:
    answered = exists().where(Disposition.comment_id == Comment.id)
    return answered if sees_drafts else answered.where(Disposition.published_at.is_not(None))
