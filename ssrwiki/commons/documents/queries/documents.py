"""One document, by its address; absent and hidden from the viewer are one answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read, can_read_working_text
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.errors import NotFound


def document(session: Session, *, viewer: Actor, section: str, slug: str) -> Document:
    """The document at an address, with its owners.

    Raises:
        NotFound: absent or not for this viewer.
    """
    found = session.scalar(
        select(Document)
        .where(Document.section == section, Document.slug == slug)
        .options(selectinload(Document.owners))
    )
    if found is None or not can_read(viewer, found):
        raise NotFound
    return found


def working_document(session: Session, *, viewer: Actor, section: str, slug: str) -> Document:
    """The same, for those who may see working text and history.

    Raises:
        NotFound: absent or not for this viewer.
    """
    found = document(session, viewer=viewer, section=section, slug=slug)
    if not can_read_working_text(viewer, found):
        raise NotFound
    return found


def elsewhere(session: Session, *, viewer: Actor, slug: str) -> str | None:
    """The address of a slug asked for in a wrong section."""
    found = session.scalar(
        select(Document).where(Document.slug == slug).options(selectinload(Document.owners))
    )
    return found.address if found is not None and can_read(viewer, found) else None


def is_taken(session: Session, slug: str) -> bool:
    """Whether a document has this slug, in any section."""
    return session.scalar(select(Document.id).where(Document.slug == slug)) is not None
