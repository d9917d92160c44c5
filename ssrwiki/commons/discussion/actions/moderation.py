"""Taking comments from view with a reason, and releasing those that wait."""

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.discussion.actions import comments
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.permissions import MODERATE
from ssrwiki.commons.discussion.queries import search
from ssrwiki.commons.discussion.queries.threads import Located
from ssrwiki.commons.discussion.rules import Tombstone
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

HID, UNHID, REFUSED = "discussion.hid", "discussion.unhid", "discussion.refused"
HIDINGS = (HID, REFUSED)
"""What makes a comment hidden; the second, of one that waited, is told to its author alone."""


def hide(session: Session, *, actor: Actor, located: Located, reason: str) -> Comment:
    """Puts a tombstone with a listed reason in place of a comment; it can be undone.

    Raises:
        NotAllowed, Invalid: for a reason that isn't listed, or when it is hidden already.
    """
    access.require(actor, MODERATE, located.document)
    if reason not in set(HidingReason):
        raise Invalid(say("Choose the reason from the list."), "reason")
    comment = located.comment
    if comment.hidden_at is not None:
        raise Invalid(say("This comment is hidden already."))
    comment.hidden_at = clock.now()
    comment.hidden_reason = reason
    _record(session, actor, located, HID if comment.held_at is None else REFUSED, reason)
    return comment


def unhide(session: Session, *, actor: Actor, located: Located) -> Comment:
    """Shows a hidden comment again; one that waited is let out of the queue by it.

    Raises:
        NotAllowed, Invalid: when it isn't hidden.
    """
    access.require(actor, MODERATE, located.document)
    comment = located.comment
    if comment.hidden_at is None:
        raise Invalid(say("This comment isn't hidden."))
    comment.hidden_at = None
    comment.hidden_reason = None
    if comment.held_at is not None:
        return release(session, actor=actor, located=located)
    _record(session, actor, located, UNHID, "")
    return comment


def release(session: Session, *, actor: Actor, located: Located) -> Comment:
    """Lets a newcomer's comment out of the queue; from now on it is announced as theirs.

    Raises:
        NotAllowed, Invalid: when it doesn't wait any more.
    """
    access.require(actor, MODERATE, located.document)
    comment = located.comment
    if comment.fate.tombstone is not Tombstone.HELD:
        raise Invalid(say("This comment isn't waiting."))
    comment.held_at = None
    comments.announce(session, thread=located.thread, document=located.document, comment=comment)
    return comment


def _record(
    session: Session,
    actor: Actor,
    located: Located,
    verb: str,
    summary: str,
) -> None:
    outbox.enqueue(session, search.KIND, located.comment.public_id)
    activity.record(
        session,
        actor=actor,
        verb=verb,
        document_id=located.document.id,
        contribution_id=located.comment.public_id,
        address=located.address,
        summary=summary,
        audience=located.thread.audience,
    )
