"""Reads of positions: one's own, everybody's present ones, and the counts drawn from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.authorship.queries import Crowd
from ssrwiki.commons.authorship.rules import Attribution
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import audiences_of
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Ruling
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.queries import labels, versions
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules import endorsements as rules
from ssrwiki.features.policies.rules.endorsements import (
    Ballot,
    CountGroup,
    Position,
    PublishedText,
    Standing,
    Tally,
)
from ssrwiki.foundation.errors import NotFound


def is_living() -> ColumnElement[bool]:
    """The condition that a row is its holder's present position, and not taken back."""
    later = aliased(Endorsement)
    return and_(
        ~exists().where(later.replaces_id == Endorsement.id),
        Endorsement.position != Position.WITHDRAWN,
    )


def held(session: Session, *, actor: Actor, document: Document) -> Endorsement | None:
    """The actor's own present position; None without one, or after taking it back."""
    if actor.is_guest:
        return None
    return session.scalar(
        select(Endorsement).where(
            Endorsement.document_id == document.id,
            is_living(),
            authorship.is_by(actor, Endorsement.public_id),
        )
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """One present position with what counting asks about it.

    One on a version that the viewer may not read is not `is_shown`: counted, and not listed.
    """

    row: Endorsement
    ballot: Ballot
    is_of_viewer: bool
    is_shown: bool
    is_ruled: bool

    @property
    def group(self) -> CountGroup:
        """The one count in which it appears."""
        return self.ballot.group

    @property
    def is_open_objection(self) -> bool:
        """Whether approval waits for it."""
        return rules.is_open_objection(self.ballot.position, is_ruled=self.is_ruled)


@dataclass(frozen=True, slots=True)
class Roll:
    """Every present position on a policy. Counts are of these very rows, so that they agree."""

    stands: tuple[Stand, ...]

    @property
    def tally(self) -> Tally:
        """The headline, and beside it everybody else."""
        return rules.tally([stand.ballot for stand in self.stands])

    def of(self, group: CountGroup) -> tuple[Stand, ...]:
        """Those that count in this group, withheld ones too: never for a page."""
        return tuple(stand for stand in self.stands if stand.group is group)

    def named_in(self, group: CountGroup) -> tuple[Stand, ...]:
        """Those that are shown in this group. A group says more of its people than a byline."""
        return tuple(
            stand for stand in self.of(group) if stand.is_shown and not stand.row.is_withheld
        )

    @property
    def withheld(self) -> tuple[Stand, ...]:
        """Those by role and region that are shown, of all groups: they are shown together."""
        return tuple(stand for stand in self.stands if stand.is_shown and stand.row.is_withheld)

    @property
    def has_unlisted(self) -> bool:
        """Whether some are counted that this reader may not see in the list."""
        return not all(stand.is_shown for stand in self.stands)

    def is_numbered(self, group: CountGroup) -> bool:
        """Whether a page may say how many count in this group."""
        withheld_count = sum(stand.row.is_withheld for stand in self.stands)
        return rules.is_number_shown(len(self.of(group)), withheld_count)

    @property
    def open_objections(self) -> tuple[Stand, ...]:
        """What bars approval."""
        return tuple(stand for stand in self.stands if stand.is_open_objection)

    @property
    def of_viewer(self) -> Stand | None:
        """The reader's own."""
        return next((stand for stand in self.stands if stand.is_of_viewer), None)

    @property
    def has_stale_of_viewer(self) -> bool:
        """Whether the reader should look at what changed and confirm."""
        own = self.of_viewer
        return own is not None and own.ballot.standing is Standing.STALE


def roll(
    session: Session, *, viewer: Actor, document: Document, editions: Sequence[Edition]
) -> Roll:
    """Every present position on any version, oldest listing first, in one statement.

    `editions` are all versions: for a viewer who may read fewer the counts are the same.
    """
    if not editions:
        return Roll(())
    read = {edition.number for edition in versions.readable(viewer, document, editions)}
    is_mine = false() if viewer.is_guest else authorship.is_by(viewer, Endorsement.public_id)
    rows = session.execute(
        select(Endorsement, is_mine, Ruling.id, labels.is_contested_by_holder())
        .outerjoin(Ruling, Ruling.endorsement_id == Endorsement.id)
        .where(Endorsement.document_id == document.id, is_living())
        .order_by(Endorsement.listed_at, Endorsement.public_id)
    )
    texts = standings(editions)
    return Roll(
        tuple(
            Stand(
                row,
                _ballot(row, texts, is_contested=is_contested),
                bool(is_own),
                bool(is_own) or row.version_number in read,
                ruling_id is not None,
            )
            for row, is_own, ruling_id, is_contested in rows
        )
    )


def stale_ids(
    session: Session, *, document: Document, editions: Sequence[Edition]
) -> frozenset[str]:
    """Public ids of the present positions that are on an earlier text, in one statement."""
    rows = session.execute(
        select(Endorsement, labels.is_contested_by_holder()).where(
            Endorsement.document_id == document.id, is_living()
        )
    )
    texts = standings(editions)
    return frozenset(
        row.public_id
        for row, is_contested in rows
        if _ballot(row, texts, is_contested=is_contested).standing is Standing.STALE
    )


def standings(editions: Sequence[Edition]) -> list[PublishedText]:
    """The versions as the rules of standing ask about them."""
    return [
        PublishedText(edition.number, edition.content_hash, edition.change_class)
        for edition in editions
    ]


def _ballot(row: Endorsement, texts: Sequence[PublishedText], *, is_contested: bool) -> Ballot:
    return Ballot(
        position=Position(row.position),
        standing=rules.standing(row.version_number, texts, is_contested=is_contested),
        organisation_id=row.organisation_id,
        is_verified=row.is_verified,
        is_verified_after_opening=row.is_verified_after_opening,
        is_from_owner=row.is_from_owner,
        is_withheld=row.is_withheld,
    )


def heard(session: Session, document: Document) -> Crowd:
    """The people outside the owning units who commented or took a position, in one statement."""
    commented = (
        select(Comment.public_id)
        .join(Round, Round.thread_id == Comment.thread_id)
        .where(
            Round.document_id == document.id,
            Comment.is_from_owner.is_(False),
            Comment.held_at.is_(None),
        )
    )
    endorsed = select(Endorsement.public_id).where(
        Endorsement.document_id == document.id, Endorsement.is_from_owner.is_(False)
    )
    return authorship.crowd(
        session,
        commented.union_all(endorsed),
        commented.where(Comment.attribution == Attribution.NAMED).union_all(
            endorsed.where(Endorsement.attribution == Attribution.NAMED)
        ),
    )


@dataclass(frozen=True, slots=True)
class OpenedComment:
    """The comment that a position opened; `words` are "" once they were taken away."""

    address: str
    words: str


def opened_comments(
    session: Session, *, viewer: Actor, document: Document, positions: Sequence[Endorsement]
) -> Mapping[int, OpenedComment]:
    """Comments that these positions have opened and the viewer may read, by the comment's id.

    A confirmed position stands on a later version than what was said with it.
    """
    rows = session.execute(
        select(Comment, Round.number)
        .join(Round, Round.thread_id == Comment.thread_id)
        .join(Version, Version.id == Round.version_id)
        .where(
            Comment.id.in_([row.comment_id for row in positions if row.comment_id]),
            Version.audience.in_(audiences_of(viewer, document)),
        )
    )
    return {
        row.id: OpenedComment(
            f"{document.address}/rounds/{number}/comments/{row.public_id}",
            row.body if row.fate.tombstone is None else "",
        )
        for row, number in rows
    }


def living(session: Session, document: Document, public_id: str) -> Endorsement:
    """One present position by its public id.

    Raises:
        NotFound: absent, replaced or taken back.
    """
    found = session.scalar(
        select(Endorsement).where(
            Endorsement.document_id == document.id,
            Endorsement.public_id == public_id,
            is_living(),
        )
    )
    if found is None:
        raise NotFound
    return found


def objection_of_ruling(session: Session, public_id: str) -> frozenset[str]:
    """The public id of the position that a ruling is about."""
    return frozenset(
        session.scalars(
            select(Endorsement.public_id)
            .join(Ruling, Ruling.endorsement_id == Endorsement.id)
            .where(Ruling.public_id == public_id)
        )
    )
