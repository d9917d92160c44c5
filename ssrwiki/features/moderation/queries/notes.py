"""What people wrote to moderators, and moderators to them, as redaction sees it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ssrwiki.features.moderation.models import Appeal, Report
from ssrwiki.foundation.redactions.pieces import Piece, Target

REPORT, APPEAL = "report", "appeal"


def report_found(session: Session, public_id: str) -> Piece | None:
    """One report by its public id."""
    row = session.scalar(select(Report).where(Report.public_id == public_id))
    return None if row is None else _of_report(row)


def appeal_found(session: Session, public_id: str) -> Piece | None:
    """One appeal by its public id."""
    row = session.scalar(select(Appeal).where(Appeal.public_id == public_id))
    return None if row is None else _of_appeal(row)


def reports_standing(session: Session, _document_id: int) -> Iterator[Piece]:
    """All with words."""
    rows = select(Report).where(or_(Report.note != "", Report.explanation != ""))
    return map(_of_report, session.scalars(rows))


def appeals_standing(session: Session, _document_id: int) -> Iterator[Piece]:
    """All with words."""
    rows = select(Appeal).where(or_(Appeal.text != "", Appeal.explanation != ""))
    return map(_of_appeal, session.scalars(rows))


def beside(session: Session, target: Target) -> Sequence[Target]:
    """What was written about a contribution."""
    reports = session.scalars(
        select(Report.public_id).where(Report.subject_id == target.public_id).order_by(Report.id)
    )
    appeals = session.scalars(
        select(Appeal.public_id).where(Appeal.subject_id == target.public_id).order_by(Appeal.id)
    )
    return [
        *(Target(REPORT, public_id) for public_id in reports),
        *(Target(APPEAL, public_id) for public_id in appeals),
    ]


def _of_report(row: Report) -> Piece:
    return Piece(
        target=Target(REPORT, row.public_id),
        document_id=row.document_id,
        address=f"/moderation/reports/{row.public_id}",
        texts=(row.note, row.explanation),
    )


def _of_appeal(row: Appeal) -> Piece:
    return Piece(
        target=Target(APPEAL, row.public_id),
        document_id=row.document_id,
        address=f"/moderation/appeals/{row.public_id}",
        texts=(row.text, row.explanation),
    )
