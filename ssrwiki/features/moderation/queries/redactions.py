"""What shared words with something that was redacted, for a moderator to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import REDACT, can_read_piece
from ssrwiki.commons.documents.queries import pieces
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions.models import Redaction, RedactionEcho
from ssrwiki.foundation.redactions.pieces import Piece, Target


@dataclass(frozen=True, slots=True)
class Echo:
    """A contribution that shared words; `is_readable` for this moderator."""

    piece: Piece
    document: Document
    is_readable: bool


def echoes(session: Session, *, moderator: Actor, public_id: str) -> Sequence[Echo]:
    """Those of a redaction that this moderator may redact too, the most alike first.

    Raises:
        NotFound: there is no such redaction.
    """
    redaction_id = session.scalar(select(Redaction.id).where(Redaction.public_id == public_id))
    if redaction_id is None:
        raise NotFound
    rows = session.scalars(
        select(RedactionEcho)
        .where(RedactionEcho.redaction_id == redaction_id)
        .order_by(RedactionEcho.id)
    )
    found = []
    for row in rows:
        piece = pieces.contribution(session, Target(row.kind, row.target_id))
        document = pieces.document_of(session, piece)
        if piece.redacted_at is None and REDACT.allows(moderator, document):
            found.append(Echo(piece, document, can_read_piece(moderator, document, piece)))
    return found
