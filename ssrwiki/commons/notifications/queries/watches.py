"""Watches: whether one watches a thing, all that one watches, and who watches a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import carried, reach
from ssrwiki.commons.notifications.models import Watch
from ssrwiki.commons.notifications.rules import Target
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.places import queries as places
from ssrwiki.commons.topics import queries as topics


def watch_of(session: Session, *, actor: Actor, target: Target) -> Watch | None:
    """The actor's watch of a thing."""
    return session.scalar(
        select(Watch).where(
            Watch.person_id == actor.id,
            Watch.document_id == target.document_id,
            Watch.theme_id == target.theme_id,
            Watch.place_code == target.place_code,
        )
    )


def watches_over(
    session: Session, document: Document, *, is_working: bool = False
) -> Sequence[Watch]:
    """Everybody's watches of the document, its themes and places, and of what holds those.

    `is_working`: of the topics of its working text, for what only its readers may hear.
    """
    topic_ids = carried.topics(session, document, is_working=is_working)
    themes = topics.ancestor_ids(session, topic_ids.theme_ids)
    codes = {held for code in topic_ids.place_codes for held in places.chain(code)}
    return session.scalars(
        select(Watch)
        .where(
            or_(
                Watch.document_id == document.id,
                Watch.theme_id.in_(themes),
                Watch.place_code.in_(codes),
            )
        )
        .order_by(Watch.id)
    ).all()


@dataclass(frozen=True, slots=True)
class Watched:
    """A thing that one watches, by its name and local path."""

    public_id: str
    title: str
    address: str
    is_topic: bool


def watched(session: Session, *, actor: Actor, locale: Locale | str) -> list[Watched]:
    """All that the actor watches, documents first; what they may not read any more is left out."""
    rows = session.execute(
        select(Watch.public_id, Document)
        .join(Document, Document.id == Watch.document_id)
        .where(Watch.person_id == actor.id, reach.readable(actor))
        .order_by(Document.title, Document.id)
    )
    documents = [
        Watched(row.public_id, row.Document.title, row.Document.address, is_topic=False)
        for row in rows
    ]
    on_topics = session.scalars(
        select(Watch).where(Watch.person_id == actor.id, Watch.document_id.is_(None))
    ).all()
    theme_ids = [watch.theme_id for watch in on_topics if watch.theme_id is not None]
    themes = {theme.theme_id: theme for theme in topics.themes(session, theme_ids, locale)}
    found = []
    for watch in on_topics:
        if watch.place_code is not None:
            place = places.place(watch.place_code)
            name, slug = places.name(place.code, locale), place.slug
        else:
            name, slug = themes[watch.theme_id].name, themes[watch.theme_id].slug
        found.append(Watched(watch.public_id, name, f"/topics/{slug}", is_topic=True))
    return documents + sorted(found, key=lambda each: each.title)
