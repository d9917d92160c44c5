"""What several pages of moderation show."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from ssrwiki.commons.discussion.queries import pieces as comments
from ssrwiki.commons.documents.forms import HIDING_REASONS
from ssrwiki.commons.documents.models import Document
from ssrwiki.commons.documents.queries import pieces as revisions
from ssrwiki.commons.documents.rules import HidingReason
from ssrwiki.commons.documents.views import loading
from ssrwiki.commons.people.views import current_actor
from ssrwiki.features.moderation.queries import queue
from ssrwiki.features.moderation.queries.subjects import Subject
from ssrwiki.foundation import feature
from ssrwiki.foundation.redactions.pieces import Piece
from ssrwiki.foundation.web.templating import said


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the queue, for the component `tabs`."""

    name: str
    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is judged, with its words; without who wrote it, which is no matter here."""

    title: str
    address: str
    lang: str
    html: Markup
    label: str
    is_document: bool
    is_hidden: bool
    redact_href: str


def tabs(session: Session) -> list[Tab]:
    """The lists, each with how much waits in it for this moderator."""
    found = queue.waiting(session, current_actor())
    return [
        Tab("held", _("Newcomers"), "/moderation/", found.held_count),
        Tab("edits", _("Edits"), "/moderation/edits", found.edit_count),
        Tab("reports", _("Reports"), "/moderation/reports", found.report_count),
        Tab("appeals", _("Appeals"), "/moderation/appeals", found.appeal_count),
        Tab("people", _("People"), "/moderation/people", found.people_count),
    ]


def exhibit(session: Session, subject: Subject) -> Exhibit:
    """A comment or another contribution with all its words, a document with its abstract."""
    if subject.piece is not None:
        return _of_piece(session, subject.document, subject.piece)
    comment = subject.located.comment if subject.located is not None else None
    html = (
        loading.settled(session, current_actor(), comment.html)
        if comment is not None
        else Markup("<p>{}</p>").format(subject.document.abstract)
    )
    return Exhibit(
        title=subject.document.title,
        address=subject.address,
        lang=comment.lang if comment is not None else subject.document.lang,
        html=html,
        label=_("Comment") if comment is not None else _("Document"),
        is_document=comment is None,
        is_hidden=subject.hidden_at is not None,
        redact_href=f"/comments/{comment.public_id}/redact" if comment is not None else "",
    )


def _of_piece(session: Session, document: Document, piece: Piece) -> Exhibit:
    paragraphs = [Markup("<p>{}</p>").format(words) for words in piece.words.split("\n\n")]
    return Exhibit(
        title=document.title,
        address=piece.address,
        lang=piece.lang or document.lang,
        html=Markup("").join(paragraphs),
        label=said(feature.redactables(session)[piece.target.kind].label),
        is_document=False,
        is_hidden=piece.hiding is not None,
        redact_href=redact_href(piece),
    )


def redact_href(piece: Piece) -> str:
    """Where a contribution of any kind is redacted."""
    match piece.target.kind:
        case revisions.REVISION:
            base, _slash, _number = piece.address.rpartition("/revisions/")
            return f"{base}/redact?revision={piece.about_number}"
        case comments.COMMENT:
            return f"/comments/{piece.target.public_id}/redact"
        case _:
            return f"/moderation/redact/{piece.target.public_id}"


def reason_words(reason: str) -> str:
    """A listed reason as a sentence."""
    return str(HIDING_REASONS[HidingReason(reason)])
