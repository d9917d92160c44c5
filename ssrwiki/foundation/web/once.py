"""`once`: a hidden token in every form, so that a retry an hour later makes one row.

The token is spent in the transaction of the act. A second try finds it spent and is led to
where the first one led. The token is bound to the person who opened the form, so that text held
through a new sign-in returns only to them; the database keeps its hash and no person.
"""

import secrets
from datetime import datetime, timedelta

from flask import current_app, g, request
from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssrwiki.foundation import clock, keys
from ssrwiki.foundation.database import Base, UtcDateTime

FIELD = "once"
KEPT_FOR = timedelta(days=7)


class SpentForm(Base):
    """A form that has been acted upon, and where that led."""

    __tablename__ = "spent_form"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AlreadyDone(Exception):
    """The form was sent before; `location` is where that led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def token() -> str:
    """A fresh token for a form of the present person or guest."""
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{_tag(nonce, g.get('once_owner', ''))}"


def is_owned_by(token: str, owner: str) -> bool:
    """Whether the form of this token was opened by `owner`."""
    nonce, _, tag = token.partition(".")
    return bool(tag) and secrets.compare_digest(tag.encode(), _tag(nonce, owner).encode())


def _tag(nonce: str, owner: str) -> str:
    held: keys.Keys = current_app.config["KEYS"]
    return held.sign("once", f"{nonce}:{owner}")[:24]


def spend(session: Session) -> None:
    """Marks this request's form as sent.

    Raises:
        AlreadyDone: when it was sent before.
    """
    token = request.form.get(FIELD, "")
    if not token:
        return
    fingerprint = keys.fingerprint(token)
    try:
        session.add(SpentForm(token_hash=fingerprint, location="", at=clock.now()))
        session.flush()  # the second of two sends waits here for the first
    except IntegrityError:
        session.rollback()
        location = session.scalar(
            select(SpentForm.location).where(SpentForm.token_hash == fingerprint)
        )
        raise AlreadyDone(location or "/") from None
    g.spent_form = fingerprint


def keep_location(session: Session, location: str | None) -> None:
    """Remembers where the act led, for a second try."""
    fingerprint = g.get("spent_form")
    spent = session.get(SpentForm, fingerprint) if fingerprint else None
    if spent is not None:
        spent.location = location or request.path


def forget_old(session: Session) -> None:
    """Removes tokens that no retry will bring any more."""
    session.execute(delete(SpentForm).where(SpentForm.at < clock.now() - KEPT_FOR))
