"""Tables of reports and appeals. Who reported or appealed stands in `authorship` alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base, UtcDateTime


class Report(Bylined, Base):
    """Somebody asks moderators to look at a comment or a document.

    `subject_id` is its public id; `revision_number` the state of the document that was read.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_listed", "listed_at", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(12), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    revision_number: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    explanation: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Appeal(Bylined, Base):
    """The author asks that a second moderator look again; one for each hiding.

    `hiding_id` is the public id of the activity by which it was hidden.
    """

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_listed", "listed_at", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hiding_id: Mapped[str] = mapped_column(String(12), unique=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(12))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    explanation: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
