"""Announcing an activity: from one row to a notice for everybody who hears of it."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.queries import activities
from ssrwiki.commons.notifications import rules
from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.notifications.queries import recipients
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.commons.notifications.tasks import mailing
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import MailPreference
from ssrwiki.foundation import clock, feature, jobs, keys


def announce(session: Session, arguments: Mapping[str, str]) -> None:
    """Makes the notices of an activity that weren't made yet; none when it was stopped."""
    activity = session.scalar(select(Activity).where(Activity.public_id == arguments["activity"]))
    if activity is None or activity.stopped_at is not None:
        return
    verb = feature.verbs(session).get(activity.verb)
    heard = recipients.recipients(session, activities.with_documents(session, [activity])[0])
    told = _told(session, activity)
    without_mail = _without_mail(session, [recipient.person_id for recipient in heard])
    for recipient in heard:
        if recipient.person_id in told:
            continue
        is_mailed = recipient.person_id not in without_mail
        notice = Notice(
            public_id=keys.public_id(),
            person_id=recipient.person_id,
            activity_id=activity.id,
            watch_id=recipient.watch_id,
            reason=recipient.reason,
            is_urgent=rules.is_urgent(recipient.reason, verb is not None and verb.is_urgent),
            created_at=clock.now(),
            mail_state=MailState.WAITING if is_mailed else MailState.SKIPPED,
        )
        session.add(notice)
        if notice.is_urgent and is_mailed:
            jobs.enqueue(
                session,
                mailing.MAIL,
                unique_key=f"{mailing.MAIL}:{notice.public_id}",
                notice=notice.public_id,
            )


def _told(session: Session, activity: Activity) -> Collection[int]:
    return set(session.scalars(select(Notice.person_id).where(Notice.activity_id == activity.id)))


def _without_mail(session: Session, person_ids: Collection[int]) -> Collection[int]:
    return set(
        session.scalars(
            select(Person.id).where(
                Person.id.in_(person_ids), Person.mail_preference == MailPreference.NEVER
            )
        )
    )
