"""What settles the words of comments: an answer to them, or the end of their thread."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.foundation import feature


def answered(session: Session, comment_ids: Collection[int]) -> frozenset[int]:
    """Which of these have an answer, be it a draft; that one is being weighed is no secret."""
    found = select(Disposition.comment_id).where(Disposition.comment_id.in_(comment_ids))
    return frozenset(session.scalars(found.distinct()))


def has_published_answer(session: Session, comment: Comment) -> bool:
    """Whether everybody may read what was answered."""
    published = exists().where(
        Disposition.comment_id == comment.id, Disposition.published_at.is_not(None)
    )
    return bool(session.scalar(select(published)))


def is_over(session: Session, thread_id: int) -> bool:
    """Whether the holder of a thread takes no more words in it; a page's own never ends."""
    askers = [each.is_thread_over for each in feature.of(session) if each.is_thread_over]
    return any(is_thread_over(session, thread_id) for is_thread_over in askers)
