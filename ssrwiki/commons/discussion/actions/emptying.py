"""Emptying comments and answers, and the quotes that comments took from a redacted revision."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Disposition, Thread
from ssrwiki.commons.discussion.queries import pieces, search
from ssrwiki.commons.documents.actions import redacting
from ssrwiki.commons.documents.models import Revision
from ssrwiki.commons.documents.queries.pieces import REVISION
from ssrwiki.foundation import clock
from ssrwiki.foundation.redactions.pieces import Erasure, Redactable, RedactionShare, Target
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

REDACTED = "discussion.redacted"


def empty_comment(session: Session, public_id: str, _erasure: Erasure) -> Collection[str]:
    """Its words, its quote, what it would put instead, and what was tried."""
    comment = session.scalars(select(Comment).where(Comment.public_id == public_id)).one()
    if comment.redacted_at is None:
        comment.redacted_at = clock.now()
    comment.body = comment.body_html = comment.replacement = ""
    comment.quote = comment.quote_prefix = comment.quote_suffix = ""
    comment.trial = None
    return [public_id]


def empty_answer(session: Session, public_id: str, _erasure: Erasure) -> Collection[str]:
    """Its reason; what was decided stays."""
    row = session.execute(
        select(Disposition, Comment.public_id.label("answered_id"))
        .join(Comment, Comment.id == Disposition.comment_id)
        .where(Disposition.public_id == public_id)
    ).one()
    answer = row.Disposition
    if answer.redacted_at is None:
        answer.redacted_at = clock.now()
    answer.reason = answer.reason_html = ""
    outbox.enqueue(session, search.KIND, row.answered_id, is_expunged=True)
    return [public_id]


def drop_quotes(session: Session, target: Target) -> None:
    """Of a revision that was emptied, in every comment that was made on it."""
    if target.kind != REVISION:
        return
    revision = session.scalars(select(Revision).where(Revision.public_id == target.public_id)).one()
    threads = select(Thread.id).where(Thread.document_id == revision.document_id)
    session.execute(
        update(Comment)
        .where(Comment.thread_id.in_(threads), Comment.revision_number == revision.number)
        .values(quote="", quote_prefix="", quote_suffix="")
        .execution_options(synchronize_session=False)
    )


SHARE = RedactionShare(
    redactables=(
        Redactable(
            kind=pieces.COMMENT,
            label=say("Comment"),
            found=pieces.comment_found,
            standing=pieces.comments_standing,
            empty=empty_comment,
            verb=REDACTED,
        ),
        Redactable(
            kind=pieces.ANSWER,
            label=say("Answer"),
            found=pieces.answer_found,
            standing=pieces.answers_standing,
            empty=empty_answer,
            verb=redacting.REDACTED_PART,
        ),
    ),
    beside=pieces.beside,
    emptied=drop_quotes,
)
