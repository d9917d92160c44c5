"""Publishing the answers of a round, together and with figures that never change again."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions import moves
from ssrwiki.features.policies.models.rounds import Response
from ssrwiki.features.policies.permissions import ANSWER
from ssrwiki.features.policies.queries import answers, concerned
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules import states
from ssrwiki.features.policies.rules.states import PolicyState, ResponseProblem
from ssrwiki.foundation import access, clock, text
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.markup import markdown
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import Message, say, say_count

PUBLISHED = concerned.PUBLISHED_ANSWERS


@dataclass(frozen=True, slots=True)
class Preface:
    """What the office says before the single answers, rendered before a transaction opens."""

    text: str
    html: str


def preface(given: str) -> Preface:
    """The form's text; it may be empty.

    Raises:
        Invalid: for a text that can't be rendered.
    """
    clean = text.clean_text(given, "text").strip()
    return Preface(clean, markdown.render_remark(clean).html)


def hindrance(session: Session, held: RoundHeld) -> Message | None:
    """Why the answers can't be published now; None when they can."""
    undecided_count = answers.tally(session, held.thread).undecided_count
    match states.response_problem(held.state, undecided_count):
        case None:
            return None
        case ResponseProblem.NOT_CLOSED:
            return say("Answers are published after the round has closed.")
        case ResponseProblem.CANCELLED:
            return say("This round was cancelled: its comments owe no answer.")
        case ResponseProblem.ALREADY_PUBLISHED:
            return say("The answers of this round are published already.")
        case ResponseProblem.UNDECIDED_COMMENT:
            return say_count(
                "%(count)s comment has no answer yet.",
                "%(count)s comments have no answer yet.",
                undecided_count,
            )


def publish_answers(
    session: Session, *, actor: Actor, held: RoundHeld, preface: Preface
) -> Response:
    """Shows every standing draft to everybody, freezes the figures, and moves the policy on.

    Raises:
        NotAllowed, Invalid: while the round is open, or a single comment is undecided.
    """
    access.require(actor, ANSWER, held.document)
    refusal = hindrance(session, held)
    if refusal is not None:
        raise Invalid(refusal)
    _publish_drafts(session, held)
    # Here too: a policy that is over doesn't move on, and its answers are found all the same.
    outbox.enqueue(session, held.document.kind, held.document.public_id)
    held.round.responded_at = clock.now()
    row = Response(
        round_id=held.round.id,
        text=preface.text,
        text_html=preface.html,
        statistics=json.dumps(asdict(answers.statistics(session, held)), sort_keys=True),
    )
    authorship.sign(session, actor=actor, attribution="named").onto(row)
    session.add(row)
    moves.move(
        session,
        actor=actor,
        document=held.document,
        policy=held.policy,
        to=PolicyState.RESPONSE_PUBLISHED,
        reason="",
    )
    activity.record(
        session,
        actor=actor,
        verb=PUBLISHED,
        document_id=held.document.id,
        contribution_id=held.round.public_id,
        address=f"{held.address}/response",
        audience=held.document.audience,
        is_weighty=True,
    )
    return row


def _publish_drafts(session: Session, held: RoundHeld) -> None:
    """The latest draft of each comment; what it replaced stays a draft and is never shown."""
    latest = (
        select(func.max(Disposition.id))
        .join(Comment, Comment.id == Disposition.comment_id)
        .where(Comment.thread_id == held.thread.id)
        .group_by(Disposition.comment_id)
    )
    session.execute(
        update(Disposition)
        .where(Disposition.id.in_(latest), Disposition.published_at.is_(None))
        .values(published_at=clock.now())
        .execution_options(synchronize_session=False)
    )
