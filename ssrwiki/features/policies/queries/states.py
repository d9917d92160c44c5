"""Reads of how a policy moved from state to state, and of rulings."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.features.policies.models.endorsements import Endorsement
from ssrwiki.features.policies.models.policies import Ruling, StateChange


def changes(session: Session, document: Document) -> Sequence[StateChange]:
    """Every move, newest first."""
    return session.scalars(
        select(StateChange)
        .where(StateChange.document_id == document.id)
        .order_by(StateChange.listed_at.desc(), StateChange.id.desc())
    ).all()


def rulings(session: Session, document: Document) -> Mapping[int, Ruling]:
    """Rulings by the objection they are about."""
    rows = session.scalars(
        select(Ruling)
        .join(Endorsement, Endorsement.id == Ruling.endorsement_id)
        .where(Endorsement.document_id == document.id)
    )
    return {row.endorsement_id: row for row in rows}
