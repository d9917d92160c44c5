"""What reports and appeals are about, and by which act it was hidden."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import moderation
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.permissions import can_read_thread
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.documents.actions import hiding
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import can_read, can_read_piece
from ssrwiki.commons.documents.queries import pieces
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation.rules import SubjectKind
from ssrwiki.foundation import feature
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions.pieces import Piece

HID, UNHID = "moderation.hid", "moderation.unhid"


@dataclass(frozen=True, slots=True)
class Subject:
    """A comment where it stands, another contribution, or with neither a whole document."""

    document: Document
    located: Located | None = None
    piece: Piece | None = None

    @property
    def kind(self) -> SubjectKind:
        """Which of the three."""
        if self.piece is not None:
            return SubjectKind.CONTRIBUTION
        return SubjectKind.DOCUMENT if self.located is None else SubjectKind.COMMENT

    @property
    def public_id(self) -> str:
        """Its own, for a document the document's."""
        if self.piece is not None:
            return self.piece.target.public_id
        return self.document.public_id if self.located is None else self.located.comment.public_id

    @property
    def address(self) -> str:
        """Where it stands."""
        if self.piece is not None:
            return self.piece.address
        return self.document.address if self.located is None else self.located.address

    @property
    def can_be_read(self) -> bool:
        """Whether its words are there: not hidden, held, withdrawn or redacted."""
        if self.piece is not None:
            return self.piece.hiding is None and self.piece.redacted_at is None
        if self.located is not None:
            return self.located.comment.fate.tombstone is None
        return self.document.hidden_at is None

    @property
    def hidden_at(self) -> datetime | None:
        """When it was hidden; None while it can be read."""
        if self.piece is not None:
            return self.piece.hiding.at if self.piece.hiding is not None else None
        held = self.document if self.located is None else self.located.comment
        return held.hidden_at

    @property
    def hidden_reason(self) -> str:
        """For which listed reason; "" while it can be read."""
        if self.piece is not None:
            return self.piece.hiding.reason if self.piece.hiding is not None else ""
        held = self.document if self.located is None else self.located.comment
        return held.hidden_reason or ""


def readable(session: Session, *, viewer: Actor, public_id: str) -> Subject:
    """The subject of this public id.

    Raises:
        NotFound: absent, or the viewer may not read it.
    """
    found = subject(session, public_id)
    document, located, piece = found.document, found.located, found.piece
    is_theirs = can_read(viewer, document)
    if located is not None:
        is_theirs = can_read_thread(viewer, document, located.thread)
    elif piece is not None:
        is_theirs = can_read_piece(viewer, document, piece)
    if not is_theirs:
        raise NotFound
    return found


def subject(session: Session, public_id: str) -> Subject:
    """The same without asking for rights: for an author, whose hidden document is closed to them.

    Raises:
        NotFound: absent.
    """
    row = session.execute(
        select(Comment, Thread, Document)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
        .where(Comment.public_id == public_id)
        .options(selectinload(Document.owners))
    ).first()
    if row is not None:
        return Subject(row.Document, Located(row.Comment, row.Thread, row.Document))
    document = session.scalar(
        select(Document)
        .where(Document.public_id == public_id)
        .options(selectinload(Document.owners))
    )
    if document is not None:
        return Subject(document)
    piece = contribution(session, public_id)
    return Subject(pieces.document_of(session, piece), piece=piece)


def contribution(session: Session, public_id: str) -> Piece:
    """What can be hidden by itself and is neither a comment nor a document.

    Raises:
        NotFound: absent.
    """
    for redactable in feature.redactables(session).values():
        found = redactable.found(session, public_id) if redactable.hide is not None else None
        if found is not None:
            return found
    raise NotFound


def hiding_of(session: Session, subject: Subject) -> Activity | None:
    """The act by which it was hidden; None while it isn't."""
    if subject.hidden_at is None:
        return None
    query = select(Activity).order_by(Activity.id.desc()).limit(1)
    if subject.located is not None:
        return session.scalar(
            query.where(
                Activity.verb.in_(moderation.HIDINGS),
                Activity.contribution_id == subject.public_id,
            )
        )
    if subject.piece is not None:
        return session.scalar(
            query.where(Activity.verb == HID, Activity.contribution_id == subject.public_id)
        )
    revisions = select(Revision.public_id).where(Revision.document_id == subject.document.id)
    return session.scalar(
        query.where(Activity.verb == hiding.HID, Activity.contribution_id.in_(revisions))
    )
