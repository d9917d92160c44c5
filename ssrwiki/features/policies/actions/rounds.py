"""Opening a round, extending it, closing it early, cancelling it. Each says so for ever."""

from datetime import datetime

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.discussion.actions import threads
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import moves, openings, reminders
from ssrwiki.features.policies.actions.openings import Opening
from ssrwiki.features.policies.models.rounds import Round, RoundChange
from ssrwiki.features.policies.permissions import RUN_ROUNDS
from ssrwiki.features.policies.queries import answers, policies
from ssrwiki.features.policies.queries import rounds as queries
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules import rounds as rules
from ssrwiki.features.policies.rules import states
from ssrwiki.features.policies.rules.reminders import BEFORE_CLOSE
from ssrwiki.features.policies.rules.rounds import RoundChangeKind, RoundKind, RoundState
from ssrwiki.features.policies.rules.states import (
    CancellationProblem,
    ExtensionProblem,
    PolicyState,
)
from ssrwiki.foundation import access, clock, jobs
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.words import say

OPENED, EXTENDED, CLOSED_EARLY, CANCELLED = (
    "policies.opened_round",
    "policies.extended_round",
    "policies.closed_round_early",
    "policies.cancelled_round",
)
ANNOUNCE_OPENING, REMIND_OF_CLOSE, ANNOUNCE_CLOSE = (
    "policies.announce_opening",
    "policies.remind_of_close",
    "policies.announce_close",
)


def open_round(session: Session, *, actor: Actor, document: Document, opening: Opening) -> Round:
    """A round on the current version, from now or from a later instant on.

    Raises:
        NotAllowed, Invalid: naming the guard that isn't met.
    """
    access.require(actor, RUN_ROUNDS, document)
    policy = policies.policy(session, document)
    openings.require_possible(session, document, policy, opening)
    version = queries.current_version(session, policy)
    if version is None:
        raise Invalid(say("Publish a version first: comments need a fixed text."))
    last = queries.last_round(session, document)
    number = last.number + 1 if last is not None else 1
    thread = threads.open_thread(
        session,
        document=document,
        purpose=rules.PURPOSE,
        number=number,
        audience=version.audience,
    )
    row = Round(
        document_id=document.id,
        number=number,
        version_id=version.id,
        thread_id=thread.id,
        kind=RoundKind.OPEN,
        opens_at=opening.opens_at or clock.now(),
        closes_at=opening.closes_at,
        zone=opening.zone.key,
        question=opening.question,
        response_due_on=opening.response_due_on,
    )
    authorship.sign(session, actor=actor, attribution="named").onto(row)
    session.add(row)
    moves.move(
        session,
        actor=actor,
        document=document,
        policy=policy,
        to=PolicyState.OPEN_FOR_COMMENT,
        reason=opening.question,
    )
    _plan(session, row)
    _record(session, actor, document, row, OPENED, opening.question)
    return row


def extend(
    session: Session, *, actor: Actor, held: RoundHeld, closes_at: datetime, reason: str
) -> Round:
    """Moves the closing instant back, while the round still runs.

    Raises:
        NotAllowed, Invalid: after the close, for an earlier instant, or without a reason.
    """
    access.require(actor, RUN_ROUNDS, held.document)
    require_extensible(held, closes_at, reason)
    row = held.round
    _note_change(session, actor, row, RoundChangeKind.EXTENDED, reason, closes_at)
    row.closes_at = closes_at
    _plan(session, row)
    _record(session, actor, held.document, row, EXTENDED, reason)
    return row


def close_early(session: Session, *, actor: Actor, held: RoundHeld, reason: str) -> Round:
    """Closes an open round now; who did, why, and by how many days stays public.

    Raises:
        NotAllowed, Invalid: when it isn't open, or without a reason.
    """
    access.require(actor, RUN_ROUNDS, held.document)
    row = _locked(session, held)
    require_closable(held, reason)
    _note_change(session, actor, row, RoundChangeKind.CLOSED_EARLY, reason, clock.now())
    row.closed_at = clock.now()
    row.announced_close_at = clock.now()
    moves.move(
        session,
        actor=actor,
        document=held.document,
        policy=held.policy,
        to=PolicyState.CLOSED_ANALYSING,
        reason=reason.strip(),
    )
    _record(session, actor, held.document, row, CLOSED_EARLY, reason)
    return row


def cancel(session: Session, *, actor: Actor, held: RoundHeld, reason: str) -> Round:
    """Gives a round up that nobody has commented in: who has spoken is owed an answer.

    Raises:
        NotAllowed, Invalid: after the close, with comments, or without a reason.
    """
    access.require(actor, RUN_ROUNDS, held.document)
    row = _locked(session, held)
    require_cancellable(session, held, reason)
    _note_change(session, actor, row, RoundChangeKind.CANCELLED, reason, clock.now())
    row.cancelled_at = clock.now()
    moves.move(
        session,
        actor=actor,
        document=held.document,
        policy=held.policy,
        to=PolicyState.WORKING_DRAFT,
        reason=reason.strip(),
    )
    _record(session, actor, held.document, row, CANCELLED, reason)
    return row


def require_extensible(held: RoundHeld, closes_at: datetime, reason: str) -> None:
    """Lets an extension pass.

    Raises:
        Invalid: after the close, for an earlier instant, or without a reason.
    """
    match states.extension_problem(held.span, clock.now(), closes_at):
        case ExtensionProblem.NOT_RUNNING:
            raise Invalid(say("This round has closed, so it can't be extended any more."))
        case ExtensionProblem.NOT_LATER:
            raise Invalid(
                say("Choose a later time than now stands: a round is only ever extended."),
                "closes_at",
            )
    _require_reason(reason)


def require_closable(held: RoundHeld, reason: str) -> None:
    """Lets an early close pass.

    Raises:
        Invalid: when the round isn't open, or without a reason.
    """
    if held.state is not RoundState.OPEN:
        raise Invalid(say("Only a round that is open can be closed."))
    _require_reason(reason)


def require_cancellable(session: Session, held: RoundHeld, reason: str) -> None:
    """Lets a cancellation pass.

    Raises:
        Invalid: after the close, with comments, or without a reason.
    """
    has_comments = answers.has_comments(session, held.thread)
    match states.cancellation_problem(held.state, has_comments=has_comments):
        case CancellationProblem.ENDED:
            raise Invalid(say("This round has closed: its comments are owed an answer."))
        case CancellationProblem.HAS_COMMENTS:
            raise Invalid(
                say("People have commented, and are owed an answer. Close the round early instead.")
            )
    _require_reason(reason)


def _locked(session: Session, held: RoundHeld) -> Round:
    """The round as it is now; who comments meanwhile waits and then finds it ended."""
    session.refresh(held.round, with_for_update=True)
    return held.round


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < rules.SHORTEST_REASON_LENGTH:
        raise Invalid(say("Say in a sentence why; it stays public for ever."), "reason")


def _note_change(
    session: Session,
    actor: Actor,
    row: Round,
    change: RoundChangeKind,
    reason: str,
    to_closes_at: datetime,
) -> None:
    noted = RoundChange(
        round_id=row.id,
        change=change,
        reason=reason.strip(),
        from_closes_at=row.closes_at,
        to_closes_at=to_closes_at,
    )
    authorship.sign(session, actor=actor, attribution="named").onto(noted)
    session.add(noted)


def _plan(session: Session, row: Round) -> None:
    """Leaves announcements for the worker; each looks again at the clock when it runs."""
    reminders.plan_for_round(session, row)
    due = (
        (ANNOUNCE_OPENING, row.opens_at),
        (REMIND_OF_CLOSE, row.closes_at - BEFORE_CLOSE),
        (ANNOUNCE_CLOSE, row.closes_at),
    )
    for name, due_at in due:
        if due_at > clock.now():
            jobs.enqueue(
                session,
                name,
                due_at=due_at,
                unique_key=f"{name}:{row.public_id}:{due_at.isoformat()}",
                round=row.public_id,
            )


def _record(
    session: Session, actor: Actor, document: Document, row: Round, verb: str, summary: str
) -> None:
    activity.record(
        session,
        actor=actor,
        verb=verb,
        document_id=document.id,
        contribution_id=row.public_id,
        address=f"{document.address}/rounds/{row.number}",
        summary=summary.strip(),
        audience=document.audience,
        is_weighty=True,
    )
