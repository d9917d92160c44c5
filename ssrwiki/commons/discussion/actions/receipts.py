"""Receipts: an office says that it has read a comment, or weighs it. Who did isn't kept."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Receipt
from ssrwiki.commons.discussion.permissions import GIVE_RECEIPT
from ssrwiki.commons.discussion.rules import Step
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock


def mark_read(
    session: Session, *, actor: Actor, document: Document, comments: Sequence[Comment]
) -> None:
    """Notes that the actor's office has read these; a second time changes nothing.

    Raises:
        NotAllowed.
    """
    access.require(actor, GIVE_RECEIPT, document)
    _note(session, actor, comments, (Step.READ,))


def mark_weighed(
    session: Session, *, actor: Actor, document: Document, comments: Sequence[Comment]
) -> None:
    """Notes that an answer is being drafted, which also says that the comments were read.

    Raises:
        NotAllowed.
    """
    access.require(actor, GIVE_RECEIPT, document)
    _note(session, actor, comments, (Step.READ, Step.WEIGHED))


def _note(
    session: Session, actor: Actor, comments: Sequence[Comment], steps: tuple[Step, ...]
) -> None:
    ids = [comment.id for comment in comments]
    given = {
        (row.comment_id, row.step)
        for row in session.execute(
            select(Receipt.comment_id, Receipt.step).where(
                Receipt.comment_id.in_(ids), Receipt.organisation_id == actor.organisation_id
            )
        )
    }
    session.add_all(
        Receipt(
            comment_id=comment_id,
            organisation_id=actor.organisation_id,
            step=step,
            at=clock.now(),
        )
        for comment_id in ids
        for step in steps
        if (comment_id, step) not in given
    )
