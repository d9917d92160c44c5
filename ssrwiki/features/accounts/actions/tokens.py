"""Tokens in mails: single use, stored hashed, bound to a purpose, an hour at most."""

from sqlalchemy.orm import Session

from ssrwiki.commons.people.models import Person
from ssrwiki.features.accounts import queries
from ssrwiki.features.accounts.models import AccountToken
from ssrwiki.features.accounts.rules import TOKEN_LASTS, TokenPurpose
from ssrwiki.foundation import clock, jobs, keys
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

MAIL = "accounts.mail"


def send(session: Session, person: Person, purpose: TokenPurpose) -> None:
    """A fresh token on its way to the person's address."""
    public_id = keys.public_id()
    session.add(
        AccountToken(
            public_id=public_id,
            token_hash=keys.fingerprint(derived(keys.of(session), public_id, purpose)),
            purpose=purpose,
            person_id=person.id,
            expires_at=clock.now() + TOKEN_LASTS[purpose],
        )
    )
    jobs.enqueue(session, MAIL, template=purpose.value, token=public_id)


def derived(held: keys.Keys, public_id: str, purpose: str) -> str:
    """The token itself: made when needed, so that it lies in no table and no job."""
    return held.sign("account-token", f"{purpose}:{public_id}")


def use(session: Session, token: str, purpose: TokenPurpose) -> int:
    """Spends a token and gives its person's id.

    Raises:
        Invalid: when it is unknown, used, or too old.
    """
    found = queries.living_token(session, token, purpose)
    if found is None:
        raise Invalid(say("This link has been used or is too old. Ask for a new one."))
    found.used_at = clock.now()
    return found.person_id
