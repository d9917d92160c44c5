"""The revisions of a document, their typed fields and their stored HTML."""

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, Rendering, Revision
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page, Position, page_of


def revision(session: Session, document: Document, number: int) -> Revision:
    """One revision.

    Raises:
        NotFound: when there is no such number.
    """
    found = session.scalar(
        select(Revision).where(Revision.document_id == document.id, Revision.number == number)
    )
    if found is None:
        raise NotFound
    return found


def rendering(session: Session, revision: Revision) -> Rendering | None:
    """The stored HTML, whatever renderer made it."""
    return session.get(Rendering, revision.id)


def history(
    session: Session, document: Document, *, position: Position, size: int = 50
) -> Page[Revision]:
    """Revisions, newest first, without their texts' renderings."""
    query = select(Revision).where(Revision.document_id == document.id)
    return page_of(session, query, (Revision.number,), position, size)


def fields(revision: Revision) -> Mapping[str, str | list[str]]:
    """The typed fields of a revision; empty ones are absent."""
    loaded: Mapping[str, str | list[str]] = json.loads(revision.fields)
    return loaded
