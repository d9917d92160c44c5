"""What was said in one with a position: what its holder held before and after, and comments."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.features.policies.models.endorsements import Endorsement


def said_with(session: Session, public_id: str) -> Sequence[Bylined]:
    """The neighbours of a position or of the comment that it opened.

    A position replaces the one before it in the list. Were that one's name left in recent changes,
    who looks there would know whose the withheld one is that took its place.
    """
    opened = session.scalars(
        select(Endorsement)
        .join(Comment, Comment.id == Endorsement.comment_id)
        .where(Comment.public_id == public_id)
    ).all()
    comments = session.scalars(
        select(Comment)
        .join(Endorsement, Endorsement.comment_id == Comment.id)
        .where(Endorsement.public_id == public_id)
    ).all()
    other = aliased(Endorsement)
    beside = session.scalars(
        select(Endorsement)
        .join(other, or_(other.replaces_id == Endorsement.id, other.id == Endorsement.replaces_id))
        .where(other.public_id == public_id)
    ).all()
    return [*opened, *comments, *beside]
