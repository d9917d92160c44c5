"""People as moderators see them when they verify where somebody works."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Affiliation, Organisation, Person
from ssrwiki.commons.people.rules import Role, RoleFamily
from ssrwiki.features.moderation.queries import queue
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.pages import Page, Position, page_of

_BY_JOINING = (Person.joined_at, Person.handle)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who says to work where. Of the mail address only what comes after the @."""

    person_id: int
    affiliation_id: int
    handle: str
    display_name: str
    mail_domain: str
    role: Role
    joined_at: datetime
    organisation: str
    family: RoleFamily
    is_international: bool
    region: str
    from_on: date
    verified_at: datetime | None
    verified_until: date | None


def unverified(session: Session, *, position: Position) -> Page[Standing]:
    """Those who wait, the first to join first."""
    page = page_of(session, queue.unverified(), _BY_JOINING, position, 30, is_descending=False)
    ids = [person.id for person in page.rows]
    return Page(_standings(session, _query().where(Person.id.in_(ids))), page.next, page.previous)


def standing(session: Session, handle: str) -> Standing:
    """The present affiliation of one person.

    Raises:
        NotFound: no such account, or it says nowhere to work.
    """
    found = _standings(session, _query().where(Person.handle == handle))
    if not found:
        raise NotFound
    return found[0]


def _query() -> Select[Affiliation, Person, Organisation]:
    return (
        select(Affiliation, Person, Organisation)
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.to_on.is_(None), Person.deactivated_at.is_(None))
        .order_by(*_BY_JOINING)
    )


def _standings(
    session: Session, query: Select[Affiliation, Person, Organisation]
) -> Sequence[Standing]:
    return [
        Standing(
            person_id=person.id,
            affiliation_id=affiliation.id,
            handle=person.handle,
            display_name=person.display_name,
            mail_domain=person.email.partition("@")[2],
            role=Role(person.role),
            joined_at=person.joined_at,
            organisation=organisation.name,
            family=RoleFamily(affiliation.family),
            is_international=affiliation.is_international,
            region=affiliation.region,
            from_on=affiliation.from_on,
            verified_at=affiliation.verified_at,
            verified_until=affiliation.verified_until,
        )
        for affiliation, person, organisation in session.execute(query)
    ]
