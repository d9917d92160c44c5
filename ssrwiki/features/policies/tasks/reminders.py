"""Reminding those whose position is on an earlier text, while they can still confirm it.

Whoever has confirmed it or taken it back by the time of the notice, or of its mail, gets none.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.actions.reminders import REMIND_IN_CALL, REMIND_IN_ROUND
from ssrwiki.features.policies.models.policies import Policy
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.queries import policies, reminded, rounds
from ssrwiki.features.policies.rules import reminders as rules
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock
from ssrwiki.foundation.feature import Task


def remind_in_round(session: Session, arguments: Mapping[str, str]) -> None:
    """The reminder of a round that is due by its present closing instant, if one is."""
    found = rounds.by_public_id(session, arguments["about"])
    if found is None:
        return
    row, document = found
    policy = policies.policy(session, document)
    is_open = row.span.state(clock.now()) is RoundState.OPEN
    if is_open and not PolicyState(policy.state).is_over:
        reminder = rules.due(row.opens_at, row.closes_at, clock.now(), row.holders_reminded_at)
        _remind(session, document, policy, row, reminder)


def remind_in_call(session: Session, arguments: Mapping[str, str]) -> None:
    """The reminder of a final call that is due, if one is and the call still stands."""
    document = reminded.policy_document(session, arguments["about"])
    if document is None:
        return
    policy = policies.policy(session, document)
    if policy.state == PolicyState.FINAL_CALL and policy.call_opened_at is not None:
        reminder = rules.due(
            policy.call_opened_at, policy.call_closes_at, clock.now(), policy.holders_reminded_at
        )
        _remind(session, document, policy, policy, reminder)


TASKS: Mapping[str, Task] = {REMIND_IN_ROUND: remind_in_round, REMIND_IN_CALL: remind_in_call}


def _remind(
    session: Session,
    document: Document,
    policy: Policy,
    noted: Round | Policy,
    reminder: rules.Reminder | None,
) -> None:
    if reminder is None or not reminded.stale_ids(session, document):
        return
    noted.holders_reminded_at = clock.now()
    activity.record(
        session,
        actor=None,
        verb=reminded.REMINDING[reminder],
        document_id=document.id,
        address=f"{document.address}/v{policy.current_version_number}/reconfirm",
        audience=document.audience,
    )
