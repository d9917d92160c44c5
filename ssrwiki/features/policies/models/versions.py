"""Published versions and their clauses: immutable, by code and by trigger."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.stored_html import StoredHtml
from ssrwiki.foundation.triggers import Immutable, keep


class Version(Bylined, StoredHtml, Base):
    """A revision that was published as v1, v2…

    `field_html` is *How it works in the field*. Its HTML is read through `queries.prints`.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy.document_id"))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    summary: Mapped[str] = mapped_column(String(300))
    change_class: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    content_hash: Mapped[str] = mapped_column(String(64))
    field_html: Mapped[str] = mapped_column(Text)
    footnotes_html: Mapped[str] = mapped_column(Text)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class VersionClause(StoredHtml, Base):
    """A clause as one version prints it. `clause_id` is its identity in all versions.

    A deleted clause stays as a tombstone (`is_deleted`) in the next version, at its old place,
    with its last number, so that what was said of it can still be found.
    """

    __tablename__ = "version_clause"
    __table_args__ = (
        UniqueConstraint("version_id", "clause_id"),
        Index("ix_version_clause_order", "version_id", "ordinal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    clause_id: Mapped[str] = mapped_column(String(12), index=True)
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[int]
    container: Mapped[str] = mapped_column(String(2))
    html: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    moved_from: Mapped[str | None] = mapped_column(String(20))
    is_deleted: Mapped[bool] = mapped_column(default=False)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


keep(
    Immutable(
        "version",
        ("document_id", "number", "revision_id", "summary", "change_class", "content_hash"),
        html=("field_html", "footnotes_html"),
        # No two alike, or positions on two redacted versions would be taken for current ones.
        tombstones={"summary": "''", "content_hash": "'redacted:' || NEW.number"},
    )
)
keep(
    Immutable(
        "version_clause",
        (
            *("version_id", "clause_id", "ordinal", "number", "kind", "level", "container"),
            *("text", "is_deleted"),
        ),
        html=("html",),
        tombstones={"text": "''"},
    )
)


class Anchor(Base):
    """Where a comment stands in one version: carried over at publication, one row each.

    `state` is one of `rules.anchors.AnchorState`. A `manual` one without a clause: a person said
    that the words are gone.
    """

    __tablename__ = "anchor"
    __table_args__ = (UniqueConstraint("comment_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    clause_id: Mapped[str | None] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(20))
    score: Mapped[float]
    start: Mapped[int | None]
    end: Mapped[int | None]
