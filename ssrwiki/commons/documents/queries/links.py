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
    """Where wiki links lead, in one statement: to an address, else to the oldest of such a title.

    A document that the viewer may not read is missing like one that isn't there.
    """
    if not slugs:
        return {}
    rows = session.execute(
        select(Document.slug, Document.title_slug, Document.section)
        .where(
            or_(Document.slug.in_(slugs), Document.title_slug.in_(slugs)), reach.readable(viewer)
        )
        .order_by(Document.id)
    )
    by_slug: dict[str, LinkTarget] = {}
    by_title: dict[str, LinkTarget] = {}
    for row in rows:
        target = by_slug[row.slug] = LinkTarget(url=f"/{row.section}/{row.slug}")
        by_title.setdefault(row.title_slug, target)
    return by_title | by_slug


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
    """Documents whose text, as far as the viewer may read it, links here for them, by title."""
    by_title = link_targets(session, viewer=viewer, slugs={document.title_slug})
    target = by_title.get(document.title_slug)
    leads_here = target is not None and target.url == document.address
    names = {document.slug, *([document.title_slug] if leads_here else [])}
    links_here = reach.says(viewer, DocumentLink, DocumentLink.target_slug.in_(names))
    return session.scalars(
        select(Document)
        .where(links_here, reach.readable(viewer))
        .order_by(Document.title)
        .limit(200)
    ).all()
