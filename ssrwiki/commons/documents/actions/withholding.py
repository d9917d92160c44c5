"""Taking one's name off a revision, for good."""

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship.rules import Byline
from ssrwiki.commons.documents.actions import hours
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries import revisions
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.search import outbox


def withhold(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    number: int,
    agreed: Byline | None = None,
) -> Revision:
    """Shows one's own revision by role and region, in the history and wherever it was told.

    It loses its hour, and so do all others of the document on that day.

    Raises:
        NotFound, Invalid: when it is another's, or withheld already.
    """
    revision = revisions.revision(session, document, number)
    activity.withhold(session, actor=actor, contribution=revision, agreed=agreed)
    hours.settle(session, document, revision)
    outbox.enqueue(session, document.kind, document.public_id)
    return revision
