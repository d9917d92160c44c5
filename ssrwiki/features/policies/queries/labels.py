"""Reads of contested labels: beside each version, and what waits for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity.models import Activity
from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.labels import LabelAnswer, LabelContest
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.rules.labels import PURPOSE, LabelOutcome
from ssrwiki.foundation.feature import Need, Recipients
from ssrwiki.foundation.words import say

KEPT, RELABELLED = "policies.kept_label", "policies.relabelled"


def is_relabelled() -> ColumnElement[bool]:
    """The condition that a version's label was taken back: it counts as one of substance."""
    return exists().where(
        LabelAnswer.version_id == Version.id, LabelAnswer.outcome == LabelOutcome.RELABELLED
    )


def is_contested_by_holder() -> ColumnElement[bool]:
    """The condition that a position's own holder contests a label that it was carried over by.

    Only while both show a name: the one going stale would tell who made the other.
    """
    return exists().where(
        LabelContest.endorsement_id == Endorsement.id,
        Endorsement.attribution == Attribution.NAMED,
        LabelContest.comment_id == Comment.id,
        Comment.attribution == Attribution.NAMED,
        _stands(),
    )


def _stands() -> ColumnElement[bool]:
    """The condition that a contest is there to be read, or was until moderators took it away."""
    return and_(Comment.withdrawn_at.is_(None), Comment.held_at.is_(None))


def _waits() -> ColumnElement[bool]:
    """The condition that a contest is owed an answer."""
    return and_(
        _stands(),
        LabelContest.answer_id.is_(None),
        Comment.hidden_at.is_(None),
        Comment.redacted_at.is_(None),
    )


@dataclass(frozen=True, slots=True)
class LabelStanding:
    """What stands beside the label of a version: how often it was contested, and the answers.

    `waiting_count` of the contests are unanswered; `answers` are oldest first.
    """

    contest_count: int = 0
    waiting_count: int = 0
    answers: Sequence[LabelAnswer] = ()

    @property
    def is_relabelled(self) -> bool:
        """Whether the office has taken the label back."""
        return any(each.outcome == LabelOutcome.RELABELLED for each in self.answers)


UNCONTESTED = LabelStanding()


def standings(session: Session, document: Document) -> Mapping[int, LabelStanding]:
    """By number, of those versions whose label was ever contested; in two statements."""
    counts = session.execute(
        select(
            Version.number,
            func.count().label("contest_count"),
            func.count().filter(_waits()).label("waiting_count"),
        )
        .select_from(LabelContest)
        .join(Version, Version.id == LabelContest.version_id)
        .join(Comment, Comment.id == LabelContest.comment_id)
        .where(Version.document_id == document.id, _stands())
        .group_by(Version.number)
    )
    answers: dict[int, list[LabelAnswer]] = {}
    for number, row in session.execute(
        select(Version.number, LabelAnswer)
        .join(Version, Version.id == LabelAnswer.version_id)
        .where(Version.document_id == document.id)
        .order_by(LabelAnswer.id)
    ):
        answers.setdefault(number, []).append(row)
    found = {row.number: (row.contest_count, row.waiting_count) for row in counts}
    return {
        number: LabelStanding(*found.get(number, (0, 0)), answers.get(number, ()))
        for number in {*found, *answers}
    }


def waiting(session: Session, version: Version) -> Sequence[LabelContest]:
    """The contests of a version's label that are owed an answer."""
    return session.scalars(
        select(LabelContest)
        .join(Comment, Comment.id == LabelContest.comment_id)
        .where(LabelContest.version_id == version.id, _waits())
        .order_by(LabelContest.id)
    ).all()


def waiting_count(session: Session, document: Document) -> int:
    """How many contests of the labels of a policy's versions are owed an answer."""
    counted = session.scalar(
        select(func.count())
        .select_from(LabelContest)
        .join(Version, Version.id == LabelContest.version_id)
        .join(Comment, Comment.id == LabelContest.comment_id)
        .where(Version.document_id == document.id, _waits())
    )
    return counted or 0


def has_contested(session: Session, actor: Actor, version: Version) -> bool:
    """Whether the actor has, and hasn't taken it back."""
    own = (
        select(LabelContest.id)
        .join(Comment, Comment.id == LabelContest.comment_id)
        .where(
            LabelContest.version_id == version.id,
            Comment.withdrawn_at.is_(None),
            authorship.is_by(actor, Comment.public_id),
        )
    )
    return session.scalar(own.limit(1)) is not None


def waiting_number() -> ScalarSelect[int]:
    """The first version of a joined policy whose label is contested and owes an answer, or none."""
    return (
        select(func.min(Version.number))
        .join(LabelContest, LabelContest.version_id == Version.id)
        .join(Comment, Comment.id == LabelContest.comment_id)
        .where(Version.document_id == Document.id, _waits())
        .correlate(Document)
        .scalar_subquery()
    )


def need(document: Document, number: int) -> Need:
    """The answer that an office owes about the label of a version."""
    return Need(
        say(
            "Somebody says that version %(number)s of “%(title)s” changes more than the wording.",
            number=number,
            title=document.title,
        ),
        f"{document.address}/{PURPOSE}s/{number}/answer",
        verb=say("Answer in public"),
    )


def recipients(session: Session, activity: Activity, stale_ids: frozenset[str]) -> Recipients:
    """Who contested hears of the answer; of a label taken back, those who no longer count too."""
    contested = session.scalars(
        select(Comment.public_id)
        .join(LabelContest, LabelContest.comment_id == Comment.id)
        .join(LabelAnswer, LabelAnswer.id == LabelContest.answer_id)
        .where(LabelAnswer.public_id == activity.contribution_id)
    )
    carried = stale_ids if activity.verb == RELABELLED else frozenset()
    return Recipients(contribution_ids=frozenset(contested) | carried)
