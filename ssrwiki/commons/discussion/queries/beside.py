"""What stands beside a comment and would give it away: its withdrawal, and words that repeat it."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.rules import WITHDRAWN


def said_with(session: Session, public_id: str) -> Sequence[Disposition]:
    """The author's own withdrawal of a comment, which shows the comment's byline."""
    return session.scalars(
        select(Disposition)
        .join(Comment, Comment.id == Disposition.comment_id)
        .where(Comment.public_id == public_id, Disposition.code == WITHDRAWN)
    ).all()


def replies_around(session: Session, comment: Comment) -> Sequence[Comment]:
    """The replies below a comment, or beside a reply, that haven't been redacted."""
    top_id = comment.parent_id or comment.id
    return session.scalars(
        select(Comment).where(
            Comment.parent_id == top_id, Comment.id != comment.id, Comment.redacted_at.is_(None)
        )
    ).all()


def answers_around(session: Session, comment: Comment) -> Sequence[Disposition]:
    """All answers to a comment and to what was said below it, drafts and earlier ones too."""
    top_id = comment.parent_id or comment.id
    return session.scalars(
        select(Disposition)
        .join(Comment, Comment.id == Disposition.comment_id)
        .where(
            or_(Comment.id == top_id, Comment.parent_id == top_id),
            Disposition.redacted_at.is_(None),
        )
    ).all()
