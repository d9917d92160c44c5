"""Whom the acts about rounds concern: everybody who commented, and the lead who owes answers."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.discussion.models import Comment, Thread
from ssrwiki.commons.documents.models import Document, DocumentOwner
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.permissions import is_policy_staff
from ssrwiki.foundation import clock
from ssrwiki.foundation.feature import Need, Recipients
from ssrwiki.foundation.words import say

PUBLISHED_ANSWERS = "policies.published_answers"
ROUND_CLOSED = "policies.round_closed"
MOST_NEEDS = 20


def recipients(session: Session, activity: Activity) -> Recipients:
    """Commenters hear of the answers, the lead of the close; nobody else is named here."""
    if activity.verb == PUBLISHED_ANSWERS:
        said = session.scalars(
            select(Comment.public_id)
            .join(Round, Round.thread_id == Comment.thread_id)
            .where(Round.public_id == activity.contribution_id, Comment.held_at.is_(None))
        )
        return Recipients(contribution_ids=frozenset(said))
    if activity.verb == ROUND_CLOSED:
        leads = session.scalars(
            select(Policy.lead_id).where(
                Policy.document_id == activity.document_id, Policy.lead_id.is_not(None)
            )
        )
        return Recipients(person_ids=frozenset(lead for lead in leads if lead is not None))
    return Recipients()


def needs(session: Session, actor: Actor) -> Sequence[Need]:
    """Rounds of the actor's organisation that owe answers: open ones with comments, closed ones."""
    if not is_policy_staff(actor):
        return []
    now = clock.now()
    rows = session.execute(
        select(Document, Round)
        .join(Round, Round.document_id == Document.id)
        .join(Thread, Thread.id == Round.thread_id)
        .join(DocumentOwner, DocumentOwner.document_id == Document.id)
        .where(
            DocumentOwner.organisation_id == actor.organisation_id,
            Document.hidden_at.is_(None),
            Round.responded_at.is_(None),
            Round.cancelled_at.is_(None),
            (Round.closes_at <= now) | Round.closed_at.is_not(None) | (Thread.comment_count > 0),
        )
        .order_by(Round.response_due_on, Round.id)
        .limit(MOST_NEEDS)
    )
    return [
        _need(f"{document.address}/rounds/{row.number}/answers", document.title, row, now)
        for document, row in rows
    ]


def _need(address: str, title: str, row: Round, now: datetime) -> Need:
    if row.span.state(now).owes_answers:
        due_at = datetime.combine(row.response_due_on, time.max, UTC)
        sentence = say("The round on “%(title)s” has closed, and answers are due.", title=title)
        return Need(sentence, address, due_at, say("Answer the comments"))
    sentence = say("“%(title)s” is open, and comments have come in.", title=title)
    return Need(sentence, address, row.closes_at, say("Read the comments"))
