"""The response to a round: who said what about which clause, and what became of it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.queries import comments
from ssrwiki.commons.discussion.queries.shown import ShownComment
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.rounds import Response
from ssrwiki.features.policies.models.versions import Version
from ssrwiki.features.policies.queries import rounds
from ssrwiki.features.policies.queries.answers import RoundFigures
from ssrwiki.features.policies.queries.rounds import ClauseSpot, RoundHeld
from ssrwiki.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Raised:
    """A point, with those that say the same folded under it."""

    comment: ShownComment
    duplicates: tuple[ShownComment, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What was raised about one clause, or with `old` None about the whole.

    `new` is the clause in the version that followed; None while there is none, or where the
    clause is gone: `is_gone` then.
    """

    old: ClauseSpot | None
    points: tuple[Raised, ...]
    new: ClauseSpot | None
    is_gone: bool

    @property
    def is_changed(self) -> bool:
        """Whether the next version says something else here."""
        return self.is_gone or (
            self.old is not None and self.new is not None and self.old.text != self.new.text
        )


@dataclass(frozen=True, slots=True)
class ResponseHeld:
    """A published response. `next_version_number` None: no later version yet."""

    response: Response
    figures: RoundFigures
    passages: Sequence[Passage]
    next_version_number: int | None


def response(session: Session, *, viewer: Actor, held: RoundHeld) -> ResponseHeld:
    """The response, clause by clause in the order of the text, silent about nobody.

    Raises:
        NotFound: before it is published.
    """
    row = session.scalar(select(Response).where(Response.round_id == held.round.id))
    if row is None or held.round.responded_at is None:
        raise NotFound
    points = comments.all_points(session, viewer=viewer, document=held.document, thread=held.thread)
    old = rounds.clause_spots(session, held.version)
    later = _next_version(session, viewer, held)
    new = rounds.clause_spots(session, later) if later is not None else {}
    return ResponseHeld(
        response=row,
        figures=RoundFigures(**json.loads(row.statistics)),
        passages=_passages(points, old, new, has_next=later is not None),
        next_version_number=later.number if later is not None else None,
    )


def _next_version(session: Session, viewer: Actor, held: RoundHeld) -> Version | None:
    """The version that followed, if this viewer may read it."""
    found = session.scalar(
        select(Version).where(
            Version.document_id == held.document.id,
            Version.number == held.version.number + 1,
        )
    )
    if found is None or not rounds.is_readable(viewer, held.document, found):
        return None
    return found


def _passages(
    points: Sequence[ShownComment],
    old: Mapping[str, ClauseSpot],
    new: Mapping[str, ClauseSpot],
    *,
    has_next: bool,
) -> list[Passage]:
    by_id = {point.public_id: point for point in points}
    folded = defaultdict[str, list[ShownComment]](list)
    heads = defaultdict[str | None, list[ShownComment]](list)
    for point in points:
        first = _first_of(point, by_id)
        if first is not point:
            folded[first.public_id].append(point)
        else:
            heads[point.clause_id if point.clause_id in old else None].append(point)
    order: list[str | None] = [None, *old]
    return [
        Passage(
            old=old[clause_id] if clause_id is not None else None,
            points=tuple(
                Raised(point, tuple(folded[point.public_id])) for point in heads[clause_id]
            ),
            new=_living(new, clause_id),
            is_gone=has_next and clause_id is not None and _living(new, clause_id) is None,
        )
        for clause_id in order
        if heads[clause_id]
    ]


def _first_of(point: ShownComment, by_id: Mapping[str, ShownComment]) -> ShownComment:
    """The comment that said it first; an original may itself be answered as a duplicate later."""
    seen: set[str] = set()
    while point.public_id not in seen:
        seen.add(point.public_id)
        original = point.standing.duplicate_of if point.standing is not None else None
        point = by_id.get(original or "", point)
    return point


def _living(new: Mapping[str, ClauseSpot], clause_id: str | None) -> ClauseSpot | None:
    spot = new.get(clause_id or "")
    return None if spot is None or spot.is_deleted else spot
