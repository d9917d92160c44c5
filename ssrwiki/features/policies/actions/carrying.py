"""Carrying comments from version to version: none is lost, and a person's word on it wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ssrwiki.commons.authorship import queries as authorship
from ssrwiki.commons.discussion.models import Comment
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.versions import Anchor, Version, VersionClause
from ssrwiki.features.policies.permissions import is_officer
from ssrwiki.features.policies.queries import carried, versions
from ssrwiki.features.policies.queries.carried import Origin
from ssrwiki.features.policies.rules import anchors as rules
from ssrwiki.features.policies.rules.anchors import (
    AnchoredClause,
    AnchorState,
    OriginalAnchor,
    Placement,
)
from ssrwiki.foundation.errors import Invalid, NotAllowed
from ssrwiki.foundation.words import say

_LOST = Placement(AnchorState.ORPHAN, None, 0.0)


def carry_all(session: Session, *, document: Document, version: Version) -> None:
    """One anchor in the new version for every comment of every round; replies follow theirs.

    Each starts from its own version's words, never from a guess of a version between; a place
    chosen by a person is a start of its own.
    """
    origins = carried.origins(session, document)
    if not origins:
        return
    texts = versions.clauses_of_all(session, document)
    placements = _placements([each for each in origins if each.parent_id is None], texts, version)
    rows = [
        _row(origin, version, placements.get(origin.parent_id or origin.comment_id, _LOST))
        for origin in origins
    ]
    session.execute(insert(Anchor), rows)


def _placements(
    origins: Sequence[Origin], texts: Mapping[int, Sequence[VersionClause]], version: Version
) -> dict[int, Placement]:
    """By comment. All comments of one version are carried together."""
    now = _living(texts[version.number])
    found: dict[int, Placement] = {}
    for number in sorted({origin.version_number for origin in origins}):
        together = [each for each in origins if each.version_number == number]
        starts = [
            OriginalAnchor(each.clause_id, each.quote, each.quote_prefix, each.quote_suffix)
            for each in together
        ]
        placed = rules.place_all(starts, _living(texts[number]), now)
        for origin, placement in zip(together, placed, strict=True):
            found[origin.comment_id] = _LOST if origin.is_orphan else placement
    return found


def _living(rows: Sequence[VersionClause]) -> list[AnchoredClause]:
    return [AnchoredClause(row.clause_id, row.text) for row in rows if not row.is_deleted]


def _row(origin: Origin, version: Version, placement: Placement) -> dict[str, object]:
    return {
        "comment_id": origin.comment_id,
        "version_id": version.id,
        "clause_id": placement.clause_id,
        "state": placement.state,
        "score": placement.score,
        "start": placement.start,
        "end": placement.end,
    }


@dataclass(frozen=True, slots=True)
class Placeable:
    """A carried comment that the actor may put in its place, and where it could stand."""

    comment: Comment
    anchor: Anchor
    clauses: Sequence[VersionClause]


def placeable(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    version_number: int,
    comment_public_id: str,
) -> Placeable:
    """A comment of an earlier version, for its author and for officers of the policy.

    Raises:
        NotFound: no such comment was carried to this version; NotAllowed.
    """
    version = versions.readable_version(session, actor, document, version_number)
    comment, anchor = carried.carried_comment(
        session, document, version, comment_public_id, viewer=actor
    )
    own = authorship.own(session, actor=actor, contribution_ids=[comment.public_id])
    if not own and not is_officer(actor, document):
        raise NotAllowed(say("Only its author or an officer can move a comment."))
    clauses = [
        clause
        for clause in versions.clauses(session, version)
        if not clause.is_deleted and clause.number
    ]
    return Placeable(comment, anchor, clauses)


def place_comment(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    version_number: int,
    comment_public_id: str,
    clause_id: str,
) -> Anchor:
    """Puts a carried comment and its replies at a clause; "" says that its words are gone.

    Raises:
        NotFound, NotAllowed, Invalid: for a clause that this version doesn't have.
    """
    held = placeable(
        session,
        actor=actor,
        document=document,
        version_number=version_number,
        comment_public_id=comment_public_id,
    )
    if clause_id and all(clause.clause_id != clause_id for clause in held.clauses):
        raise Invalid(say("This version has no such clause. Choose it again."), "clause")
    for anchor in [held.anchor, *carried.anchors_of_replies(session, held.anchor)]:
        anchor.state = AnchorState.MANUAL
        anchor.clause_id = clause_id or None
        anchor.start = anchor.end = None
        anchor.score = 1.0
    return held.anchor
