"""Repeating the listed redactions on a database that lacks them: one restored from a backup."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.actions import redacting
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import pieces
from ssrwiki.commons.documents.rules import RedactionReason
from ssrwiki.foundation import clock, feature
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.listing import Line
from ssrwiki.foundation.redactions.models import Redaction
from ssrwiki.foundation.redactions.pieces import Erasure, Piece, Target

PUBLIC_REASONS = {
    RedactionReason.PERSONAL_DATA: "It held personal data.",
    RedactionReason.SAFETY: "It could put somebody at risk.",
    RedactionReason.LAW: "The law demanded it.",
}
REPEATED = "Redacted before; done again after a backup was restored."


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What the list says of a database.

    `due` must be repeated. `doubtful` would be, but no key of this site has signed it.
    `absent_count` lines are about what this database has never had, `damaged_count` can't be read.
    """

    due: tuple[Line, ...]
    doubtful: tuple[Line, ...]
    absent_count: int
    damaged_count: int

    @property
    def refusal(self) -> str:
        """Why the site can't be served; "" when no listed words are left in it."""
        if self.due:
            return (
                f"This database holds {len(self.due)} texts that were redacted after it was saved: "
                "ssrwiki redactions replay"
            )
        if self.doubtful:
            return (
                f"{len(self.doubtful)} redactions are listed without a signature of this site's "
                "keys. Give the former key in SSRWIKI_SECRET_KEYS_OLD; or look at them with "
                "`ssrwiki redactions list`, then: ssrwiki redactions replay --unsigned"
            )
        return ""


def outstanding(session: Session) -> Outstanding:
    """The listed redactions that this database lacks."""
    listed = keeping.of(session).read()
    noted = set(session.scalars(select(Redaction.public_id)))
    lacking = [line for line in listed.signed if line.public_id not in noted]
    doubtful = [line for line in listed.unsigned if line.public_id not in noted]
    return Outstanding(
        due=tuple(line for line in lacking if _piece(session, line) is not None),
        doubtful=tuple(line for line in doubtful if _holds_words(session, line)),
        absent_count=sum(_piece(session, line) is None for line in lacking),
        damaged_count=listed.damaged_count,
    )


def repeat(session: Session, line: Line) -> None:
    """Does what a line says, exactly that, and notes it under the line's own id.

    What repeated the words then has a line of its own. Nobody is told again.
    """
    piece = _piece(session, line)
    if piece is None:
        return
    if _holds_words(session, line):
        reason = PUBLIC_REASONS.get(RedactionReason(line.reason), REPEATED)
        redacting.empty(session, piece, Erasure(reason, line.covers_title))
        _record(session, pieces.contribution(session, piece.target), reason)
    keeping.note(
        session,
        piece.target,
        number=line.number,
        covers_title=line.covers_title,
        reason=line.reason,
        public_id=line.public_id,
        at=line.at,
    )


def _piece(session: Session, line: Line) -> Piece | None:
    try:
        return pieces.contribution(session, Target(line.kind, line.target_id))
    except NotFound:
        return None


def _holds_words(session: Session, line: Line) -> bool:
    piece = _piece(session, line)
    return piece is not None and (piece.redacted_at is None or line.covers_title)


def _record(session: Session, piece: Piece, reason: str) -> None:
    verb = feature.redactables(session)[piece.target.kind].verb
    if not verb:
        return
    document = session.get_one(Document, piece.document_id)
    is_revision = piece.target.kind == pieces.REVISION
    told = activity.record(
        session,
        actor=None,
        verb=verb,
        document_id=document.id,
        contribution_id=None if is_revision else piece.target.public_id,
        address=piece.address,
        summary=reason,
        needs_working_text=is_revision and document.working_audience is not None,
        audience=piece.audience,
    )
    told.stopped_at = clock.now()
