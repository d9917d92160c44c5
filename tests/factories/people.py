"""People and organisations, made in one line each."""

import itertools
from datetime import date, timedelta
from functools import cache

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Affiliation, Organisation, Person
from ssrwiki.commons.people.rules import Actor, Role, RoleFamily
from ssrwiki.features.accounts.actions import passwords
from ssrwiki.foundation import clock, keys, lookalikes

PASSWORD = "road-test-demo"


@cache
def password_hash() -> str:
    return passwords.hashed(PASSWORD, ())


class Town:
    """Makes organisations and people in one session, and gives them as actors."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers = itertools.count(1)

    def organisation(self, slug: str = "") -> Organisation:
        slug = slug or f"organisation-{next(self.numbers)}"
        found = people.organisations_by_slug(self.session, [slug])
        if found:
            return found[0]
        made = Organisation(slug=slug, name=slug.replace("-", " ").title(), kind="government-unit")
        self.session.add(made)
        self.session.flush()
        return made

    def actor(
        self,
        handle: str = "",
        *,
        role: Role = Role.PRACTITIONER,
        organisation: str = "",
        family: RoleFamily = RoleFamily.POLICE,
        is_international: bool = False,
        region: str = "SL",
        is_verified: bool = True,
        is_moderator: bool = False,
        is_administrator: bool = False,
        joined_days_ago: int = 100,
        verified_days_ago: int = 90,
    ) -> Actor:
        handle = handle or f"person-{next(self.numbers)}"
        now = clock.now()
        person = Person(
            public_id=keys.public_id(),
            handle=handle,
            display_name=handle.replace("-", " ").capitalize(),
            name_skeleton=lookalikes.skeleton(handle),
            email=f"{handle}@example.org",
            password_hash=password_hash(),
            role=role,
            is_moderator=is_moderator,
            is_administrator=is_administrator,
            joined_at=now - timedelta(days=joined_days_ago),
        )
        self.session.add(person)
        self.session.flush()
        self.session.add(
            Affiliation(
                person_id=person.id,
                organisation_id=self.organisation(organisation).id,
                family=family,
                is_international=is_international,
                region=region,
                from_on=date(2020, 1, 1),
                verified_at=now - timedelta(days=verified_days_ago) if is_verified else None,
            )
        )
        self.session.flush()
        return people.actor(self.session, person.id)

    def newcomer(self, handle: str) -> Actor:
        """A member who hasn't said where they work."""
        actor = self.actor(handle, role=Role.MEMBER, is_verified=False, joined_days_ago=0)
        self.session.execute(delete(Affiliation).where(Affiliation.person_id == actor.id))
        return people.actor(self.session, actor.id)

    def officer(self, handle: str = "", organisation: str = "policy-unit") -> Actor:
        return self.actor(
            handle,
            role=Role.POLICY,
            organisation=organisation,
            family=RoleFamily.POLICY,
            region="GB",
        )

    def verify(self, actor: Actor) -> None:
        """A moderator has found that they work where they say."""
        self.session.execute(
            update(Affiliation)
            .where(Affiliation.person_id == actor.id)
            .values(verified_at=clock.now())
        )

    def crowd(self, count: int = 5, region: str = "SL") -> list[Actor]:
        """Verified police officers of one country from at least three organisations."""
        return [
            self.actor(organisation=f"service-{number % 3}", region=region)
            for number in range(count)
        ]
