"""Comments and answers as redaction sees them, and what stands beside each of them."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.discussion.models import Comment, Disposition, Thread
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.documents.models import Document
from ssrwiki.foundation.redactions.pieces import Piece, Target

COMMENT = "comment"
ANSWER = "answer"


def comment_found(session: Session, public_id: str) -> Piece | None:
    """One comment or reply by its public id."""
    row = session.execute(_comments().where(Comment.public_id == public_id)).first()
    return None if row is None else _of_comment(row)


def comments_standing(session: Session, _document_id: int) -> Iterator[Piece]:
    """All that haven't been redacted."""
    return map(_of_comment, session.execute(_comments().where(Comment.redacted_at.is_(None))))


def answer_found(session: Session, public_id: str) -> Piece | None:
    """One answer by its public id, a draft too."""
    row = session.execute(_answers().where(Disposition.public_id == public_id)).first()
    return None if row is None else _of_answer(row)


def answers_standing(session: Session, _document_id: int) -> Iterator[Piece]:
    """All that haven't been redacted."""
    return map(_of_answer, session.execute(_answers().where(Disposition.redacted_at.is_(None))))


def beside(session: Session, target: Target) -> Sequence[Target]:
    """Around a comment the conversation and its answers; around an answer those of its thread.

    One answer is often given to several comments at once, a row each.
    """
    if target.kind == COMMENT:
        return [*_conversation_of(session, target), *_answers_to(session, target)]
    if target.kind == ANSWER:
        return _answers_beside(session, target)
    return ()


def _conversation_of(session: Session, target: Target) -> list[Target]:
    own, other = aliased(Comment), aliased(Comment)
    found = session.scalars(
        select(other.public_id)
        .join(own, own.public_id == target.public_id)
        .where(
            or_(other.parent_id == own.id, other.parent_id == own.parent_id),
            other.id != own.id,
        )
        .order_by(other.id)
    )
    return [Target(COMMENT, public_id) for public_id in found]


def _answers_to(session: Session, target: Target) -> list[Target]:
    own, other = aliased(Comment), aliased(Comment)
    found = session.scalars(
        select(Disposition.public_id)
        .join(other, other.id == Disposition.comment_id)
        .join(own, own.public_id == target.public_id)
        .where(
            or_(
                other.id == own.id,
                other.id == own.parent_id,
                other.parent_id == own.id,
                other.parent_id == own.parent_id,
            )
        )
        .order_by(Disposition.id)
    )
    return [Target(ANSWER, public_id) for public_id in found]


def _answers_beside(session: Session, target: Target) -> list[Target]:
    thread_id = (
        select(Comment.thread_id)
        .join(Disposition, Disposition.comment_id == Comment.id)
        .where(Disposition.public_id == target.public_id)
        .scalar_subquery()
    )
    found = session.scalars(
        select(Disposition.public_id)
        .join(Comment, Comment.id == Disposition.comment_id)
        .where(Comment.thread_id == thread_id, Disposition.public_id != target.public_id)
        .order_by(Disposition.id)
    )
    return [Target(ANSWER, public_id) for public_id in found]


def _comments() -> Select[Comment, Thread, Document]:
    return (
        select(Comment, Thread, Document)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
    )


def _answers() -> Select[Disposition, Comment, Thread, Document]:
    return (
        select(Disposition, Comment, Thread, Document)
        .join(Comment, Comment.id == Disposition.comment_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
    )


def _of_comment(row: Row[Comment, Thread, Document]) -> Piece:
    comment: Comment = row.Comment
    trial = json.loads(comment.trial).values() if comment.trial is not None else ()
    return Piece(
        target=Target(COMMENT, comment.public_id),
        document_id=row.Document.id,
        address=threads.address_of(row.Document, row.Thread, comment.public_id),
        texts=(comment.body, comment.replacement, *trial),
        quotes=(comment.quote,),
        lang=comment.lang,
        audience=row.Thread.audience,
        about_number=comment.revision_number,
        redacted_at=comment.redacted_at,
    )


def _of_answer(row: Row[Disposition, Comment, Thread, Document]) -> Piece:
    answer: Disposition = row.Disposition
    return Piece(
        target=Target(ANSWER, answer.public_id),
        document_id=row.Document.id,
        address=threads.address_of(row.Document, row.Thread, row.Comment.public_id),
        texts=(answer.reason,),
        lang=answer.lang,
        audience=row.Thread.audience,
        about_number=row.Comment.revision_number,
        redacted_at=answer.redacted_at,
        is_private=answer.published_at is None,
    )
