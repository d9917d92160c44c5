"""What was said in one with a comment and would give its author away."""

from collections.abc import Sequence

from sqlalchemy import select
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
