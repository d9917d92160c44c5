"""Closing an account: what it said stays under its bylines, what the site needn't know goes."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import unsaved
from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts.actions import sessions
from ssrwiki.features.accounts.models import AccountToken
from ssrwiki.foundation import clock

_NO_ADDRESS = "{}@closed.invalid"


def close(session: Session, person: Person) -> None:
    """Ends the account. Its address is forgotten, so that the person may join anew with it."""
    person.deactivated_at = clock.now()
    person.email = _NO_ADDRESS.format(person.public_id.lower())
    person.password_hash = ""
    person.is_moderator = person.is_administrator = False
    session.execute(delete(AccountToken).where(AccountToken.person_id == person.id))
    unsaved.drop_all(session, person.id)
    sessions.end_all(session, person.id)
