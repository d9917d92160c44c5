"""Contributions of every kind as redaction sees them; revisions are this package's own."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session, selectinload

from ssrwiki.commons.documents.models import Document, Revision
from ssrwiki.foundation import feature
from ssrwiki.foundation.errors import NotFound
from ssrwiki.foundation.redactions.pieces import Hiding, Piece, Target
from ssrwiki.foundation.repetition import Traces

REVISION = "revision"
MOST_ECHOES = 100


def contribution(session: Session, target: Target) -> Piece:
    """The contribution of any kind.

    Raises:
        NotFound: absent, or of a kind that nobody declares.
    """
    redactable = feature.redactables(session).get(target.kind)
    found = redactable.found(session, target.public_id) if redactable is not None else None
    if found is None:
        raise NotFound
    return found


def of_any_kind(session: Session, public_id: str) -> Piece:
    """The contribution of this public id, whatever it is.

    Raises:
        NotFound: absent.
    """
    for redactable in feature.redactables(session).values():
        found = redactable.found(session, public_id)
        if found is not None:
            return found
    raise NotFound


def document_of(session: Session, piece: Piece) -> Document:
    """What a contribution belongs to, with its owners."""
    return session.scalars(
        select(Document)
        .where(Document.id == piece.document_id)
        .options(selectinload(Document.owners))
    ).one()


def echoes(session: Session, target: Target, *, covers_title: bool = False) -> Sequence[Target]:
    """What shares three words in a row with a contribution that is about to be redacted.

    Words that the text as it stands says too don't count. The most alike come first; a hundred
    at most. This looks at all that can be read, so it is asked before the write lock is taken.
    """
    piece = contribution(session, target)
    said = [piece.title, *piece.texts] if covers_title else piece.texts
    traces = Traces(said, _standing_texts(session, piece))
    counts: dict[Target, int] = {}
    for redactable in feature.redactables(session).values():
        for other in redactable.standing(session, piece.document_id):
            if other.target != target and not other.is_private:
                count = traces.count_in(other.title, *other.texts, *other.quotes)
                counts[other.target] = count
    found = sorted((each for each in counts if counts[each]), key=lambda each: -counts[each])
    return found[:MOST_ECHOES]


def _standing_texts(session: Session, piece: Piece) -> list[str]:
    """The newest revision, and what somebody spoke of: quoting these gives nothing away."""
    document = session.get_one(Document, piece.document_id)
    numbers = {document.head_number}
    if piece.target.kind != REVISION and piece.about_number is not None:
        numbers.add(piece.about_number)
    rows = session.execute(
        _revisions().where(
            Revision.document_id == document.id,
            Revision.number.in_(numbers),
            Revision.public_id != piece.target.public_id,
        )
    )
    return [text for row in rows for text in (row.Revision.title, *_texts(row.Revision))]


def revision_found(session: Session, public_id: str) -> Piece | None:
    """One revision by its public id."""
    row = session.execute(_revisions().where(Revision.public_id == public_id)).first()
    return None if row is None else _piece(row)


def revisions_standing(session: Session, document_id: int) -> Iterator[Piece]:
    """The newest of every document, and all of this one."""
    rows = session.execute(
        _revisions().where(
            Revision.redacted_at.is_(None),
            or_(Revision.number == Document.head_number, Document.id == document_id),
        )
    )
    return map(_piece, rows)


def _revisions() -> Select[Revision, Document]:
    return select(Revision, Document).join(Document, Document.id == Revision.document_id)


def _piece(row: Row[Revision, Document]) -> Piece:
    revision: Revision = row.Revision
    document: Document = row.Document
    return Piece(
        target=Target(REVISION, revision.public_id),
        document_id=document.id,
        address=f"{document.address}/revisions/{revision.number}",
        texts=_texts(revision),
        title=revision.title,
        lang=revision.lang,
        audience=revision.audience,
        about_number=revision.number,
        redacted_at=revision.redacted_at,
        hiding=(
            Hiding(revision.hidden_at, revision.hidden_reason or "") if revision.hidden_at else None
        ),
    )


def _texts(revision: Revision) -> tuple[str, ...]:
    """Text, reason and whatever the typed fields say; choices say nothing of their own."""
    fields = json.loads(revision.fields).values()
    return (revision.body, revision.summary, *(each for each in fields if isinstance(each, str)))
