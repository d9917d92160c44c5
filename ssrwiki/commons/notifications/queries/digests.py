"""What may still be mailed to a person, whose digest is due, and what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications import rules
from ssrwiki.commons.notifications.models import Notice, Watch
from ssrwiki.commons.notifications.permissions import can_hear
from ssrwiki.commons.notifications.queries import recipients
from ssrwiki.commons.notifications.queries.inbox import Received
from ssrwiki.commons.notifications.rules import MailState, Reason
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import MailPreference
from ssrwiki.foundation import clock, dates


@dataclass(frozen=True, slots=True)
class Group:
    """What happened to one document, newest first; by which watch, if by one, it is heard of."""

    document: Document
    happenings: tuple[Happening, ...]
    watch_public_id: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """Documents by their newest activity, what has no document, and how much goes unnamed."""

    groups: tuple[Group, ...]
    others: tuple[Happening, ...]
    neutral_count: int


def people_due(session: Session) -> Sequence[str]:
    """Public ids of those for whom something has waited since before their last 07:00."""
    rows = session.execute(
        select(Person.public_id, Person.zone, func.min(Notice.created_at).label("since"))
        .join(Notice, Notice.person_id == Person.id)
        .where(Notice.mail_state == MailState.WAITING)
        .group_by(Person.id, Person.public_id, Person.zone)
        .order_by(Person.id)
    )
    return [row.public_id for row in rows if row.since < morning(row.zone)]


def morning(zone: str) -> datetime:
    """The last 07:00 of a person's zone; of UTC when they have chosen none."""
    return rules.last_morning(clock.now(), dates.zone_named(zone or dates.DEFAULT_ZONE))


def deliverable(session: Session, person: Person, notices: Sequence[Notice]) -> list[Received]:
    """Those notices that the person wants by mail and may hear of as things stand now."""
    reader = people.actor(session, person.id)
    if person.mail_preference == MailPreference.NEVER:
        return []
    wanted = {
        notice.activity_id: notice
        for notice in notices
        if notice.reason != Reason.WATCHING or notice.watch_id is not None
    }
    found = session.scalars(select(Activity).where(Activity.id.in_(wanted))).all()
    return [
        Received(wanted[happening.activity.id], happening)
        for happening in activities.with_documents(session, found)
        if happening.activity.stopped_at is None
        and can_hear(reader, happening)
        and recipients.still_concerns(session, happening, person.id)
    ]


def digest(session: Session, person: Person, received: Sequence[Received]) -> Digest:
    """The notices as one mail tells them."""
    newest_first = sorted(
        received, key=lambda each: each.happening.activity.listed_at, reverse=True
    )
    plain = [
        each
        for each in newest_first
        if not recipients.is_delicate(session, each.happening, person.id)
    ]
    by_document: dict[int, list[Received]] = {}
    for each in plain:
        if each.happening.document is not None:
            by_document.setdefault(each.happening.document.id, []).append(each)
    watches = _watch_ids(session, plain)
    return Digest(
        groups=tuple(_group(grouped, watches) for grouped in by_document.values()),
        others=tuple(each.happening for each in plain if each.happening.document is None),
        neutral_count=len(received) - len(plain),
    )


def _group(received: Sequence[Received], watches: dict[int, str]) -> Group:
    happenings = tuple(each.happening for each in received)
    document = happenings[0].document
    if document is None:
        raise ValueError("Only what happened to a document is grouped.")
    by = [watches[each.notice.watch_id] for each in received if each.notice.watch_id is not None]
    return Group(document, happenings, by[0] if by else None)


def _watch_ids(session: Session, received: Sequence[Received]) -> dict[int, str]:
    ids = {each.notice.watch_id for each in received}
    rows = session.execute(select(Watch.id, Watch.public_id).where(Watch.id.in_(ids)))
    return {row.id: row.public_id for row in rows}
