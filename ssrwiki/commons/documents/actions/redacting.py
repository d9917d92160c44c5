"""Redaction: the one door by which words go for ever, whatever they were part of.

A redaction empties one contribution, what copies it by nature, and what repeats it beside it; it
leaves a tombstone, a public reason, and a line in the list that outlives the database. Features
say what there is to be emptied (`foundation/redactions/pieces.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ssrwiki.commons.activity import actions as activity
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.permissions import REDACT
from ssrwiki.commons.documents.queries import pieces, revisions
from ssrwiki.commons.documents.rules import RedactionReason
from ssrwiki.commons.people.rules import Actor
from ssrwiki.foundation import access, feature
from ssrwiki.foundation.errors import Invalid
from ssrwiki.foundation.redactions import keeping
from ssrwiki.foundation.redactions.models import Redaction
from ssrwiki.foundation.redactions.pieces import Erasure, Piece, Target
from ssrwiki.foundation.repetition import Words
from ssrwiki.foundation.search import outbox
from ssrwiki.foundation.words import say

REDACTED_PART = "documents.redacted_part"
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why words must go: a public sentence, and a code for the list. `code` "" is `other`."""

    reason: str
    code: str = ""
    covers_title: bool = False


def redact(
    session: Session,
    *,
    actor: Actor,
    target: Target,
    verdict: Verdict,
    echoes: Sequence[Target] = (),
) -> Redaction:
    """Empties a contribution of any kind for ever, with its copies and what repeats it beside it.

    `echoes` were found to share words with it (`pieces.echoes`); those that are left standing are
    kept for moderators to look at.

    Raises:
        NotFound, NotAllowed, Invalid: without a reason, a second time, or for the text that stands.
    """
    piece = pieces.contribution(session, target)
    document = pieces.document_of(session, piece)
    access.require(actor, REDACT, document)
    reason = _checked(piece, verdict)
    if piece.target.kind == pieces.REVISION:
        _refuse_standing(session, document, piece, verdict)
    covers_title = verdict.covers_title and piece.target.kind == pieces.REVISION
    emptied = [piece, *_repeating(session, piece)]
    rows = []
    for each in emptied:
        is_first = each is piece
        empty(session, each, Erasure(reason, covers_title and is_first))
        rows.append(
            keeping.note(
                session,
                each.target,
                number=each.about_number if each.target.kind == pieces.REVISION else None,
                covers_title=covers_title and is_first,
                reason=verdict.code or RedactionReason.OTHER,
            )
        )
    _record(session, actor, document, pieces.contribution(session, target), reason)
    left = [each for each in echoes if pieces.contribution(session, each).redacted_at is None]
    keeping.note_echoes(session, rows[0], left)
    return rows[0]


def empty(session: Session, piece: Piece, erasure: Erasure) -> None:
    """Takes the words of a contribution and its copies out of every table that holds them.

    Knows nothing of who may: for the door above, and for repeating what went through it.
    """
    redactables = feature.redactables(session)
    searched = {each.kind for package in feature.of(session) for each in package.searchables}
    for target in _with_copies(session, piece.target):
        each = pieces.contribution(session, target)
        told = redactables[target.kind].empty(session, target.public_id, erasure)
        for package in feature.of(session):
            package.redaction.emptied(session, target)
        activity.redact(session, told)
        if target.kind != pieces.REVISION:  # whose own reason others may have given too
            activity.redact_words(session, each.document_id, each.texts)
        if target.kind in searched:
            outbox.enqueue(session, target.kind, target.public_id, is_expunged=True)
    session.flush()  # what is asked next must find it as it is now


def _checked(piece: Piece, verdict: Verdict) -> str:
    reason = verdict.reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Invalid(say("Say in a sentence why this must go; the reason is public."), "reason")
    if verdict.code not in {"", *RedactionReason}:
        raise Invalid(say("Choose the reason from the list."), "code")
    if Words((piece.title, *piece.texts)).is_repeated_in(reason):
        raise Invalid(
            say("This repeats words that have to go. The reason is public: use others."), "reason"
        )
    if piece.redacted_at is not None and not (verdict.covers_title and piece.title):
        raise Invalid(say("This is redacted already."))
    return reason


def _refuse_standing(session: Session, document: Document, piece: Piece, verdict: Verdict) -> None:
    head = revisions.revision(session, document, document.head_number)
    if piece.target.public_id == head.public_id:
        raise Invalid(
            say("This is the text that stands: save a revision without the passage first."),
            "revision",
        )
    if verdict.covers_title and head.title == piece.title:
        raise Invalid(
            say("The text that stands has this title too: save it under another title first."),
            "covers_title",
        )


def _repeating(session: Session, piece: Piece) -> Iterator[Piece]:
    """What stands in the same conversation and says it again; replies, answers, notes."""
    words = Words(piece.texts)
    for package in feature.of(session):
        for target in package.redaction.beside(session, piece.target):
            other = pieces.contribution(session, target)
            is_gone = other.redacted_at is not None
            if not is_gone and words.is_repeated_in(*other.texts, *other.quotes):
                yield other


def _with_copies(session: Session, target: Target) -> list[Target]:
    found = [target]
    for each in found:  # grows while it is gone through
        for package in feature.of(session):
            copies = package.redaction.copies(session, each)
            found.extend(copy for copy in copies if copy not in found)
    return found


def _record(session: Session, actor: Actor, document: Document, piece: Piece, reason: str) -> None:
    """Tells what went and why; of what only moderators knew, nothing."""
    verb = feature.redactables(session)[piece.target.kind].verb
    is_revision = piece.target.kind == pieces.REVISION
    if verb:
        activity.record(
            session,
            actor=actor,
            verb=verb,
            document_id=document.id,
            contribution_id=None if is_revision else piece.target.public_id,
            address=piece.address,
            summary=reason,
            needs_working_text=is_revision and document.working_audience is not None,
            audience=piece.audience,
        )
