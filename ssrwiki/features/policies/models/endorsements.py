"""Positions on a version: append-only; the latest a person took replaces the one before."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.triggers import Immutable, keep


class Endorsement(Bylined, Base):
    """One position. A row that no other `replaces` is its holder's present one.

    `position` is `agree`, `agree_with_conditions`, `abstain`, `disagree`, `object`, or
    `withdrawn`. The affiliation's facts are a snapshot for counting; the holder stands in
    `authorship` alone. `comment_id` is the comment that a condition or a reason opened; where
    there is none, the words themselves can be hidden (`hidden_at`).
    """

    __tablename__ = "endorsement"
    __table_args__ = (Index("ix_endorsement_document", "document_id", "version_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy.document_id"))
    version_number: Mapped[int]
    position: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("endorsement.id"), unique=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    is_verified: Mapped[bool]
    is_verified_after_opening: Mapped[bool]
    is_from_owner: Mapped[bool]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    is_reconfirmation: Mapped[bool] = mapped_column(default=False)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str | None] = mapped_column(String(40))


keep(
    Immutable(
        "endorsement",
        ("document_id", "version_number", "position", "reason", "conditions", "replaces_id"),
        tombstones={"reason": "''", "conditions": "''"},
    )
)
