"""Reads of published versions, their clauses, and the comments that stand beside them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, literal, select
from sqlalchemy.orm import Session, defer

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import is_in_audience
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Anchor, Version, VersionClause
from ssrwiki.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with what its revision says; `fields` are the typed ones, empty ones absent."""

    version: Version
    revision_number: int
    title: str
    lang: str
    fields: Mapping[str, str | list[str]]
    content_hash: str

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
        )
        .join(Revision, Revision.id == Version.revision_id)
        .where(Version.document_id == document.id)
        .order_by(Version.number.desc())
    )
    return [
        Edition(version, number, title, lang, json.loads(fields), content_hash)
        for version, number, title, lang, fields, content_hash in rows
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


def clauses(session: Session, version: Version) -> Sequence[VersionClause]:
    """The clauses of a version in order, tombstones among them."""
    return session.scalars(
        select(VersionClause)
        .where(VersionClause.version_id == version.id)
        .order_by(VersionClause.ordinal)
    ).all()


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


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A top comment as a version shows it. `html` is loaded for carried ones only.

    `state` is the anchor's; `exact` where the comment was made.
    """

    comment: Comment
    html: str
    state: str
    clause_id: str | None
    round_number: int
    version_number: int

    @property
    def is_gone(self) -> bool:
        """Withdrawn, hidden, redacted or held: a tombstone stands for its words."""
        row = self.comment
        return any((row.withdrawn_at, row.hidden_at, row.redacted_at, row.held_at))


def comments_on(
    session: Session, document: Document, version: Version, *, exact: str
) -> Sequence[PlacedComment]:
    """Every top comment that can be reached from a version, oldest listing first.

    `exact` is the anchor state of comments made on this very version, which have no row.
    """
    is_carried = Version.id != version.id
    rows = session.execute(
        select(
            Comment,
            case((is_carried, Comment.body_html), else_=literal("")).label("shown_html"),
            Anchor.state,
            Anchor.clause_id.label("placed_clause_id"),
            Round.number.label("round_number"),
            Version.number.label("version_number"),
        )
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(Anchor, (Anchor.comment_id == Comment.id) & (Anchor.version_id == version.id))
        .where(
            Round.document_id == document.id,
            Version.number <= version.number,
            Comment.parent_id.is_(None),
        )
        .options(defer(Comment.body), defer(Comment.body_html), defer(Comment.replacement))
        .order_by(Comment.listed_at, Comment.public_id)
    )
    return [
        PlacedComment(
            comment=comment,
            html=html,
            state=state or exact,
            clause_id=placed if state is not None else comment.clause_id,
            round_number=round_number,
            version_number=version_number,
        )
        for comment, html, state, placed, round_number, version_number in rows
    ]


def anchor(session: Session, *, comment_id: int, version_id: int) -> Anchor:
    """Where a comment stands in a version it was carried to.

    Raises:
        NotFound: it was made on this version or on a later one.
    """
    found = session.scalar(
        select(Anchor).where(Anchor.comment_id == comment_id, Anchor.version_id == version_id)
    )
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a comment is carried: its own version, or the last one where a person put it."""

    comment_id: int
    parent_id: int | None
    version_number: int
    clause_id: str | None
    quote: str
    quote_prefix: str
    quote_suffix: str
    is_placed_by_hand: bool = False
    is_orphan: bool = False


def origins(session: Session, document: Document, *, manual: str) -> Sequence[Origin]:
    """Every comment of every round with its start; `manual` is the state of a human anchor.

    A place chosen by a person wins over the original one; the latest such place stands, and
    then the whole clause is meant, not the words that were quoted once.
    """
    by_hand: dict[int, tuple[int, str | None]] = {
        comment_id: (number, clause_id)
        for comment_id, number, clause_id in session.execute(
            select(Anchor.comment_id, Version.number, Anchor.clause_id)
            .join(Version, Version.id == Anchor.version_id)
            .where(Version.document_id == document.id, Anchor.state == manual)
            .order_by(Version.number)
        )
    }
    rows = session.execute(
        select(
            Comment.id,
            Comment.parent_id,
            Version.number,
            Comment.clause_id,
            Comment.quote,
            Comment.quote_prefix,
            Comment.quote_suffix,
        )
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Version, Version.id == Round.version_id)
        .where(Round.document_id == document.id)
        .order_by(Comment.id)
    )
    found = []
    for comment_id, parent_id, number, clause_id, quote, prefix, suffix in rows:
        if comment_id in by_hand:
            placed_on, placed_at = by_hand[comment_id]
            is_orphan = placed_at is None
            origin = Origin(comment_id, parent_id, placed_on, placed_at, "", "", "", True, is_orphan)
        else:
            origin = Origin(comment_id, parent_id, number, clause_id, quote, prefix, suffix)
        found.append(origin)
    return found
