"""Reads of rounds: one with the version it is about, its changes, and the clauses it asks about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, literal, select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Thread
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.permissions import audiences_of, is_in_audience
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round, RoundChange
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import policies, prints, versions
from ssrwiki.features.policies.rules.rounds import RoundState, Span
from ssrwiki.foundation import clock
from ssrwiki.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class RoundHeld:
    """A round with all it stands on."""

    document: Document
    policy: Policy
    round: Round
    version: Version
    revision_number: int
    title: str
    lang: str
    thread: Thread

    @property
    def span(self) -> Span:
        """Its instants."""
        return self.round.span

    @property
    def state(self) -> RoundState:
        """What it is now, by the clock."""
        return self.span.state(clock.now())

    @property
    def address(self) -> str:
        """Its page."""
        return f"{self.document.address}/rounds/{self.round.number}"

    @property
    def comments_address(self) -> str:
        """The list of its comments."""
        return f"{self.address}/comments"


def held(session: Session, *, viewer: Actor, slug: str, number: int) -> RoundHeld:
    """The round of a policy by its number.

    Raises:
        NotFound: absent, or about a version that this viewer may not read.
    """
    document = policies.document(session, viewer=viewer, slug=slug)
    row = session.execute(
        select(Round, Version, Revision.number, Revision.title, Revision.lang, Thread, Policy)
        .join(Version, Version.id == Round.version_id)
        .join(Revision, Revision.id == Version.revision_id)
        .join(Thread, Thread.id == Round.thread_id)
        .join(Policy, Policy.document_id == Round.document_id)
        .where(Round.document_id == document.id, Round.number == number)
    ).first()
    if row is None or not is_readable(viewer, document, row.Version):
        raise NotFound
    return RoundHeld(
        document=document,
        policy=row.Policy,
        round=row.Round,
        version=row.Version,
        revision_number=row.number,
        title=row.title,
        lang=row.lang,
        thread=row.Thread,
    )


def is_readable(viewer: Actor, document: Document, version: Version) -> bool:
    """Whether this viewer may read a version, and all that was said about it."""
    return is_in_audience(viewer, document, version.audience)


def is_thread_over(session: Session, thread_id: int) -> bool:
    """Whether this is the thread of a round that takes no comments now."""
    row = session.scalar(select(Round).where(Round.thread_id == thread_id))
    return row is not None and not row.span.state(clock.now()).is_running


def by_public_id(session: Session, public_id: str) -> tuple[Round, Document] | None:
    """A round and its policy for a job; None when it is gone."""
    row = session.execute(
        select(Round, Document)
        .join(Document, Document.id == Round.document_id)
        .where(Round.public_id == public_id)
    ).first()
    return None if row is None else (row.Round, row.Document)


def changes(session: Session, round_: Round) -> Sequence[RoundChange]:
    """Extensions, early close and cancellation, in the order in which they happened."""
    return session.scalars(
        select(RoundChange)
        .where(RoundChange.round_id == round_.id)
        .order_by(RoundChange.listed_at, RoundChange.id)
    ).all()


def last_round(session: Session, document: Document) -> Round | None:
    """The newest round of a policy."""
    return session.scalar(
        select(Round).where(Round.document_id == document.id).order_by(Round.number.desc()).limit(1)
    )


def has_had_round(session: Session, document: Document) -> bool:
    """Whether there was a round that wasn't cancelled, so that a shorter window will do."""
    return (
        session.scalar(
            select(Round.id)
            .where(Round.document_id == document.id, Round.cancelled_at.is_(None))
            .limit(1)
        )
        is not None
    )


def current_version(session: Session, policy: Policy) -> Version | None:
    """The version that a new round would be about."""
    return session.scalar(
        select(Version).where(
            Version.document_id == policy.document_id,
            Version.number == policy.current_version_number,
        )
    )


@dataclass(frozen=True, slots=True)
class ClauseSpot:
    """A clause of one version: its printed number, and its text for readers of comments."""

    clause_id: str
    number: str
    kind: str
    html: str
    text: str
    is_deleted: bool


def clause_spots(session: Session, version: Version) -> Mapping[str, ClauseSpot]:
    """The clauses of a version by identity, in their order."""
    return {row.clause_id: _spot(row) for row in versions.clauses(session, version)}


def clause_spot(session: Session, version: Version, clause_id: str) -> ClauseSpot:
    """One clause that can be commented on.

    Raises:
        NotFound: the version has no such clause, or only its tombstone.
    """
    row = session.scalar(
        select(VersionClause).where(
            VersionClause.version_id == version.id, VersionClause.clause_id == clause_id
        )
    )
    if row is None or row.is_deleted:
        raise NotFound
    return _spot(prints.clauses(session, [row])[0])


def _spot(row: VersionClause) -> ClauseSpot:
    return ClauseSpot(row.clause_id, row.number, row.kind, row.html, row.text, row.is_deleted)


@dataclass(frozen=True, slots=True)
class PrintedClause:
    """A clause's number in one version, and its words where they were asked for."""

    number: str
    text: str


def printed_clauses(
    session: Session,
    *,
    viewer: Actor,
    document: Document,
    version_numbers: Collection[int],
    in_words: Collection[str] = (),
) -> Mapping[tuple[int, str], PrintedClause]:
    """The living clauses of those versions that the viewer may read, by version and clause.

    `in_words` are the clauses whose words are wanted as well.
    """
    text = case((VersionClause.clause_id.in_(in_words), VersionClause.text), else_=literal(""))
    rows = session.execute(
        select(Version.number, VersionClause.clause_id, VersionClause.number, text)
        .join(Version, Version.id == VersionClause.version_id)
        .where(
            Version.document_id == document.id,
            Version.number.in_(version_numbers),
            Version.audience.in_(audiences_of(viewer, document)),
            ~VersionClause.is_deleted,
        )
    )
    return {
        (version, clause_id): PrintedClause(number, words)
        for version, clause_id, number, words in rows
    }
