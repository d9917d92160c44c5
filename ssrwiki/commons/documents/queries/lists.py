"""Lists of documents, of what the viewer may read only."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.pages import Page, Position, page_of

LISTED = (Document.revised_at, Document.public_id)


def listed(
    session: Session, *, viewer: Actor, kind: str, position: Position, size: int = 30
) -> Page[Document]:
    """Documents of a kind that the viewer may read, last revised first."""
    query = select(Document).where(Document.kind == kind, reach.readable(viewer))
    return page_of(session, query, LISTED, position, size)


def carrying(
    session: Session, *, viewer: Actor, topic: ColumnElement[bool], position: Position
) -> Page[Document]:
    """Documents of all kinds on a topic, which is a condition of `carried`."""
    query = select(Document).where(topic, reach.readable(viewer))
    return page_of(session, query, LISTED, position, 30)


def owned(
    session: Session, *, viewer: Actor, organisation_id: int, position: Position, size: int = 30
) -> Page[Document]:
    """Documents of all kinds that an organisation owns."""
    held = select(DocumentOwner.document_id).where(DocumentOwner.organisation_id == organisation_id)
    query = select(Document).where(Document.id.in_(held), reach.readable(viewer))
    return page_of(session, query, LISTED, position, size)


def titled(
    session: Session,
    *,
    viewer: Actor,
    words: Collection[str],
    kinds: Collection[str],
    size: int = 30,
) -> Sequence[Document]:
    """Documents with all these words in their titles, last revised first: search without index."""
    return session.scalars(
        select(Document)
        .where(
            Document.kind.in_(kinds),
            reach.readable(viewer),
            *(Document.title.icontains(word, autoescape=True) for word in words),
        )
        .order_by(*(column.desc() for column in LISTED))
        .limit(size)
    ).all()
