"""Sign-ins: opened by a password, ended by sign-out, a changed password or role, deactivation."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import tokens
from ssrwiki.features.accounts.models import AccountToken, Joining, SignIn
from ssrwiki.features.accounts.rules import SIGN_IN_LASTS, TokenPurpose
from ssrwiki.foundation import clock, keys


def open_for(session: Session, person_id: int) -> str:
    """A fresh sign-in; what is returned goes into the cookie and is kept nowhere else."""
    cookie = keys.secret_token()
    now = clock.now()
    session.add(
        SignIn(
            id_hash=keys.fingerprint(cookie),
            person_id=person_id,
            authenticated_at=now,
            expires_at=now + SIGN_IN_LASTS,
        )
    )
    return cookie


def end(session: Session, cookie: str) -> None:
    """Ends one sign-in; an unknown one is ended already."""
    session.execute(
        update(SignIn)
        .where(SignIn.id_hash == keys.fingerprint(cookie), SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_all(session: Session, person_id: int) -> None:
    """Signs a person out everywhere."""
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def set_password(session: Session, person: Person, password_hash: str) -> None:
    """Sets a new password, signs out everywhere, and voids links for yet another one."""
    person.password_hash = password_hash
    tokens.forget_unused(session, person.id)
    end_all(session, person.id)


def change_password(session: Session, person: Person, password_hash: str) -> str:
    """Sets a new password, and opens a fresh sign-in for this browser alone."""
    set_password(session, person, password_hash)
    return open_for(session, person.id)


def request_reset(session: Session, person: Person | None) -> None:
    """Sends a reset link, or nothing when there is no such account."""
    if person is not None:
        tokens.send(session, TokenPurpose.RESET, person_id=person.id)


def reset(session: Session, token: str, password_hash: str) -> str:
    """A new password by mail.

    Raises:
        Invalid: for a token that can't be used.
    """
    person = session.get_one(Person, tokens.use(session, token, TokenPurpose.RESET).person_id)
    return change_password(session, person, password_hash)


def forget_old(session: Session) -> None:
    """Removes sign-ins, tokens and joinings that nothing can come of any more."""
    now = clock.now()
    session.execute(delete(SignIn).where(SignIn.expires_at < now))
    expired = select(AccountToken.public_id).where(AccountToken.expires_at < now)
    session.execute(delete(Joining).where(Joining.token_id.in_(expired)))
    session.execute(delete(AccountToken).where(AccountToken.expires_at < now))
