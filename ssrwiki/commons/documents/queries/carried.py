"""Which topics documents carry."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, DocumentPlace, DocumentTheme


@dataclass(frozen=True, slots=True)
class Topics:
    """Theme ids and place codes of a document."""

    theme_ids: tuple[int, ...]
    place_codes: tuple[str, ...]


def topics(session: Session, document: Document) -> Topics:
    """What the document is about."""
    return Topics(
        tuple(
            session.scalars(
                select(DocumentTheme.theme_id).where(DocumentTheme.document_id == document.id)
            )
        ),
        tuple(
            session.scalars(
                select(DocumentPlace.place_code)
                .where(DocumentPlace.document_id == document.id)
                .order_by(DocumentPlace.place_code)
            )
        ),
    )


def topics_of(session: Session, document_ids: Collection[int]) -> Mapping[int, Topics]:
    """What these documents are about; one that carries nothing is absent. Two statements."""
    themes, places = defaultdict[int, list[int]](list), defaultdict[int, list[str]](list)
    for held in session.scalars(
        select(DocumentTheme)
        .where(DocumentTheme.document_id.in_(document_ids))
        .order_by(DocumentTheme.theme_id)
    ):
        themes[held.document_id].append(held.theme_id)
    for place in session.scalars(
        select(DocumentPlace)
        .where(DocumentPlace.document_id.in_(document_ids))
        .order_by(DocumentPlace.place_code)
    ):
        places[place.document_id].append(place.place_code)
    return {
        document_id: Topics(tuple(themes[document_id]), tuple(places[document_id]))
        for document_id in {*themes, *places}
    }


def carries_theme(theme_ids: Collection[int]) -> ColumnElement[bool]:
    """The condition that a document carries one of these themes."""
    return Document.id.in_(
        select(DocumentTheme.document_id).where(DocumentTheme.theme_id.in_(theme_ids))
    )


def carries_place(codes: Collection[str]) -> ColumnElement[bool]:
    """The condition that a document is about one of these places."""
    return Document.id.in_(
        select(DocumentPlace.document_id).where(DocumentPlace.place_code.in_(codes))
    )
