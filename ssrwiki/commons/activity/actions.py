"""Recording an act; stopping its announcement; turning and emptying what was told of it."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.authorship.rules import Attribution, Byline
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, feature, jobs
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

HOLD_OF_WEIGHTY_ACTS = timedelta(minutes=10)
ANNOUNCE = "notifications.announce"


def record(
    session: Session,
    *,
    actor: Actor | Bylined | None,
    verb: str,
    document_id: int | None,
    address: str,
    contribution_id: str | None = None,
    summary: str = "",
    is_minor: bool = False,
    needs_working_text: bool = False,
    audience: str | None = None,
    is_weighty: bool = False,
) -> Activity:
    """Writes the activity and enqueues its announcement, both in this transaction.

    People are told of by name, and the clock, None, by the site's own. With a contribution its
    author did it, and stands here as there.
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
        audience=audience,
        announced_at=now + HOLD_OF_WEIGHTY_ACTS if is_weighty else now,
    )
    _signature(session, actor).onto(activity)
    session.add(activity)
    jobs.enqueue(session, ANNOUNCE, due_at=activity.announced_at, activity=activity.public_id)
    return activity


def _signature(session: Session, actor: Actor | Bylined | None) -> authorship.Signature:
    if actor is None:
        return authorship.by_the_site()
    if isinstance(actor, Bylined):
        return authorship.sign_like(session, actor)
    return authorship.sign(session, actor=actor, attribution=Attribution.NAMED)


def stop(activity: Activity) -> None:
    """Keeps the notices of a weighty act from leaving.

    Raises:
        Invalid: when they have left already.
    """
    if activity.announced_at <= clock.now():
        raise Invalid(say("The notices have left already."))
    activity.stopped_at = clock.now()


def withhold(
    session: Session, *, actor: Actor, contribution: Bylined, agreed: Byline | None = None
) -> None:
    """Takes the actor's name off a contribution, all that was said in one with it, and all told.

    All of them get the same byline: a second one, worked out apart, could be finer. Each moves to
    a random moment of its day. Mails that have left can't be called back; the pages say so.

    Raises:
        Invalid: when it is another's, or withheld already.
    """
    authorship.withhold(session, actor=actor, contribution=contribution, agreed=agreed)
    said = _said_together(session, contribution)
    told = session.scalars(select(Activity).where(Activity.contribution_id.in_(said)))
    beside: list[Bylined] = [*said.values(), *told]
    own = authors.own(session, actor=actor, contribution_ids=[row.public_id for row in beside])
    for row in beside:
        if row.public_id in own and not row.is_withheld:
            authorship.show_as(row, contribution.byline)


def _said_together(session: Session, contribution: Bylined) -> dict[str, Bylined]:
    """By public id: what features say hangs together, from one to the next."""
    found, waiting = {contribution.public_id: contribution}, [contribution.public_id]
    while waiting:
        public_id = waiting.pop()
        for each in feature.of(session):
            for row in each.said_with(session, public_id) if each.said_with else ():
                if row.public_id not in found:
                    found[row.public_id] = row
                    waiting.append(row.public_id)
    return found


def redact(session: Session, contribution_ids: Collection[str]) -> None:
    """Empties what recent changes, feeds and notices quote of these contributions."""
    session.execute(
        update(Activity).where(Activity.contribution_id.in_(contribution_ids)).values(summary="")
    )


def redact_words(session: Session, document_id: int, texts: Collection[str]) -> None:
    """Empties what quotes one of these texts whole, as a move to another state does its reason."""
    session.execute(
        update(Activity)
        .where(
            Activity.document_id == document_id,
            Activity.summary.in_([text for text in texts if text]),
        )
        .values(summary="")
    )
