"""Reads about people; what leaves is an `Actor`, never a row, wherever a value will do."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from ssrwiki.commons.people import rules
from ssrwiki.commons.people.models import (
    Affiliation,
    GroupMember,
    Organisation,
    Person,
    ReaderGroup,
)
from ssrwiki.foundation import clock

# Every request of a member asks this; building the statement takes longer than its answer.
_LIVING_ACTORS = (
    select(Person, Affiliation, Organisation, GroupMember.group_id)
    .outerjoin(Affiliation, (Affiliation.person_id == Person.id) & Affiliation.to_on.is_(None))
    .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
    .outerjoin(GroupMember, GroupMember.person_id == Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)), Person.deactivated_at.is_(None))
)


def actor(session: Session, person_id: int) -> rules.Actor:
    """The person as an actor; a guest when the account is absent or deactivated."""
    return actors(session, [person_id]).get(person_id, rules.GUEST)


def actors(session: Session, person_ids: Collection[int]) -> dict[int, rules.Actor]:
    """Those of the people whose accounts live, as actors by id, in one statement."""
    rows = session.execute(_LIVING_ACTORS, {"ids": list(person_ids)}).all()
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for person, _affiliation_row, _organisation, group_id in rows:
        if group_id is not None:
            groups[person.id].add(group_id)
    told = {
        person.id: _affiliation(affiliation, organisation) if affiliation else None
        for person, affiliation, organisation, _group_id in rows
    }
    return {
        person.id: rules.Actor(
            id=person.id,
            handle=person.handle,
            display_name=person.display_name,
            role=rules.Role(person.role),
            is_moderator=person.is_moderator and rules.may_moderate(told[person.id]),
            is_administrator=person.is_administrator,
            affiliation=told[person.id],
            group_ids=frozenset(groups[person.id]),
            locale=person.locale,
            zone=person.zone,
            joined_at=person.joined_at,
        )
        for person, _affiliation_row, _organisation, _group_id in rows
    }


def _affiliation(row: Affiliation, organisation: Organisation) -> rules.Affiliation:
    today = clock.now().date()
    has_lapsed = row.verified_until is not None and row.verified_until < today
    return rules.Affiliation(
        organisation_id=organisation.id,
        organisation_slug=organisation.slug,
        organisation_name=organisation.name,
        family=rules.RoleFamily(row.family),
        is_international=row.is_international,
        region=row.region,
        verified_at=None if has_lapsed else row.verified_at,
    )


def person_by_handle(session: Session, handle: str) -> Person | None:
    """The living account of a handle."""
    return session.scalar(
        select(Person).where(Person.handle == handle, Person.deactivated_at.is_(None))
    )


def person_by_email(session: Session, email: str) -> Person | None:
    """The living account of an address, whatever its case."""
    return session.scalar(
        select(Person).where(Person.email == email.lower(), Person.deactivated_at.is_(None))
    )


@dataclass(frozen=True, slots=True)
class Peer:
    """A verified person as the widening of bylines counts them."""

    person_id: int
    organisation_id: int
    family: rules.RoleFamily
    is_international: bool
    region: str


def verified_peers(session: Session) -> Sequence[Peer]:
    """Every living person whose present affiliation is verified."""
    today = clock.now().date()
    rows = session.execute(
        select(
            Affiliation.person_id,
            Affiliation.organisation_id,
            Affiliation.family,
            Affiliation.is_international,
            Affiliation.region,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .where(
            Person.deactivated_at.is_(None),
            Affiliation.to_on.is_(None),
            Affiliation.verified_at.is_not(None),
            or_(Affiliation.verified_until.is_(None), Affiliation.verified_until >= today),
        )
    )
    return [
        Peer(row.person_id, row.organisation_id, rules.RoleFamily(row.family), *row[3:])
        for row in rows
    ]


def groups_of(
    session: Session, actor: rules.Actor, *, standing_id: int | None = None
) -> Sequence[ReaderGroup]:
    """The named groups that the actor reads with, by name.

    `standing_id` is the group that a document of the actor's organisation has already, whether
    or not the actor is in it: keeping it is no choice of theirs.
    """
    ids = actor.group_ids | ({standing_id} if standing_id is not None else frozenset())
    if not ids:
        return []
    return session.scalars(
        select(ReaderGroup).where(ReaderGroup.id.in_(ids)).order_by(ReaderGroup.name)
    ).all()


def group_slug(session: Session, group_id: int) -> str:
    """The name of a group in forms; "" when it is gone."""
    return session.scalar(select(ReaderGroup.slug).where(ReaderGroup.id == group_id)) or ""


def organisations(session: Session) -> Sequence[Organisation]:
    """All organisations by name."""
    return session.scalars(select(Organisation).order_by(Organisation.name)).all()


def organisations_by_slug(session: Session, slugs: Sequence[str]) -> Sequence[Organisation]:
    """Those of `slugs` that exist, in the order asked."""
    found = session.scalars(select(Organisation).where(Organisation.slug.in_(slugs)))
    by_slug = {organisation.slug: organisation for organisation in found}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def officers(
    session: Session, organisation_slugs: Collection[str], *, besides: Collection[str] = ()
) -> Sequence[Person]:
    """Policy staff who work for one of these organisations, and `besides` by handle, by name."""
    return session.scalars(
        select(Person)
        .outerjoin(Affiliation, (Affiliation.person_id == Person.id) & Affiliation.to_on.is_(None))
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Person.deactivated_at.is_(None),
            or_(
                and_(
                    Person.role == rules.Role.POLICY,
                    Affiliation.verified_at.is_not(None),
                    Organisation.slug.in_(organisation_slugs),
                ),
                Person.handle.in_(besides),
            ),
        )
        .order_by(Person.display_name, Person.handle)
    ).all()


def has_demo_accounts(session: Session) -> bool:
    """Whether somebody could sign in with the password of the demo."""
    return session.scalar(select(Person.id).where(Person.is_demo).limit(1)) is not None
