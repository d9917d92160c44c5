"""Which contributions to a policy say the same as another by nature, or stand beside it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.discussion.models import Comment, Disposition
from ssrwiki.commons.discussion.queries.pieces import ANSWER, COMMENT
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.labels import LabelAnswer, LabelContest
from ssrwiki.features.policies.models.policies import Ruling
from ssrwiki.features.policies.models.rounds import Response, Round
from ssrwiki.features.policies.queries import pieces
from ssrwiki.foundation.redactions.pieces import Target


def copies(session: Session, target: Target) -> Sequence[Target]:
    """Of a comment the positions that opened it; of a position the comment that it opened, its
    confirmations, and what its holder said before it in its place.
    """
    if target.kind == COMMENT:
        opened = select(Comment.id).where(Comment.public_id == target.public_id)
        return _positions(session, Endorsement.comment_id.in_(opened))
    if target.kind != pieces.POSITION:
        return ()
    row = session.scalars(
        select(Endorsement).where(Endorsement.public_id == target.public_id)
    ).one()
    comment = session.get(Comment, row.comment_id) if row.comment_id is not None else None
    neighbours = _positions(
        session,
        or_(
            (Endorsement.id == row.replaces_id) & _said_in(row.comment_id),
            (Endorsement.replaces_id == row.id) & Endorsement.is_reconfirmation,
        ),
    )
    return [*([Target(COMMENT, comment.public_id)] if comment else []), *neighbours]


def _said_in(comment_id: int | None) -> ColumnElement[bool]:
    """No other comment, which is a contribution of its own that everybody reads."""
    return or_(Endorsement.comment_id.is_(None), Endorsement.comment_id == comment_id)


def _positions(session: Session, which: ColumnElement[bool]) -> list[Target]:
    found = session.scalars(select(Endorsement.public_id).where(which).order_by(Endorsement.id))
    return [Target(pieces.POSITION, public_id) for public_id in found]


def beside(session: Session, target: Target) -> Sequence[Target]:
    """Rulings on a position or on the one that opened a comment; the response to its round; what
    an office answered to a comment that contests a label.
    """
    if target.kind == pieces.POSITION:
        return _rulings(session, Endorsement.public_id == target.public_id)
    if target.kind == COMMENT:
        comment = select(Comment.id).where(Comment.public_id == target.public_id)
        return [
            *_rulings(session, Endorsement.comment_id.in_(comment)),
            *_responses(session, Comment.public_id == target.public_id),
            *_label_answers(session, target),
        ]
    if target.kind == ANSWER:
        answer = aliased(Disposition)
        answered = select(answer.comment_id).where(answer.public_id == target.public_id)
        return _responses(session, Comment.id.in_(answered))
    return ()


def _rulings(session: Session, which: ColumnElement[bool]) -> list[Target]:
    found = session.scalars(
        select(Ruling.public_id)
        .join(Endorsement, Endorsement.id == Ruling.endorsement_id)
        .where(which)
        .order_by(Ruling.id)
    )
    return [Target(pieces.RULINGS.name, public_id) for public_id in found]


def _responses(session: Session, which: ColumnElement[bool]) -> list[Target]:
    found = session.scalars(
        select(Response.public_id)
        .join(Round, Round.id == Response.round_id)
        .join(Comment, Comment.thread_id == Round.thread_id)
        .where(which)
        .order_by(Response.id)
    )
    return [Target(pieces.RESPONSES.name, public_id) for public_id in found]


def _label_answers(session: Session, target: Target) -> list[Target]:
    found = session.scalars(
        select(LabelAnswer.public_id)
        .join(LabelContest, LabelContest.answer_id == LabelAnswer.id)
        .join(Comment, Comment.id == LabelContest.comment_id)
        .where(Comment.public_id == target.public_id)
    )
    return [Target(pieces.LABEL_ANSWERS.name, public_id) for public_id in found]
