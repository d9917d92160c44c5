"""Whose positions wait on an earlier text, and the acts of the clock that remind them."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.queries import endorsements, versions
from ssrwiki.features.policies.rules.reminders import Reminder
from ssrwiki.foundation.feature import Recipients

HALF_TIME, LAST, CALL = (
    "policies.position_waits",
    "policies.position_waits_last",
    "policies.position_waits_in_call",
)
REMINDING: Mapping[Reminder, str] = {
    Reminder.HALF_TIME: HALF_TIME,
    Reminder.LAST: LAST,
    Reminder.CALL: CALL,
}
ROUND_CLOSES_SOON = "policies.round_closes_soon"


def stale_ids(session: Session, document: Document) -> frozenset[str]:
    """Public ids of the present positions that are on an earlier text, as things stand now."""
    editions = versions.editions(session, document)
    return endorsements.stale_ids(session, document=document, editions=editions)


def recipients(session: Session, activity: Activity) -> Recipients:
    """Holders of stale positions; who is reminded isn't told of the close a second time."""
    waiting = stale_of(session, activity)
    if activity.verb == ROUND_CLOSES_SOON:
        return Recipients(told_otherwise=waiting)
    return Recipients(contribution_ids=waiting)


def stale_of(session: Session, activity: Activity) -> frozenset[str]:
    """The same, of the policy that an activity is about."""
    document = session.get(Document, activity.document_id)
    return frozenset() if document is None else stale_ids(session, document)


def policy_document(session: Session, public_id: str) -> Document | None:
    """The policy for a job; None when it is gone."""
    return session.scalar(select(Document).where(Document.public_id == public_id))
