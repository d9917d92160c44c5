"""Organisations and their people, as members may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Affiliation, Organisation, Person
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import NotFound

MOST_PEOPLE = 500


def organisation(session: Session, slug: str) -> Organisation:
    """The organisation of an address.

    Raises:
        NotFound: there is none.
    """
    found = people.organisations_by_slug(session, [slug])
    if not found:
        raise NotFound
    return found[0]


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a list."""

    handle: str
    display_name: str


def members(session: Session, organisation: Organisation) -> Sequence[Member]:
    """Living accounts verified to work for it now, by name."""
    rows = session.execute(
        select(Person.handle, Person.display_name)
        .join(Affiliation, Affiliation.person_id == Person.id)
        .where(
            Affiliation.organisation_id == organisation.id,
            Affiliation.to_on.is_(None),
            Affiliation.verified_at.is_not(None),
            or_(
                Affiliation.verified_until.is_(None),
                Affiliation.verified_until >= clock.now().date(),
            ),
            Person.deactivated_at.is_(None),
        )
        .order_by(Person.display_name, Person.handle)
        .limit(MOST_PEOPLE)
    )
    return [Member(*row) for row in rows]


def person(session: Session, handle: str) -> Actor:
    """The living account of a handle.

    Raises:
        NotFound: there is none.
    """
    found = people.person_by_handle(session, handle)
    if found is None:
        raise NotFound
    return people.actor(session, found.id)
