"""What reports and appeals are about, and by which act it was hidden."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.actions import moderation
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.documents.actions import hiding
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import can_read
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation.rules import SubjectKind
from ssrwiki.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Subject:
    """A comment where it stands, or with `located` None a whole document."""

    document: Document
    located: Located | None = None

    @property
    def kind(self) -> SubjectKind:
        """Which of the two."""
        return SubjectKind.DOCUMENT if self.located is None else SubjectKind.COMMENT

    @property
    def public_id(self) -> str:
        """The comment's or the document's."""
        return self.document.public_id if self.located is None else self.located.comment.public_id

    @property
    def address(self) -> str:
        """Where it stands."""
        return self.document.address if self.located is None else self.located.address

    @property
    def hidden_at(self) -> datetime | None:
        """When it was hidden; None while it can be read."""
        if self.located is None:
            return self.document.hidden_at
        return self.located.comment.hidden_at

    @property
    def hidden_reason(self) -> str:
        """For which listed reason; "" while it can be read."""
        held = self.document if self.located is None else self.located.comment
        return held.hidden_reason or ""


def readable(session: Session, *, viewer: Actor, public_id: str) -> Subject:
    """The subject of this public id.

    Raises:
        NotFound: absent, or the viewer may not read its document.
    """
    found = subject(session, public_id)
    if not can_read(viewer, found.document):
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
    if document is None:
        raise NotFound
    return Subject(document)


def hiding_of(session: Session, subject: Subject) -> Activity | None:
    """The act by which it was hidden; None while it isn't."""
    if subject.hidden_at is None:
        return None
    query = select(Activity).order_by(Activity.id.desc()).limit(1)
    if subject.located is not None:
        return session.scalar(
            query.where(
                Activity.verb == moderation.HID, Activity.contribution_id == subject.public_id
            )
        )
    revisions = select(Revision.public_id).where(Revision.document_id == subject.document.id)
    return session.scalar(
        query.where(Activity.verb == hiding.HID, Activity.contribution_id.in_(revisions))
    )
