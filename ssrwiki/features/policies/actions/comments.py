"""Commenting in a round: on a clause or the whole, while the clock says that it is open."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.actions import comments
from ssrwiki.commons.discussion.actions.drafts import CommentDraft
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.discussion.queries import threads
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.queries import rounds
from ssrwiki.features.policies.queries.rounds import ClauseSpot, RoundHeld
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.features.policies.rules.states import PolicyState
from ssrwiki.foundation.errors import Invalid, NotFound
from ssrwiki.foundation.words import Message, say

QUOTE_CONTEXT = 32
"""Characters kept on each side of quoted words. Source: anchors/roadtest.md 3.1."""


class RoundClosed(Invalid):
    """The round takes no comments at this instant."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a comment is about: a clause id or "", and the comment that is answered or ""."""

    clause: str = ""
    parent: str = ""


def comment(
    session: Session, *, actor: Actor, held: RoundHeld, target: Target, draft: CommentDraft
) -> Comment:
    """A comment or reply of the round. Replies keep the clause of what they answer.

    Raises:
        RoundClosed, NotAllowed, Invalid: a clause or comment that isn't there, or twice the same.
    """
    # Shared with others who comment; a close or a cancellation that runs now comes first.
    session.refresh(held.round, with_for_update={"read": True})
    refusal = _refusal(held)
    if refusal is not None:
        raise RoundClosed(refusal)
    parent = _parent(session, held, target.parent)
    clause_id = parent.clause_id if parent is not None else target.clause or None
    spot = _spot(session, held, clause_id) if parent is None else None
    if draft.replacement and spot is None:
        raise Invalid(
            say("Other words need a clause to stand in. Choose one and comment there."),
            "replacement",
        )
    return comments.comment(
        session,
        actor=actor,
        thread=held.thread,
        document=held.document,
        revision_number=held.revision_number,
        clause_id=clause_id,
        parent=parent,
        draft=_pinned(draft, spot),
    )


def _refusal(held: RoundHeld) -> Message | None:
    """Why no comment is taken now; judged by the clock, whatever the worker has done."""
    if held.policy.state in {PolicyState.WITHDRAWN, PolicyState.SUPERSEDED}:
        return say("This policy was taken back, so it takes no comments any more.")
    match held.state:
        case RoundState.OPEN:
            return None
        case RoundState.SCHEDULED:
            return say("This round hasn't opened yet. Your text is kept below: send it then.")
        case RoundState.CANCELLED:
            return say("This round was cancelled. Your text is kept below.")
        case _:
            return say(
                "This round has closed, so your comment came too late. Your text is kept below: "
                "write to the point of contact, or bring it to the next round."
            )


def _parent(session: Session, held: RoundHeld, public_id: str) -> Comment | None:
    if not public_id:
        return None
    try:
        return threads.comment(session, thread=held.thread, public_id=public_id)
    except NotFound:
        raise Invalid(say("The comment you answer isn't here any more."), "parent") from None


def _spot(session: Session, held: RoundHeld, clause_id: str | None) -> ClauseSpot | None:
    if clause_id is None:
        return None
    try:
        return rounds.clause_spot(session, held.version, clause_id)
    except NotFound:
        raise Invalid(say("This version has no such clause. Choose it again."), "clause") from None


def _pinned(draft: CommentDraft, spot: ClauseSpot | None) -> CommentDraft:
    """The quote with what stands around it in the clause; none that the clause doesn't hold."""
    if spot is None or not draft.quote:
        return replace(draft, quote="")
    start = spot.text.find(draft.quote)
    if start < 0:
        return replace(draft, quote="")
    end = start + len(draft.quote)
    return replace(
        draft,
        quote_prefix=spot.text[max(0, start - QUOTE_CONTEXT) : start],
        quote_suffix=spot.text[end : end + QUOTE_CONTEXT],
    )
