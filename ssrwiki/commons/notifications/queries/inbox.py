"""The inbox: notices of what the person may read now, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import feature
from ssrwiki.foundation.feature import Need
from ssrwiki.foundation.pages import Page, Position, page_of


@dataclass(frozen=True, slots=True)
class Received:
    """A notice with what it tells of."""

    notice: Notice
    happening: Happening


def received(
    session: Session, *, actor: Actor, position: Position, size: int = 30
) -> Page[Received]:
    """The actor's notices.

    In the order of `listed_at`, which for a withheld contribution tells only the day.
    """
    query = (
        select(Activity)
        .join(Notice, Notice.activity_id == Activity.id)
        .outerjoin(Document, Document.id == Activity.document_id)
        .where(_shown(actor))
    )
    page = page_of(session, query, activities.LISTED, position, size)
    notices = {
        notice.activity_id: notice
        for notice in session.scalars(
            select(Notice).where(
                Notice.person_id == actor.id, Notice.activity_id.in_([a.id for a in page.rows])
            )
        )
    }
    rows = [
        Received(notices[happening.activity.id], happening)
        for happening in activities.with_documents(session, page.rows)
    ]
    return Page(rows, page.next, page.previous)


_ANY_UNREAD = (
    select(Notice.id)
    .where(Notice.person_id == bindparam("person_id"), Notice.is_read.is_(False))
    .limit(1)
)


def unread_count(session: Session, actor: Actor) -> int:
    """How many notices wait to be read, for the header of every page.

    Most often none does, which one look into one index tells; only then rights are asked for.
    """
    if actor.is_guest or session.scalar(_ANY_UNREAD, {"person_id": actor.id}) is None:
        return 0
    counted = session.scalar(
        select(func.count())
        .select_from(Notice)
        .join(Activity, Activity.id == Notice.activity_id)
        .outerjoin(Document, Document.id == Activity.document_id)
        .where(_shown(actor), Notice.is_read.is_(False))
    )
    return counted or 0


def needs(session: Session, actor: Actor) -> Sequence[Need]:
    """What features want of the actor now, the most pressing first."""
    found = [
        need
        for each in feature.of(session)
        if each.needs_you is not None
        for need in each.needs_you(session, actor)
    ]
    dated = [need for need in found if need.due_at is not None]
    return [
        *sorted(dated, key=lambda need: need.due_at.timestamp() if need.due_at else 0),
        *(need for need in found if need.due_at is None),
    ]


def _shown(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Notice.person_id == actor.id,
        or_(Activity.document_id.is_(None), activities.may_hear(actor)),
    )
