"""Tables of threads, comments, receipts and dispositions. Feedback is never deleted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.discussion.rules import Fate
from ssrwiki.foundation import stored_html
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.stored_html import HtmlTable, StoredHtml
from ssrwiki.foundation.triggers import Immutable, keep


class Thread(Base):
    """Where comments gather. `purpose` is `page`, or what a feature that holds it says.

    `audience` is that of the text which the thread is about, where the document's may become
    wider: a version for members, a page before it was opened to all. None: the document's. A
    page has a thread for each audience that it had while somebody spoke.
    """

    __tablename__ = "thread"
    __table_args__ = (UniqueConstraint("document_id", "purpose", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    comment_count: Mapped[int] = mapped_column(default=0)
    audience: Mapped[str | None] = mapped_column(String(20))


class Comment(Bylined, StoredHtml, Base):
    """One thing said. Text changes only by its author within 15 minutes, or by redaction.

    `clause_id` None: about the whole. `quote` with its surroundings pins words of the clause.
    `is_point` marks a reply that asks for an answer of its own; top comments always do.
    `is_late` marks one that came after the closing instant (never through the form).
    `kind` is what its author called it; `sorted_kind` what the owning office sorted it as.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_listed", "thread_id", "listed_at", "public_id"),
        Index("ix_comment_clause", "thread_id", "clause_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    revision_number: Mapped[int]
    clause_id: Mapped[str | None] = mapped_column(String(12))
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_prefix: Mapped[str] = mapped_column(String(200), default="")
    quote_suffix: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20))
    sorted_kind: Mapped[str | None] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(20))
    replacement: Mapped[str] = mapped_column(Text, default="")
    trial: Mapped[str | None] = mapped_column(Text)
    is_point: Mapped[bool]
    is_from_owner: Mapped[bool]
    is_from_practitioner: Mapped[bool]
    is_late: Mapped[bool] = mapped_column(default=False)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str | None] = mapped_column(String(40))
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def fate(self) -> Fate:
        """When it was taken away, if it was."""
        return Fate(self.redacted_at, self.hidden_at, self.withdrawn_at, self.held_at)

    @property
    def html(self) -> str:
        """What it says, by the present renderer."""
        return stored_html.remark(self.body, self.body_html, self.renderer_version)


keep(
    Immutable(
        "comment",
        ("thread_id", "parent_id", "revision_number", "clause_id", "body"),
        html=("body_html",),
        unless=(
            "NEW.edited_at IS NOT NULL AND (OLD.edited_at IS NULL "
            "OR NEW.edited_at > OLD.edited_at) AND OLD.redacted_at IS NULL "
            "AND OLD.thread_id = NEW.thread_id"
        ),
        tombstones={"body": "''"},
    )
)
COMMENTS = HtmlTable(Comment, ("body_html",), stored_html.own_html)


class Receipt(Base):
    """An office has read a comment; which officer did is not kept."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("comment_id", "organisation_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    step: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Disposition(Bylined, StoredHtml, Base):
    """One answer to one comment; the highest `number` stands, earlier ones stay readable.

    A draft (`published_at` None) is replaced by appending the next number. Once published, a row
    is never changed; a later one answers anew.
    """

    __tablename__ = "disposition"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    reason_html: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(20))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    target_version: Mapped[int | None]
    office: Mapped[str] = mapped_column(String(160))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def html(self) -> str:
        """The reason, by the present renderer."""
        return stored_html.remark(self.reason, self.reason_html, self.renderer_version)


keep(
    Immutable(
        "disposition",
        ("comment_id", "number", "code", "reason", "duplicate_of_id", "target_version"),
        html=("reason_html",),
        tombstones={"reason": "''"},
    )
)
DISPOSITIONS = HtmlTable(Disposition, ("reason_html",), stored_html.own_html)
