"""The table of activities: append-only."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base, UtcDateTime


class Activity(Bylined, Base):
    """One act. `verb` is `package.verb`; `address` is the local path where it can be seen.

    `needs_working_text` marks acts that only the owning organisations may know of. `audience` is
    who else may, where the document's own may become wider later: an earlier version's readers.
    `announced_at` is when notices may leave: weighty acts wait ten minutes and can be stopped.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_listed", "listed_at", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str] = mapped_column(String(60))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    contribution_id: Mapped[str | None] = mapped_column(String(12), index=True)
    address: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    is_minor: Mapped[bool] = mapped_column(default=False)
    needs_working_text: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[str | None] = mapped_column(String(20))
    announced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
