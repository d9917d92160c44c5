"""Forms that have been acted upon, kept until no retry will bring them any more."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssrwiki.foundation import clock
from ssrwiki.foundation.database import Base, UtcDateTime

KEPT_FOR = timedelta(days=7)


class SpentForm(Base):
    """A form that has been acted upon, and where that led."""

    __tablename__ = "spent_form"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def forget_old(session: Session) -> None:
    """Removes what is older than a retry can be."""
    session.execute(delete(SpentForm).where(SpentForm.at < clock.now() - KEPT_FOR))
