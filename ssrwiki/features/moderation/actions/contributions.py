"""Taking from view what is neither a comment nor a document, and showing it again."""

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.discussion.permissions import MODERATE
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.moderation.queries.subjects import HID, UNHID, Subject
from ssrwiki.foundation import access, clock, feature
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.redactions.pieces import Hiding, Piece
from ssrwiki.foundation.words import say


def hide(session: Session, *, actor: Actor, subject: Subject, reason: str) -> None:
    """Puts a tombstone with a listed reason in place of the words; it can be undone.

    Raises:
        NotAllowed, Invalid: for a reason that isn't listed, or when it is hidden already.
    """
    access.require(actor, MODERATE, subject.document)
    if reason not in set(HidingReason):
        raise Invalid(say("Choose the reason from the list."), "reason")
    if subject.hidden_at is not None:
        raise Invalid(say("This is hidden already."))
    _turn(session, actor, subject, Hiding(clock.now(), reason))


def unhide(session: Session, *, actor: Actor, subject: Subject) -> None:
    """Shows the words again.

    Raises:
        NotAllowed, Invalid: when they aren't hidden.
    """
    access.require(actor, MODERATE, subject.document)
    if subject.hidden_at is None:
        raise Invalid(say("This isn't hidden."))
    _turn(session, actor, subject, None)


def _turn(session: Session, actor: Actor, subject: Subject, hiding: Hiding | None) -> None:
    piece = _piece(subject)
    turn = feature.redactables(session)[piece.target.kind].hide
    if turn is None:
        raise NotFound
    turn(session, piece.target.public_id, hiding)
    activity.record(
        session,
        actor=actor,
        verb=HID if hiding is not None else UNHID,
        document_id=subject.document.id,
        contribution_id=piece.target.public_id,
        address=piece.address,
        summary=hiding.reason if hiding is not None else "",
        audience=piece.audience,
    )


def _piece(subject: Subject) -> Piece:
    if subject.piece is None:
        raise NotFound
    return subject.piece
