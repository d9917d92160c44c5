"""Rounds: dated windows on one version, what changed about them, and their responses."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.features.policies.rules.rounds import Span
from ssrwiki.foundation import stored_html
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.stored_html import HtmlTable, StoredHtml
from ssrwiki.foundation.triggers import Immutable, keep


class Round(Bylined, Base):
    """A window of comment. Its state is computed from the clock and these instants.

    `closed_at` is set only by an early close; a round that runs out needs no write. `kind` is
    `open` or `final_call`. `responding_at` is when the office drafted its first answer;
    `announced_close_at` is the worker's note that it told people, `holders_reminded_at` that it
    last reminded those whose positions are on an earlier text.
    """

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy.document_id"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    zone: Mapped[str] = mapped_column(String(60))
    question: Mapped[str] = mapped_column(Text)
    response_due_on: Mapped[date]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    responding_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    responded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    announced_close_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holders_reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def span(self) -> Span:
        """Its instants, which say what it is."""
        return Span(
            self.opens_at,
            self.closes_at,
            self.closed_at,
            self.responded_at,
            self.cancelled_at,
            self.responding_at,
        )


class RoundChange(Bylined, Base):
    """An extension, an early close or a cancellation: who, why and by how many days, for ever."""

    __tablename__ = "round_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    change: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    from_closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


keep(Immutable("round_change", ("round_id", "change", "reason"), tombstones={"reason": "''"}))


class Response(Bylined, StoredHtml, Base):
    """The published answer to a round; `statistics` is frozen JSON, so page and print agree."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    text_html: Mapped[str] = mapped_column(Text)
    statistics: Mapped[str] = mapped_column(Text)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def html(self) -> str:
        """The text, by the present renderer."""
        return stored_html.remark(self.text, self.text_html, self.renderer_version)


keep(
    Immutable(
        "response",
        ("round_id", "text", "statistics"),
        html=("text_html",),
        tombstones={"text": "''"},
    )
)
RESPONSES = HtmlTable(Response, ("text_html",), stored_html.own_html)
