"""Which acts of the demo have been planted, so that planting again adds nothing twice."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssrwiki.foundation.database import Base


class Planted(Base):
    """One act of the seed that is done; `key` is its name in the seed's files."""

    __tablename__ = "planted"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), default="")


def keys(session: Session) -> dict[str, str]:
    """Every key that is done, with the public id of what it made."""
    rows = session.execute(select(Planted.key, Planted.public_id))
    return {row.key: row.public_id for row in rows}
