"""The revisions of a document and their typed fields."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import audiences_of, can_read_revision
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page, Position, page_of


def revision(session: Session, document: Document, number: int) -> Revision:
    """One revision, whoever may read it.

    Raises:
        NotFound: when there is no such number.
    """
    found = session.scalar(
        select(Revision).where(Revision.document_id == document.id, Revision.number == number)
    )
    if found is None:
        raise NotFound
    return found


def readable(session: Session, *, viewer: Actor, document: Document, number: int) -> Revision:
    """One revision, if it was saved for the viewer among others.

    Raises:
        NotFound: absent or not for this viewer.
    """
    found = revision(session, document, number)
    if not can_read_revision(viewer, document, found):
        raise NotFound
    return found


def unseen_ids(session: Session, viewer: Actor, revisions: Sequence[Revision]) -> frozenset[str]:
    """Public ids of those that a moderator has hidden, and not from this viewer.

    Moderators and a revision's own author still see it.
    """
    hidden = [row.public_id for row in revisions if row.hidden_at is not None]
    if viewer.is_moderator or not hidden:
        return frozenset()
    return frozenset(hidden) - authorship.own(session, actor=viewer, contribution_ids=hidden)


def history(
    session: Session, *, viewer: Actor, document: Document, position: Position, size: int = 50
) -> Page[Revision]:
    """Revisions that the viewer may read, newest first, without their texts' renderings."""
    query = select(Revision).where(
        Revision.document_id == document.id,
        Revision.audience.in_(audiences_of(viewer, document)),
    )
    return page_of(session, query, (Revision.number,), position, size)


def fields(revision: Revision) -> Mapping[str, str | list[str]]:
    """The typed fields of a revision; empty ones are absent."""
    loaded: Mapping[str, str | list[str]] = json.loads(revision.fields)
    return loaded
