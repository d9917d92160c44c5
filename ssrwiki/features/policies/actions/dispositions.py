"""Answering comments: drafted in private, each answer its own row, several comments at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.authorship import actions as authorship
from ssrwiki.commons.authorship import queries as authors
from ssrwiki.commons.discussion.actions import receipts, sorting
from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.queries import search, threads
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.actions.answers import Answer
from ssrwiki.features.policies.permissions import ANSWER
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules.dispositions import DispositionCode
from ssrwiki.features.policies.rules.rounds import RoundState
from ssrwiki.foundation import access, clock
from ssrwiki.foundation.errors import Conflict, Invalid
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

ANSWERED_ANEW = "policies.answered_anew"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an officer saw when beginning to answer: the number of the answer that stood, or 0.

    None: it wasn't said. Then only an officer's own answer gives way.
    """

    public_id: str
    number: int | None


def give_answer(
    session: Session,
    *,
    actor: Actor,
    held: RoundHeld,
    comments: Collection[Standing],
    answer: Answer,
) -> Sequence[Disposition]:
    """One answer to each of these comments: a draft, or after the response for everybody at once.

    Drafting says to the commenters that their words were read and are being weighed.

    Raises:
        NotAllowed, Conflict: another officer answered one of them meanwhile; Invalid.
    """
    access.require(actor, ANSWER, held.document)
    _require_answerable(held)
    found = _chosen(session, held, comments)
    _take_turns(session, found)
    latest = _latest(session, found)
    next_version = (held.policy.current_version_number or held.version.number) + 1
    for comment in found:
        answer.require_sound(
            comment_id=comment.public_id,
            version_number=held.version.number,
            next_version=next_version,
        )
    original = _original(session, held, answer)
    _refuse_overtaken(session, actor, found, latest, comments)
    rows = [
        _row(session, actor, held, comment, _next_number(latest, comment), answer, original)
        for comment in found
    ]
    if held.round.responding_at is None:
        held.round.responding_at = clock.now()
    receipts.mark_weighed(session, actor=actor, document=held.document, comments=found)
    if held.state is RoundState.RESPONDED:
        for row, comment in zip(rows, found, strict=True):
            _publish_at_once(session, actor, held, row, comment)
    return rows


def mark_read(
    session: Session, *, actor: Actor, held: RoundHeld, public_ids: Collection[str]
) -> None:
    """Tells the authors of these comments that the actor's office has read them.

    Raises:
        NotAllowed.
    """
    access.require(actor, ANSWER, held.document)
    found = threads.chosen_comments(session, thread=held.thread, public_ids=public_ids)
    receipts.mark_read(session, actor=actor, document=held.document, comments=found)


def sort(
    session: Session, *, actor: Actor, held: RoundHeld, public_ids: Collection[str], kind: str
) -> None:
    """Sorts comments of the round as another kind than their authors did.

    Raises:
        NotAllowed, Invalid: for no comment, no such kind, or after the figures were frozen.
    """
    access.require(actor, ANSWER, held.document)
    if held.state is RoundState.RESPONDED:
        raise Invalid(say("The figures of this round are frozen, and kinds with them."))
    found = threads.chosen_comments(session, thread=held.thread, public_ids=public_ids)
    if not found:
        raise Invalid(say("Tick at least one comment of this round."), "comment")
    sorting.sort(session, actor=actor, document=held.document, comments=found, kind=kind)


def _require_answerable(held: RoundHeld) -> None:
    match held.state:
        case RoundState.CANCELLED:
            raise Invalid(say("This round was cancelled: its comments owe no answer."))
        case RoundState.SCHEDULED:
            raise Invalid(say("This round hasn't opened yet."))


def _chosen(session: Session, held: RoundHeld, comments: Collection[Standing]) -> Sequence[Comment]:
    wanted = {each.public_id for each in comments}
    found = threads.chosen_comments(session, thread=held.thread, public_ids=wanted)
    if not found or len(found) != len(wanted):
        raise Invalid(say("Tick at least one comment of this round."), "comment")
    for comment in found:
        if not comment.is_point:
            raise Invalid(say("A reply needs no answer of its own."), "comment")
        if comment.fate.tombstone is not None:
            raise Invalid(say("One of these comments was taken away meanwhile."), "comment")
    return found


def _take_turns(session: Session, comments: Sequence[Comment]) -> None:
    """Holds the comments, so that the second of two officers reads what the first one wrote."""
    ids = sorted(comment.id for comment in comments)
    session.execute(
        select(Comment.id).where(Comment.id.in_(ids)).order_by(Comment.id).with_for_update()
    )


def _latest(session: Session, comments: Sequence[Comment]) -> Mapping[int, Disposition]:
    """The highest answer of each comment that has one, drafts among them."""
    rows = session.scalars(
        select(Disposition)
        .where(Disposition.comment_id.in_([comment.id for comment in comments]))
        .order_by(Disposition.number)
    )
    return {row.comment_id: row for row in rows}


def _refuse_overtaken(
    session: Session,
    actor: Actor,
    found: Sequence[Comment],
    latest: Mapping[int, Disposition],
    comments: Collection[Standing],
) -> None:
    """Two officers at the same comment: the second sees the first one's answer, and decides."""
    seen = {each.public_id: each.number for each in comments}
    own = authors.own(
        session, actor=actor, contribution_ids=[row.public_id for row in latest.values()]
    )
    for comment in found:
        last, number = latest.get(comment.id), seen[comment.public_id]
        if last is None:
            continue
        is_overtaken = last.public_id not in own if number is None else last.number != number
        if is_overtaken:
            raise Conflict(
                say("Somebody of your office answered this comment while you were writing."),
                f"{last.code}\n\n{last.reason}",
            )


def _next_number(latest: Mapping[int, Disposition], comment: Comment) -> int:
    last = latest.get(comment.id)
    return last.number + 1 if last is not None else 1


def _original(session: Session, held: RoundHeld, answer: Answer) -> Comment | None:
    """The comment that said it first; it has an answer of its own, so that no circle arises."""
    if not answer.is_duplicate:
        return None
    originals = threads.chosen_comments(
        session, thread=held.thread, public_ids=[answer.duplicate_of]
    )
    if not originals:
        raise Invalid(say("This round has no such comment. Copy its address."), "duplicate_of")
    last = _latest(session, originals).get(originals[0].id)
    if last is not None and last.code == DispositionCode.DUPLICATE_OF:
        raise Invalid(
            say("That one is marked as said already itself. Choose the first of them."),
            "duplicate_of",
        )
    return originals[0]


def _row(
    session: Session,
    actor: Actor,
    held: RoundHeld,
    comment: Comment,
    number: int,
    answer: Answer,
    original: Comment | None,
) -> Disposition:
    affiliation = actor.affiliation
    row = Disposition(
        comment_id=comment.id,
        number=number,
        code=answer.code,
        reason=answer.reason,
        reason_html=answer.reason_html,
        lang=answer.lang,
        duplicate_of_id=original.id if original is not None else None,
        target_version=answer.target(held.version.number),
        office=affiliation.organisation_name if affiliation is not None else "",
        published_at=None,
    )
    authorship.sign(session, actor=actor, attribution="named").onto(row)
    session.add(row)
    return row


def _publish_at_once(
    session: Session, actor: Actor, held: RoundHeld, row: Disposition, comment: Comment
) -> None:
    """An answer after the response: earlier ones stay readable, the statistics stay frozen."""
    row.published_at = clock.now()
    outbox.enqueue(session, search.KIND, comment.public_id)
    activity.record(
        session,
        actor=actor,
        verb=ANSWERED_ANEW,
        document_id=held.document.id,
        contribution_id=comment.public_id,
        address=f"{held.comments_address}/{comment.public_id}",
        audience=held.document.audience,
    )
