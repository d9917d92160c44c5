"""Wiki links, in both directions."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, DocumentLink
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.markup.wikilinks import LinkTarget


def link_targets(
    session: Session, *, viewer: Actor, slugs: Collection[str]
) -> Mapping[str, LinkTarget]:
    """Where wiki links lead, in one statement.

    A document that the viewer may not read is missing like one that isn't there.
    """
    if not slugs:
        return {}
    rows = session.execute(
        select(Document.slug, Document.section).where(
            Document.slug.in_(slugs), reach.readable(viewer)
        )
    )
    return {row.slug: LinkTarget(url=f"/{row.section}/{row.slug}") for row in rows}


def translations(session: Session, *, viewer: Actor, document: Document) -> Sequence[Document]:
    """The original of a translation, and every translation of the document, by language."""
    return session.scalars(
        select(Document)
        .where(
            or_(
                Document.id == document.translation_of_id,
                Document.translation_of_id == document.id,
            ),
            reach.readable(viewer),
        )
        .order_by(Document.lang, Document.id)
    ).all()


def backlinks(session: Session, *, viewer: Actor, document: Document) -> Sequence[Document]:
    """Documents whose text links here, by title."""
    sources = select(DocumentLink.document_id).where(DocumentLink.target_slug == document.slug)
    return session.scalars(
        select(Document)
        .where(Document.id.in_(sources), reach.readable(viewer))
        .order_by(Document.title)
        .limit(200)
    ).all()
