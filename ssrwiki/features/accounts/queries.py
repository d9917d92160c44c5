"""Reads of sign-ins and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ssrwiki.commons.people import queries as people
from ssrwiki.commons.people.rules import GUEST, Actor
from ssrwiki.features.accounts.models import AccountToken, Joining, SignIn
from ssrwiki.features.accounts.rules import FRESH_FOR, TokenPurpose
from ssrwiki.foundation import clock, keys
from ssrwiki.foundation.feature import Need
from ssrwiki.foundation.words import say


@dataclass(frozen=True, slots=True)
class Visit:
    """Who a request comes from; `authenticated_at` None for guests."""

    actor: Actor = GUEST
    authenticated_at: datetime | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether the password was given recently enough for a dangerous act."""
        at = self.authenticated_at
        return at is not None and clock.now() - at < FRESH_FOR


def needs(_session: Session, actor: Actor) -> Sequence[Need]:
    """What newcomers find under "Needs you"."""
    if actor.is_guest or actor.affiliation is not None:
        return ()
    sentence = say("Say where you work. Once that is checked, your positions count in a round.")
    return (Need(sentence, "/account/affiliation"),)


# Every request of a member asks this; building the statement takes longer than its answer.
_LIVING_SIGN_IN = select(SignIn.person_id, SignIn.authenticated_at).where(
    SignIn.id_hash == bindparam("id_hash"),
    SignIn.ended_at.is_(None),
    SignIn.expires_at > bindparam("now"),
)


def visit(session: Session, cookie: str | None) -> Visit:
    """The visit that a session cookie stands for; a guest's for a dead or foreign one."""
    if not cookie:
        return Visit()
    found = session.execute(
        _LIVING_SIGN_IN, {"id_hash": keys.fingerprint(cookie), "now": clock.now()}
    ).first()
    if found is None:
        return Visit()
    return Visit(people.actor(session, found.person_id), found.authenticated_at)


def living_token(session: Session, token: str, purpose: TokenPurpose) -> AccountToken | None:
    """The row of an unused, unexpired token of this purpose."""
    return session.scalar(
        select(AccountToken).where(
            AccountToken.token_hash == keys.fingerprint(token),
            AccountToken.purpose == purpose,
            AccountToken.used_at.is_(None),
            AccountToken.expires_at > clock.now(),
        )
    )


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a link to confirm an address is good for; `display_name` None: for nothing any more."""

    display_name: str | None = None
    is_used: bool = False


def confirmation(session: Session, token: str) -> Confirmation:
    """What has become of the link, for whoever holds it."""
    found = session.execute(
        select(AccountToken.used_at, AccountToken.expires_at, Joining.display_name)
        .outerjoin(Joining, Joining.token_id == AccountToken.public_id)
        .where(
            AccountToken.token_hash == keys.fingerprint(token),
            AccountToken.purpose == TokenPurpose.CONFIRM,
        )
    ).first()
    if found is None:
        return Confirmation()
    is_living = found.used_at is None and found.expires_at > clock.now()
    return Confirmation(found.display_name if is_living else None, found.used_at is not None)
