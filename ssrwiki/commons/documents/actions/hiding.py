"""Hiding a whole document, with a listed reason, and showing it again."""

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import HIDE
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

HID, UNHID = "documents.hid", "documents.unhid"


def hide(
    session: Session, *, actor: Actor, document: Document, reason: str, address: str
) -> Document:
    """Takes a document from everybody's sight but the moderators'.

    Its author is told at `address`, where they can appeal: the document's own answers "not
    found" to them from now on.

    Raises:
        NotAllowed, Invalid: for a reason that isn't listed, or when it is hidden already.
    """
    access.require(actor, HIDE, document)
    if reason not in set(HidingReason):
        raise Invalid(say("Choose the reason from the list."), "reason")
    if document.hidden_at is not None:
        raise Invalid(say("This is hidden already."))
    document.hidden_at = clock.now()
    document.hidden_reason = reason
    _tell(session, actor, document, HID, address, reason)
    return document


def unhide(session: Session, *, actor: Actor, document: Document) -> Document:
    """Shows a hidden document again, to those who could read it.

    Raises:
        NotAllowed, Invalid: when it isn't hidden.
    """
    access.require(actor, HIDE, document)
    if document.hidden_at is None:
        raise Invalid(say("This isn't hidden."))
    document.hidden_at = None
    document.hidden_reason = None
    _tell(session, actor, document, UNHID, document.address)
    return document


def _tell(
    session: Session,
    actor: Actor,
    document: Document,
    verb: str,
    address: str,
    summary: str = "",
) -> None:
    """Records the act about the newest revision, whose author hears of it.

    Without the document: who may not see it mustn't hear of it either, its author must.
    """
    newest = revisions.revision(session, document, document.head_number)
    activity.record(
        session,
        actor=actor,
        verb=verb,
        document_id=None,
        contribution_id=newest.public_id,
        address=address,
        summary=summary,
    )
    outbox.enqueue(session, document.kind, document.public_id)
