"""Taking a redacted revision out of the version that was printed from it."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Version, VersionClause
from ssrwiki.foundation import clock


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
