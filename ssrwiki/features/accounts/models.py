"""Tables of sign-ins, of tokens sent by mail, and of those who wait to join.

Of sign-ins and tokens hashes only are kept.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.foundation.database import Base, UtcDateTime


class SignIn(Base):
    """A session on the server. `strength` leaves room for a second factor."""

    __tablename__ = "sign_in"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    authenticated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    strength: Mapped[str] = mapped_column(String(20), default="password")


class AccountToken(Base):
    """A single-use token; the worker derives it from `public_id` when the mail leaves.

    `person_id` is None while nobody has an account: see `Joining`.
    """

    __tablename__ = "account_token"

    public_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Joining(Base):
    """What one form to join said; it becomes an account by its own token, and by no other's.

    Anybody may write anybody's address into that form, so there may be several for one.
    """

    __tablename__ = "joining"

    token_id: Mapped[str] = mapped_column(ForeignKey("account_token.public_id"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    display_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    terms_version: Mapped[str] = mapped_column(String(20))
