"""Tables of documents, their revisions, renderings, owners, topics and links."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ssrwiki.commons.authorship.models import Bylined
from ssrwiki.commons.documents.rules import HeldState, held_state
from ssrwiki.foundation import text
from ssrwiki.foundation.database import Base, UtcDateTime
from ssrwiki.foundation.stored_html import StoredHtml
from ssrwiki.foundation.triggers import Immutable, keep


class Document(Base):
    """A text with an address. `head_number` is the revision that a save must be based on.

    `title_slug` is the address that its title would have: wiki links find it by that too, since
    the slug is given once and titles change.
    `audience` is for what is published; `working_audience`, where set, is narrower and holds for
    the working text, its history and comparisons (policies). `revised_at` tells all who read the
    document, so a save moves it only where they read the saved text too.
    """

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_listed", "kind", "revised_at", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(30))
    section: Mapped[str] = mapped_column(String(30))
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    title_slug: Mapped[str] = mapped_column(String(160), index=True)
    abstract: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[str] = mapped_column(String(30), default="")
    lang: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    working_audience: Mapped[str | None] = mapped_column(String(20))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("reader_group.id"))
    head_number: Mapped[int]
    translation_of_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    translation_source_number: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str | None] = mapped_column(String(40))

    owners: Mapped[list["DocumentOwner"]] = relationship(
        lazy="raise_on_sql", order_by="DocumentOwner.position", cascade="all, delete-orphan"
    )

    @validates("title")
    def _slug_title(self, _name: str, title: str) -> str:
        self.title_slug = text.slug(title)
        return title

    @property
    def address(self) -> str:
        """Its local path."""
        return f"/{self.section}/{self.slug}"

    @property
    def is_work_open(self) -> bool:
        """Whether all who read it read its working text as well."""
        return self.working_audience in {None, self.audience}


class DocumentOwner(Base):
    """An organisation that owns a document; position 0 leads."""

    __tablename__ = "document_owner"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )
    position: Mapped[int]


class Revision(Bylined, Base):
    """One saved state; only a redaction may change it, and puts nothing but tombstones there.

    `fields` is JSON of the kind's typed fields; `content_hash` is keyed and covers title, text
    and fields, not the author. `audience` is who could read it then: what was saved for few stays
    with them when the document is opened to more.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    fields: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(String(300))
    is_minor: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(20))
    restored_number: Mapped[int | None]
    content_hash: Mapped[str] = mapped_column(String(64))
    audience: Mapped[str] = mapped_column(String(20))
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    redaction_reason: Mapped[str | None] = mapped_column(String(300))
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str | None] = mapped_column(String(40))


keep(
    Immutable(
        "revision",
        (
            *("document_id", "number", "title", "body", "fields", "summary", "kind"),
            *("content_hash", "audience"),
        ),
        tombstones={
            "title": "'Redacted'",
            "body": "'*Redacted.*'",
            "fields": "'{}'",
            "summary": "''",
            "content_hash": "''",
        },
    )
)


class HeldEdit(Bylined, Base):
    """A newcomer's edit as it was sent, kept out of the history until a moderator lets it out.

    `document_id` None: it would make a new page. `base_number` is the revision that it was made
    on, 0 for a new page. `explanation` is the second moderator's, to the author's `appeal`.
    """

    __tablename__ = "held_edit"
    __table_args__ = (Index("ix_held_edit_waiting", "outcome", "listed_at", "public_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(String(30))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    base_number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    fields: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(String(300))
    is_minor: Mapped[bool]
    audience: Mapped[str] = mapped_column(String(20))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("reader_group.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    refused_reason: Mapped[str | None] = mapped_column(String(40))
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    explanation: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def address(self) -> str:
        """Where its author and moderators see it."""
        return f"/{self.section}/waiting/{self.public_id}"

    @property
    def state(self) -> HeldState:
        """Whom it waits for, or what became of it."""
        return held_state(self.outcome, self.appealed_at)


class UnsavedEdit(Base):
    """What somebody was writing when they last paused; nobody but they sees it.

    `place` names what it is an edit of: a document's public id, or the address of the form for a
    new one. `fields` is JSON of the form as it stood: each name with the list of its values.
    """

    __tablename__ = "unsaved_edit"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(60), primary_key=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    base_number: Mapped[int]
    fields: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Rendering(StoredHtml, Base):
    """HTML of a revision, made at save; `queries.renderings` reads it."""

    __tablename__ = "rendering"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    html: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)
    contents: Mapped[str] = mapped_column(Text)


class Projected:
    """What a text of a document says, for queries: of the head revision, or of what is published.

    Where saving isn't publishing, the head revision's rows are `is_working`: for those who may
    read the working text. Ask with `queries.reach.says`.
    """

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    is_working: Mapped[bool] = mapped_column(primary_key=True)


class DocumentTheme(Projected, Base):
    """A theme."""

    __tablename__ = "document_theme"

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)


class DocumentPlace(Projected, Base):
    """A region or country, by M49 or ISO 3166 code."""

    __tablename__ = "document_place"

    place_code: Mapped[str] = mapped_column(String(3), primary_key=True, index=True)


class DocumentLink(Projected, Base):
    """A wiki link, by the slug it points to, existing or not."""

    __tablename__ = "document_link"

    target_slug: Mapped[str] = mapped_column(String(160), primary_key=True, index=True)
