"""Everything on the front page, in a number of statements that doesn't grow with the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import activities, lists
from ssrwiki.commons.documents.queries.activities import Happening
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.pages.queries import KIND as PAGE
from ssrwiki.features.policies.queries import latest, listing
from ssrwiki.features.policies.queries.latest import AnsweredPoint, AnsweredRound
from ssrwiki.features.policies.queries.listing import ListedPolicy
from ssrwiki.foundation import feature
from ssrwiki.foundation.feature import Need
from ssrwiki.foundation.pages import Position

MOST_OPEN, MOST_ANSWERED, MOST_PAGES, MOST_HAPPENINGS = 5, 3, 5, 8
MOST_NEEDS = 12
SHOWN_ANSWERS = ("accepted", "accepted_in_part", "not_accepted")
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Front:
    """What the viewer may read of what is going on; `points` are of the first of `answered`."""

    open_policies: Sequence[ListedPolicy]
    answered: Sequence[AnsweredRound]
    points: Sequence[AnsweredPoint]
    pages: Sequence[Document]
    happenings: Sequence[Happening]


def front(session: Session, *, viewer: Actor) -> Front:
    """The same blocks for everybody, each of what this viewer may read."""
    answered = latest.answered_rounds(session, viewer=viewer, size=MOST_ANSWERED)
    return Front(
        open_policies=listing.open_now(session, viewer=viewer, wanted=listing.Wanted())[:MOST_OPEN],
        answered=answered,
        points=latest.answered_points(session, answered[0], codes=SHOWN_ANSWERS)
        if answered
        else (),
        pages=lists.listed(
            session, viewer=viewer, kind=PAGE, position=Position(), size=MOST_PAGES
        ).rows,
        happenings=activities.recent(
            session,
            viewer=viewer,
            position=Position(),
            shows_minor=False,
            size=MOST_HAPPENINGS,
        ).rows,
    )


def needs(session: Session, *, actor: Actor) -> Sequence[Need]:
    """What is wanted of a member now, soonest due first; a guest owes nothing."""
    if actor.is_guest:
        return ()
    askers = [each.needs_you for each in feature.of(session) if each.needs_you is not None]
    found = [need for asks in askers for need in asks(session, actor)]
    return sorted(found, key=lambda need: need.due_at or _LAST)[:MOST_NEEDS]
