"""Questions that may look behind the fence; what comes back names nobody but oneself.

`author_id` is for the delivery of notices and for guards (a moderator of one's own unit);
its callers are listed in `tests/conformance/test_fence.py`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, SelectBase, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ssrwiki.commons.authorship import rules
from ssrwiki.commons.authorship.models import Authorship
from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Affiliation
from ssrwiki.commons.people.rules import Actor
from ssrwiki.commons.places import queries as places


def byline(
    session: Session,
    *,
    actor: Actor,
    attribution: rules.Attribution,
    agreed: rules.Byline | None = None,
) -> rules.Byline:
    """The exact byline the actor would have now; forms show it before sending.

    With `agreed` no finer than that one, which the actor was shown before.
    """
    current = _current(session, actor, attribution)
    return current if agreed is None else rules.no_finer(current, agreed, places.chain)


def _current(session: Session, actor: Actor, attribution: rules.Attribution) -> rules.Byline:
    affiliation = actor.affiliation
    if attribution == rules.Attribution.NAMED:
        return rules.Byline(
            attribution=attribution,
            display_name=actor.display_name,
            handle=actor.handle,
            organisation=affiliation.organisation_name
            if affiliation and actor.is_verified
            else None,
            family=None,
            is_international=None,
            region=None,
        )
    breadth = rules.WIDEST
    if affiliation and actor.is_verified:
        breadth = rules.widen(
            rules.Standing(
                affiliation.family, affiliation.is_international, places.chain(affiliation.region)
            ),
            [
                rules.Peer(
                    str(peer.person_id),
                    str(peer.organisation_id),
                    peer.family,
                    peer.is_international,
                    places.chain(peer.region),
                )
                for peer in people.verified_peers(session)
            ],
        )
    return rules.Byline(
        attribution=attribution,
        display_name=None,
        handle=None,
        organisation=None,
        family=breadth.family,
        is_international=breadth.is_international,
        region=breadth.region,
    )


def own(session: Session, *, actor: Actor, contribution_ids: Collection[str]) -> frozenset[str]:
    """Those of the contributions that the actor made."""
    if actor.is_guest or not contribution_ids:
        return frozenset()
    return frozenset(
        session.scalars(
            select(Authorship.contribution_id).where(
                Authorship.person_id == actor.id,
                Authorship.contribution_id.in_(contribution_ids),
            )
        )
    )


def is_by(actor: Actor, contribution_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """A condition: the row's contribution is the actor's own."""
    return contribution_id.in_(
        select(Authorship.contribution_id).where(Authorship.person_id == actor.id)
    )


def author_id(session: Session, contribution_id: str) -> int | None:
    """Who made it. Never for a page, a log, a job's payload or an index."""
    return session.scalar(
        select(Authorship.person_id).where(Authorship.contribution_id == contribution_id)
    )


def author_ids(session: Session, contribution_ids: Collection[str]) -> dict[str, int]:
    """Authors by contribution, for counting distinct people and for delivery."""
    rows = session.execute(
        select(Authorship.contribution_id, Authorship.person_id).where(
            Authorship.contribution_id.in_(contribution_ids)
        )
    )
    return {row.contribution_id: row.person_id for row in rows}


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people spoke, and from how many countries somebody did so by name.

    The countries of withheld contributions aren't counted: a figure that goes up by one tells
    that whoever has just spoken is the first of a country (safety rule 4).
    """

    people_count: int
    country_count: int


def crowd(session: Session, contributions: SelectBase, named: SelectBase) -> Crowd:
    """The distinct authors of contributions whose ids a query gives, in one statement.

    `named` gives those of them that were made by name.
    """
    people = select(func.count(Authorship.person_id.distinct())).where(
        Authorship.contribution_id.in_(contributions)
    )
    countries = (
        select(func.count(Affiliation.region.distinct()))
        .join(Authorship, Authorship.person_id == Affiliation.person_id)
        .where(
            Authorship.contribution_id.in_(named),
            func.length(Affiliation.region) == 2,  # the others are regions
            Affiliation.to_on.is_(None),
            Affiliation.verified_at.is_not(None),
        )
    )
    row = session.execute(select(people.scalar_subquery(), countries.scalar_subquery())).one()
    return Crowd(row[0], row[1])
