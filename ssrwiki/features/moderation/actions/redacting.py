"""Emptying reports and appeals: what they say of a text can say it again."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.features.moderation.models import Appeal, Report
from ssrwiki.features.moderation.queries import notes
from ssrwiki.foundation.redactions.pieces import Erasure, Redactable, RedactionShare
from ssrwiki.foundation.words import say


def empty_report(session: Session, public_id: str, _erasure: Erasure) -> Collection[str]:
    """The note and the moderator's explanation; that it was made, and its outcome, stay."""
    row = session.scalars(select(Report).where(Report.public_id == public_id)).one()
    row.note = row.explanation = ""
    return [public_id]


def empty_appeal(session: Session, public_id: str, _erasure: Erasure) -> Collection[str]:
    """The same of an appeal."""
    row = session.scalars(select(Appeal).where(Appeal.public_id == public_id)).one()
    row.text = row.explanation = ""
    return [public_id]


SHARE = RedactionShare(
    redactables=(
        Redactable(
            kind=notes.REPORT,
            label=say("Report"),
            found=notes.report_found,
            standing=notes.reports_standing,
            empty=empty_report,
            verb="",
        ),
        Redactable(
            kind=notes.APPEAL,
            label=say("Appeal"),
            found=notes.appeal_found,
            standing=notes.appeals_standing,
            empty=empty_appeal,
            verb="",
        ),
    ),
    beside=notes.beside,
)
