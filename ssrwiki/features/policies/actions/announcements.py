"""Stopping the notices of a weighty act before they leave."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.permissions import STOP_NOTICES
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound


def stop(session: Session, *, actor: Actor, document: Document, public_id: str) -> None:
    """Nobody is told of this act; what was done stays done, and stands in recent changes.

    Raises:
        NotAllowed, NotFound, Invalid: when the notices have left.
    """
    access.require(actor, STOP_NOTICES, document)
    found = session.scalar(
        select(Activity).where(Activity.document_id == document.id, Activity.public_id == public_id)
    )
    if found is None:
        raise NotFound
    activity.stop(found)
