"""What happened, as far as a viewer may hear of it, with the documents it happened to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, feature
from ssrwiki.foundation.pages import Page, Position, page_of

LISTED = (Activity.listed_at, Activity.public_id)


@dataclass(frozen=True, slots=True)
class Happening:
    """An activity with its document (and that one's owners); None for what has none."""

    activity: Activity
    document: Document | None

    @property
    def title(self) -> str:
        """The document's title as it is now."""
        return self.document.title if self.document is not None else ""

    @property
    def language(self) -> str:
        """The document's; what people say about it when they act is taken to be in it too."""
        return self.document.lang if self.document is not None else ""


def may_hear(viewer: Actor) -> ColumnElement[bool]:
    """The condition on a joined activity and document under which the viewer may hear of it."""
    return and_(
        reach.readable(viewer),
        or_(Activity.audience.is_(None), reach.in_audience(viewer, Activity.audience)),
        or_(Activity.needs_working_text.is_(False), reach.working_text_readable(viewer)),
    )


def recent(
    session: Session,
    *,
    viewer: Actor,
    position: Position,
    shows_minor: bool = True,
    kinds: Collection[str] = (),
    topic: ColumnElement[bool] | None = None,
    size: int = 50,
) -> Page[Happening]:
    """What happened to documents, newest first; `kinds` empty means to any.

    `topic` is a condition of `carried`; None means on any.
    """
    query = (
        select(Activity)
        .join(Document, Document.id == Activity.document_id)
        .where(may_hear(viewer), Activity.verb.not_in(feature.personal_verbs(session)))
    )
    if not shows_minor:
        query = query.where(Activity.is_minor.is_(False))
    if kinds:
        query = query.where(Document.kind.in_(kinds))
    if topic is not None:
        query = query.where(topic)
    page = page_of(session, query, LISTED, position, size)
    return Page(with_documents(session, page.rows), page.next, page.previous)


def waiting(session: Session, document: Document) -> list[Happening]:
    """What happened to the document and nobody was told of yet, the newest first."""
    found = session.scalars(
        select(Activity)
        .where(
            Activity.document_id == document.id,
            Activity.announced_at > clock.now(),
            Activity.stopped_at.is_(None),
        )
        .order_by(Activity.announced_at.desc(), Activity.id.desc())
    )
    return [Happening(each, document) for each in found]


def with_documents(session: Session, activities: Sequence[Activity]) -> list[Happening]:
    """The activities in the same order, with their documents from two statements."""
    ids = {each.document_id for each in activities if each.document_id is not None}
    found = session.scalars(
        select(Document).where(Document.id.in_(ids)).options(selectinload(Document.owners))
    )
    documents = {document.id: document for document in found}
    return [Happening(each, documents.get(each.document_id or 0)) for each in activities]
