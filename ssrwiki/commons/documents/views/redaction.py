"""What every page that redacts does when its form has come."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ssrwiki.commons.documents.actions import redacting
from ssrwiki.commons.documents.forms import RedactForm
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import REDACT, can_read, can_read_piece
from ssrwiki.commons.documents.queries import pieces
from ssrwiki.commons.people.views import current_actor
from ssrwiki.foundation import access
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.pieces import Piece, Target
from ssrwiki.foundation.web.unit_of_work import reading, session


def carried_out(form: RedactForm, find: Callable[[Session], Target]) -> str:
    """Redacts what `find` gives; where to go on: to what shares words with it, else where it stood.

    What shares words is looked for first: that takes long, and nobody should wait for it.
    """
    verdict = form.verdict()
    with reading() as opened:
        target = find(opened)
        piece = pieces.contribution(opened, target)
        document = pieces.document_of(opened, piece)
        if not _exists(document, piece):
            raise NotFound
        access.require(current_actor(), REDACT, document)
        echoes = pieces.echoes(opened, target, covers_title=verdict.covers_title)
    row = redacting.redact(
        session(), actor=current_actor(), target=target, verdict=verdict, echoes=echoes
    )
    if keeping.has_echoes(session(), row):
        return f"/moderation/redactions/{row.public_id}"
    return pieces.contribution(session(), target).address


def _exists(document: Document, piece: Piece) -> bool:
    """A revision may have to go that only its unit can read: a moderator knows its number."""
    if piece.target.kind == pieces.REVISION:
        return can_read(current_actor(), document)
    return can_read_piece(current_actor(), document, piece)
