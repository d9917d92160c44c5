"""How far the answers of a round are, and the figures of its response."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.models import Comment, Disposition, Thread
from ssrwiki.commons.discussion.queries import comments
from ssrwiki.features.policies.queries.rounds import RoundHeld
from ssrwiki.features.policies.rules import dispositions as rules
from ssrwiki.features.policies.rules import rounds
from ssrwiki.features.policies.rules.dispositions import DispositionCode


def owes_answer() -> ColumnElement[bool]:
    """The condition that a comment asks for an answer: a point that stands there to be read.

    What a moderator hid, or holds back, is answered by the moderator's reason; the drafting unit
    can't moderate its own rounds, so nothing can be made to vanish from here by it.
    """
    return and_(
        Comment.is_point,
        Comment.withdrawn_at.is_(None),
        Comment.hidden_at.is_(None),
        Comment.redacted_at.is_(None),
        Comment.held_at.is_(None),
    )


def has_comments(session: Session, thread: Thread) -> bool:
    """Whether anything was said that stands, or that moderators have yet to let out."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Comment.thread_id == thread.id,
                    Comment.withdrawn_at.is_(None),
                    Comment.hidden_at.is_(None),
                    Comment.redacted_at.is_(None),
                )
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points a round has, and how many have no answer yet, drafts counted as answers."""

    point_count: int
    undecided_count: int


def tally(session: Session, thread: Thread) -> Tally:
    """How far the answers are, in one statement."""
    has_answer = select(Disposition.id).where(Disposition.comment_id == Comment.id).exists()
    row = session.execute(
        select(func.count(), func.count().filter(~has_answer))
        .select_from(Comment)
        .where(Comment.thread_id == thread.id, owes_answer())
    ).one()
    return Tally(row[0], row[1])


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """The figures that are frozen with a response. Counts are of comments unless named.

    People and countries are those outside the owning units.
    `acceptance_percent` and `median_days_to_answer` None: there was nothing to count.
    """

    version_number: int
    content_hash: str
    point_count: int
    reply_count: int
    hidden_count: int
    practitioner_count: int
    people_count: int
    country_count: int
    by_kind: Mapping[str, int]
    by_code: Mapping[str, int]
    acceptance_percent: int | None
    median_days_to_answer: int | None


def statistics(session: Session, held: RoundHeld) -> RoundFigures:
    """The figures of a round as they are now, in three statements."""
    rows = session.execute(
        select(
            Comment.id,
            comments.standing_kind().label("kind"),
            Comment.is_point,
            Comment.at,
            Comment.is_from_practitioner,
            owes_answer().label("owes_answer"),
            Comment.hidden_at.is_not(None).label("is_hidden"),
        ).where(Comment.thread_id == held.thread.id)
    ).all()
    points = [row for row in rows if row.owes_answer]
    codes = _codes(session, held.thread)
    heard = select(Comment.public_id).where(
        Comment.thread_id == held.thread.id,
        Comment.is_from_owner.is_(False),
        Comment.held_at.is_(None),
    )
    by_name = heard.where(Comment.attribution == Attribution.NAMED)
    crowd = authorship.crowd(session, heard, by_name)
    answered_at = held.round.responded_at
    waited = [
        rounds.days_between(row.at, answered_at)
        for row in points
        if answered_at is not None and row.id in codes
    ]
    by_code = Counter(codes.values())
    share = rules.acceptance_share([DispositionCode(code) for code in codes.values()])
    return RoundFigures(
        version_number=held.version.number,
        content_hash=held.version.content_hash,
        point_count=len(points),
        reply_count=sum(not row.is_point for row in rows),
        hidden_count=sum(row.is_hidden for row in rows),
        practitioner_count=sum(row.is_from_practitioner for row in points),
        people_count=crowd.people_count,
        country_count=crowd.country_count,
        by_kind=dict(Counter(row.kind for row in points)),
        by_code=dict(by_code),
        acceptance_percent=round(share * 100) if share is not None else None,
        median_days_to_answer=round(median(waited)) if waited else None,
    )


def _codes(session: Session, thread: Thread) -> Mapping[int, str]:
    """The published answer that stands, by comment."""
    rows: Sequence[tuple[int, str]] = [
        (comment_id, code)
        for comment_id, code in session.execute(
            select(Disposition.comment_id, Disposition.code)
            .join(Comment, Comment.id == Disposition.comment_id)
            .where(Comment.thread_id == thread.id, Disposition.published_at.is_not(None))
            .order_by(Disposition.number)
        )
    ]
    return dict(rows)
