"""Redactions, made in one line each."""

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import redacting
from ssrwiki.commons.documents.actions.redacting import Verdict
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import pieces, revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.redactions.models import Redaction
from ssrwiki.foundation.redactions.pieces import Target

REASON = "It names an informant."


def redacted(
    session: Session, moderator: Actor, kind: str, public_id: str, reason: str = REASON
) -> Redaction:
    """A contribution of any kind, with what shares words with it."""
    session.flush()
    target = Target(kind, public_id)
    made = redacting.redact(
        session,
        actor=moderator,
        target=target,
        verdict=Verdict(reason=reason, code="safety"),
        echoes=pieces.echoes(session, target),
    )
    session.flush()
    return made


def redacted_revision(
    session: Session,
    moderator: Actor,
    document: Document,
    number: int,
    *,
    covers_title: bool = False,
    reason: str = REASON,
) -> Redaction:
    """One revision, perhaps with its title."""
    session.flush()
    found = revisions.revision(session, document, number)
    target = Target(pieces.REVISION, found.public_id)
    made = redacting.redact(
        session,
        actor=moderator,
        target=target,
        verdict=Verdict(reason=reason, code="safety", covers_title=covers_title),
        echoes=pieces.echoes(session, target, covers_title=covers_title),
    )
    session.flush()
    return made
