"""Hiding a whole document or one of its revisions, with a listed reason; showing it again."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import saving
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import HIDE
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.redactions.pieces import Hiding
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


def hide_revision(session: Session, public_id: str, turn: Hiding | None) -> None:
    """Takes one older revision from view, its reason for the save too; None shows both again.

    Who may do this is asked, and what is told of it recorded, by moderation.

    Raises:
        Invalid: for the text that stands.
    """
    revision = session.scalars(select(Revision).where(Revision.public_id == public_id)).one()
    document = session.get_one(Document, revision.document_id)
    if turn is not None and revision.number == document.head_number:
        raise Invalid(
            say(
                "This is the text that stands: restore or save another one first, or hide the "
                "whole document."
            )
        )
    revision.hidden_at = turn.at if turn is not None else None
    revision.hidden_reason = turn.reason if turn is not None else None
    session.execute(
        update(Activity)
        .where(
            Activity.contribution_id == public_id,
            Activity.verb.in_([saving.CREATED, saving.SAVED, saving.RESTORED]),
        )
        .values(summary=revision.summary if turn is None else "")
        .execution_options(synchronize_session=False)
    )


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
