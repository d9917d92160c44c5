"""Copies what a revision says into the columns and tables that queries ask."""

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions.kinds import ABSTRACT, PLACES, THEMES, DocumentKind
from ssrwiki.commons.documents.actions.manuscripts import Manuscript
from ssrwiki.commons.documents.models import Document, DocumentLink, DocumentPlace, DocumentTheme
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries as topics
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say


def project(
    session: Session, kind: DocumentKind, document: Document, manuscript: Manuscript
) -> None:
    """Brings the document's row, topics, links, the kind's tables and the index up to date.

    Raises:
        Invalid: for a theme or place that doesn't exist.
    """
    fields = manuscript.fields
    if kind.working_audience is None or document.head_number <= 1:
        document.title = manuscript.title
        document.abstract = str(fields.get(ABSTRACT, ""))
        document.lang = manuscript.lang
    _replace_topics(session, document, fields.get(THEMES, ()), fields.get(PLACES, ()))
    session.execute(delete(DocumentLink).where(DocumentLink.document_id == document.id))
    for slug in sorted(set(manuscript.rendered.links)):
        session.add(DocumentLink(document_id=document.id, target_slug=slug))
    kind.project(session, document, fields)
    outbox.enqueue(session, kind.name, document.public_id)


def _replace_topics(
    session: Session,
    document: Document,
    theme_slugs: str | tuple[str, ...],
    place_codes: str | tuple[str, ...],
) -> None:
    themes = topics.theme_ids(session, theme_slugs)
    if len(themes) != len(set(theme_slugs)):
        raise Invalid(say("Choose themes from the list."), THEMES)
    if any(places.find(code) is None for code in place_codes):
        raise Invalid(say("Choose regions and countries from the list."), PLACES)
    session.execute(delete(DocumentTheme).where(DocumentTheme.document_id == document.id))
    session.execute(delete(DocumentPlace).where(DocumentPlace.document_id == document.id))
    if themes:
        session.execute(
            insert(DocumentTheme),
            [{"document_id": document.id, "theme_id": theme_id} for theme_id in themes],
        )
    if place_codes:
        session.execute(
            insert(DocumentPlace),
            [{"document_id": document.id, "place_code": code} for code in set(place_codes)],
        )
