"""Joining, confirming an address, and deactivation."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Role
from ssrwiki.features.accounts.actions import tokens
from ssrwiki.features.accounts.rules import TERMS_VERSION, TokenPurpose
from ssrwiki.foundation import clock, jobs, keys, lookalikes, text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

_ADDRESS = re.compile(r"[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]{1,180}\.[^@\s<>\"',;.]{2,60}")


def address(email: str) -> str:
    """The address as accounts are found by.

    Raises:
        Invalid: when it can't be one.
    """
    cleaned = email.strip().lower()
    if not _ADDRESS.fullmatch(cleaned):
        raise Invalid(say("Write a mail address like name@example.org."), "email")
    return cleaned


def name(session: Session, display_name: str, *, but_person_id: int = 0) -> str:
    """The name as it will be shown.

    Raises:
        Invalid: when it is empty, or looks like the name of somebody on the staff.
    """
    cleaned = text.clean_name(display_name, "display_name")
    look_alike = session.scalar(
        select(Person.id).where(
            Person.name_skeleton == lookalikes.skeleton(cleaned),
            Person.id != but_person_id,
            (Person.role == Role.POLICY) | Person.is_moderator | Person.is_administrator,
        )
    )
    if look_alike is not None:
        raise Invalid(
            say("This name is too like the name of somebody on the staff."), "display_name"
        )
    return cleaned


def join(session: Session, *, email: str, password_hash: str, display_name: str) -> None:
    """A new account that waits for its address to be confirmed, or a mail to the old one.

    Raises:
        Invalid: for a name that can't be taken.
    """
    cleaned = name(session, display_name)
    existing = people.person_by_email(session, email)
    if existing is not None:
        if existing.confirmed_at is None:
            tokens.send(session, existing, TokenPurpose.CONFIRM)
        else:
            jobs.enqueue(session, tokens.MAIL, template="already_joined", person=existing.public_id)
        return
    person = Person(
        public_id=keys.public_id(),
        handle=free_handle(session, cleaned),
        display_name=cleaned,
        name_skeleton=lookalikes.skeleton(cleaned),
        email=email,
        password_hash=password_hash,
        role=Role.MEMBER,
        terms_version=TERMS_VERSION,
        joined_at=clock.now(),
    )
    session.add(person)
    session.flush()  # the token needs the person's id
    tokens.send(session, person, TokenPurpose.CONFIRM)


def confirm(session: Session, token: str) -> Person:
    """The account whose address is confirmed by this.

    Raises:
        Invalid: for a token that can't be used.
    """
    person = session.get_one(Person, tokens.use(session, token, TokenPurpose.CONFIRM))
    person.confirmed_at = clock.now()
    return person


def free_handle(session: Session, display_name: str) -> str:
    """A handle made of the name, with a number where it is taken."""
    stem = text.slug(display_name)[:40].strip("-")
    taken = frozenset(session.scalars(select(Person.handle).where(Person.handle.startswith(stem))))
    return next(
        handle
        for handle in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        if handle not in taken
    )
