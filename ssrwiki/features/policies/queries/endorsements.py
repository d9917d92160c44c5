"""Reads of positions: one's own, everybody's present ones, and the counts drawn from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, literal, select
from sqlalchemy.orm import Session, aliased

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Ruling
from ssrwiki.features.policies.models.rounds import Round
from ssrwiki.features.policies.queries.versions import Edition
from ssrwiki.features.policies.rules.endorsements import Position
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
    """One present position with what counting asks about it."""

    row: Endorsement
    standing: Standing
    group: CountGroup
    is_of_viewer: bool
    is_ruled: bool

    @property
    def is_open_objection(self) -> bool:
        """An objection never goes stale silently: it stays until its holder or a ruling ends it."""
        return self.row.position == Position.OBJECT and not self.is_ruled


@dataclass(frozen=True, slots=True)
class PositionCount:
    """How many counted people hold a position."""

    position: Position
    count: int


@dataclass(frozen=True, slots=True)
class Roll:
    """Every present position on a policy, sorted by how it counts. Counts are of these lists."""

    stands: tuple[Stand, ...]

    def of(self, group: CountGroup) -> tuple[Stand, ...]:
        """Those that are counted, or shown, in this group."""
        return tuple(stand for stand in self.stands if stand.group is group)

    @property
    def counted_count(self) -> int:
        """The headline: verified practitioners whose position stands on the current text."""
        return len(self.of(CountGroup.COUNTED))

    @property
    def organisation_count(self) -> int:
        """From how many organisations the counted ones come."""
        organisations = {stand.row.organisation_id for stand in self.of(CountGroup.COUNTED)}
        return len(organisations - {None})

    @property
    def positions(self) -> tuple[PositionCount, ...]:
        """The headline by position, in the order of the form."""
        held = [stand.row.position for stand in self.of(CountGroup.COUNTED)]
        return tuple(
            PositionCount(position, held.count(position))
            for position in Position
            if position is not Position.WITHDRAWN
        )

    @property
    def stale_count(self) -> int:
        """Positions on an earlier text, beside the count and never in it."""
        return len(self.of(CountGroup.STALE))

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
        return own is not None and own.standing is Standing.STALE


def roll(
    session: Session, *, viewer: Actor, document: Document, editions: Sequence[Edition]
) -> Roll:
    """Every present position on any version, oldest listing first, in one statement."""
    if not editions:
        return Roll(())
    is_mine = (
        false() if viewer.is_guest else authorship.is_by(viewer, Endorsement.public_id)
    ).label("is_mine")
    rows = session.execute(
        select(Endorsement, is_mine, Ruling.id)
        .outerjoin(Ruling, Ruling.endorsement_id == Endorsement.id)
        .where(Endorsement.document_id == document.id, is_living())
        .order_by(Endorsement.listed_at, Endorsement.public_id)
    )
    return Roll(tuple(_stand(row, bool(mine), ruling, editions) for row, mine, ruling in rows))


def _stand(
    row: Endorsement, is_mine: bool, ruling_id: int | None, editions: Sequence[Edition]
) -> Stand:
    standing = rules.standing(row.version_number, _changes_after(row.version_number, editions))
    return Stand(row, standing, _group(row, standing), is_mine, ruling_id is not None)


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
    return authorship.crowd(session, commented.union_all(endorsed))


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
