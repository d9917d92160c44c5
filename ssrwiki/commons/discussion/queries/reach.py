"""Who may read what was said: as `permissions.can_read_thread` decides it, for lists and the index.

A comment is read by whoever may read its document *and* the one text that its thread is about.
"""

from sqlalchemy import ColumnElement, and_, or_

from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import reach
from ssrwiki.commons.documents.rules import Audience
from ssrwiki.commons.people.rules import Actor

# Each circle holds the one before: an owner reads what a group does, and all of them are members.
_INSIDE_OUT = (Audience.UNIT, Audience.GROUP, Audience.MEMBERS, Audience.PUBLIC)


def readable(viewer: Actor) -> ColumnElement[bool]:
    """The condition for a thread and its document, both joined."""
    return and_(
        reach.readable(viewer),
        or_(Thread.audience.is_(None), reach.in_audience(viewer, Thread.audience)),
    )


def tokens_for(document: Document, audience: str | None) -> frozenset[str]:
    """The circles that may find what was said in a thread of this audience; owners are loaded."""
    widest = max(
        (Audience(document.audience), Audience(document.working_audience or document.audience)),
        key=_INSIDE_OUT.index,
    )
    return reach.tokens_for(
        document, min(widest, Audience(audience or widest), key=_INSIDE_OUT.index)
    )
