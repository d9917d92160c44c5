"""Recording an act, and stopping its announcement while it still waits."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, jobs
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

HOLD_OF_WEIGHTY_ACTS = timedelta(minutes=10)
ANNOUNCE = "notifications.announce"


def record(
    session: Session,
    *,
    actor: Actor | None,
    verb: str,
    document_id: int | None,
    address: str,
    attribution: str = "named",
    contribution_id: str | None = None,
    summary: str = "",
    is_minor: bool = False,
    needs_working_text: bool = False,
    is_weighty: bool = False,
) -> Activity:
    """Writes the activity and enqueues its announcement, both in this transaction.

    `actor` None: the clock did it, and the site's own name stands there.
    """
    now = clock.now()
    activity = Activity(
        verb=verb,
        document_id=document_id,
        contribution_id=contribution_id,
        address=address,
        summary=summary,
        is_minor=is_minor,
        needs_working_text=needs_working_text,
        announced_at=now + HOLD_OF_WEIGHTY_ACTS if is_weighty else now,
    )
    signature = (
        authorship.by_the_site()
        if actor is None
        else authorship.sign(session, actor=actor, attribution=attribution)
    )
    signature.onto(activity)
    session.add(activity)
    jobs.enqueue(session, ANNOUNCE, due_at=activity.announced_at, activity=activity.public_id)
    return activity


def stop(activity: Activity) -> None:
    """Keeps the notices of a weighty act from leaving.

    Raises:
        Invalid: when they have left already.
    """
    if activity.announced_at <= clock.now():
        raise Invalid(say("The notices have left already."))
    activity.stopped_at = clock.now()
