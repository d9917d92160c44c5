"""Verifying where somebody works, and giving them their role."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Affiliation, Person
from ssrwiki.commons.people.rules import Actor, Role
from ssrwiki.features.moderation.permissions import VERIFY
from ssrwiki.foundation import access, clock, jobs, keys
from ssrwiki.foundation.errors import Conflict, Invalid
from ssrwiki.foundation.words import say

END_SIGN_INS = "accounts.end_sign_ins"
"""The job of `accounts` that signs a person out everywhere, so that a new role holds at once."""

MAIL_STANDING = "accounts.mail_standing"
"""Likewise, the one that tells a person to look at their account."""

LONGEST_TRUST = timedelta(days=3 * 365)
GIVEN_ROLES = (Role.MEMBER, Role.PRACTITIONER, Role.POLICY)


class SaidOtherwise(Conflict):
    """What the moderator looked at isn't what the person says of themselves now."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "What this person says has changed since you opened the page. Nothing is verified"
                " yet: look at what it says now."
            )
        )


def verify(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    affiliation_id: int,
    until: date | None,
) -> None:
    """The person works where they said, as far as the actor could find out; until a day.

    They are told by mail that something about their account has changed. `affiliation_id` is what
    the actor looked at: the person may say something else at any moment, also to deceive.

    Raises:
        NotAllowed: for oneself. Invalid: for a day that is past or too far, or nothing said.
        SaidOtherwise: they say something else now.
    """
    access.require(actor, VERIFY, person_id)
    today = clock.now().date()
    if until is None or not today < until <= today + LONGEST_TRUST:
        raise Invalid(say("Choose a day within the next three years."), "until")
    row = session.scalar(
        select(Affiliation).where(Affiliation.person_id == person_id, Affiliation.to_on.is_(None))
    )
    if row is None:
        raise Invalid(say("This person hasn't said where they work."))
    if row.id != affiliation_id:
        raise SaidOtherwise
    row.verified_at = clock.now()
    row.verified_by_id = actor.id
    row.verified_until = until
    _tell(session, session.get_one(Person, person_id))


def give_role(session: Session, *, actor: Actor, person_id: int, role: str) -> None:
    """What the person may do from now on; they are signed out, so that it holds everywhere.

    They are told as by `verify`.

    Raises:
        NotAllowed: for oneself. Invalid: for a role that moderators don't give.
    """
    access.require(actor, VERIFY, person_id)
    if role not in set(GIVEN_ROLES):
        raise Invalid(say("Choose a role from the list."), "role")
    person = session.get_one(Person, person_id)
    if person.role == role:
        return
    person.role = role
    jobs.enqueue(session, END_SIGN_INS, person=person.public_id)
    _tell(session, person)


def _tell(session: Session, person: Person) -> None:
    """One mail for all that is done at once: a job that waits stands for the next."""
    jobs.enqueue(
        session,
        MAIL_STANDING,
        unique_key=f"{MAIL_STANDING}:{person.public_id}",
        person=person.public_id,
        occasion=keys.public_id(),
    )
