"""Announcing that rounds open and close. Nothing depends on it: the clock alone decides.

Each task looks at the round as it is when it runs, so that a round that was extended, closed or
cancelled meanwhile is not announced, and running twice tells nobody twice.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.actions import moves
from ssrwiki.features.policies.actions.rounds import (
    ANNOUNCE_CLOSE,
    ANNOUNCE_OPENING,
    REMIND_OF_CLOSE,
)
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.queries import concerned, policies, reminded, rounds
from ssrwiki.features.policies.rules.reminders import BEFORE_CLOSE
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation import clock
from ssrwiki.foundation.feature import Task

ROUND_OPENED = "policies.round_opened"
ROUND_CLOSES_SOON = reminded.ROUND_CLOSES_SOON
ROUND_CLOSED = concerned.ROUND_CLOSED


def announce_opening(session: Session, arguments: Mapping[str, str]) -> None:
    """Tells people that a planned round has opened."""
    found = rounds.by_public_id(session, arguments["round"])
    if found is not None and _state(found[0]) is RoundState.OPEN:
        _tell(session, *found, ROUND_OPENED)


def remind_of_close(session: Session, arguments: Mapping[str, str]) -> None:
    """Tells people two days before the close; not when it was moved, or is over."""
    found = rounds.by_public_id(session, arguments["round"])
    if found is None or _state(found[0]) is not RoundState.OPEN:
        return
    if found[0].closes_at - clock.now() <= BEFORE_CLOSE:
        _tell(session, *found, ROUND_CLOSES_SOON)


def announce_close(session: Session, arguments: Mapping[str, str]) -> None:
    """Tells people that a round has run out, and writes down the state that follows from it."""
    found = rounds.by_public_id(session, arguments["round"])
    if found is None:
        return
    row, document = found
    if not _state(row).owes_answers or row.announced_close_at is not None:
        return
    row.announced_close_at = clock.now()
    policy = policies.policy(session, document)
    if policy.state == PolicyState.OPEN_FOR_COMMENT:
        moves.move(
            session,
            actor=None,
            document=document,
            policy=policy,
            to=PolicyState.CLOSED_ANALYSING,
            reason="",
        )
    _tell(session, row, document, ROUND_CLOSED)


TASKS: Mapping[str, Task] = {
    ANNOUNCE_OPENING: announce_opening,
    REMIND_OF_CLOSE: remind_of_close,
    ANNOUNCE_CLOSE: announce_close,
}


def _state(row: Round) -> RoundState:
    return row.span.state(clock.now())


def _tell(session: Session, row: Round, document: Document, verb: str) -> None:
    activity.record(
        session,
        actor=None,
        verb=verb,
        document_id=document.id,
        contribution_id=row.public_id,
        address=f"{document.address}/rounds/{row.number}",
        audience=document.audience,
    )
