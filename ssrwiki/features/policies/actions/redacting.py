"""Taking what is redacted out of versions, positions, rulings, rounds and responses."""

from collections.abc import Callable, Collection

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.actions import projecting, redacting
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.commons.documents.queries.pieces import REVISION
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.features.policies.queries import alike, pieces
from ssrwiki.features.policies.queries.pieces import SpokenKind
from ssrwiki.foundation import clock
from ssrwiki.foundation.redactions.pieces import (
    Erasure,
    Hiding,
    Redactable,
    RedactionShare,
    Target,
)
from ssrwiki.foundation.words import Message, say


def emptied(session: Session, target: Target) -> None:
    """Empties the version that was printed from a redacted revision, and what it projected."""
    if target.kind != REVISION:
        return
    revision = session.scalars(select(Revision).where(Revision.public_id == target.public_id)).one()
    policy = session.get(Policy, revision.document_id)
    if policy is None:
        return
    document = session.get_one(Document, revision.document_id)
    if revision.number == document.head_number:
        policy.contact = ""
    version = session.scalar(select(Version).where(Version.revision_id == revision.id))
    if version is None:
        return
    _empty_version(session, version)
    if policy.current_version_number == version.number:
        document.abstract = ""
        projecting.forget_links(session, document, is_working=False)


def _empty_version(session: Session, version: Version) -> None:
    """Its clauses, notes and field, and the tombstones of its clauses in the next version.

    Numbers and identities stay, so that comments keep their places. A clause that stands in
    another version with the same words goes when that one's revision is redacted.
    """
    now = clock.now()
    version.summary = ""
    version.content_hash = f"redacted:{version.number}"
    version.field_html = version.footnotes_html = ""
    version.redacted_at = version.redacted_at or now
    activity.redact(session, [version.public_id])
    own = select(VersionClause.clause_id).where(VersionClause.version_id == version.id)
    later = select(Version.id).where(
        Version.document_id == version.document_id, Version.number == version.number + 1
    )
    copies = VersionClause.is_deleted & VersionClause.version_id.in_(later)
    session.execute(
        update(VersionClause)
        .where(
            or_(
                VersionClause.version_id == version.id,
                copies & VersionClause.clause_id.in_(own),
            ),
            VersionClause.redacted_at.is_(None),
        )
        .values(html="", text="", redacted_at=now)
        .execution_options(synchronize_session=False)
    )


def _emptying(kind: SpokenKind) -> Callable[[Session, str, Erasure], Collection[str]]:
    def empty(session: Session, public_id: str, _erasure: Erasure) -> Collection[str]:
        row = kind.row(session, public_id)
        if row.redacted_at is None:
            row.redacted_at = clock.now()
        for column in (*kind.columns, *kind.html_columns):
            setattr(row, column, "")
        return [public_id]

    return empty


def hide_position(session: Session, public_id: str, hiding: Hiding | None) -> None:
    """Takes the words of a position from view; what it says by itself goes on counting."""
    row = session.scalars(select(Endorsement).where(Endorsement.public_id == public_id)).one()
    row.hidden_at = hiding.at if hiding is not None else None
    row.hidden_reason = hiding.reason if hiding is not None else None


def _redactable(
    kind: SpokenKind,
    label: Message,
    hide: Callable[[Session, str, Hiding | None], None] | None = None,
) -> Redactable:
    return Redactable(
        kind=kind.name,
        label=label,
        found=kind.found,
        standing=kind.standing,
        empty=_emptying(kind),
        verb=redacting.REDACTED_PART,
        hide=hide,
    )


SHARE = RedactionShare(
    redactables=(
        _redactable(pieces.POSITIONS, say("Position"), hide_position),
        _redactable(pieces.RULINGS, say("Ruling")),
        _redactable(pieces.RESPONSES, say("Response")),
        _redactable(pieces.ROUNDS, say("Question of a round")),
        _redactable(pieces.ROUND_CHANGES, say("Change of a round")),
        _redactable(pieces.LABEL_ANSWERS, say("Answer about a label")),
        _redactable(pieces.STATE_CHANGES, say("Change of state")),
    ),
    copies=alike.copies,
    beside=alike.beside,
    emptied=emptied,
)
