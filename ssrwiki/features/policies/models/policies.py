"""The policy itself: its state and what its typed fields say."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.triggers import Immutable, keep


class Policy(Base):
    """One row a document of kind `policy`; the typed fields are those of the working text.

    `call_opened_at` is the beginning of the last final call, `call_closes_at` its end, None when
    none was said; `holders_reminded_at` is when the worker last reminded holders in it.
    """

    __tablename__ = "policy"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(30), index=True)
    current_version_number: Mapped[int | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    steward_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contact: Mapped[str] = mapped_column(String(200), default="")
    review_on: Mapped[date | None]
    call_opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    call_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holders_reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StateChange(Bylined, Base):
    """A move from state to state, with its reason; append-only.

    `audience` is who may read it: the policy's at that time, which may become wider later.
    """

    __tablename__ = "state_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy.document_id"), index=True)
    from_state: Mapped[str] = mapped_column(String(30))
    to_state: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(Text)
    version_number: Mapped[int | None]
    audience: Mapped[str] = mapped_column(String(20))
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


keep(
    Immutable(
        "state_change",
        ("document_id", "from_state", "to_state", "reason"),
        tombstones={"reason": "''"},
    )
)


class Ruling(Bylined, Base):
    """A second officer's ruling on an open objection (an endorsement `object`).

    `audience` as of a `StateChange`.
    """

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    endorsement_id: Mapped[int] = mapped_column(ForeignKey("endorsement.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(String(20))
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


keep(
    Immutable(
        "ruling",
        ("endorsement_id", "reason"),
        tombstones={"reason": "''"},
    )
)
