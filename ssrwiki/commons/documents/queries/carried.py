"""Which topics documents carry."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document, DocumentPlace, DocumentTheme
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Topics:
    """Theme ids and place codes of a document."""

    theme_ids: tuple[int, ...]
    place_codes: tuple[str, ...]


def topics(session: Session, document: Document, *, is_working: bool = False) -> Topics:
    """What the document is about as its readers read it, or as its working text says."""
    found = topics_of(session, [document.id], is_working=is_working)
    return found.get(document.id, Topics((), ()))


def topics_of(
    session: Session, document_ids: Collection[int], *, is_working: bool = False
) -> Mapping[int, Topics]:
    """What these documents are about; one that carries nothing is absent. Two statements."""
    themes, places = defaultdict[int, list[int]](list), defaultdict[int, list[str]](list)
    for held in session.scalars(
        select(DocumentTheme)
        .where(DocumentTheme.document_id.in_(document_ids), DocumentTheme.is_working == is_working)
        .order_by(DocumentTheme.theme_id)
    ):
        themes[held.document_id].append(held.theme_id)
    for place in session.scalars(
        select(DocumentPlace)
        .where(DocumentPlace.document_id.in_(document_ids), DocumentPlace.is_working == is_working)
        .order_by(DocumentPlace.place_code)
    ):
        places[place.document_id].append(place.place_code)
    return {
        document_id: Topics(tuple(themes[document_id]), tuple(places[document_id]))
        for document_id in {*themes, *places}
    }


def carries_theme(viewer: Actor, theme_ids: Collection[int]) -> ColumnElement[bool]:
    """The condition that a document, as the viewer may read it, carries one of these themes."""
    return reach.says(viewer, DocumentTheme, DocumentTheme.theme_id.in_(theme_ids))


def carries_place(viewer: Actor, codes: Collection[str]) -> ColumnElement[bool]:
    """The condition that a document, as the viewer may read it, is about one of these places."""
    return reach.says(viewer, DocumentPlace, DocumentPlace.place_code.in_(codes))
