"""Whom an activity in a discussion concerns, beside the author of what it is about."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.foundation.feature import Recipients

REPLIED = "discussion.replied"


def recipients(session: Session, activity: Activity) -> Recipients:
    """The author of the comment that was replied to."""
    if activity.verb != REPLIED or activity.contribution_id is None:
        return Recipients()
    parent, reply = aliased(Comment), aliased(Comment)
    answered = session.scalars(
        select(parent.public_id)
        .join(reply, reply.parent_id == parent.id)
        .where(reply.public_id == activity.contribution_id)
    )
    return Recipients(contribution_ids=frozenset(answered))
