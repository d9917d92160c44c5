"""Signing a contribution: the byline is frozen and the author goes behind the fence."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries, rules
from ssrwiki.commons.authorship.models import Authorship, Bylined
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock, keys
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

SITE_NAME = "ssrwiki"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a new contribution takes over into its own columns."""

    public_id: str
    byline: rules.Byline
    at: datetime
    listed_at: datetime

    def onto(self, contribution: Bylined) -> None:
        """Writes the frozen byline and times into a new row."""
        contribution.public_id = self.public_id
        contribution.attribution = self.byline.attribution
        contribution.byline_name = self.byline.display_name
        contribution.byline_handle = self.byline.handle
        contribution.byline_organisation = self.byline.organisation
        contribution.byline_family = self.byline.family
        contribution.byline_is_international = self.byline.is_international
        contribution.byline_region = self.byline.region
        contribution.at = self.at
        contribution.listed_at = self.listed_at


def sign(
    session: Session, *, actor: Actor, attribution: str, agreed: rules.Byline | None = None
) -> Signature:
    """A fresh public id, the byline that `attribution` gives the actor now, and the times.

    The byline is no finer than the one the actor has `agreed` to, where a form showed it.

    Raises:
        Invalid: for an attribution that isn't offered.
    """
    byline = queries.byline(session, actor=actor, attribution=chosen(attribution), agreed=agreed)
    return _signature(session, actor.id, byline)


def sign_like(session: Session, contribution: Bylined) -> Signature:
    """A fresh public id and times for what the author of a contribution does to it, or with it.

    With its own byline: one worked out today could be finer, and the author may have left.
    """
    author = session.get_one(Authorship, contribution.public_id)
    return _signature(session, author.person_id, contribution.byline)


def _signature(session: Session, author_id: int, byline: rules.Byline) -> Signature:
    identifier = keys.public_id()
    session.add(Authorship(contribution_id=identifier, person_id=author_id))
    at = clock.now()
    is_named = byline.attribution == rules.Attribution.NAMED
    return Signature(identifier, byline, at, at if is_named else moment_of_day(at))


def by_the_site() -> Signature:
    """For what the clock does: the site's own name, and nobody behind the fence."""
    at = clock.now()
    byline = rules.Byline(
        attribution=rules.Attribution.NAMED,
        display_name=SITE_NAME,
        handle=None,
        organisation=None,
        family=None,
        is_international=None,
        region=None,
    )
    return Signature(keys.public_id(), byline, at, at)


def chosen(attribution: str) -> rules.Attribution:
    """The attribution of a form field; empty means by name.

    Raises:
        Invalid: for one that isn't offered; sealed authors need a vault that isn't built yet.
    """
    if attribution in {"", rules.Attribution.NAMED}:
        return rules.Attribution.NAMED
    if attribution == rules.Attribution.ROLE_AND_REGION:
        return rules.Attribution.ROLE_AND_REGION
    raise Invalid(
        say("Choose how your name is shown: by name, or by role and region."), "attribution"
    )


def moment_of_day(at: datetime) -> datetime:
    """A random instant of the same UTC day."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(seconds=secrets.randbelow(24 * 3600))


def withhold(
    session: Session, *, actor: Actor, contribution: Bylined, agreed: rules.Byline | None = None
) -> None:
    """Makes one's own contribution stricter: from named to role and region. Never looser.

    What stands beside it still tells the name: `activity.actions.withhold` turns that too.

    Raises:
        Invalid: when it isn't the actor's own, or is withheld already.
    """
    stricter = rules.Attribution.ROLE_AND_REGION
    is_own = contribution.public_id in queries.own(
        session, actor=actor, contribution_ids=[contribution.public_id]
    )
    if not is_own or not rules.may_become(rules.Attribution(contribution.attribution), stricter):
        raise Invalid(say("Only its author can withhold the name, and it can't be shown again."))
    byline = queries.byline(session, actor=actor, attribution=stricter, agreed=agreed)
    show_as(contribution, byline)


def take_hour(contribution: Bylined) -> None:
    """From now on only its day is shown, and it is listed anywhere in that day."""
    contribution.listed_at = moment_of_day(contribution.at)


def show_as(contribution: Bylined, byline: rules.Byline) -> None:
    """Puts a withheld byline on a contribution and takes its hour away."""
    Signature(contribution.public_id, byline, contribution.at, moment_of_day(contribution.at)).onto(
        contribution
    )
