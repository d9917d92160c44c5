"""Reads of how a policy moved from state to state, and of rulings."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import audiences_of
from ssrwiki.commons.people.rules import Actor
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Ruling, StateChange


def changes(session: Session, *, viewer: Actor, document: Document) -> Sequence[StateChange]:
    """Every move that the viewer may read of, newest first."""
    return session.scalars(
        select(StateChange)
        .where(
            StateChange.document_id == document.id,
            StateChange.audience.in_(audiences_of(viewer, document)),
        )
        .order_by(StateChange.listed_at.desc(), StateChange.id.desc())
    ).all()


def rulings(
    session: Session, *, viewer: Actor, document: Document, objections: Sequence[Endorsement]
) -> Mapping[int, Ruling]:
    """Rulings on these that the viewer may read, by the objection they are about."""
    rows = session.scalars(
        select(Ruling).where(
            Ruling.endorsement_id.in_([row.id for row in objections]),
            Ruling.audience.in_(audiences_of(viewer, document)),
        )
    )
    return {row.endorsement_id: row for row in rows}
