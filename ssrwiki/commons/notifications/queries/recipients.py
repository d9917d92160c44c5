"""Who hears of an activity: those who watch, and those whom it concerns."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.notifications import rules
from ssrwiki.commons.notifications.models import Watch
from ssrwiki.commons.notifications.permissions import can_hear
from ssrwiki.commons.notifications.queries import watches
from ssrwiki.commons.notifications.rules import Reason
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import feature
from ssrwiki.foundation.feature import Recipients


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who hears, and through which watch; None when the activity concerns them."""

    person_id: int
    reason: Reason
    watch_id: int | None = None


def recipients(session: Session, happening: Happening) -> list[Recipient]:
    """Everybody who hears and may, each once; never the one who acted."""
    author_id = authorship.author_id(session, happening.activity.public_id)
    found = _found(session, happening, author_id)
    actors = people.actors(session, found.keys())
    return [found[actor.id] for actor in actors.values() if can_hear(actor, happening)]


def foreseen_count(
    session: Session, happening: Happening, *, actor: Actor, may_read: Callable[[Actor], bool]
) -> int:
    """How many would hear if the actor did it now: of an act that isn't done, nor in the session.

    `may_read` says who may once it is done, which may change who reads the document.
    """
    found = _found(session, happening, actor.id)
    return sum(may_read(each) for each in people.actors(session, found.keys()).values())


def concerning(session: Session, activity: Activity) -> Recipients:
    """Whom it concerns: the author of what it is about, and whomever features name."""
    own = [activity.contribution_id] if activity.contribution_id is not None else []
    named = [each.recipients(session, activity) for each in feature.of(session) if each.recipients]
    return Recipients(
        frozenset(person_id for each in named for person_id in each.person_ids),
        frozenset(own).union(*(each.contribution_ids for each in named)),
        frozenset(told for each in named for told in each.told_otherwise),
    )


def still_concerns(session: Session, happening: Happening, person_id: int) -> bool:
    """Whether a personal notice is still worth a mail: what it reminds of may be done by now."""
    activity = happening.activity
    if not _is_personal(session, activity):
        return True
    return person_id in _concerned(session, concerning(session, activity))


def is_delicate(session: Session, happening: Happening, person_id: int) -> bool:
    """Whether a mail about this must be neutral: something withheld stands behind it.

    It does when the activity, or the contribution that it is about, isn't signed by name; and
    when the reader hears of it through a contribution of their own that isn't: the sender of
    such a mail, or who looks into the mailbox, could tell from it who wrote what.
    """
    activity = happening.activity
    if activity.is_withheld:
        return True
    behind = concerning(session, activity).contribution_ids
    authors = authorship.author_ids(session, behind)
    touched = {
        each
        for each in behind
        if each == activity.contribution_id or authors.get(each) == person_id
    }
    return bool(touched - _named(session, touched))


def _named(session: Session, contribution_ids: Collection[str]) -> set[str]:
    """Those that are known to be signed by name: by what their own authors did with them."""
    rows = session.execute(
        select(Activity.public_id, Activity.contribution_id, Activity.attribution).where(
            Activity.contribution_id.in_(contribution_ids)
        )
    ).all()
    authors = authorship.author_ids(session, [*contribution_ids, *(row.public_id for row in rows)])
    own = [row for row in rows if authors.get(row.public_id) == authors.get(row.contribution_id)]
    withheld = {row.contribution_id for row in own if row.attribution != Attribution.NAMED}
    return {row.contribution_id for row in own} - withheld


def _found(session: Session, happening: Happening, author_id: int | None) -> dict[int, Recipient]:
    """Everybody who would hear, but for the author, whether they may or not."""
    activity = happening.activity
    concerned = concerning(session, activity)
    watching = {} if _is_personal(session, activity) else _watching(session, happening, concerned)
    found = watching | _concerned(session, concerned)
    return {
        person_id: recipient
        for person_id, recipient in found.items()
        if person_id != author_id and rules.is_heard(recipient.reason, activity.is_minor)
    }


def _is_personal(session: Session, activity: Activity) -> bool:
    return activity.verb in feature.personal_verbs(session)


def _watching(
    session: Session, happening: Happening, concerned: Recipients
) -> dict[int, Recipient]:
    if happening.document is None:
        return {}
    spared = set(authorship.author_ids(session, concerned.told_otherwise).values())
    closest: dict[int, Watch] = {}
    is_working = happening.activity.needs_working_text
    for watch in watches.watches_over(session, happening.document, is_working=is_working):
        if watch.person_id in spared:
            continue
        if watch.person_id not in closest or watch.document_id is not None:
            closest[watch.person_id] = watch
    return {
        watch.person_id: Recipient(watch.person_id, Reason.WATCHING, watch.id)
        for watch in closest.values()
    }


def _concerned(session: Session, named: Recipients) -> dict[int, Recipient]:
    authors = authorship.author_ids(session, named.contribution_ids).values()
    return {
        person_id: Recipient(person_id, Reason.CONCERNED)
        for person_id in {*named.person_ids, *authors}
    }
