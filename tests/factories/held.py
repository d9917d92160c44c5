"""Newcomers' edits that wait, decided on in one line each."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.documents.actions import holding, judging
from ssrwiki.commons.documents.models import HeldEdit
from ssrwiki.commons.documents.permissions import Submission
from ssrwiki.commons.documents.queries import holding as queries
from ssrwiki.commons.documents.rules import HeldOutcome
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.pages.actions import PAGE


def found(session: Session, held: HeldEdit) -> Submission:
    session.flush()
    return queries.submission(session, section=held.section, public_id=held.public_id)


def release(
    session: Session, moderator: Actor, held: HeldEdit, explanation: str = ""
) -> HeldOutcome:
    submission = found(session, held)
    return judging.release(
        session,
        actor=moderator,
        kind=PAGE,
        submission=submission,
        manuscript=holding.manuscript(session, submission.held),
        explanation=explanation,
    )


def refuse(session: Session, moderator: Actor, held: HeldEdit) -> None:
    judging.refuse(session, actor=moderator, submission=found(session, held), reason="spam")
    session.flush()


def verbs(session: Session, held: HeldEdit) -> list[str]:
    rows = session.scalars(
        select(Activity.verb)
        .where(Activity.contribution_id == held.public_id)
        .order_by(Activity.id)
    )
    return list(rows)
