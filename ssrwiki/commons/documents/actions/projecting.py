"""Copies what a revision says into the columns and tables that queries ask."""

from collections.abc import Collection, Mapping

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
    project_text(
        session,
        document,
        fields,
        manuscript.rendered.links,
        is_working=kind.working_audience is not None,
    )
    kind.project(session, document, fields)
    outbox.enqueue(session, kind.name, document.public_id)


def project_text(
    session: Session,
    document: Document,
    fields: Mapping[str, str | Collection[str]],
    links: Collection[str],
    *,
    is_working: bool,
) -> None:
    """Replaces topics and links of the working text, or of what the document's readers read.

    A kind that publishes calls this for a text that it publishes.

    Raises:
        Invalid: for a theme or place that doesn't exist.
    """
    _replace_topics(
        session, document, fields.get(THEMES, ()), fields.get(PLACES, ()), is_working=is_working
    )
    forget_links(session, document, is_working=is_working)
    session.add_all(
        DocumentLink(document_id=document.id, is_working=is_working, target_slug=slug)
        for slug in sorted(set(links))
    )


def forget_links(session: Session, document: Document, *, is_working: bool) -> None:
    """Takes the links of a text out, as when its words go."""
    session.execute(
        delete(DocumentLink).where(
            DocumentLink.document_id == document.id, DocumentLink.is_working == is_working
        )
    )


def _replace_topics(
    session: Session,
    document: Document,
    theme_slugs: str | Collection[str],
    place_codes: str | Collection[str],
    *,
    is_working: bool,
) -> None:
    themes = topics.theme_ids(session, theme_slugs)
    if len(themes) != len(set(theme_slugs)):
        raise Invalid(say("Choose themes from the list."), THEMES)
    if any(places.find(code) is None for code in place_codes):
        raise Invalid(say("Choose regions and countries from the list."), PLACES)
    text = {"document_id": document.id, "is_working": is_working}
    for table in (DocumentTheme, DocumentPlace):
        session.execute(
            delete(table).where(table.document_id == document.id, table.is_working == is_working)
        )
    if themes:
        session.execute(
            insert(DocumentTheme), [{**text, "theme_id": theme_id} for theme_id in themes]
        )
    if place_codes:
        session.execute(
            insert(DocumentPlace), [{**text, "place_code": code} for code in set(place_codes)]
        )
