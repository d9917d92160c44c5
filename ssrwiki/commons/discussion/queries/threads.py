"""Finding threads, and single comments in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.discussion.permissions import can_read_thread
from ssrwiki.commons.discussion.rules import PAGE, thread_path
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.errors import NotFound


def thread(session: Session, *, document: Document, purpose: str, number: int) -> Thread | None:
    """The thread of this purpose and number, if it was opened."""
    return session.scalar(
        select(Thread).where(
            Thread.document_id == document.id,
            Thread.purpose == purpose,
            Thread.number == number,
        )
    )


def page_threads(session: Session, document: Document) -> Sequence[Thread]:
    """The discussions of a document, one for each audience that it had, whoever may read them."""
    return session.scalars(
        select(Thread)
        .where(Thread.document_id == document.id, Thread.purpose == PAGE)
        .order_by(Thread.number)
    ).all()


def readable_page_threads(
    session: Session, *, viewer: Actor, document: Document
) -> Sequence[Thread]:
    """Those of them that the viewer may read."""
    found = page_threads(session, document)
    return [thread for thread in found if can_read_thread(viewer, document, thread)]


@dataclass(frozen=True, slots=True)
class Located:
    """A comment with where it stands."""

    comment: Comment
    thread: Thread
    document: Document

    @property
    def address(self) -> str:
        """Its permanent link."""
        return address_of(self.document, self.thread, self.comment.public_id)


def address_of(document: Document, thread: Thread, public_id: str) -> str:
    """The permanent link of a comment."""
    return f"{document.address}{thread_path(thread.purpose, thread.number)}/{public_id}"


def located(session: Session, *, viewer: Actor, public_id: str) -> Located:
    """A comment by its public id, whatever it is about.

    Raises:
        NotFound: absent, or about a text that this viewer may not read.
    """
    found = session.execute(
        select(Comment, Thread, Document)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
        .where(Comment.public_id == public_id)
        .options(selectinload(Document.owners))
    ).first()
    if found is None or not can_read_thread(viewer, found.Document, found.Thread):
        raise NotFound
    return Located(found.Comment, found.Thread, found.Document)


def page_comment(session: Session, *, viewer: Actor, document: Document, public_id: str) -> Located:
    """A comment in the discussion of a document.

    Raises:
        NotFound: absent, or not for this viewer.
    """
    found = located(session, viewer=viewer, public_id=public_id)
    if found.thread.document_id != document.id or found.thread.purpose != PAGE:
        raise NotFound
    return found


def comment(session: Session, *, thread: Thread, public_id: str) -> Comment:
    """A comment of this thread.

    Raises:
        NotFound: when the thread has no such comment.
    """
    found = session.scalar(
        select(Comment).where(Comment.thread_id == thread.id, Comment.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def chosen_comments(
    session: Session, *, thread: Thread, public_ids: Collection[str]
) -> Sequence[Comment]:
    """Those comments of the thread that exist, as they are listed."""
    return session.scalars(
        select(Comment)
        .where(Comment.thread_id == thread.id, Comment.public_id.in_(public_ids))
        .order_by(Comment.listed_at, Comment.public_id)
    ).all()


def hidden_count(session: Session, threads: Sequence[Thread]) -> int:
    """How many comments of the threads moderators have hidden: told to all (safety rule 11)."""
    counted = session.scalar(
        select(func.count()).where(
            Comment.thread_id.in_([thread.id for thread in threads]),
            Comment.hidden_at.is_not(None),
        )
    )
    return counted or 0


def last_attribution(session: Session, *, actor: Actor) -> str:
    """How the actor was shown last time, so that the form begins there; by name at first."""
    latest = session.scalar(
        select(Comment.attribution)
        .where(authorship.is_by(actor, Comment.public_id))
        .order_by(Comment.at.desc())
        .limit(1)
    )
    return latest or Attribution.NAMED
