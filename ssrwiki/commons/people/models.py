"""Tables of people, organisations, affiliations and reader groups."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ssrwiki.foundation.database import Base, UtcDateTime


class Organisation(Base):
    """A ministry, service, mission or association; a *unit* in the field's word."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(40))
    country: Mapped[str | None] = mapped_column(String(2))
    is_international: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """An account; it begins when the address is confirmed.

    Deactivation keeps the row, so that contributions keep their place.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    handle: Mapped[str] = mapped_column(String(60), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    name_skeleton: Mapped[str] = mapped_column(String(240), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    is_moderator: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(String(20), default="")
    zone: Mapped[str] = mapped_column(String(60), default="")
    mail_preference: Mapped[str] = mapped_column(String(20), default="digest")
    terms_version: Mapped[str] = mapped_column(String(20), default="")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_demo: Mapped[bool] = mapped_column(default=False)


class Affiliation(Base):
    """For whom, as what and where a person worked; one row a person has no `to_on`."""

    __tablename__ = "affiliation"
    __table_args__ = (Index("ix_affiliation_current", "person_id", "to_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    family: Mapped[str] = mapped_column(String(40))
    is_international: Mapped[bool]
    region: Mapped[str] = mapped_column(String(3))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_until: Mapped[date | None]


class ReaderGroup(Base):
    """A named audience."""

    __tablename__ = "reader_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))


class GroupMember(Base):
    """Who reads with a group."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("reader_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
