"""The daily digest: whose is due, and what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications import rules
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.notifications.permissions import can_hear
from ssrwiki.commons.notifications.queries import recipients
from ssrwiki.commons.notifications.rules import MailState, Reason
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Actor, MailPreference
from ssrwiki.foundation import clock, dates


def people_due(session: Session) -> Sequence[str]:
    """Public ids of those for whom something has waited since before their last 07:00."""
    rows = session.execute(
        select(Person.public_id, Person.zone, func.min(Notice.created_at).label("since"))
        .join(Notice, Notice.person_id == Person.id)
        .where(
            Notice.mail_state == MailState.WAITING,
            Person.mail_preference == MailPreference.DIGEST,
            Person.deactivated_at.is_(None),
            Person.confirmed_at.is_not(None),
        )
        .group_by(Person.id, Person.public_id, Person.zone)
        .order_by(Person.id)
    )
    return [row.public_id for row in rows if row.since < morning(row.zone)]


def morning(zone: str) -> clock.datetime:
    """The last 07:00 of a person's zone; of UTC for one that isn't known."""
    return rules.last_morning(clock.now(), dates.zone_named(zone or dates.DEFAULT_ZONE))
