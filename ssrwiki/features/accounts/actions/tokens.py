"""Tokens in mails: single use, stored hashed, bound to a purpose, an hour at most."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ssrwiki.features.accounts import queries
from ssrwiki.features.accounts.models import AccountToken
from ssrwiki.features.accounts.rules import TOKEN_LASTS, TokenPurpose
from ssrwiki.foundation import clock, jobs, keys
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

MAIL = "accounts.mail"


def send(session: Session, purpose: TokenPurpose, *, person_id: int | None = None) -> str:
    """The public id of a fresh token, which is on its way by mail."""
    public_id = keys.public_id()
    session.add(
        AccountToken(
            public_id=public_id,
            token_hash=keys.fingerprint(derived(keys.of(session), public_id, purpose)),
            purpose=purpose,
            person_id=person_id,
            expires_at=clock.now() + TOKEN_LASTS[purpose],
        )
    )
    session.flush()  # a joining points to its token
    jobs.enqueue(session, MAIL, template=purpose.value, token=public_id)
    return public_id


def derived(held: keys.Keys, public_id: str, purpose: str) -> str:
    """The token itself: made when needed, so that it lies in no table and no job."""
    return held.sign("account-token", f"{purpose}:{public_id}")


def use(session: Session, token: str, purpose: TokenPurpose) -> AccountToken:
    """Spends a token.

    Raises:
        Invalid: when it is unknown, used, or too old.
    """
    found = queries.living_token(session, token, purpose)
    if found is None:
        raise Invalid(say("This link has been used or is too old. Ask for a new one."))
    found.used_at = clock.now()
    return found


def forget_unused(session: Session, person_id: int) -> None:
    """Whatever is still in somebody's mails opens nothing from now on."""
    session.execute(
        delete(AccountToken).where(
            AccountToken.person_id == person_id, AccountToken.used_at.is_(None)
        )
    )
