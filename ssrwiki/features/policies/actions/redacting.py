"""Taking what is redacted out of versions, positions, rulings and responses."""

from collections.abc import Sequence

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Policy, Ruling
from ssrwiki.features.policies.models.rounds import Response, Round
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.foundation import clock
from ssrwiki.foundation.repetition import Redaction


def redact_version(session: Session, document: Document, revision: Revision) -> None:
    """Empties the version's clauses, notes and field, their tombstones, and quotes from them.

    Numbers and identities stay, so that comments keep their places. A clause that stands in
    another version with the same words goes when that one's revision is redacted.
    """
    version = session.scalar(select(Version).where(Version.revision_id == revision.id))
    if version is None:
        return
    now = clock.now()
    version.summary = ""
    # No two alike, or positions on two redacted versions would be taken for current ones.
    version.content_hash = f"redacted:{version.number}"
    version.field_html = version.footnotes_html = ""
    version.redacted_at = now
    activity.redact(session, [version.public_id])
    own = select(VersionClause.clause_id).where(VersionClause.version_id == version.id)
    later = select(Version.id).where(
        Version.document_id == document.id, Version.number == version.number + 1
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
    threads = select(Round.thread_id).where(Round.version_id == version.id)
    session.execute(
        update(Comment)
        .where(Comment.thread_id.in_(threads))
        .values(quote="", quote_prefix="", quote_suffix="")
        .execution_options(synchronize_session=False)
    )
    policy = session.get_one(Policy, document.id)
    if policy.current_version_number == version.number:
        document.abstract = ""


def redact_with_comment(session: Session, redaction: Redaction) -> None:
    """Empties the positions that opened a redacted comment, and what repeats its words."""
    comment = session.execute(
        select(Comment.id, Comment.thread_id).where(Comment.public_id == redaction.contribution_id)
    ).first()
    if comment is None:
        return
    positions = session.scalars(
        select(Endorsement).where(
            Endorsement.comment_id == comment.id, Endorsement.redacted_at.is_(None)
        )
    ).all()
    for position in positions:
        position.redacted_at = clock.now()
        position.reason = position.conditions = ""
    for ruling in _rulings_on(session, comment.id):
        if redaction.is_repeated_in(ruling.reason):
            ruling.redacted_at = clock.now()
            ruling.reason = ""
            activity.redact(session, [ruling.public_id])
    for response in _responses_to(session, comment.thread_id):
        if redaction.is_repeated_in(response.text):
            response.redacted_at = clock.now()
            response.text = response.text_html = ""


def _rulings_on(session: Session, comment_id: int) -> Sequence[Ruling]:
    return session.scalars(
        select(Ruling)
        .join(Endorsement, Endorsement.id == Ruling.endorsement_id)
        .where(Endorsement.comment_id == comment_id, Ruling.redacted_at.is_(None))
    ).all()


def _responses_to(session: Session, thread_id: int) -> Sequence[Response]:
    return session.scalars(
        select(Response)
        .join(Round, Round.id == Response.round_id)
        .where(Round.thread_id == thread_id, Response.redacted_at.is_(None))
    ).all()
