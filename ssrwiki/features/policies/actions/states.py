"""Deciding on the next state of a policy, and ruling on objections."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import moves, reminders
from ssrwiki.features.policies.models.policies import Policy, Ruling
from ssrwiki.features.policies.permissions import APPROVE, MOVE_STATE, Decision, is_second_officer
from ssrwiki.features.policies.queries import endorsements, labels, policies, versions
from ssrwiki.features.policies.queries.policies import Window
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules import states as rules
from ssrwiki.features.policies.rules.endorsements import Position
from ssrwiki.features.policies.rules.rounds import SHORTEST_REASON_LENGTH, RoundState
from ssrwiki.features.policies.rules.states import Circumstances, DecisionProblem, PolicyState
from ssrwiki.foundation import access, clock, text
from ssrwiki.foundation.errors import Invalid, NotAllowed
from ssrwiki.foundation.words import say

MOVED = "policies.moved"
RULED = "policies.ruled"

_REFUSALS = {
    DecisionProblem.NOT_FROM_HERE: say("The policy can't go there from where it is now."),
    DecisionProblem.ROUND_RUNNING: say("A round is open or planned: wait for its end."),
    DecisionProblem.ROUND_UNANSWERED: say("Publish the answers to the last round first."),
    DecisionProblem.CALL_OPEN: say("The final call is still open: wait for its end."),
    DecisionProblem.OPEN_OBJECTION: say(
        "An objection is open: its holder takes it back, or a second officer rules on it."
    ),
    DecisionProblem.LABEL_CONTESTED: say(
        "Somebody contests that only the wording has changed: answer that in public first."
    ),
}
_REASONS = {
    DecisionProblem.TOO_SOON: say(
        "The last round closed less than 7 days ago. Say in public why you don't wait."
    ),
    DecisionProblem.NO_REASON: say("Give a public reason, in a sentence at least."),
}


def decide(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    to: str,
    reason: str = "",
    call_closes_at: datetime | None = None,
) -> Policy:
    """Moves a policy to a state that an officer decides on; what follows from acts is not here.

    `call_closes_at` is the end of a final call, None when it has none.

    Raises:
        NotAllowed: without the right, or for who published the version where a second officer
        is needed; Invalid: naming the field at fault, or none.
    """
    access.require(actor, MOVE_STATE, document)
    if to not in set(PolicyState):
        raise Invalid(say("Choose where the policy goes."), "to")
    target, why = PolicyState(to), text.clean_text(reason, "reason").strip()
    policy = session.scalars(
        select(Policy).where(Policy.document_id == document.id).with_for_update()
    ).one()
    editions = versions.editions(session, document)
    windows = policies.windows(session, document)
    decision = _decision(session, actor, document, editions)
    roll = endorsements.roll(session, viewer=actor, document=document, editions=editions)
    state = policies.state_now(policy, windows)
    case = Circumstances(
        state=state,
        now=clock.now(),
        round_states=[window.state for window in windows],
        last_ended_at=_last_ended_at(windows),
        open_objection_count=len(roll.open_objections),
        open_contest_count=labels.waiting_count(session, document),
        call_closes_at=policy.call_closes_at,
        is_second_officer=is_second_officer(actor, decision),
        reason=why,
    )
    _refuse(rules.decision_problem(target, case))
    if target is PolicyState.FINAL_CALL:
        _begin_call(session, document, policy, call_closes_at)
    moves.move(session, actor=actor, document=document, policy=policy, to=target, reason=why)
    activity.record(
        session,
        actor=actor,
        verb=MOVED,
        document_id=document.id,
        address=f"{document.address}/versions",
        summary=why,
        needs_working_text=policy.current_version_number is None,
        audience=document.audience,
        is_weighty=True,
    )
    return policy


def _begin_call(
    session: Session, document: Document, policy: Policy, closes_at: datetime | None
) -> None:
    if closes_at is not None and closes_at - clock.now() < rules.SHORTEST_CALL:
        raise Invalid(
            say("A final call lasts %(days)s days at least.", days=rules.SHORTEST_CALL.days),
            "closes_at",
        )
    policy.call_opened_at, policy.call_closes_at = clock.now(), closes_at
    policy.holders_reminded_at = None
    reminders.plan_for_call(session, document, policy)


def _refuse(problem: DecisionProblem | None) -> None:
    if problem is DecisionProblem.SECOND_OFFICER:
        raise NotAllowed(APPROVE.refusal)
    if problem in _REASONS:
        raise Invalid(_REASONS[problem], "reason")
    if problem is not None:
        raise Invalid(_REFUSALS[problem], "to")


def _decision(
    session: Session, actor: Actor, document: Document, editions: Sequence[Edition]
) -> Decision:
    published = [edition.version.public_id for edition in editions[:1]]
    own = authors.own(session, actor=actor, contribution_ids=published)
    return Decision(document, bool(own))


def _last_ended_at(windows: Sequence[Window]) -> datetime | None:
    unended = {RoundState.SCHEDULED, RoundState.OPEN, RoundState.CANCELLED}
    ended = [window.closes_at for window in windows if window.state not in unended]
    return max(ended, default=None)


def rule_on(
    session: Session, *, actor: Actor, document: Document, endorsement_public_id: str, reason: str
) -> Ruling:
    """Ends an open objection against its holder's will, with a public reason, for ever kept.

    Raises:
        NotAllowed: without the right, or for who published the version; NotFound; Invalid.
    """
    editions = versions.editions(session, document)
    access.require(actor, APPROVE, _decision(session, actor, document, editions))
    objection = endorsements.living(session, document, endorsement_public_id)
    why = text.clean_text(reason, "reason").strip()
    if objection.position != Position.OBJECT:
        raise Invalid(say("Only objections need a ruling."))
    if len(why) < SHORTEST_REASON_LENGTH:
        raise Invalid(say("Give a public reason, in a sentence at least."), "reason")
    if session.scalar(select(Ruling.id).where(Ruling.endorsement_id == objection.id)) is not None:
        raise Invalid(say("This objection was ruled upon already."))
    ruling = Ruling(endorsement_id=objection.id, reason=why, audience=document.audience)
    authorship.sign(session, actor=actor, attribution="named").onto(ruling)
    session.add(ruling)
    activity.record(
        session,
        actor=actor,
        verb=RULED,
        document_id=document.id,
        contribution_id=ruling.public_id,
        address=f"{document.address}/endorsements",
        summary=why,
        audience=document.audience,
        is_weighty=True,
    )
    return ruling
