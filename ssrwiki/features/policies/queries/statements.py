"""What was said in one with a position: its comment, its confirmations, its being taken back."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.rules.endorsements import Position


def said_with(session: Session, public_id: str) -> Sequence[Bylined]:
    """The neighbours of a position or of the comment that it opened."""
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
    return [*opened, *comments, *_before(session, public_id), *_after(session, public_id)]


def _before(session: Session, public_id: str) -> Sequence[Endorsement]:
    """The position that one confirms or takes back."""
    later = aliased(Endorsement)
    return session.scalars(
        select(Endorsement)
        .join(later, later.replaces_id == Endorsement.id)
        .where(
            later.public_id == public_id,
            or_(later.is_reconfirmation, later.position == Position.WITHDRAWN),
        )
    ).all()


def _after(session: Session, public_id: str) -> Sequence[Endorsement]:
    """What confirms a position, or takes it back."""
    former = aliased(Endorsement)
    return session.scalars(
        select(Endorsement)
        .join(former, former.id == Endorsement.replaces_id)
        .where(
            former.public_id == public_id,
            or_(Endorsement.is_reconfirmation, Endorsement.position == Position.WITHDRAWN),
        )
    ).all()
