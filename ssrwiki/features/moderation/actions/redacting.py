"""Emptying what reports and appeals repeat of a text that was redacted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.features.moderation.models import Appeal, Report
from ssrwiki.foundation.repetition import Redaction


def redact(session: Session, redaction: Redaction) -> None:
    """Notes, appeals and explanations about the contribution that hold its words."""
    about = redaction.contribution_id
    for report in session.scalars(select(Report).where(Report.subject_id == about)):
        report.note = _kept(redaction, report.note)
        report.explanation = _kept(redaction, report.explanation)
    for appeal in session.scalars(select(Appeal).where(Appeal.subject_id == about)):
        appeal.text = _kept(redaction, appeal.text)
        appeal.explanation = _kept(redaction, appeal.explanation)


def _kept(redaction: Redaction, words: str) -> str:
    return "" if redaction.is_repeated_in(words) else words
