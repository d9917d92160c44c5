"""Marking notices as read: always by the person's own act, never by looking."""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.people.rules import Actor


def mark_read(session: Session, *, actor: Actor, public_ids: Collection[str]) -> None:
    """Those of the notices that are the actor's own; another's stay as they are."""
    session.execute(
        update(Notice)
        .where(Notice.person_id == actor.id, Notice.public_id.in_(public_ids))
        .values(is_read=True)
    )


def mark_all_read(session: Session, *, actor: Actor) -> None:
    """Everything that the actor has received."""
    session.execute(
        update(Notice)
        .where(Notice.person_id == actor.id, Notice.is_read.is_(False))
        .values(is_read=True)
    )
