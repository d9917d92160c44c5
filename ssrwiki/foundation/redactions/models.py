"""The row that each redaction leaves, and what was found to share words with it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.triggers import Immutable, keep


class Redaction(Base):
    """One contribution that was emptied, written with the emptying; a line of the list is its copy.

    Never the words, and nobody's name: `target_id` is a public id, `reason` a listed code,
    `number` a revision's.
    """

    __tablename__ = "redaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(30))
    target_id: Mapped[str] = mapped_column(String(12), index=True)
    number: Mapped[int | None]
    covers_title: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


keep(
    Immutable(
        "redaction",
        ("public_id", "kind", "target_id", "number", "covers_title", "reason", "at"),
    )
)


class RedactionEcho(Base):
    """A contribution that shared words in a row with one that was redacted, and was left as it is.

    Found while the words were still there; moderators look at it and decide.
    """

    __tablename__ = "redaction_echo"

    id: Mapped[int] = mapped_column(primary_key=True)
    redaction_id: Mapped[int] = mapped_column(ForeignKey("redaction.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    target_id: Mapped[str] = mapped_column(String(12))
