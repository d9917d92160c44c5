"""Reads of published versions and their clauses."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import is_in_audience
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import labels, prints
from ssrwiki.features.policies.rules.clauses import ChangeClass
from ssrwiki.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with what its revision says; `fields` are the typed ones, empty ones absent.

    `is_relabelled`: it was labelled editorial, and the office has taken that back.
    """

    version: Version
    revision_number: int
    title: str
    lang: str
    fields: Mapping[str, str | list[str]]
    content_hash: str
    is_relabelled: bool = False

    @property
    def change_class(self) -> ChangeClass:
        """What it counts as, against the version before."""
        if self.is_relabelled:
            return ChangeClass.SUBSTANTIVE
        return ChangeClass(self.version.change_class)

    @property
    def number(self) -> int:
        """The number of the version."""
        return self.version.number

    def line(self, name: str) -> str:
        """A typed field that holds one text; "" when it was left empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def choices(self, name: str) -> Sequence[str]:
        """A typed field that holds several choices."""
        value = self.fields.get(name, [])
        return [] if isinstance(value, str) else value


def editions(session: Session, document: Document) -> Sequence[Edition]:
    """Every version, newest first."""
    rows = session.execute(
        select(
            Version,
            Revision.number,
            Revision.title,
            Revision.lang,
            Revision.fields,
            Revision.content_hash,
            labels.is_relabelled(),
        )
        .join(Revision, Revision.id == Version.revision_id)
        .where(Version.document_id == document.id)
        .order_by(Version.number.desc())
    )
    return [
        Edition(version, number, title, lang, json.loads(fields), content_hash, relabelled)
        for version, number, title, lang, fields, content_hash, relabelled in rows
    ]


def readable(viewer: Actor, document: Document, all_editions: Sequence[Edition]) -> list[Edition]:
    """Those that the viewer may read: each version keeps the audience it was published for."""
    return [
        edition
        for edition in all_editions
        if is_in_audience(viewer, document, edition.version.audience)
    ]


def edition_of(all_editions: Sequence[Edition], number: int) -> Edition:
    """The one with this number.

    Raises:
        NotFound: there is none, or not for this viewer.
    """
    for edition in all_editions:
        if edition.number == number:
            return edition
    raise NotFound


def version(session: Session, document: Document, number: int) -> Version:
    """One version, whoever may read it.

    Raises:
        NotFound: there is no such number.
    """
    found = session.scalar(
        select(Version).where(Version.document_id == document.id, Version.number == number)
    )
    if found is None:
        raise NotFound
    return found


def readable_version(session: Session, viewer: Actor, document: Document, number: int) -> Version:
    """One version, if the viewer belongs to its audience.

    Raises:
        NotFound: absent or not for this viewer.
    """
    found = version(session, document, number)
    if not is_in_audience(viewer, document, found.audience):
        raise NotFound
    return found


def clauses(session: Session, version: Version) -> Sequence[VersionClause]:
    """The clauses of a version in order, tombstones among them."""
    rows = session.scalars(
        select(VersionClause)
        .where(VersionClause.version_id == version.id)
        .order_by(VersionClause.ordinal)
    ).all()
    return prints.clauses(session, rows)


def clauses_of_all(session: Session, document: Document) -> Mapping[int, Sequence[VersionClause]]:
    """The clauses of every version, by the version's number, without their HTML."""
    rows = session.execute(
        select(Version.number, VersionClause)
        .join(Version, Version.id == VersionClause.version_id)
        .where(Version.document_id == document.id)
        .options(defer(VersionClause.html))
        .order_by(Version.number, VersionClause.ordinal)
    )
    found: dict[int, list[VersionClause]] = {}
    for number, clause in rows:
        found.setdefault(number, []).append(clause)
    return found
