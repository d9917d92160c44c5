"""What operators do to accounts from the command line."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import GroupMember, Organisation, Person, ReaderGroup
from ssrwiki.commons.people.rules import Role
from ssrwiki.commons.places import queries as places
from ssrwiki.features.accounts.actions import closing, joining, passwords, sessions
from ssrwiki.features.accounts.rules import TERMS_VERSION
from ssrwiki.foundation import clock, jobs, keys, lookalikes, text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

MAIL_STANDING = "accounts.mail_standing"


def add(
    session: Session,
    *,
    email: str,
    password: str,
    display_name: str,
    role: Role = Role.MEMBER,
    handle: str = "",
    is_moderator: bool = False,
    is_administrator: bool = False,
) -> Person:
    """An account for an address that nobody is asked to confirm.

    Raises:
        Invalid: when the address has one already, or the password is weak.
    """
    address = joining.address(email)
    if people.person_by_email(session, address) is not None:
        raise Invalid(say("This address has an account already."), "email")
    name = joining.name(session, display_name)
    person = Person(
        public_id=keys.public_id(),
        handle=handle or joining.free_handle(session, name),
        display_name=name,
        name_skeleton=lookalikes.skeleton(name),
        email=address,
        password_hash=passwords.hashed(password, (name,)),
        role=role,
        is_moderator=is_moderator,
        is_administrator=is_administrator,
        terms_version=TERMS_VERSION,
        joined_at=clock.now(),
    )
    session.add(person)
    session.flush()  # callers need the id
    return person


def set_role(
    session: Session, email: str, *, role: Role, is_moderator: bool, is_administrator: bool
) -> None:
    """Changes what a person may do; they are told, and signed out, so that it holds at once.

    Raises:
        Invalid: when there is no such account.
    """
    person = _of(session, email)
    person.role = role
    person.is_moderator = is_moderator
    person.is_administrator = is_administrator
    sessions.end_all(session, person.id)
    jobs.enqueue(session, MAIL_STANDING, person=person.public_id, occasion=keys.public_id())


def set_password(session: Session, email: str, password: str) -> None:
    """A new password; signed out everywhere.

    Raises:
        Invalid: when there is no such account, or the password is weak.
    """
    person = _of(session, email)
    sessions.set_password(session, person, passwords.hashed(password, (person.display_name,)))


def found(session: Session, name: str, *, kind: str, country: str, is_international: bool) -> None:
    """A new organisation, for which people may say that they work.

    Raises:
        Invalid: when there is one of this name, or no such country.
    """
    cleaned = text.clean_name(name)
    slug = text.slug(cleaned)
    if people.organisations_by_slug(session, [slug]):
        raise Invalid(say("There is an organisation of this name already."), "name")
    if country and places.find(country) is None:
        raise Invalid(say("Choose a country from the list."), "region")
    session.add(
        Organisation(
            slug=slug,
            name=cleaned,
            kind=kind,
            country=country or None,
            is_international=is_international,
        )
    )


def gather(session: Session, name: str, emails: Sequence[str]) -> ReaderGroup:
    """Puts people into the named group, which is made when there is none.

    Raises:
        Invalid: when an address has no account.
    """
    slug = text.slug(name)
    group = session.scalar(select(ReaderGroup).where(ReaderGroup.slug == slug))
    if group is None:
        group = ReaderGroup(slug=slug, name=text.clean_name(name))
        session.add(group)
        session.flush()  # its members need the id
    of_group = select(GroupMember.person_id).where(GroupMember.group_id == group.id)
    held = frozenset(session.scalars(of_group))
    for person in {_of(session, email) for email in emails}:
        if person.id not in held:
            session.add(GroupMember(group_id=group.id, person_id=person.id))
    return group


def deactivate(session: Session, email: str) -> None:
    """Closes the account; what it contributed stays.

    Raises:
        Invalid: when there is no such account.
    """
    closing.close(session, _of(session, email))


def _of(session: Session, email: str) -> Person:
    person = people.person_by_email(session, email)
    if person is None:
        raise Invalid(say("There is no account with this address."), "email")
    return person
