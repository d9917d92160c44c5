"""Mails of notices: one at once, or the digest of a day. Neither is ever sent twice.

Notices are marked as leaving, and that is committed, before the mail server hears of them. A
process that dies after this leaves them so: perhaps the mail went out, the inbox has it anyway.
"""

from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ssrwiki.commons.notifications.models import Notice
from ssrwiki.commons.notifications.queries import digests
from ssrwiki.commons.notifications.rules import MailState
from ssrwiki.commons.notifications.tasks import writing
from ssrwiki.commons.people.models import Person
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.mail import post
from ssrwiki.foundation.mail.transports import MailFailed, Outcome

MAIL = "notifications.mail"
DIGEST = "notifications.mail_digest"
PLAN = "notifications.plan_digests"


def mail(session: Session, arguments: Mapping[str, str]) -> None:
    """Sends one notice by itself, if it waits and may still be told."""
    notices = _waiting(session, Notice.public_id == arguments["notice"])
    if not notices:
        return
    person = session.get_one(Person, notices[0].person_id)
    received = digests.deliverable(session, person, notices)
    _skip_others(notices, [each.notice for each in received])
    for each in received:
        _send(session, writing.notice(session, person, each), [each.notice])


def plan_digests(session: Session, _arguments: Mapping[str, str]) -> None:
    """Enqueues the digest of everybody whose morning has come."""
    for public_id in digests.people_due(session):
        jobs.enqueue(session, DIGEST, unique_key=f"{DIGEST}:{public_id}", person=public_id)


def digest(session: Session, arguments: Mapping[str, str]) -> None:
    """Sends a person all that waits, as one mail; nothing when nothing may be told."""
    person = session.scalar(select(Person).where(Person.public_id == arguments["person"]))
    if person is None:
        return
    notices = _waiting(session, Notice.person_id == person.id)
    received = digests.deliverable(session, person, notices)
    leaving = [each.notice for each in received]
    _skip_others(notices, leaving)
    if leaving:
        _send(session, writing.digest(session, person, received), leaving)


def _waiting(session: Session, which: ColumnElement[bool]) -> Sequence[Notice]:
    # Locked: a digest and a mail at once for the same notice would otherwise both find it waiting.
    return session.scalars(
        select(Notice)
        .where(which, Notice.mail_state == MailState.WAITING)
        .order_by(Notice.id)
        .with_for_update()
    ).all()


def _skip_others(notices: Sequence[Notice], leaving: Sequence[Notice]) -> None:
    for notice in notices:
        if notice not in leaving:
            notice.mail_state = MailState.SKIPPED


def _send(session: Session, letter: EmailMessage, notices: Sequence[Notice]) -> None:
    _mark(notices, MailState.SENDING)
    try:
        post.send(session, letter)
    except MailFailed as failure:
        if failure.outcome is Outcome.IN_DOUBT:
            return
        is_refused = failure.outcome is Outcome.REFUSED
        _mark(notices, MailState.SKIPPED if is_refused else MailState.WAITING)
        if is_refused:
            return
        session.commit()  # the job fails and is tried again, the notices with it
        raise
    _mark(notices, MailState.SENT)


def _mark(notices: Sequence[Notice], state: MailState) -> None:
    for notice in notices:
        notice.mail_state = state
        notice.mailed_at = None if state is MailState.WAITING else clock.now()
