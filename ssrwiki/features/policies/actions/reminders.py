"""Leaving reminders for the worker; each looks again at the clock and at who waits when it runs."""

from datetime import datetime

from sqlalchemy.orm import Session

from ssrwiki.commons.activity.actions import HOLD_OF_WEIGHTY_ACTS
from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.rules import reminders as rules
from ssrwiki.foundation import clock, jobs

REMIND_IN_ROUND, REMIND_IN_CALL = "policies.remind_in_round", "policies.remind_in_call"


def plan_for_round(session: Session, row: Round) -> None:
    """At half-time of the round and 48 hours before its close, as they are now."""
    for due_at in rules.instants(row.opens_at, row.closes_at):
        if due_at > clock.now():
            _plan(session, REMIND_IN_ROUND, row.public_id, due_at)


def plan_for_call(session: Session, document: Document, policy: Policy) -> None:
    """The same for a final call; for one without an end, when its own notices leave."""
    opened_at = policy.call_opened_at or clock.now()
    for due_at in rules.instants(opened_at, policy.call_closes_at):
        not_before = opened_at + HOLD_OF_WEIGHTY_ACTS
        _plan(session, REMIND_IN_CALL, document.public_id, max(due_at, not_before))


def _plan(session: Session, name: str, about: str, due_at: datetime) -> None:
    key = f"{name}:{about}:{due_at.isoformat()}"
    jobs.enqueue(session, name, due_at=due_at, unique_key=key, about=about)
