"""Reads of edits that wait for a moderator, and of what became of them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.documents.models import Document, DocumentOwner, HeldEdit
from ssrwiki.commons.documents.permissions import Submission
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.documents.rules import HELD_WORDS_KEPT, Audience, HeldOutcome
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page, Position, page_of
from ssrwiki.foundation.redactions.pieces import Piece, Target

REFUSED = "documents.refused_edit"
HELD_EDIT = "held_edit"
LONGEST_WAIT = timedelta(days=30)
"""So long after joining a page looks for edits of its reader that wait; then none do any more."""


def submission(session: Session, *, section: str, public_id: str) -> Submission:
    """A held edit with the document that it would change.

    Raises:
        NotFound: absent, or its words are gone.
    """
    row = session.execute(
        select(HeldEdit, Document)
        .outerjoin(Document, Document.id == HeldEdit.document_id)
        .where(HeldEdit.section == section, HeldEdit.public_id == public_id)
        .options(selectinload(Document.owners))
    ).first()
    if row is None or row.HeldEdit.redacted_at is not None:
        raise NotFound
    return Submission(row.HeldEdit, row.Document)


def waiting(session: Session, *, moderator: Actor, position: Position) -> Page[Submission]:
    """Those that this moderator may decide on, who has waited longest first."""
    order = (HeldEdit.listed_at, HeldEdit.public_id)
    page = page_of(session, of_moderator(moderator), order, position, 30, is_descending=False)
    documents = {
        document.id: document
        for document in session.scalars(
            select(Document)
            .where(Document.id.in_([row.document_id for row in page.rows if row.document_id]))
            .options(selectinload(Document.owners))
        )
    }
    rows = [Submission(row, documents.get(row.document_id or 0)) for row in page.rows]
    return Page(rows, page.next, page.previous)


def of_moderator(moderator: Actor) -> Select[HeldEdit]:
    """The same as a query: `permissions.can_judge` in SQL."""
    owned = select(DocumentOwner.document_id).where(
        DocumentOwner.organisation_id == moderator.organisation_id
    )
    is_others = Document.id.not_in(owned) if moderator.organisation_id else true()
    is_new = and_(
        HeldEdit.document_id.is_(None),
        or_(HeldEdit.audience != Audience.GROUP, HeldEdit.group_id.in_(moderator.group_ids)),
    )
    return (
        select(HeldEdit)
        .outerjoin(Document, Document.id == HeldEdit.document_id)
        .where(
            _is_open(),
            HeldEdit.redacted_at.is_(None),
            or_(is_new, and_(Document.id.is_not(None), is_others, reach.readable(moderator))),
        )
    )


def _is_open() -> ColumnElement[bool]:
    """`HeldState.is_open` in SQL."""
    is_appealed = and_(HeldEdit.outcome == HeldOutcome.REFUSED, HeldEdit.appealed_at.is_not(None))
    return or_(HeldEdit.outcome.is_(None), is_appealed)


def own_waiting(session: Session, *, actor: Actor, document: Document | None) -> HeldEdit | None:
    """The actor's own edit of this document that waits; of a new page with None."""
    return session.scalar(
        select(HeldEdit)
        .where(
            HeldEdit.document_id.is_(None)
            if document is None
            else HeldEdit.document_id == document.id,
            _is_open(),
            HeldEdit.redacted_at.is_(None),
            authorship.is_by(actor, HeldEdit.public_id),
        )
        .limit(1)
    )


def shown_waiting(session: Session, *, viewer: Actor, document: Document) -> HeldEdit | None:
    """The same for the document's page, which asks for people who joined not long ago only."""
    joined_at = viewer.joined_at
    if viewer.is_guest or joined_at is None or clock.now() - joined_at > LONGEST_WAIT:
        return None
    return own_waiting(session, actor=viewer, document=document)


def has_refused(session: Session, actor: Actor, held: HeldEdit) -> bool:
    """Whether the actor is the moderator who refused it."""
    acts = session.scalars(
        select(Activity.public_id).where(
            Activity.verb == REFUSED, Activity.contribution_id == held.public_id
        )
    ).all()
    return bool(authorship.own(session, actor=actor, contribution_ids=acts))


def outlived(session: Session) -> Sequence[HeldEdit]:
    """Those decided on long ago, whose words are still there."""
    return session.scalars(
        select(HeldEdit).where(
            HeldEdit.decided_at < clock.now() - HELD_WORDS_KEPT,
            HeldEdit.redacted_at.is_(None),
            ~_is_open(),
        )
    ).all()


def piece_found(session: Session, public_id: str) -> Piece | None:
    """One by its public id, as redaction sees it; those of new pages belong to no document."""
    row = session.scalar(_of_documents().where(HeldEdit.public_id == public_id))
    return None if row is None else _piece(row)


def pieces_standing(session: Session, _document_id: int) -> Iterator[Piece]:
    """All that have words."""
    rows = session.scalars(_of_documents().where(HeldEdit.redacted_at.is_(None)))
    return (_piece(row) for row in rows if row.body)


def _of_documents() -> Select[HeldEdit]:
    return select(HeldEdit).where(HeldEdit.document_id.is_not(None))


def _piece(row: HeldEdit) -> Piece:
    return Piece(
        target=Target(HELD_EDIT, row.public_id),
        document_id=row.document_id or 0,
        address=row.address,
        texts=(row.body, row.summary, row.appeal, row.explanation),
        title=row.title,
        lang=row.lang,
        about_number=row.base_number,
        redacted_at=row.redacted_at,
    )
