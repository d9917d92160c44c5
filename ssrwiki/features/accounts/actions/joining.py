"""Joining, and confirming the address; the account begins with that."""

import re

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.models import Person
from ssrwiki.commons.people.rules import Role
from ssrwiki.features.accounts.actions import tokens
from ssrwiki.features.accounts.models import Joining
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
    """Keeps what somebody gave until they confirm the address, or mails the one who has it.

    Raises:
        Invalid: for a name that can't be taken.
    """
    cleaned = name(session, display_name)
    existing = people.person_by_email(session, email)
    if existing is not None:
        jobs.enqueue(session, tokens.MAIL, template="already_joined", person=existing.public_id)
        return
    session.add(
        Joining(
            token_id=tokens.send(session, TokenPurpose.CONFIRM),
            email=email,
            display_name=cleaned,
            password_hash=password_hash,
            terms_version=TERMS_VERSION,
        )
    )


def confirm(session: Session, token: str) -> Person:
    """A new account, as the very form said to which this token was the answer.

    What others have put into that form with the same address is void from now on.

    Raises:
        Invalid: for a token that can't be used, or a name that was taken in between.
    """
    spent = tokens.use(session, token, TokenPurpose.CONFIRM)
    joining = session.get(Joining, spent.public_id)
    if joining is None or people.person_by_email(session, joining.email) is not None:
        raise Invalid(say("This address has an account already."))
    cleaned = name(session, joining.display_name)
    person = Person(
        public_id=keys.public_id(),
        handle=free_handle(session, cleaned),
        display_name=cleaned,
        name_skeleton=lookalikes.skeleton(cleaned),
        email=joining.email,
        password_hash=joining.password_hash,
        role=Role.MEMBER,
        terms_version=joining.terms_version,
        joined_at=clock.now(),
    )
    session.add(person)
    session.execute(delete(Joining).where(Joining.email == joining.email))
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
