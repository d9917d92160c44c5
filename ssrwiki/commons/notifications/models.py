"""Tables of watches and notices."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.foundation.database import Base, UtcDateTime


class Watch(Base):
    """One person asks to hear about one thing: a document, a theme or a place."""

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("person_id", "document_id"),
        UniqueConstraint("person_id", "theme_id"),
        UniqueConstraint("person_id", "place_code"),
        CheckConstraint(
            "(document_id IS NOT NULL AND theme_id IS NULL AND place_code IS NULL)"
            " OR (document_id IS NULL AND theme_id IS NOT NULL AND place_code IS NULL)"
            " OR (document_id IS NULL AND theme_id IS NULL AND place_code IS NOT NULL)",
            name="one_thing",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    place_code: Mapped[str | None] = mapped_column(String(3), index=True)


class Notice(Base):
    """One activity as one person receives it; the pair is unique, so nothing comes twice.

    `watch_id` None on a notice by watching: that watch has ended since. `is_read` has no
    instant: when who read what isn't kept (safety rule 4).
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "activity_id"),
        Index("ix_notice_inbox", "person_id", "is_read"),
        Index("ix_notice_mail", "mail_state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    watch_id: Mapped[int | None] = mapped_column(
        ForeignKey("watch.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(String(20))
    is_urgent: Mapped[bool]
    is_read: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mail_state: Mapped[str] = mapped_column(String(20))
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
