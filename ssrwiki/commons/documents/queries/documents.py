"""One document, by its address; absent and hidden from the viewer are one answer."""

from itertools import chain, count

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import can_read, can_read_working_text
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.errors import NotFound

_AT_ADDRESS = (
    select(Document)
    .where(Document.section == bindparam("section"), Document.slug == bindparam("slug"))
    .options(selectinload(Document.owners))
)


def document(session: Session, *, viewer: Actor, section: str, slug: str) -> Document:
    """The document at an address, with its owners.

    Raises:
        NotFound: absent or not for this viewer.
    """
    found = session.scalar(_AT_ADDRESS, {"section": section, "slug": slug})
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


def elsewhere(session: Session, *, viewer: Actor, section: str, slug: str) -> Document | None:
    """The document that the viewer may read under a slug, where it is of another section."""
    found = of_slug(session, viewer=viewer, slug=slug)
    return found if found is not None and found.section != section else None


def of_slug(session: Session, *, viewer: Actor, slug: str) -> Document | None:
    """The document that the viewer may read under a slug, in any section."""
    found = session.scalar(
        select(Document).where(Document.slug == slug).options(selectinload(Document.owners))
    )
    return found if found is not None and can_read(viewer, found) else None


def free_slug(session: Session, slug: str) -> str:
    """The slug, or with the first number that no document has, whoever may read those."""
    alike = Document.slug.startswith(slug, autoescape=True)
    taken = frozenset(session.scalars(select(Document.slug).where(alike)))
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(each for each in chain([slug], numbered) if each not in taken)
