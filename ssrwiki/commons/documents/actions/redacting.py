"""Redaction: one way to take a text out of everything, and leave a tombstone."""

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.actions import saving
from ssrwiki.commons.documents.actions.kinds import DocumentKind
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import REDACT
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

REDACTED = "documents.redacted"
TOMBSTONE = "*Redacted.*"


def redact(
    session: Session,
    *,
    actor: Actor,
    kind: DocumentKind,
    document: Document,
    number: int,
    reason: str,
) -> Revision:
    """Empties one revision for ever: text, fields, HTML, index, and the kind's copies.

    Its summary goes too, here and from all that was told of it.

    Raises:
        NotFound, NotAllowed, Invalid: without a reason, for the head, or a second time.
    """
    access.require(actor, REDACT, document)
    revision = revisions.revision(session, document, number)
    if len(reason.strip()) < 10:
        raise Invalid(say("Say in a sentence why this must go; the reason is public."), "reason")
    if revision.redacted_at is not None:
        raise Invalid(say("This revision is redacted already."), "revision")
    if number == document.head_number:
        raise Invalid(
            say("This is the text that stands: save a revision without the passage first."),
            "revision",
        )
    revision.body = TOMBSTONE
    revision.fields = "{}"
    revision.summary = ""
    revision.content_hash = ""
    revision.redaction_reason = reason.strip()
    revision.redacted_at = clock.now()
    session.flush()  # the rendering is made from the emptied row
    saving.render_anew(session, revision)
    kind.redact(session, document, revision)
    activity.redact(session, [revision.public_id])
    outbox.enqueue(session, document.kind, document.public_id, is_expunged=True)
    activity.record(
        session,
        actor=actor,
        verb=REDACTED,
        document_id=document.id,
        address=f"{document.address}/revisions/{number}",
        summary=reason.strip(),
        needs_working_text=document.working_audience is not None,
    )
    return revision
